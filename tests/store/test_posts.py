from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import Article, Draft, Note, Version, Wish
from bot.store import open_store
from bot.style import Style
from bot.team import Act, Mark, Post

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.store import Store

GROUP = -1001234567890123
URL = "https://example.org/a"
WANG = Mark(person=5, name="小王", moment=datetime(2026, 11, 25, tzinfo=UTC))
VERSION = Version(note=Note(title="题", body="文"), wish=Wish(), style=Style(), writer="offline", key="k")


def draft(name: str, *, days: int = 0, url: str = URL, link: str = "") -> Draft:
    created = datetime.now(tz=UTC) - timedelta(days=days)
    article = Article(url=url, title="", text="")
    return Draft(id=name, article=article, versions=(VERSION,), chat=GROUP, link=link, created=created, name="小王")


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, fresh: Callable[[str], str]) -> AsyncIterator[Store]:
    async with open_store(fresh(request.param)) as opened:
        yield opened


async def test_of_twenty_who_claim_at_once_one_has_the_note(store: Store) -> None:
    await store.drafts.save(draft("d1"))
    people = [Mark(person=number, name=str(number), moment=WANG.moment) for number in range(1, 21)]
    changes = await asyncio.gather(*(store.posts.press("d1", Act.CLAIM, mark) for mark in people))
    assert sum(before != after for before, after in changes) == 1
    assert await store.posts.of("d1") in [Post(claimed=mark) for mark in people]


async def test_of_a_person_who_is_forgotten_no_mark_stays(store: Store) -> None:
    await store.drafts.save(draft("d1"))
    li = Mark(person=6, name="小丽", moment=WANG.moment)
    await store.posts.press("d1", Act.POSTED, WANG)
    await store.posts.press("d1", Act.APPROVE, li)
    await store.posts.forget(5)
    assert await store.posts.of("d1") == Post(judged=li, verdict=Act.APPROVE)
    await store.posts.forget(6)
    assert await store.posts.of("d1") == Post()


async def test_the_board_lists_a_groups_notes_with_where_they_are_and_which_message_shows_them(store: Store) -> None:
    for name, days in (("old", 40), ("first", 2), ("second", 1)):
        await store.drafts.save(draft(name, days=days))
    await store.posts.press("first", Act.POSTED, WANG)
    await store.shown.show(chat=GROUP, message=9, draft="first", version=0)
    listed = await store.posts.board(GROUP, days=30)
    assert [(one.draft, one.title, one.message, one.post) for one in listed] == [
        ("second", "题", 0, Post()),
        ("first", "题", 9, Post(claimed=WANG, posted=WANG)),
    ]
    assert await store.posts.board(5, days=30) == []


async def test_a_draft_is_known_by_the_link_that_was_sent_and_by_the_address_it_led_to(store: Store) -> None:
    await store.drafts.save(draft("first", days=2, link="https://t.cn/x"))
    await store.drafts.save(draft("second", days=1))
    await store.drafts.save(draft("old", days=40, url="https://example.org/old"))
    for link, name in (("https://t.cn/x", "first"), (URL, "second")):
        found = await store.drafts.of_link(GROUP, link, days=30)
        assert found
        assert found.id == name
        assert found.versions == (VERSION,)
    assert await store.drafts.of_link(GROUP, "https://example.org/old", days=30) is None
    assert await store.drafts.of_link(5, URL, days=30) is None
    assert [one.id for one in await store.drafts.recent(GROUP, days=30)] == ["second", "first"]
