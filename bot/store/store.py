"""Keeps drafts and floods in a database: SQLite by default, PostgreSQL by address."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.errors import DraftGone
from bot.store.engines import engine, migrate, parsed, translated
from bot.store.tables import draft_from, draft_row, drafts, floods, version_row, versions, workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    from bot.models import Draft, Version

_ROLL = 7276418
"""Any number: the lock under which the roll of workers is read."""
BUSY_TIMEOUT = 5.0
"""Seconds to wait for another process that writes."""


@asynccontextmanager
async def open_store(address: str, *, busy_timeout: float = BUSY_TIMEOUT) -> AsyncIterator[Store]:
    """Migrate the database at `address` and keep it open; a SQLite file and its folder are made. Raises StoreError."""
    url = parsed(address)
    writer = engine(url, busy_timeout=busy_timeout, writes=True)
    reader = engine(url, busy_timeout=busy_timeout, writes=False)
    try:
        await asyncio.to_thread(migrate, url, busy_timeout=busy_timeout)
        yield Store(writer=writer, reader=reader)
    finally:  # aiosqlite's threads would keep the process alive
        await writer.dispose()
        await reader.dispose()


class Store:
    """Keeps drafts and floods over restarts. Every method may raise StoreFull, StoreLocked or StoreBroken."""

    def __init__(self, *, writer: AsyncEngine, reader: AsyncEngine) -> None:
        """Take one engine with a single connection for writing, so that writers queue here, and one for reading."""
        self._writer = writer
        self._reader = reader

    async def save(self, draft: Draft) -> None:
        """Keep a new draft with its versions; a draft of the same id is replaced."""
        now = datetime.now(tz=UTC)
        rows = [
            version_row(version, draft_id=draft.id, number=number, now=now)
            for number, version in enumerate(draft.versions, start=1)
        ]
        with translated():
            async with self._writer.begin() as connection:
                await connection.execute(sa.delete(drafts).where(drafts.c.id == draft.id))
                await connection.execute(sa.insert(drafts).values(draft_row(draft, now=now)))
                if rows:
                    await connection.execute(sa.insert(versions), rows)

    async def draft(self, draft_id: str) -> Draft:
        """Find a draft with all its versions; raises DraftGone."""
        with translated():
            async with self._reader.begin() as connection:
                return await _found(connection, draft_id)

    async def add_version(self, draft_id: str, version: Version, *, number: int) -> Draft:
        """Keep a version as the `number`th unless that is there, and return the whole draft; raises DraftGone."""
        now = datetime.now(tz=UTC)
        with translated():
            async with self._writer.begin() as connection:
                found = await _found(connection, draft_id, hold=True)
                if len(found.versions) >= number:
                    return found
                row = version_row(version, draft_id=draft_id, number=number, now=now)
                await connection.execute(sa.insert(versions).values(row))
        return replace(found, versions=(*found.versions, version))

    async def flood(self, chat: int) -> float:
        """Say for how many seconds more flood control holds for a chat; 0 or less where it does not."""
        with translated():
            async with self._reader.begin() as connection:
                until = await connection.scalar(sa.select(floods.c.until).where(floods.c.chat == chat))
        return (until - datetime.now(tz=UTC)).total_seconds() if until else 0.0

    async def add_flood(self, chat: int, seconds: float) -> None:
        """Keep that flood control holds for a chat from now; where it holds longer already, that stays."""
        await self._later(floods, {"chat": chat}, "until", datetime.now(tz=UTC) + timedelta(seconds=seconds))

    async def beat(self, name: str) -> None:
        """Keep that a process that carries jobs out is alive now."""
        await self._later(workers, {"name": name}, "seen", datetime.now(tz=UTC))

    async def leave(self, name: str) -> None:
        """Strike a process off the roll."""
        with translated():
            async with self._writer.begin() as connection:
                await connection.execute(sa.delete(workers).where(workers.c.name == name))

    @asynccontextmanager
    async def alive(self, *, within: float) -> AsyncIterator[frozenset[str]]:
        """Hold the names of the processes that were alive within so many seconds; one process at a time may."""
        since = datetime.now(tz=UTC) - timedelta(seconds=within)
        with translated():
            async with self._writer.begin() as connection:
                if connection.dialect.name == "postgresql":
                    await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ROLL)))
                await connection.execute(sa.delete(workers).where(workers.c.seen < since))
                yield frozenset(await connection.scalars(sa.select(workers.c.name)))

    async def _later(self, table: sa.Table, key: dict[str, Any], column: str, moment: datetime) -> None:
        """Set a row's moment, and never back."""
        dialect = postgresql if self._writer.dialect.name == "postgresql" else sqlite
        insert = dialect.insert(table).values({**key, column: moment})
        later = insert.on_conflict_do_update(
            index_elements=list(key),
            set_={column: insert.excluded[column]},
            where=table.c[column] < insert.excluded[column],
        )
        with translated():
            async with self._writer.begin() as connection:
                await connection.execute(later)


async def _found(connection: AsyncConnection, draft_id: str, *, hold: bool = False) -> Draft:
    """Read a draft; `hold` keeps others from it until the transaction ends, where the database locks rows."""
    one = sa.select(drafts).where(drafts.c.id == draft_id)
    if hold:
        one = one.with_for_update()
    row = (await connection.execute(one)).mappings().one_or_none()
    if row is None:
        raise DraftGone(draft_id)
    of_draft = sa.select(versions).where(versions.c.draft_id == draft_id).order_by(versions.c.number)
    return draft_from(row, (await connection.execute(of_draft)).mappings())
