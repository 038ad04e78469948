"""Until when Telegram's flood control holds, chat by chat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.tables import floods

if TYPE_CHECKING:
    from bot.store.database import Database


class Floods:
    """Keeps floods, so that a restart does not run into them again."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    async def flood(self, chat: int) -> float:
        """Say for how many seconds more flood control holds for a chat; 0 or less where it does not."""
        async with self._database.reading() as connection:
            until = await connection.scalar(sa.select(floods.c.until).where(floods.c.chat == chat))
        return (until - datetime.now(tz=UTC)).total_seconds() if until else 0.0

    async def add_flood(self, chat: int, seconds: float) -> None:
        """Keep that flood control holds for a chat from now; where it holds longer already, that stays."""
        until = datetime.now(tz=UTC) + timedelta(seconds=seconds)
        await self._database.later(floods, {"chat": chat}, "until", until)
