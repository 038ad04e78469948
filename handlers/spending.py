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


@asynccontextmanager
async def counted(desk: Desk, key: str, *, person: int, chat: int, link: bool, step: Steps) -> AsyncIterator[Bill]:
    """Count one job, `link` whether it is about a new article. Raises QuotaReached before any work."""
    budget = desk.budget
    wanted = Spend(key=key, person=person, chat=chat, link=link, money=guess(budget.model, budget.prices))

    async def reserve() -> None:
        refused = await desk.store.spends.reserve(wanted, budget.limits)
        if refused and refused.until:
            wait = refused.until - datetime.now(tz=UTC)
            raise QuotaReached(access.limit(refused.limit, budget.currency), max(1, round(wait.total_seconds() / 60)))

    async def settle() -> None:
        await desk.store.spends.settle(key, bill.usage, money=cost(bill.usage, budget.prices))

    bill = Bill()
    await step("reserve", reserve, heals=_HEALS)
    try:
        yield bill
    except BotError:
        await step("settle", settle, heals=_HEALS, last=True)
        raise
    await step("settle", settle, heals=_HEALS, last=True)
