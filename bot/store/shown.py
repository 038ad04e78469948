"""Which version of which draft a message of the bot's shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.tables import shown

if TYPE_CHECKING:
    from bot.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """A message that shows a note: the draft, the index of the version, since when."""

    chat: int
    message: int
    draft: str
    version: int
    since: datetime


class Shown:
    """Keeps what messages show; it goes with its draft."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    async def show(self, *, chat: int, message: int, draft: str, version: int) -> None:
        """Keep that a message shows a version now."""
        row = {"chat": chat, "message": message, "draft_id": draft, "version": version, "since": datetime.now(tz=UTC)}
        insert = self._database.insert(shown).values(row)
        changed = {name: insert.excluded[name] for name in ("draft_id", "version", "since")}
        async with self._database.writing() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=["chat", "message"], set_=changed))

    async def at(self, *, chat: int, message: int) -> Showing | None:
        """Find what a message shows."""
        return await self._first(shown.c.chat == chat, shown.c.message == message)

    async def last(self, *, chat: int) -> Showing | None:
        """Find what was shown last in a chat."""
        return await self._first(shown.c.chat == chat)

    async def drafts(self, *, chat: int, most: int) -> tuple[str, ...]:
        """Name the drafts that were shown last in a chat, the latest first."""
        latest = sa.func.max(shown.c.since)
        found = sa.select(shown.c.draft_id).where(shown.c.chat == chat).group_by(shown.c.draft_id)
        async with self._database.reading() as connection:
            return tuple((await connection.scalars(found.order_by(latest.desc()).limit(most))).all())

    async def _first(self, *where: sa.ColumnElement[bool]) -> Showing | None:
        newest = sa.select(shown).where(*where).order_by(shown.c.since.desc(), shown.c.message.desc()).limit(1)
        async with self._database.reading() as connection:
            row = (await connection.execute(newest)).mappings().one_or_none()
        if row is None:
            return None
        return Showing(
            chat=row["chat"],
            message=row["message"],
            draft=row["draft_id"],
            version=row["version"],
            since=row["since"],
        )
