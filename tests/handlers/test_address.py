"""When the bot is spoken to: in five ways, and otherwise not."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, Message, User

from handlers import address
from handlers.orders import order

BOT = User(id=7, first_name="小稿", is_bot=True, username="XiaoGaoBot")
URL = "https://example.org/chips"
PERSON = {"id": 5, "is_bot": False, "first_name": "小王"}


def message(text: str = "", *, private: bool = False, reply: dict[str, Any] | None = None, **more: Any) -> Message:
    chat = {"id": 5, "type": "private"} if private else {"id": -100, "type": "supergroup", "title": "编辑部"}
    said: dict[str, Any] = {"message_id": 3, "date": 0, "chat": chat, "from": PERSON, "text": text} | more
    entities = []
    for word in text.split():
        kind = "bot_command" if word.startswith("/") else "mention" if word.startswith("@") else ""
        if kind:
            entities.append({"type": kind, "offset": text.index(word), "length": len(word)})
    if entities:
        said["entities"] = entities
    if reply is not None:
        said["reply_to_message"] = {"message_id": 2, "date": 0, "chat": chat, "from": PERSON, "text": ""} | reply
    found = Message.de_json(said, Bot("1:a"))
    assert found is not None
    return found


OURS = {"from": {"id": 7, "is_bot": True, "first_name": "小稿"}}


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        (message(f"/note {URL}"), 3),
        (message(f"/note@XiaoGaoBot {URL}"), 3),
        (message(f"/NOTE@xiaogaobot {URL}"), 3),
        (message("/note", reply={"text": URL}), 2),
        (message("/note@XiaoGaoBot", reply={"text": URL}), 2),
        (message(f"@XiaoGaoBot 看看 {URL}"), 3),
        (message(f"看看 {URL} @xiaogaobot"), 3),
        (message("@XiaoGaoBot", reply={"text": URL}), 2),
        (message(URL, reply=OURS), 3),
        (message(f"/note {URL}", reply={"text": "https://example.org/other"}), 3),
        (message(URL, private=True), 3),
        (message("正文。" * 80, private=True), 3),
        (message("/note"), None),
        (message("/note", reply={"text": "没有链接"}), None),
        (message(f"/note@AnotherBot {URL}"), None),
        (message(f"@AnotherBot {URL}"), None),
        (message(URL), None),
        (message("正文。" * 80), None),
        (message(URL, reply={"text": "别人说的"}), None),
        (message("好看", reply={"text": URL}), None),
        (message("谢谢", reply={"text": URL, **OURS}), None),
        (message("你好", private=True), None),
    ],
)
def test_which_message_a_note_is_wanted_of(asked: Message, where: int | None) -> None:
    found = address.about(asked, bot=BOT, links=order)
    assert (found.message_id if found else None) == where


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (message("你好", private=True), True),
        (message("/help"), True),
        (message("/help@XiaoGaoBot"), True),
        (message("/help@AnotherBot"), False),
        (message("问问 @XiaoGaoBot"), True),
        (message("谢谢", reply=OURS), True),
        (message("谢谢", reply={"text": "别人"}), False),
        (message("说说 /help 怎么用"), False),
        (message("你好"), False),
    ],
)
def test_whether_a_message_is_for_the_bot(asked: Message, *, expected: bool) -> None:
    assert address.addressed(asked, bot=BOT) is expected


@pytest.mark.parametrize(
    ("more", "sender"),
    [
        ({}, 5),
        ({"sender_chat": {"id": -100, "type": "supergroup"}}, 0),
        ({"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}}, 0),
        ({"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}}, 0),
    ],
)
def test_a_group_or_a_channel_that_speaks_is_nobody_in_particular(more: dict[str, Any], sender: int) -> None:
    assert address.sender(message("你好", **more)) == sender


def test_only_a_message_of_a_topic_has_a_topic() -> None:
    assert address.topic(message("你好", message_thread_id=9, is_topic_message=True)) == 9
    assert address.topic(message("你好", message_thread_id=9)) == 0
    assert address.topic(message("你好")) == 0


def test_keys_sort_as_numbers() -> None:
    assert address.key(message("你好")) == "msg:-100:0000000003"
