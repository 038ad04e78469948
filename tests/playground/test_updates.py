from __future__ import annotations

import asyncio

import pytest

from bot.playground.failure import Failure
from bot.playground.updates import Updates, Webhook


@pytest.fixture
def updates() -> Updates:
    updates = Updates(first=1)
    for number in range(5):
        updates.add("message", {"message_id": number})
    return updates


async def ids(updates: Updates, *, offset: int = 0, limit: int = 100) -> list[int]:
    return [update["update_id"] for update in await updates.poll(offset=offset, limit=limit, seconds=0)]


async def test_updates_come_again_until_an_offset_confirms_them(updates: Updates) -> None:
    assert await ids(updates, limit=2) == [1, 2]
    assert await ids(updates) == [1, 2, 3, 4, 5]
    assert await ids(updates, offset=4) == [4, 5]
    assert await ids(updates) == [4, 5]
    assert await ids(updates, offset=6) == []


async def test_a_negative_offset_keeps_only_the_newest(updates: Updates) -> None:
    assert await ids(updates, offset=-2) == [4, 5]
    assert await ids(updates) == [4, 5]


async def test_a_poll_waits_for_the_first_update() -> None:
    updates = Updates(first=1)

    async def later() -> None:
        updates.add("message", {})

    batch, _ = await asyncio.gather(updates.poll(offset=0, limit=1, seconds=10), later())
    assert batch == [{"update_id": 1, "message": {}}]


async def test_a_second_poller_ends_the_first_with_409() -> None:
    updates = Updates(first=1)

    async def later() -> None:
        updates.add("message", {})

    polls = (updates.poll(offset=0, limit=1, seconds=10) for _ in range(2))
    first, second, _ = await asyncio.gather(*polls, later(), return_exceptions=True)
    assert isinstance(first, Failure)
    assert first.code == 409
    assert first.description.startswith("Conflict: terminated by other getUpdates request")
    assert second == [{"update_id": 1, "message": {}}]


async def test_only_kinds_asked_for_come(updates: Updates) -> None:
    updates.add("message_reaction", {})
    assert len(updates) == 5
    updates.allow(["message_reaction"])
    updates.allow(None)
    updates.add("message_reaction", {})
    updates.add("message", {})
    assert len(updates) == 6
    updates.allow([])
    updates.add("message", {})
    assert len(updates) == 7


async def test_a_webhook_rules_out_polling(updates: Updates) -> None:
    updates.attach(Webhook("http://127.0.0.1:1/"))
    with pytest.raises(Failure, match="can't use getUpdates method while webhook is active"):
        await ids(updates)


async def test_a_webhook_ends_a_waiting_poll() -> None:
    updates = Updates(first=1)

    async def later() -> None:
        updates.attach(Webhook("http://127.0.0.1:1/"))

    poll = updates.poll(offset=0, limit=1, seconds=10)
    ended, _ = await asyncio.gather(poll, later(), return_exceptions=True)
    assert isinstance(ended, Failure)
    assert ended.description == "Conflict: terminated by setWebhook request"


def test_what_is_delivered_after_all_was_forgotten_is_no_error(updates: Updates) -> None:
    updates.clear()
    updates.done({"update_id": 1, "message": {}})
    assert len(updates) == 0
