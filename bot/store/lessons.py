"""The posts that people hand over to be learned from, message after message, while they are waited for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.tables import lessons

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.database import Database


class Lessons:
    """Keeps one lesson for each private chat, whose id is its person's."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    async def begin(self, chat: int, *, seconds: float) -> None:
        """Wait for posts from now on, from the first one."""
        async with self._database.writing() as connection:
            await self._put(connection, chat, until=_after(seconds), posts=[])

    async def waits(self, chat: int) -> bool:
        """Whether posts are waited for."""
        open_now = sa.select(lessons.c.chat).where(lessons.c.chat == chat, lessons.c.until > _after(0))
        async with self._database.reading() as connection:
            return await connection.scalar(open_now) is not None

    async def add(self, chat: int, post: str, *, most: int, seconds: float) -> list[str]:
        """Add a post, and return the latest `most` since it was begun to wait; where it was not, begin."""
        open_now = sa.select(lessons).where(lessons.c.chat == chat, lessons.c.until > _after(0)).with_for_update()
        async with self._database.writing() as connection:
            row = (await connection.execute(open_now)).mappings().one_or_none()
            known: list[str] = row["posts"] if row else []
            found = known if post in known else [*known, post][-most:]
            await self._put(connection, chat, until=row["until"] if row else _after(seconds), posts=found)
        return found

    async def purge(self) -> None:
        """Delete what is no longer waited for."""
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(lessons).where(lessons.c.until <= _after(0)))

    async def forget(self, person: int) -> None:
        """Delete what a person handed over."""
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(lessons).where(lessons.c.chat == person))

    async def _put(self, connection: AsyncConnection, chat: int, **row: datetime | list[str]) -> None:
        put = self._database.insert(lessons).values({"chat": chat, **row})
        await connection.execute(put.on_conflict_do_update(index_elements=["chat"], set_=row))


def _after(seconds: float) -> datetime:
    return datetime.now(tz=UTC) + timedelta(seconds=seconds)
