"""What the bot sends on: forwards tell where they come from, copies do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.telegram import Telegram, User


async def test_forwards_and_copies_go_without_buttons_and_copies_without_origin(
    telegram: Telegram, person: User, picture: Callable[..., bytes]
) -> None:
    markup = {"inline_keyboard": [[{"text": "换", "callback_data": "x"}]]}
    message = (await telegram.call("sendMessage", chat_id=person.id, text="一", reply_markup=markup))["result"][
        "message_id"
    ]
    group = await telegram.group("编辑部", person)
    there = {"chat_id": group.id, "from_chat_id": person.id, "message_id": message}
    await telegram.call("forwardMessage", **there)
    copied = (await telegram.call("copyMessage", **there))["result"]
    forward, copy = await group.transcript()
    assert forward.wire["forward_origin"]["sender_user"]["id"] == telegram.bot.id
    assert copied == {"message_id": copy.id}
    assert (forward.buttons, copy.buttons, "forward_origin" in copy.wire) == ([], [], False)
    photo = await person.send("原来的", photo=picture())
    for more, caption in (({}, "原来的"), ({"caption": "新的"}, "新的")):
        await telegram.call("copyMessage", **there | {"message_id": photo.id}, **more)
        assert (await group.transcript())[-1].text == caption
    gone = there | {"message_id": 99}
    assert await telegram.refused("forwardMessage", **gone) == "Bad Request: message to forward not found"
    assert await telegram.refused("copyMessage", **gone) == "Bad Request: message to copy not found"
    elsewhere = await telegram.group("别处", person, bot=False)
    hidden = await person.send("x", chat=elsewhere)
    foreign = there | {"from_chat_id": elsewhere.id, "message_id": hidden.id}
    assert await telegram.refused("copyMessage", **foreign) == "Bad Request: message to copy not found"
    await (await telegram.user("小红")).join(group)
    service = there | {"from_chat_id": group.id, "message_id": (await group.transcript())[-1].id}
    assert await telegram.refused("copyMessage", **service) == "Bad Request: message can't be copied"
    assert await telegram.refused("forwardMessage", **service) == "Bad Request: message can't be forwarded"
