"""Where the notes of a group are on their way to the platform."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.store.tables import drafts, posts, shown, versions
from bot.team import Act, Mark, Post, pressed

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.database import Database

_PRESSING = 7276422
"""Any number: the lock under which a press is carried out."""
_MOST = 200
"""Most notes that are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A note of a group: its draft, title, the message that shows it (0 for none), where it is, since when it is."""

    draft: str
    title: str
    message: int
    post: Post
    created: datetime


class Posts:
    """Keeps one row for each draft that somebody pressed a button of."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    async def of(self, draft: str) -> Post:
        """Find where a draft is."""
        async with self._database.reading() as connection:
            return await _post(connection, draft)

    async def press(self, draft: str, act: Act, mark: Mark) -> tuple[Post, Post]:
        """Carry a press out, one after the other; return what was before and what is now."""
        async with self._database.writing() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_PRESSING)))
            before = await _post(connection, draft)
            after = pressed(before, act, mark)
            row = {"draft_id": draft, **_row(after)}
            insert = self._database.insert(posts).values(row)
            await connection.execute(insert.on_conflict_do_update(index_elements=["draft_id"], set_=_row(after)))
        return before, after

    async def forget(self, person: int) -> None:
        """Take a person's marks away: what they claimed is open again, what they posted too."""
        async with self._database.writing() as connection:
            for row in (await connection.execute(sa.select(posts))).mappings().all():
                theirs = {
                    name: None for name in ("claimed", "judged", "posted") if (row[name] or {}).get("person") == person
                }
                if theirs:
                    verdict = None if "judged" in theirs else row["verdict"]
                    left = sa.update(posts).where(posts.c.draft_id == row["draft_id"])
                    await connection.execute(left.values(**theirs, verdict=verdict))

    async def board(self, chat: int, *, days: int) -> list[Listed]:
        """List the notes of a group's last days, the newest first."""
        since = datetime.now(tz=UTC) - timedelta(days=days)
        newest = sa.select(drafts.c.id, drafts.c.created).where(drafts.c.chat == chat, drafts.c.created > since)
        async with self._database.reading() as connection:
            found = (await connection.execute(newest.order_by(drafts.c.created.desc()).limit(_MOST))).all()
            return [
                Listed(
                    draft=row.id,
                    title=await _title(connection, row.id),
                    message=await _message(connection, row.id, chat),
                    post=await _post(connection, row.id),
                    created=row.created,
                )
                for row in found
            ]


async def _post(connection: AsyncConnection, draft: str) -> Post:
    row = (await connection.execute(sa.select(posts).where(posts.c.draft_id == draft))).mappings().one_or_none()
    if row is None:
        return Post()
    verdict = Act(row["verdict"]) if row["verdict"] else None
    return Post(
        claimed=_mark(row["claimed"]), judged=_mark(row["judged"]), verdict=verdict, posted=_mark(row["posted"])
    )


async def _title(connection: AsyncConnection, draft: str) -> str:
    last = sa.select(versions.c.note).where(versions.c.draft_id == draft).order_by(versions.c.number.desc()).limit(1)
    note = await connection.scalar(last)
    return note["title"] if note else ""


async def _message(connection: AsyncConnection, draft: str, chat: int) -> int:
    last = sa.select(shown.c.message).where(shown.c.draft_id == draft, shown.c.chat == chat)
    return await connection.scalar(last.order_by(shown.c.since.desc()).limit(1)) or 0


def _row(post: Post) -> dict[str, Any]:
    marks = {"claimed": post.claimed, "judged": post.judged, "posted": post.posted}
    kept = {name: {**asdict(mark), "moment": mark.moment.isoformat()} if mark else None for name, mark in marks.items()}
    return {**kept, "verdict": post.verdict}


def _mark(kept: dict[str, Any] | None) -> Mark | None:
    return Mark(**{**kept, "moment": datetime.fromisoformat(kept["moment"])}) if kept else None
