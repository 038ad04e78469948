"""Drafts are listed, counted, forgotten and outlive no term."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import DraftGone
from bot.models import Article, Draft, Note, Version, Wish
from bot.store import Entry, Tally, open_store
from bot.style import Style

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.store import Store

PERSON = 2**52
GROUP = -1001234567890123
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, fresh: Callable[[str], str]) -> AsyncIterator[Store]:
    async with open_store(fresh(request.param)) as opened:
        yield opened


def version(title: str, *, key: str = "", person: int = PERSON, text: str = "") -> Version:
    return Version(
        note=Note(title=title, body="正文。"),
        wish=Wish(kind="said", text=text) if text else Wish(),
        style=Style(),
        writer="model",
        key=key or title,
        person=person,
    )


async def keep(store: Store, name: str, *titles: str, chat: int = PERSON, person: int = PERSON, age: int = 0) -> None:
    await store.drafts.save(
        Draft(
            id=name,
            article=Article(url="", title="", text="原文"),
            versions=tuple(version(title, person=person) for title in titles),
            chat=chat,
            person=person,
            created=NOON - timedelta(days=age),
        )
    )


async def test_a_page_lists_ones_own_drafts_of_a_chat_the_newest_first_by_their_last_title(store: Store) -> None:
    await keep(store, "old", "甲", age=2)
    await keep(store, "new", "乙", "丙", age=1)
    await keep(store, "elsewhere", "丁", chat=GROUP)
    await keep(store, "anothers", "戊", person=7)
    page = await store.drafts.page(chat=PERSON, person=PERSON, start=0, most=10)
    assert page == (
        Entry(id="new", title="丙", created=NOON - timedelta(days=1)),
        Entry(id="old", title="甲", created=NOON - timedelta(days=2)),
    )
    assert [one.id for one in await store.drafts.page(chat=PERSON, person=PERSON, start=1, most=10)] == ["old"]
    assert [one.id for one in await store.drafts.page(chat=PERSON, person=PERSON, start=0, most=1)] == ["new"]
    assert await store.drafts.page(chat=8, person=8, start=0, most=10) == ()


async def test_to_forget_a_person_deletes_their_drafts_everywhere_and_what_was_shown_of_them(store: Store) -> None:
    await keep(store, "private", "甲", "乙")
    await keep(store, "in a group", "丙", chat=GROUP)
    await keep(store, "anothers", "丁", chat=GROUP, person=7)
    await store.shown.show(chat=PERSON, message=1, draft="private", version=0)
    assert await store.drafts.count(PERSON) == Tally(drafts=2, versions=3)
    assert await store.drafts.forget(PERSON) == Tally(drafts=2, versions=3)
    assert await store.drafts.count(PERSON) == Tally(drafts=0, versions=0)
    for name in ("private", "in a group"):
        with pytest.raises(DraftGone):
            await store.drafts.find(name)
    assert await store.shown.last(chat=PERSON) is None
    assert (await store.drafts.find("anothers")).latest.note.title == "丁"


async def test_what_a_forgotten_person_asked_of_anothers_draft_leaves_the_note_and_no_word_of_theirs(
    store: Store,
) -> None:
    await keep(store, "anothers", "丁", chat=GROUP, person=7)
    await store.drafts.add("anothers", version("戊", text="别用姐妹们", key="msg:1"))
    await store.drafts.forget(PERSON)
    first, second = (await store.drafts.find("anothers")).versions
    assert first == version("丁", person=7)
    assert second == replace(version("戊"), person=0, key="", wish=Wish(kind="said"))


async def test_drafts_go_when_their_last_version_is_older_than_the_term(store: Store) -> None:
    await keep(store, "old", "甲", age=100)
    await keep(store, "young", "乙", age=1)
    await keep(store, "empty", age=100)
    before = NOON - timedelta(days=90)
    assert await store.drafts.purge(before) == 1  # its versions are as young as this test, that of "empty" has none
    await store.drafts.find("old")
    assert await store.drafts.purge(datetime.now(UTC) + timedelta(days=1)) == 2
    with pytest.raises(DraftGone):
        await store.drafts.find("young")
