from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Article, Draft
from bot.store import open_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.store import Store

GROUP = -1001234567890123


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, fresh: Callable[[str], str]) -> AsyncIterator[Store]:
    async with open_store(fresh(request.param)) as opened:
        await opened.drafts.save(Draft(id="d1", article=Article(url="", title="", text=""), versions=()))
        yield opened


async def test_a_message_shows_what_was_shown_in_it_last(store: Store) -> None:
    for version in (0, 1):
        await store.shown.show(chat=GROUP, message=2**40, draft="d1", version=version)
    found = await store.shown.at(chat=GROUP, message=2**40)
    assert found
    assert (found.draft, found.version) == ("d1", 1)
    assert await store.shown.at(chat=GROUP, message=1) is None


async def test_the_last_of_a_chat_is_the_one_that_changed_last(store: Store) -> None:
    for message in (1, 2, 1):
        await store.shown.show(chat=GROUP, message=message, draft="d1", version=0)
    found = await store.shown.last(chat=GROUP)
    assert found
    assert found.message == 1
    assert await store.shown.last(chat=7) is None


async def test_what_is_shown_goes_with_its_draft(store: Store) -> None:
    await store.shown.show(chat=GROUP, message=1, draft="d1", version=0)
    await store.drafts.save(Draft(id="d1", article=Article(url="", title="", text=""), versions=()))
    assert await store.shown.at(chat=GROUP, message=1) is None


async def test_the_drafts_of_a_chat_are_named_the_latest_first_each_once(store: Store) -> None:
    await store.drafts.save(Draft(id="d2", article=Article(url="", title="", text=""), versions=()))
    for message, draft in ((1, "d1"), (2, "d2"), (3, "d1")):
        await store.shown.show(chat=GROUP, message=message, draft=draft, version=0)
    assert await store.shown.drafts(chat=GROUP, most=5) == ("d1", "d2")
    assert await store.shown.drafts(chat=GROUP, most=1) == ("d1",)
    assert await store.shown.drafts(chat=7, most=5) == ()
