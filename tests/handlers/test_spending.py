"""A job pays once, however often it begins, and only for what it took."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import JobStopped, ModelUnreachable, QuotaReached, TooShort
from bot.models import Usage
from bot.quota import DAY, HOUR, Budget, Counted, Limit, Price, Whose, guess
from bot.steps import Steps
from bot.store import open_store
from handlers.courier import Courier
from handlers.desk import Desk
from handlers.spending import Wanted, counted
from tests.support.fakes import Parts
from tests.support.house import House, Ledger

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.steps import Work
    from bot.store import Store
    from bot.store.spends import Total

WANTED = Wanted(key="msg:5:1", person=5, chat=5, link=True)
USAGE = Usage(model="m", requests=1, prompt_tokens=1000, completion_tokens=100)
ONCE = Limit(whose=Whose.PERSON, counted=Counted.LINKS, window=HOUR, most=1)
BUDGET = Budget(limits=(ONCE,), prices={"m": Price(prompt=2, completion=8)}, model="m", currency="¥")
RESERVED, TOOK = guess("m", BUDGET.prices), 2800


class Death(Exception):
    """The process ends here."""


class Record:
    """Keeps what steps came to; dies before the step `dies`, or after it and before that is written down."""

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}
        self.dies = ""

    async def __call__(self, name: str, work: Work) -> dict[str, Any]:
        if self.dies == f"before {name}":
            raise Death
        if name not in self.outcomes:
            outcome = json.dumps(await work())
            if self.dies == f"after {name}":
                raise Death
            self.outcomes[name] = outcome
        return json.loads(self.outcomes[name])


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    async with open_store(database) as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    courier = Courier(House(store).application.bot)
    return Desk(courier=courier, studio=Parts().studio(), jobs=Ledger(), store=store, budget=BUDGET)  # type: ignore[arg-type]


async def job(
    desk: Desk, record: Record, *, wanted: Wanted = WANTED, usage: Usage | None = USAGE, error: Exception | None = None
) -> None:
    """One run of a job."""
    async with counted(desk, wanted, Steps(record, pauses=())) as bill:
        if error:
            raise error
        bill.usage = usage


async def paid(store: Store) -> list[tuple[int, int, int]]:
    """Notes, tokens and money of everybody."""
    totals: list[Total] = await store.spends.totals(days=1)
    return [(one.notes, one.prompt_tokens + one.completion_tokens, one.money) for one in totals]


async def test_what_was_reserved_becomes_what_it_took(desk: Desk, store: Store) -> None:
    await job(desk, Record())
    assert await paid(store) == [(1, 1100, TOOK)]


@pytest.mark.parametrize(
    ("dies", "meanwhile"),
    [
        ("before reserve", []),
        ("after reserve", [(1, 0, RESERVED)]),
        ("before settle", [(1, 0, RESERVED)]),
        ("after settle", [(1, 1100, TOOK)]),
    ],
)
async def test_a_job_that_dies_and_begins_again_pays_once(
    desk: Desk, store: Store, dies: str, meanwhile: list[tuple[int, int, int]]
) -> None:
    record = Record()
    record.dies = dies
    with pytest.raises(Death):
        await job(desk, record)
    assert await paid(store) == meanwhile
    record.dies = ""
    await job(desk, record)
    assert await paid(store) == [(1, 1100, TOOK)]


async def test_what_fails_by_our_own_fault_keeps_its_reservation_until_the_job_is_run_again(
    desk: Desk, store: Store
) -> None:
    record = Record()
    with pytest.raises(ZeroDivisionError):
        await job(desk, record, error=ZeroDivisionError())
    assert await paid(store) == [(1, 0, RESERVED)]
    await job(desk, record)
    assert await paid(store) == [(1, 1100, TOOK)]


@pytest.mark.parametrize("error", [TooShort(3), ModelUnreachable("no"), JobStopped()], ids=repr)
async def test_what_failed_or_was_stopped_gives_its_money_back_and_stays_failed(
    desk: Desk, store: Store, error: Exception
) -> None:
    with pytest.raises(type(error)):
        await job(desk, Record(), error=error)
    assert await paid(store) == [(1, 0, 0)]


async def test_a_stopped_job_gives_its_money_back_although_no_step_runs_any_more(desk: Desk, store: Store) -> None:
    steps = Steps(Record(), pauses=())

    async def stopped() -> None:
        async with counted(desk, WANTED, steps):
            steps.stop()
            await steps("write", lambda: store.spends.totals(days=1))

    with pytest.raises(JobStopped):
        await stopped()
    assert await paid(store) == [(1, 0, 0)]


async def test_over_the_limit_no_work_is_begun_and_the_refusal_stays_though_there_is_room_again(
    desk: Desk, store: Store
) -> None:
    await job(desk, Record())
    record, second = Record(), Wanted(key="msg:5:2", person=5, chat=5, link=True)
    with pytest.raises(QuotaReached, match="你每小时的新文章（1 篇）") as refused:
        await job(desk, record, wanted=second, error=AssertionError("it began"))
    assert refused.value.minutes in {59, 60}
    await store.spends.purge(before=datetime.now(tz=UTC))
    with pytest.raises(QuotaReached):
        await job(desk, record, wanted=second)
    assert await paid(store) == []


@pytest.mark.parametrize(("usage", "bill"), [(None, []), (USAGE, [(1, 1100, TOOK)])])
async def test_what_should_be_free_is_counted_only_if_a_model_was_asked_and_is_never_refused(
    desk: Desk, store: Store, usage: Usage | None, bill: list[tuple[int, int, int]]
) -> None:
    none = Limit(whose=Whose.ALL, counted=Counted.NOTES, window=DAY, most=0)
    desk = replace(desk, budget=replace(BUDGET, limits=(none,)))
    record = Record()
    record.dies = "after settle"
    free = Wanted(key="cb:1", person=5, chat=5, free=True)
    with suppress(Death):
        await job(desk, record, wanted=free, usage=usage)
    record.dies = ""
    await job(desk, record, wanted=free, usage=usage)
    assert await paid(store) == bill
