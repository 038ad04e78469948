from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.store import open_store
from tests.support.database import Rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.store import Store

CHAT, OTHER = 7, 8
PAST = -1.0


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, fresh: Callable[[str], str]) -> AsyncIterator[Store]:
    async with open_store(fresh(request.param)) as opened:
        yield opened


async def test_posts_are_waited_for_in_one_chat_until_the_time_is_over(store: Store) -> None:
    assert not await store.lessons.waits(CHAT)
    await store.lessons.begin(CHAT, seconds=600)
    assert [await store.lessons.waits(chat) for chat in (CHAT, OTHER)] == [True, False]
    await store.lessons.begin(CHAT, seconds=PAST)
    assert not await store.lessons.waits(CHAT)


async def test_the_latest_posts_are_collected_each_once_and_a_new_wait_begins_afresh(store: Store) -> None:
    assert await store.lessons.add(CHAT, "零", most=3, seconds=600) == ["零"]
    for text in ("一", "二", "二", "三"):
        found = await store.lessons.add(CHAT, text, most=3, seconds=600)
    assert found == ["一", "二", "三"]
    await store.lessons.begin(CHAT, seconds=600)
    assert await store.lessons.add(CHAT, "四", most=3, seconds=600) == ["四"]


async def test_what_came_before_the_time_was_over_is_not_counted_among_what_comes_after(store: Store) -> None:
    await store.lessons.add(CHAT, "一", most=3, seconds=PAST)
    assert await store.lessons.add(CHAT, "二", most=3, seconds=600) == ["二"]
    assert await store.lessons.waits(CHAT)


async def test_of_posts_that_come_at_once_none_is_lost(store: Store) -> None:
    await store.lessons.begin(CHAT, seconds=600)
    await asyncio.gather(*(store.lessons.add(CHAT, str(number), most=5, seconds=600) for number in range(4)))
    assert sorted(await store.lessons.add(CHAT, "4", most=5, seconds=600)) == list("01234")


async def test_what_is_over_is_deleted_and_what_is_a_persons_when_they_want_it(database: str) -> None:
    async with open_store(database) as store:
        for chat, seconds in ((CHAT, PAST), (OTHER, 600), (9, 600)):
            await store.lessons.add(chat, "一", most=5, seconds=seconds)
        await store.lessons.purge()
        await store.lessons.forget(OTHER)
    assert await Rows(database)("SELECT chat FROM lessons") == [(9,)]
