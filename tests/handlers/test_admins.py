"""Whom an admin's command is about, and what it makes of them."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, Message

from bot.access import Role, Rules
from bot.store import open_store
from bot.store.access import Entry
from handlers.admins import target
from handlers.texts import access as said
from tests.support.house import House
from tests.support.updates import Who, written

GROUP, PERSON, OTHER = -100, 5, 6
TELEGRAM, ANONYMOUS = 777000, 1087968824


def asked(text: str, *, answers: dict[str, Any] | None = None, private: bool = False) -> Message:
    chat = {"id": PERSON, "type": "private"} if private else {"id": GROUP, "type": "supergroup", "title": "编辑部"}
    wire: dict[str, Any] = {"message_id": 3, "date": 0, "chat": chat, "from": user(PERSON), "text": text}
    if answers is not None:
        wire["reply_to_message"] = {"message_id": 2, "date": 0, "chat": chat, **answers}
    found = Message.de_json(wire, Bot("1:a"))
    assert found is not None
    return found


def user(number: int, *, is_bot: bool = False) -> dict[str, Any]:
    return {"id": number, "is_bot": is_bot, "first_name": "小王"}


CHANNEL = {"id": -1009, "type": "channel", "title": "频道"}


@pytest.mark.parametrize(
    ("message", "whom"),
    [
        (asked("/allow 6"), ("person", 6)),
        (asked("/allow -1001 admin"), ("chat", -1001)),
        (asked("/allow 6", answers={"from": user(OTHER)}), ("person", 6)),
        (asked("/allow", answers={"from": user(OTHER)}), ("person", OTHER)),
        (asked("/allow"), ("chat", GROUP)),
        (asked("/allow", private=True), None),
        (asked("/allow admin"), None),
        (asked("/allow --6"), None),
        (asked(f"/allow {2**52}"), None),
        (asked(f"/allow {2**52 - 1}"), ("person", 2**52 - 1)),
        # in a topic, what answers nothing comes as an answer to the message that began the topic
        (
            asked("/allow", answers={"from": user(OTHER), "forum_topic_created": {"name": "数码", "icon_color": 1}}),
            ("chat", GROUP),
        ),
        # nobody is allowed by the names that Telegram gives to groups and channels, nor is a bot
        (asked("/allow", answers={"from": user(7, is_bot=True)}), ("chat", GROUP)),
        (asked("/allow", answers={"from": user(TELEGRAM), "sender_chat": CHANNEL}), ("chat", GROUP)),
        (asked("/allow", answers={"from": user(ANONYMOUS, is_bot=True)}), ("chat", GROUP)),
    ],
)
def test_a_command_is_about_the_id_behind_it_or_who_it_answers_or_the_group(
    message: Message, whom: tuple[str, int] | None
) -> None:
    assert target(message) == whom


@pytest.mark.parametrize(("id_", "kind", "role"), [(-1001, "chat", Role.ALLOWED), (6, "person", Role.ADMIN)])
async def test_a_person_can_be_made_an_admin_and_a_group_cannot(database: str, id_: int, kind: Any, role: Role) -> None:
    async with open_store(database) as store:
        head = written(Who("head", PERSON), PERSON, {"text": f"/allow {id_} admin"})
        house = await House(store, Rules(admins=frozenset({PERSON}))).heard({"message": head})
        granted = Entry(kind=kind, id=id_, role=role, by=PERSON)
        assert await store.access.entries() == [granted]
        ((_, order),) = house.ledger.queued.values()
        assert order["text"] == said.done(granted)
