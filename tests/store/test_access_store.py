from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.access import Known, Role
from bot.store import open_store
from bot.store.access import Entry

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.store import Store

GROUP = -1001234567890123


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, fresh: Callable[[str], str]) -> AsyncIterator[Store]:
    async with open_store(fresh(request.param)) as opened:
        yield opened


async def test_of_two_roles_of_a_person_the_later_one_counts_and_a_chat_of_the_same_id_is_another(
    store: Store,
) -> None:
    for role in (Role.ALLOWED, Role.DENIED):
        await store.access.grant(Entry(kind="person", id=5, role=role, by=1))
    await store.access.grant(Entry(kind="chat", id=GROUP, role=Role.ALLOWED, by=1))
    assert await store.access.known(person=5, chat=GROUP) == Known(person=Role.DENIED, chat=Role.ALLOWED)
    assert await store.access.known(person=6, chat=5) == Known()
    assert {(one.kind, one.id, one.role) for one in await store.access.entries()} == {
        ("person", 5, Role.DENIED),
        ("chat", GROUP, Role.ALLOWED),
    }


async def test_of_twenty_who_claim_at_once_one_becomes_the_admin_and_stays_it(store: Store) -> None:
    assert not await store.access.has_admin()
    claims = await asyncio.gather(*(store.access.claim(person) for person in range(1, 21)))
    assert claims.count(True) == 1
    assert await store.access.has_admin()
    first = claims.index(True) + 1
    assert await store.access.claim(first)
    assert not await store.access.claim(99)
    assert await store.access.known(person=first, chat=0) == Known(person=Role.ADMIN)
