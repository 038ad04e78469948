"""One database as its tables see it: a transaction that reads, or one that writes, each an engine of its own."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

from bot.store.engines import scrub, translated

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    import sqlalchemy as sa
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine


class Database:
    """Opens transactions; its failures are StoreFull, StoreLocked or StoreBroken."""

    def __init__(self, *, writer: AsyncEngine, reader: AsyncEngine) -> None:
        """Take one engine with a single connection for writing, so that writers queue here, and one for reading."""
        self._writer = writer
        self._reader = reader

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Read in one transaction."""
        with translated():
            async with self._reader.begin() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Write in one transaction, alone in this process and, on SQLite, in all; an error takes everything back."""
        with translated():
            async with self._writer.begin() as connection:
                yield connection

    async def scrub(self) -> None:
        """Leave nothing in the file of what was deleted, as far as the database is a file and nobody reads it."""
        with translated():
            async with self._writer.connect() as connection:
                await connection.run_sync(scrub)

    def insert(self, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
        """Begin an insert that may say what to do about a row that is there."""
        return postgresql.insert(table) if self._writer.dialect.name == "postgresql" else sqlite.insert(table)

    async def later(self, table: sa.Table, key: dict[str, Any], column: str, moment: datetime) -> None:
        """Set a row's moment, and never back."""
        insert = self.insert(table).values({**key, column: moment})
        later = insert.on_conflict_do_update(
            index_elements=list(key),
            set_={column: insert.excluded[column]},
            where=table.c[column] < insert.excluded[column],
        )
        async with self.writing() as connection:
            await connection.execute(later)
