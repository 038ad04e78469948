from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.store import open_store
from bot.style import Layer, Owner, Scope, Style

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.store import Store

PERSON = Owner(scope=Scope.PERSON, id=2**52)
CHAT = Owner(scope=Scope.CHAT, id=-1001234567890123)
TOPIC = replace(CHAT, scope=Scope.TOPIC, topic=7)
STYLE = Style(tone="dry", avoid=("姐妹们",), wishes=("多用数字",))


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, fresh: Callable[[str], str]) -> AsyncIterator[Store]:
    async with open_store(fresh(request.param)) as opened:
        yield opened


async def test_each_owner_has_a_style_of_their_own(store: Store) -> None:
    for owner, tone in ((PERSON, "dry"), (CHAT, "seed"), (TOPIC, "pro")):
        await store.styles.change(owner, lambda before, tone=tone: replace(before, tone=tone))
    layers = await store.styles.layers((PERSON, CHAT, TOPIC, replace(TOPIC, topic=8)))
    assert layers == tuple(
        Layer(scope=scope, style=Style(tone=tone))
        for scope, tone in ((Scope.PERSON, "dry"), (Scope.CHAT, "seed"), (Scope.TOPIC, "pro"))
    )


async def test_a_change_says_what_was_before_and_an_empty_style_counts_as_none(store: Store) -> None:
    assert await store.styles.change(PERSON, lambda _: STYLE) == Style()
    assert await store.styles.change(PERSON, lambda _: Style()) == STYLE
    assert await store.styles.layers((PERSON,)) == ()


async def test_of_twenty_changes_at_once_none_is_lost(store: Store) -> None:
    def adding(number: int) -> Callable[[Style], Style]:
        return lambda before: replace(before, avoid=(*before.avoid, str(number)))

    await asyncio.gather(*(store.styles.change(CHAT, adding(number)) for number in range(20)))
    (layer,) = await store.styles.layers((CHAT,))
    assert set(layer.style.avoid) == {str(number) for number in range(20)}


async def test_to_forget_a_person_deletes_their_style_and_leaves_the_groups(store: Store) -> None:
    for owner in (PERSON, CHAT, replace(PERSON, id=7)):
        await store.styles.change(owner, lambda _: STYLE)
    await store.styles.forget(PERSON.id)
    assert await store.styles.layers((PERSON,)) == ()
    assert len(await store.styles.layers((CHAT, replace(PERSON, id=7)))) == 2


async def test_what_is_dropped_is_gone_and_nothing_beside_it(store: Store) -> None:
    offer = Owner(scope=Scope.OFFER, id=7, topic=3)
    person = Owner(scope=Scope.PERSON, id=7)
    for owner in (offer, person):
        await store.styles.change(owner, lambda _: Style(emoji="none"))
    await store.styles.drop(offer)
    assert await store.styles.layers([offer]) == ()
    assert await store.styles.layers([person]) == (Layer(scope=Scope.PERSON, style=Style(emoji="none")),)
