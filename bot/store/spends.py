"""What was asked for and spent: reserved before the work, settled after it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.quota import Counted, Left, Limit, Spent, Whose, left, refusal, wanted
from bot.store.tables import spends

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.models import Usage
    from bot.store.database import Database

_RESERVING = 7276421
"""Any number: the lock under which reservations are made, one at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spend:
    """One job's: its key, for whom, where, whether on a new article, and the money it may take, in millionths."""

    key: str
    person: int
    chat: int
    link: bool
    money: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What was counted together: of a person, in a chat, on a day (ISO, UTC)."""

    day: str
    person: int
    chat: int
    notes: int
    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int
    money: int


class Spends:
    """Keeps a row for each job."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    async def reserve(self, spend: Spend, limits: Iterable[Limit], *, now: datetime | None = None) -> Left | None:
        """Reserve for a job unless a limit is reached: then return that limit. A second time it is reserved already."""
        now = now or datetime.now(tz=UTC)
        async with self._database.writing() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_RESERVING)))
            if await connection.scalar(sa.select(spends.c.key).where(spends.c.key == spend.key)):
                return None
            refused = refusal([await _left(connection, limit, spend, now) for limit in limits])
            if refused is None:
                row = {
                    "key": spend.key,
                    "person": spend.person,
                    "chat": spend.chat,
                    "link": spend.link,
                    "money": spend.money,
                    "moment": now,
                }
                await connection.execute(sa.insert(spends).values(row))
        return refused

    async def settle(self, key: str, usage: Usage | None, *, money: int) -> None:
        """Put what a job took in the place of what was reserved; a second time changes nothing."""
        counted = usage and {
            "prompt_tokens": usage.prompt_tokens,
            "completion_tokens": usage.completion_tokens,
            "cached_tokens": usage.cached_tokens,
        }
        async with self._database.writing() as connection:
            await connection.execute(
                sa.update(spends)
                .where(spends.c.key == key, spends.c.settled.is_(False))
                .values(money=money, settled=True, **(counted or {}))
            )

    async def left(self, spend: Spend, limits: Iterable[Limit]) -> list[Left]:
        """Say what the limits still allow for such a job."""
        now = datetime.now(tz=UTC)
        async with self._database.reading() as connection:
            return [await _left(connection, limit, spend, now) for limit in limits]

    async def totals(self, *, days: int) -> list[Total]:
        """Sum up the last days, by day, person and chat; the newest day and the most notes first."""
        since = datetime.now(tz=UTC) - timedelta(days=days)
        async with self._database.reading() as connection:
            rows = (await connection.execute(sa.select(spends).where(spends.c.moment > since))).mappings().all()
        totals: dict[tuple[str, int, int], Total] = {}
        for row in rows:
            place = (row["moment"].date().isoformat(), row["person"], row["chat"])
            totals[place] = _with(totals.get(place) or _none(*place), row)
        return sorted(totals.values(), key=lambda one: (one.day, one.notes), reverse=True)

    async def forget(self, person: int) -> None:
        """Let nothing say any more that it was this person's; what all together spent stays true."""
        async with self._database.writing() as connection:
            for key in (await connection.scalars(sa.select(spends.c.key).where(spends.c.person == person))).all():
                nobody = {"key": uuid.uuid4().hex, "person": 0, "chat": 0}
                await connection.execute(sa.update(spends).where(spends.c.key == key).values(nobody))

    async def purge(self, *, before: datetime) -> None:
        """Forget what was spent before a moment."""
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(spends).where(spends.c.moment < before))


def _none(day: str, person: int, chat: int) -> Total:
    return Total(
        day=day, person=person, chat=chat, notes=0, prompt_tokens=0, completion_tokens=0, cached_tokens=0, money=0
    )


def _with(total: Total, row: sa.RowMapping) -> Total:
    names = ("prompt_tokens", "completion_tokens", "cached_tokens", "money")
    return replace(total, notes=total.notes + 1, **{name: getattr(total, name) + row[name] for name in names})


async def _left(connection: AsyncConnection, limit: Limit, spend: Spend, now: datetime) -> Left:
    query = sa.select(spends.c.moment, spends.c.link, spends.c.money).where(spends.c.moment > now - limit.window)
    if limit.whose is Whose.PERSON:
        query = query.where(spends.c.person == spend.person)
    if limit.whose is Whose.CHAT or (limit.whose is Whose.PERSON and not spend.person):  # nobody is a group's admins
        query = query.where(spends.c.chat == spend.chat)
    if limit.counted is Counted.LINKS:
        query = query.where(spends.c.link)
    rows = await connection.execute(query.order_by(spends.c.moment))
    spent = [Spent(moment=row.moment, link=row.link, money=row.money) for row in rows]
    return left(limit, spent, now=now, more=wanted(limit, link=spend.link, money=spend.money))
