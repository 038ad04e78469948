"""Opens a database: SQLite by default, PostgreSQL by address."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.store.access import Access
from bot.store.chats import Chats
from bot.store.database import Database
from bot.store.drafts import Drafts
from bot.store.engines import engine, migrate, parsed
from bot.store.floods import Floods
from bot.store.lessons import Lessons
from bot.store.posts import Posts
from bot.store.shown import Shown
from bot.store.spends import Spends
from bot.store.styles import Styles
from bot.store.workers import Workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

BUSY_TIMEOUT = 5.0
"""Seconds to wait for another process that writes."""


class Store:
    """What is remembered over restarts, by subject. Every method may raise StoreFull, StoreLocked or StoreBroken."""

    def __init__(self, database: Database) -> None:
        """Take an open database."""
        self.drafts = Drafts(database)
        self.styles = Styles(database)
        self.lessons = Lessons(database)
        self.shown = Shown(database)
        self.access = Access(database)
        self.chats = Chats(database)
        self.posts = Posts(database)
        self.spends = Spends(database)
        self.floods = Floods(database)
        self.workers = Workers(database)


@asynccontextmanager
async def open_store(address: str, *, busy_timeout: float = BUSY_TIMEOUT) -> AsyncIterator[Store]:
    """Migrate the database at `address` and keep it open; a SQLite file and its folder are made. Raises StoreError."""
    url = parsed(address)
    writer = engine(url, busy_timeout=busy_timeout, writes=True)
    reader = engine(url, busy_timeout=busy_timeout, writes=False)
    try:
        await asyncio.to_thread(migrate, url, busy_timeout=busy_timeout)
        yield Store(Database(writer=writer, reader=reader))
    finally:  # aiosqlite's threads would keep the process alive
        await writer.dispose()
        await reader.dispose()
