"""Updates are posted to a webhook until it takes them, in each chat's order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest_asyncio

from tests.support.hook import Hook

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    import pytest

    from tests.support.telegram import Telegram, User


@pytest_asyncio.fixture
async def hook() -> AsyncIterator[Hook]:
    async with Hook() as running:
        yield running


async def info(telegram: Telegram) -> dict[str, Any]:
    return (await telegram.call("getWebhookInfo"))["result"]


async def delivered(telegram: Telegram, error: str = "", *, since: int = 0) -> dict[str, Any]:
    return await telegram.wait_event(lambda event: event["type"] == "webhook" and event["error"] == error, since=since)


def failing(times: int, status: int = 500, text: str = "") -> Callable[[dict[str, Any]], int]:
    """Answer with a status so often, to one text or to all."""
    left = [status] * times
    return lambda update: left.pop() if left and text in {"", update["message"]["text"]} else 200


async def test_updates_are_posted_with_the_secret(telegram: Telegram, person: User, hook: Hook) -> None:
    await person.send("先")
    assert (await telegram.call("setWebhook", url=hook.url, secret_token="s3-cret_"))["ok"]
    await person.send("后")
    assert await hook.wait(2) == ["先", "后"]
    assert hook.secrets == ["s3-cret_"] * 2
    last = hook.updates[-1]["update_id"]
    await telegram.wait_event(lambda event: event["type"] == "webhook" and event["update_id"] == last)
    shown = await info(telegram)
    assert shown == {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 40,
    }


async def test_without_a_secret_none_is_sent(telegram: Telegram, person: User, hook: Hook) -> None:
    await telegram.call("setWebhook", url=hook.url)
    await person.send("一")
    await hook.wait(1)
    assert hook.secrets == [None]


async def test_what_a_webhook_does_not_take_comes_again_and_nothing_overtakes_it(
    telegram: Telegram, person: User, hook: Hook
) -> None:
    hook.answer = failing(3)
    await telegram.call("setWebhook", url=hook.url)
    await person.send("一")
    await person.send("二")
    assert await hook.wait(5) == ["一", "一", "一", "一", "二"]
    shown = await info(telegram)
    assert shown["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert shown["last_error_date"] > 0


async def test_a_chat_that_is_not_taken_holds_no_other_up(telegram: Telegram, person: User, hook: Hook) -> None:
    hook.answer = failing(1_000, text="坏")
    other = await telegram.user("小红")
    await telegram.call("setWebhook", url=hook.url)
    await person.send("坏")
    await person.send("等着")
    await other.send("好")
    seen = 0
    while "好" not in await hook.wait(seen := seen + 1):
        pass
    assert "等着" not in await hook.wait(0)
    assert (await info(telegram))["pending_update_count"] >= 2


async def test_a_webhook_that_is_not_there_is_told(telegram: Telegram, person: User) -> None:
    await telegram.call("setWebhook", url="http://127.0.0.1:1/")
    await person.send("一")
    await delivered(telegram, "Connection refused")
    shown = await info(telegram)
    assert (shown["pending_update_count"], shown["last_error_message"]) == (1, "Connection refused")
    await telegram.call("deleteWebhook")
    assert len((await telegram.call("getUpdates"))["result"]) == 1
    assert "last_error_message" not in await info(telegram)


async def test_a_webhook_that_hangs_up_or_dawdles_is_told(
    telegram: Telegram, person: User, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook.answer = failing(1_000, 0)  # no HTTP status: the client cannot read the answer
    await telegram.call("setWebhook", url=hook.url)
    await person.send("一")
    await delivered(telegram, "Connection reset by peer")
    monkeypatch.setattr("bot.playground.delivery.DEADLINE", 0.0)
    await delivered(telegram, "Read timeout expired")


async def test_another_webhook_takes_over_at_once(telegram: Telegram, person: User, hook: Hook) -> None:
    await telegram.call("setWebhook", url="http://127.0.0.1:1/")
    await person.send("一")
    await delivered(telegram, "Connection refused")
    await telegram.call("setWebhook", url=hook.url, max_connections=1, allowed_updates=["message"])
    assert await hook.wait(1) == ["一"]
    assert (await info(telegram))["max_connections"] == 1
