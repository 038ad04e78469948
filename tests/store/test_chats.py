from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.access import Known, Role
from bot.errors import DraftGone
from bot.models import Article, Draft
from bot.quota import DAY, Counted, Limit, Whose
from bot.store import open_store
from bot.store.access import Entry
from bot.store.spends import Spend
from bot.style import Layer, Owner, Scope, Style

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.store import Store

OLD, NEW, PERSON = -500, -1001234567890123, 5


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, fresh: Callable[[str], str]) -> AsyncIterator[Store]:
    async with open_store(fresh(request.param)) as opened:
        yield opened


async def styled(store: Store, owner: Owner, tone: str) -> None:
    await store.styles.change(owner, lambda _: Style(tone=tone))


async def test_a_switch_is_off_until_it_is_switched(store: Store) -> None:
    for on in (False, True, True, False):
        await store.chats.take_all(OLD, on=on)
        assert await store.chats.takes_all(OLD) is on
    assert not await store.chats.takes_all(NEW)


async def test_everything_of_a_group_goes_with_it_when_it_becomes_a_supergroup(store: Store) -> None:
    group, topic, person = (
        Owner(scope=Scope.CHAT, id=OLD),
        Owner(scope=Scope.TOPIC, id=OLD, topic=7),
        Owner(scope=Scope.PERSON, id=PERSON),
    )
    for owner, tone in ((group, "dry"), (topic, "pro"), (person, "seed")):
        await styled(store, owner, tone)
    await store.drafts.save(Draft(id="d1", article=Article(url="", title="", text=""), versions=(), chat=OLD))
    await store.shown.show(chat=OLD, message=1, draft="d1", version=0)
    await store.access.grant(Entry(kind="chat", id=OLD, role=Role.ALLOWED, by=PERSON))
    await store.chats.take_all(OLD, on=True)
    await store.spends.reserve(Spend(key="k", person=PERSON, chat=OLD, link=True), [])
    for _ in range(2):
        await store.chats.move(OLD, NEW)
    assert await store.chats.now(OLD) == NEW
    assert await store.chats.now(NEW) == NEW
    assert (await store.drafts.find("d1")).chat == NEW
    assert await store.shown.at(chat=OLD, message=1) is None
    assert await store.access.known(person=0, chat=NEW) == Known(chat=Role.ALLOWED)
    assert await store.access.known(person=0, chat=OLD) == Known()
    assert (await store.chats.takes_all(OLD), await store.chats.takes_all(NEW)) == (False, True)
    layers = await store.styles.layers(
        (person, Owner(scope=Scope.CHAT, id=NEW), Owner(scope=Scope.TOPIC, id=NEW, topic=7), group)
    )
    assert [layer.style.tone for layer in layers] == ["seed", "dry", "pro"]
    once = Limit(whose=Whose.CHAT, counted=Counted.NOTES, window=DAY, most=1)
    assert await store.spends.reserve(Spend(key="other", person=6, chat=NEW, link=True), [once])


async def test_what_the_supergroup_has_already_stays(store: Store) -> None:
    await styled(store, Owner(scope=Scope.CHAT, id=OLD), "dry")
    await styled(store, Owner(scope=Scope.CHAT, id=NEW), "pro")
    await store.access.grant(Entry(kind="chat", id=OLD, role=Role.ALLOWED, by=PERSON))
    await store.access.grant(Entry(kind="chat", id=NEW, role=Role.DENIED, by=PERSON))
    await store.chats.move(OLD, NEW)
    owner = Owner(scope=Scope.CHAT, id=NEW)
    assert await store.styles.layers((owner,)) == (Layer(scope=Scope.CHAT, style=Style(tone="pro")),)
    assert await store.access.known(person=0, chat=NEW) == Known(chat=Role.DENIED)


async def test_a_draft_is_found_from_its_chat_and_from_what_that_was_before_and_from_no_other(store: Store) -> None:
    await store.drafts.save(Draft(id="d1", article=Article(url="", title="", text=""), versions=(), chat=OLD))
    await store.chats.move(OLD, NEW)
    for chat in (OLD, NEW):
        assert (await store.drafts.of_chat("d1", chat)).id == "d1"
    for chat in (PERSON, -1):
        with pytest.raises(DraftGone):
            await store.drafts.of_chat("d1", chat)
