"""What is known of groups: whether every link in them is taken, and which one became which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from bot.store.tables import access, chats, drafts, shown, spends, styles

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.database import Database

_KEYED: Final = (
    (access, access.c.id, (access.c.kind,), access.c.kind == "chat"),
    (styles, styles.c.id, (styles.c.scope, styles.c.topic), styles.c.scope != "person"),
)
"""Tables with one row for each chat: the id's column, what else is in the key, which rows are a chat's."""


class Chats:
    """Keeps what a group's admins switched, and follows a group that becomes a supergroup."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    async def takes_all(self, chat: int) -> bool:
        """Whether every link in a group becomes a note."""
        async with self._database.reading() as connection:
            return bool(await connection.scalar(sa.select(chats.c.takes_all).where(chats.c.id == chat)))

    async def take_all(self, chat: int, *, on: bool) -> None:
        """Switch that."""
        await self._put(chat, {"takes_all": on})

    async def now(self, chat: int) -> int:
        """Return the id that a chat has by now."""
        async with self._database.reading() as connection:
            return await connection.scalar(sa.select(chats.c.became).where(chats.c.id == chat)) or chat

    async def move(self, old: int, new: int) -> None:
        """Carry everything of a group over to the supergroup that it became; a second time changes nothing.

        What the new one has already stays. What the old one's messages show is forgotten: they cannot be reached.
        """
        async with self._database.writing() as connection:
            for table, column, key, own in _KEYED:
                await _carry(connection, table, column, key, own, old=old, new=new)
            for column in (drafts.c.chat, spends.c.chat):
                await connection.execute(sa.update(column.table).where(column == old).values({column.name: new}))
            await connection.execute(sa.delete(shown).where(shown.c.chat == old))
            takes_all = await connection.scalar(sa.select(chats.c.takes_all).where(chats.c.id == old))
        if takes_all:
            await self._put(new, {"takes_all": True})
        await self._put(old, {"became": new, "takes_all": False})

    async def _put(self, chat: int, values: dict[str, int | bool]) -> None:
        insert = self._database.insert(chats).values({"id": chat, **values})
        async with self._database.writing() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=["id"], set_=values))


async def _carry(
    connection: AsyncConnection,
    table: sa.Table,
    column: sa.Column[int],
    key: tuple[sa.Column[str] | sa.Column[int], ...],
    own: sa.ColumnElement[bool],
    *,
    old: int,
    new: int,
) -> None:
    """Give the rows of a chat another id, but for those that are there under it."""
    there = table.alias()
    same = (there.c[one.name] == one for one in key)
    taken = sa.exists().where(there.c[column.name] == new, *same)
    await connection.execute(sa.delete(table).where(own, column == old, taken))
    await connection.execute(sa.update(table).where(own, column == old).values({column.name: new}))
