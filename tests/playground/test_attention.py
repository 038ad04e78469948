"""What draws attention in a chat: what the bot is doing, and what it pins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.telegram import Telegram, User


async def test_a_pinned_message_is_told_until_it_is_unpinned(telegram: Telegram, person: User) -> None:
    first, second = [(await person.send("一")).id for _ in range(2)]
    chat = {"chat_id": person.id}
    for message in (first, second, second):
        assert (await telegram.call("pinChatMessage", **chat, message_id=message))["ok"]
    told = [
        update["message"]["pinned_message"]["message_id"]
        for update in (await telegram.call("getUpdates"))["result"]
        if "pinned_message" in update["message"]
    ]
    assert told == [first, second]
    assert (await telegram.call("getChat", **chat))["result"]["pinned_message"]["message_id"] == second
    assert (await telegram.call("unpinChatMessage", **chat))["ok"]
    assert (await telegram.call("getChat", **chat))["result"]["pinned_message"]["message_id"] == first
    expected = "Bad Request: message to unpin not found"
    assert await telegram.refused("unpinChatMessage", **chat, message_id=second) == expected
    expected = "Bad Request: message to pin not found"
    assert await telegram.refused("pinChatMessage", **chat, message_id=99) == expected
    assert (await telegram.call("unpinChatMessage", **chat, message_id=first))["ok"]
    assert (await telegram.call("pinChatMessage", **chat, message_id=first))["ok"]
    await telegram.call("deleteMessage", **chat, message_id=first)
    assert "pinned_message" not in (await telegram.call("getChat", **chat))["result"]


async def test_in_a_group_only_an_admin_bot_pins(telegram: Telegram, person: User) -> None:
    group = await telegram.group("编辑部", person)
    message = await person.send("/note", chat=group)
    target = {"chat_id": group.id, "message_id": message.id}
    expected = "Bad Request: not enough rights to manage pinned messages in the chat"
    assert await telegram.refused("pinChatMessage", **target) == expected
    await person.promote(telegram.bot, group)
    assert (await telegram.call("pinChatMessage", **target))["ok"]
    assert (await telegram.call("getChatMemberCount", chat_id=group.id))["result"] == 2


async def test_chat_actions_are_seen(telegram: Telegram, person: User) -> None:
    assert (await telegram.call("sendChatAction", chat_id=person.id, action="typing"))["ok"]
    assert (await telegram.wait_event(lambda event: event["type"] == "action"))["action"] == "typing"
    expected = "Bad Request: wrong parameter action in request"
    assert await telegram.refused("sendChatAction", chat_id=person.id, action="dancing") == expected
