"""Drafts, and the versions of their notes: kept, listed, forgotten."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.errors import DraftGone
from bot.models import Wish
from bot.store.tables import chats, draft_from, draft_row, drafts, version_row, versions

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.models import Draft, Version
    from bot.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A draft in a list: its id, the title of its newest version, when it was begun."""

    id: str
    title: str
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many drafts and versions there are, or were."""

    drafts: int
    versions: int


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

    async def of_chat(self, draft_id: str, chat: int) -> Draft:
        """Find a draft of a chat, of what it was before or became; another chat's does not exist: DraftGone."""
        async with self._database.reading() as connection:
            found = await _found(connection, draft_id)
            if await _now(connection, found.chat) != await _now(connection, chat):
                raise DraftGone(draft_id)
        return found

    async def of_link(self, chat: int, *links: str, days: int) -> Draft | None:
        """Find the newest draft of a chat's last days on one of these addresses, as sent or as read."""
        since = datetime.now(tz=UTC) - timedelta(days=days)
        known = sa.or_(drafts.c.link.in_(links), drafts.c.article["url"].as_string().in_(links))
        newest = sa.select(drafts.c.id).where(drafts.c.chat == chat, drafts.c.created > since, known)
        async with self._database.reading() as connection:
            found = await connection.scalar(newest.order_by(drafts.c.created.desc()).limit(1))
            return await _found(connection, found) if found else None

    async def recent(self, chat: int, *, days: int, most: int = 100) -> list[Draft]:
        """List a chat's drafts of the last days, the newest first."""
        since = datetime.now(tz=UTC) - timedelta(days=days)
        newest = sa.select(drafts.c.id).where(drafts.c.chat == chat, drafts.c.created > since)
        async with self._database.reading() as connection:
            found = (await connection.scalars(newest.order_by(drafts.c.created.desc()).limit(most))).all()
            return [await _found(connection, name) for name in found]

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

    async def page(self, *, chat: int, person: int, start: int, most: int) -> tuple[Entry, ...]:
        """List a person's drafts in a chat, the newest first, at most `most` after `start` of them."""
        of_draft = versions.alias()
        newest = sa.select(sa.func.max(of_draft.c.number)).where(of_draft.c.draft_id == drafts.c.id).scalar_subquery()
        listed = (
            sa.select(drafts.c.id, drafts.c.created, versions.c.note)
            .where(drafts.c.chat == chat, drafts.c.person == person)
            .where(versions.c.draft_id == drafts.c.id, versions.c.number == newest)
            .order_by(drafts.c.created.desc(), drafts.c.id)
            .offset(start)
            .limit(most)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(listed)).all()
        return tuple(Entry(id=row.id, title=row.note["title"], created=row.created) for row in rows)

    async def count(self, person: int) -> Tally:
        """Count what `forget` would delete."""
        async with self._database.reading() as connection:
            return await _tally(connection, person)

    async def forget(self, person: int) -> Tally:
        """Delete a person's drafts, wherever, and their words from the versions that they asked of others' drafts."""
        said = {"person": None, "key": None, "wish": asdict(Wish(kind="said"))}
        async with self._database.writing() as connection:
            found = await _tally(connection, person)
            await connection.execute(sa.delete(drafts).where(_of(person)))
            await connection.execute(sa.update(versions).where(versions.c.person == person).values(said))
        await self._database.scrub()
        return found

    async def purge(self, before: datetime) -> int:
        """Delete the drafts that had no new version since; return how many those are."""
        newer = sa.select(versions.c.draft_id).where(versions.c.created >= before)
        async with self._database.writing() as connection:
            old = sa.delete(drafts).where(drafts.c.created < before, drafts.c.id.not_in(newer))
            return (await connection.execute(old)).rowcount


def _of(person: int) -> sa.ColumnElement[bool]:
    """Choose a person's drafts; a private chat has the id of its person."""
    return sa.or_(drafts.c.person == person, drafts.c.chat == person)


async def _tally(connection: AsyncConnection, person: int) -> Tally:
    whole = sa.select(sa.func.count(sa.distinct(drafts.c.id)), sa.func.count(versions.c.number))
    row = (await connection.execute(whole.select_from(drafts.outerjoin(versions)).where(_of(person)))).one()
    return Tally(drafts=row[0], versions=row[1])


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


async def _now(connection: AsyncConnection, chat: int) -> int:
    """Return the id that a chat has by now."""
    return await connection.scalar(sa.select(chats.c.became).where(chats.c.id == chat)) or chat
