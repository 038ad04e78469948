"""The roll of the processes that carry jobs out on one database."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.tables import workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.store.database import Database

_ROLL = 7276418
"""Any number: the lock under which the roll is read."""


class Workers:
    """Keeps who was alive when."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    async def beat(self, name: str) -> None:
        """Keep that a process that carries jobs out is alive now."""
        await self._database.later(workers, {"name": name}, "seen", datetime.now(tz=UTC))

    async def leave(self, name: str) -> None:
        """Strike a process off the roll."""
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(workers).where(workers.c.name == name))

    @asynccontextmanager
    async def alive(self, *, within: float) -> AsyncIterator[frozenset[str]]:
        """Hold the names of the processes that were alive within so many seconds; one process at a time may."""
        since = datetime.now(tz=UTC) - timedelta(seconds=within)
        async with self._database.writing() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ROLL)))
            await connection.execute(sa.delete(workers).where(workers.c.seen < since))
            yield frozenset(await connection.scalars(sa.select(workers.c.name)))
