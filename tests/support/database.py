"""A look into the bot's database, past its code."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from bot.models import Draft
    from bot.store import Store


class Rows:
    """The SQLite file at an address."""

    def __init__(self, address: str) -> None:
        self._file = str(sa.make_url(address).database)

    async def __call__(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """What a statement returns; what it changed is kept."""
        return await asyncio.to_thread(self._executed, sql, values)

    def _executed(self, sql: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self._file, timeout=10)) as connection, connection:
            connection.execute("PRAGMA foreign_keys=ON")
            return connection.execute(sql, values).fetchall()


async def drafts(address: str, store: Store) -> list[Draft]:
    """Every draft, the oldest first."""
    names = await Rows(address)("SELECT id FROM drafts ORDER BY created")
    return [await store.drafts.find(str(name)) for (name,) in names]
