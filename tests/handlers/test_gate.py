"""No update of any kind, from anybody, anywhere, gets round the gate."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.access import Role, Rules
from bot.store import open_store
from bot.store.access import Entry
from handlers.intake import HEARD
from handlers.texts import access as said
from tests.support.house import House
from tests.support.updates import CHANNEL, CODE, TODAY, URL, Who, kinds, written

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.store import Store

ALLOWED, OTHER, DENIED = -1001, -1002, -1003


STRANGER = Who("a stranger", 11)
SHUT_OUT = Who("who was denied", 12, may=False)
LET_IN = Who("who was allowed", 13, may=True)
IN_SETTINGS = Who("whom the settings allow", 14, may=True)
ADMIN = Who("an admin", 15, may=True)
HEAD = Who("an admin of the settings", 16, may=True)
ANONYMOUS = Who("an admin who writes as the group", 0, speaks_as="group")
AS_CHANNEL = Who("a channel", 0, speaks_as="channel")
NOBODY = Who("nobody", 0)
PEOPLE = (STRANGER, SHUT_OUT, LET_IN, IN_SETTINGS, ADMIN, HEAD)
EVERYBODY = (*PEOPLE, ANONYMOUS, AS_CHANNEL, NOBODY)
RULES = Rules(admins=frozenset({16}), users=frozenset({14}), chats=frozenset({-1004}), setup=CODE)
GROUPS = {ALLOWED: True, -1004: True, OTHER: None, DENIED: False}
"""Whether a chat lets in who is in it; False: nobody but admins."""


def may(who: Who, chat: int) -> bool:
    """The table, told apart from the code."""
    if who in {ADMIN, HEAD}:
        return True
    if who.may is False or GROUPS.get(chat) is False:
        return False
    return bool(who.may or GROUPS.get(chat))


def silent(who: Who, chat: int) -> bool:
    """Whether not even a sentence is said."""
    return who.may is False or GROUPS.get(chat) is False


CASES = [(who, chat) for who in PEOPLE for chat in (who.person, 0)] + [
    (who, chat) for who in EVERYBODY for chat in GROUPS
]


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    async with open_store(database) as opened:
        for person, role in ((12, Role.DENIED), (13, Role.ALLOWED), (15, Role.ADMIN)):
            await opened.access.grant(Entry(kind="person", id=person, role=role, by=16))
        for chat, role in ((ALLOWED, Role.ALLOWED), (DENIED, Role.DENIED)):
            await opened.access.grant(Entry(kind="chat", id=chat, role=role, by=16))
            await opened.chats.take_all(chat, on=True)
        yield opened


CLOSED = [(who, chat) for who, chat in CASES if not may(who, chat)]
OPEN = [(who, chat) for who, chat in CASES if chat and may(who, chat)]


def named(value: object) -> str | None:
    return value.name if isinstance(value, Who) else None


@pytest.mark.parametrize(("who", "chat"), CLOSED, ids=named)
async def test_who_may_not_gets_one_sentence_a_day_and_nothing_is_queued_whatever_they_do(
    store: Store, who: Who, chat: int
) -> None:
    before = await store.access.entries()
    house = await House(store, RULES).heard(*(raw for _, raw in kinds(who, chat)))
    key = f"stranger:{chat}:{datetime.now(tz=UTC).date()}"
    sentence = (said.STRANGER if chat > 0 else said.STRANGE_GROUP).format(id=chat)
    told = {} if silent(who, chat) or not chat else {key: ("say", {"chat": chat, "text": sentence, "topic": 0})}
    assert house.ledger.queued == told
    assert house.ledger.touched == []
    toast = {"callback_query_id": "1", "text": said.STRANGER_PRESSED}
    assert all(call == ("answerCallbackQuery", toast) for call in house.wire.calls)
    presses = sum("callback_query" in raw for _, raw in kinds(who, chat))
    assert len(house.wire.calls) == (0 if silent(who, chat) else presses)
    assert await store.access.entries() == before


@pytest.mark.parametrize(("who", "chat"), OPEN, ids=named)
async def test_who_may_is_heard(store: Store, who: Who, chat: int) -> None:
    for raw in (
        written(who, chat, {"text": f"/note {URL}"}),
        written(who, chat, {"text": "/help"}),
    ):
        house = await House(store, RULES).heard({"message": raw})
        assert [kind for kind, _ in house.ledger.queued.values()] == (["compose"] if URL in raw["text"] else ["say"])


async def test_the_updates_above_reach_every_handler_that_there_is(store: Store) -> None:
    house = await House(store, RULES).heard()
    moved = {"message": written(LET_IN, ALLOWED, {"migrate_to_chat_id": OTHER})}
    reached = {house.reached(moved)}
    for chat in (LET_IN.person, ALLOWED, 0):
        reached |= {house.reached(raw) for _, raw in kinds(LET_IN, chat)}
    assert reached - {None} == set(range(len(house.application.handlers[0])))


async def test_the_updates_above_are_of_every_kind_that_telegram_is_asked_for() -> None:
    told = {kind for _, raw in kinds(LET_IN, ALLOWED) for kind in raw}
    assert set(HEARD) <= told


@pytest.mark.parametrize("kind", ["channel_post", "edited_channel_post"])
@pytest.mark.parametrize("text", [URL, f"/note {URL}", "/help", f"/start {CODE}"])
async def test_nothing_follows_from_what_stands_in_a_channel(store: Store, kind: str, text: str) -> None:
    post = {"message_id": 3, "date": TODAY, "text": text, "chat": {"id": CHANNEL, "type": "channel", "title": "频道"}}
    house = await House(store, RULES).heard({kind: post})
    assert (house.ledger.queued, house.ledger.touched, house.wire.calls) == ({}, [], [])


@pytest.mark.parametrize(
    ("who", "chat", "kind"),
    [
        (STRANGER, OTHER, "message"),
        (SHUT_OUT, DENIED, "message"),
        (ANONYMOUS, OTHER, "message"),
        (AS_CHANNEL, OTHER, "message"),
        (STRANGER, 11, "edited_message"),
        (STRANGER, 11, "business_message"),
    ],
    ids=str,
)
async def test_the_set_up_code_counts_only_in_a_new_private_message(
    database: str, who: Who, chat: int, kind: str
) -> None:
    async with open_store(database) as store:
        await House(store, Rules(setup=CODE)).heard({kind: written(who, chat, {"text": f"/start {CODE}"})})
        assert not await store.access.has_admin()


async def test_without_a_code_an_empty_payload_makes_nobody_an_admin(database: str) -> None:
    async with open_store(database) as store:
        await House(store, Rules()).heard({"message": written(STRANGER, 11, {"text": "/start "})})
        assert not await store.access.has_admin()


async def test_a_group_that_was_denied_stays_so_as_a_supergroup_though_everyone_may(store: Store) -> None:
    moved = written(STRANGER, DENIED, {"migrate_to_chat_id": OTHER})
    link = written(STRANGER, OTHER, {"text": f"/note {URL}"})
    house = await House(store, Rules(everyone=True)).heard({"message": moved}, {"message": link})
    assert (house.ledger.queued, house.wire.calls) == ({}, [])


@pytest.mark.parametrize(("known", "queued"), [(None, ["compose"]), (Role.DENIED, [])])
async def test_a_group_that_the_settings_allow_may_as_a_supergroup_too_unless_it_was_denied(
    store: Store, known: Role | None, queued: list[str]
) -> None:
    if known:
        await store.access.grant(Entry(kind="chat", id=OTHER, role=known, by=16))
    moved = written(STRANGER, OTHER, {"migrate_from_chat_id": -1004})
    link = written(STRANGER, OTHER, {"text": f"/note {URL}"})
    house = await House(store, RULES).heard({"message": moved}, {"message": moved}, {"message": link})
    assert [kind for kind, _ in house.ledger.queued.values()] == queued
