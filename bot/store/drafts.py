"""Drafts, and the versions of their notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.errors import DraftGone
from bot.store.tables import draft_from, draft_row, drafts, version_row, versions

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.models import Draft, Version
    from bot.store.database import Database


class Drafts:
    """Keeps drafts."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    async def save(self, draft: Draft) -> None:
        """Keep a new draft with its versions; a draft of the same id is replaced."""
        now = datetime.now(tz=UTC)
        rows = [
            version_row(version, draft_id=draft.id, number=number, now=now)
            for number, version in enumerate(draft.versions, start=1)
        ]
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(drafts).where(drafts.c.id == draft.id))
            await connection.execute(sa.insert(drafts).values(draft_row(draft, now=now)))
            if rows:
                await connection.execute(sa.insert(versions), rows)

    async def find(self, draft_id: str) -> Draft:
        """Find a draft with all its versions; raises DraftGone."""
        async with self._database.reading() as connection:
            return await _found(connection, draft_id)

    async def add(self, draft_id: str, version: Version) -> Draft:
        """Keep a version as the last, unless one of its job is there, and return the whole draft; raises DraftGone."""
        now = datetime.now(tz=UTC)
        async with self._database.writing() as connection:
            found = await _found(connection, draft_id, hold=True)
            if any(one.key == version.key for one in found.versions):
                return found
            row = version_row(version, draft_id=draft_id, number=len(found.versions) + 1, now=now)
            await connection.execute(sa.insert(versions).values(row))
        return replace(found, versions=(*found.versions, version))


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
