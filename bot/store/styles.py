"""The styles that people, groups and forum topics asked to have kept."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot import wire
from bot.store.tables import styles
from bot.style import Layer, Owner, Scope, Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.database import Database

_CHANGING = 7276419
"""Any number: the lock under which a style is changed."""


class Styles:
    """Keeps one style for each owner."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    async def layers(self, owners: Iterable[Owner]) -> tuple[Layer, ...]:
        """Find the styles of these owners, in their order; who has none is left out."""
        async with self._database.reading() as connection:
            found = [(owner.scope, await _style(connection, owner)) for owner in owners]
        return tuple(Layer(scope=scope, style=style) for scope, style in found if style != Style())

    async def change(self, owner: Owner, change: Callable[[Style], Style]) -> Style:
        """Change an owner's style, one change after the other, and return what it was before."""
        async with self._database.writing() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CHANGING)))
            before = await _style(connection, owner)
            row = {**asdict(owner), "style": asdict(change(before)), "changed": datetime.now(tz=UTC)}
            insert = self._database.insert(styles).values(row)
            changed = {"style": insert.excluded.style, "changed": insert.excluded.changed}
            await connection.execute(insert.on_conflict_do_update(index_elements=list(asdict(owner)), set_=changed))
        return before

    async def forget(self, person: int) -> None:
        """Delete a person's style, and what they were asked whether to keep; a group's, which others share, stays."""
        whose = (styles.c.scope.in_((Scope.PERSON, Scope.OFFER)), styles.c.id == person)
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(styles).where(*whose))

    async def drop(self, owner: Owner) -> None:
        """Delete an owner's style."""
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(styles).where(*_of(owner)))


async def _style(connection: AsyncConnection, owner: Owner) -> Style:
    kept = await connection.scalar(sa.select(styles.c.style).where(*_of(owner)))
    return wire.style(kept) if kept else Style()


def _of(owner: Owner) -> list[sa.ColumnElement[bool]]:
    return [styles.c[name] == value for name, value in asdict(owner).items()]
