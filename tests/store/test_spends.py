from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import Usage
from bot.quota import DAY, HOUR, Counted, Limit, Whose
from bot.store import open_store
from bot.store.spends import Spend, Total

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.store import Store

SPEND = Spend(key="msg:5:1", person=5, chat=-100, link=True, money=300)
TEN = Limit(whose=Whose.ALL, counted=Counted.NOTES, window=DAY, most=10)


@pytest.fixture(params=["sqlite", "postgresql"])
async def address(request: pytest.FixtureRequest, fresh: Callable[[str], str]) -> str:
    return fresh(request.param)


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    async with open_store(address) as opened:
        yield opened


async def test_of_sixty_at_once_under_a_cap_of_ten_exactly_ten_are_let_through(address: str) -> None:
    async with open_store(address) as first, open_store(address) as second:
        asked = (
            (first, second)[number % 2].spends.reserve(replace(SPEND, key=f"msg:5:{number}", person=number), [TEN])
            for number in range(60)
        )
        refused = await asyncio.gather(*asked)
    assert refused.count(None) == 10


async def test_of_sixty_at_once_no_more_money_is_reserved_than_there_is(store: Store) -> None:
    purse = Limit(whose=Whose.CHAT, counted=Counted.MONEY, window=DAY, most=3000)
    asked = (store.spends.reserve(replace(SPEND, key=str(number)), [purse]) for number in range(60))
    assert (await asyncio.gather(*asked)).count(None) == 10


async def test_a_job_that_comes_again_has_reserved_already(store: Store) -> None:
    once = Limit(whose=Whose.PERSON, counted=Counted.LINKS, window=HOUR, most=1)
    assert await store.spends.reserve(SPEND, [once]) is None
    assert await store.spends.reserve(SPEND, [once]) is None
    refused = await store.spends.reserve(replace(SPEND, key="msg:5:2"), [once])
    assert refused
    assert refused.until
    assert timedelta(minutes=59) < refused.until - datetime.now(tz=UTC) <= HOUR
    assert await store.spends.reserve(replace(SPEND, key="msg:6:1", person=6), [once]) is None
    assert await store.spends.reserve(replace(SPEND, key="cb:1", link=False), [once]) is None


@pytest.mark.parametrize(
    ("whose", "other", "left"),
    [
        (Whose.PERSON, replace(SPEND, person=6), 10),
        (Whose.CHAT, replace(SPEND, chat=-200), 10),
        (Whose.CHAT, replace(SPEND, person=6), 9),
        (Whose.ALL, replace(SPEND, person=6, chat=-200), 9),
    ],
)
async def test_what_one_spends_counts_for_those_with_whom_it_is_counted(
    store: Store, whose: Whose, other: Spend, left: int
) -> None:
    await store.spends.reserve(SPEND, [])
    (found,) = await store.spends.left(other, [replace(TEN, whose=whose)])
    assert (found.left, found.until) == (left, None)


async def test_nobody_in_particular_is_counted_group_by_group_and_not_with_those_who_were_forgotten(
    store: Store,
) -> None:
    once = replace(TEN, whose=Whose.PERSON, most=1)
    await store.spends.reserve(SPEND, [])
    await store.spends.forget(SPEND.person)
    nobody = replace(SPEND, key="msg:-100:1", person=0)
    assert await store.spends.reserve(nobody, [once]) is None
    assert await store.spends.reserve(replace(nobody, key="msg:-200:1", chat=-200), [once]) is None
    assert await store.spends.reserve(replace(nobody, key="msg:-100:2"), [once])


async def test_what_was_settled_stands_in_the_place_of_what_was_reserved_once(store: Store) -> None:
    await store.spends.reserve(SPEND, [])
    usage = Usage(model="m", prompt_tokens=1000, completion_tokens=200, cached_tokens=100)
    await store.spends.settle(SPEND.key, usage, money=120)
    await store.spends.settle(SPEND.key, replace(usage, prompt_tokens=9), money=999)
    await store.spends.reserve(replace(SPEND, key="failed"), [])
    await store.spends.settle("failed", None, money=0)
    today = datetime.now(tz=UTC).date().isoformat()
    assert await store.spends.totals(days=1) == [
        Total(
            day=today,
            person=5,
            chat=-100,
            notes=2,
            prompt_tokens=1000,
            completion_tokens=200,
            cached_tokens=100,
            money=120,
        )
    ]


async def test_of_a_person_who_is_forgotten_the_sum_stays_and_nobody_is_named(store: Store) -> None:
    await store.spends.reserve(SPEND, [])
    await store.spends.forget(5)
    (total,) = await store.spends.totals(days=1)
    assert (total.person, total.chat, total.notes, total.money) == (0, 0, 1, 300)
    assert await store.spends.reserve(SPEND, [replace(TEN, most=1)])


async def test_what_is_long_past_is_forgotten(store: Store) -> None:
    await store.spends.reserve(SPEND, [], now=datetime.now(tz=UTC) - timedelta(days=40))
    await store.spends.reserve(replace(SPEND, key="msg:5:2"), [])
    await store.spends.purge(before=datetime.now(tz=UTC) - timedelta(days=30))
    (total,) = await store.spends.totals(days=365)
    assert total.notes == 1
