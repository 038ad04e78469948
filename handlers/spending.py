"""Counts what a job asks for and spends: reserved before the work, settled after it, once for each job."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.errors import BotError, QuotaReached, StoreBroken, StoreLocked
from bot.quota import cost, guess
from bot.store.spends import Spend
from handlers.texts import access

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.models import Usage
    from bot.steps import Steps
    from handlers.desk import Desk

_HEALS = (StoreLocked, StoreBroken)


@dataclass(slots=True)
class Bill:
    """What the work took, once it is known."""

    usage: Usage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A job by its key, for whom and where; `link` whether it is about a new article.

    What should be `free` asks no model: it is never refused, and counted only if a model was asked all the same.
    """

    key: str
    person: int
    chat: int
    link: bool = False
    free: bool = False


@asynccontextmanager
async def counted(desk: Desk, wanted: Wanted, step: Steps) -> AsyncIterator[Bill]:
    """Count one job. Raises QuotaReached before any work.

    What failed or was stopped gives its money back. Where the process dies, or something fails that is no BotError,
    between reserving and settling, the reservation stays: for the limits' windows, or until the job, begun again,
    settles it. Neither is done twice for one key.
    """
    budget = desk.budget
    spend = Spend(
        key=wanted.key,
        person=wanted.person,
        chat=wanted.chat,
        link=wanted.link,
        money=guess(budget.model, budget.prices),
    )

    async def reserve() -> None:
        refused = await desk.store.spends.reserve(spend, budget.limits)
        if refused and refused.until:
            wait = refused.until - datetime.now(tz=UTC)
            raise QuotaReached(access.limit(refused.limit, budget.currency), max(1, round(wait.total_seconds() / 60)))

    async def settle() -> None:
        if wanted.free and bill.usage:
            await desk.store.spends.reserve(spend, ())
        await desk.store.spends.settle(spend.key, bill.usage, money=cost(bill.usage, budget.prices))

    bill = Bill()
    if not wanted.free:
        await step("reserve", reserve, heals=_HEALS)
    try:
        yield bill
    except BotError:
        await step("settle", settle, heals=_HEALS, last=True)
        raise
    await step("settle", settle, heals=_HEALS, last=True)
