"""Telegram refuses, drops, slows down, or is left by the person: what can be delivered is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientSession

from handlers import texts

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.support.fakes import Parts
    from tests.support.telegram import Message, TelegramServer, Transcript, User

URL = "https://example.org/chips"

pytestmark = pytest.mark.asyncio(loop_scope="session")


def note(chat: Transcript) -> Message | None:
    return next((one for one in chat if one.from_bot and one.buttons and one.marked("pre")), None)


def refused(person: User, method: str, status: int, *, mode: str = "") -> Callable[[dict[str, Any]], bool]:
    """The server said no to a call for this person."""
    return lambda event: (
        event["type"] == "call"
        and (event["method"], event["status"]) == (method, status)
        and str(event["params"].get("chat_id")) == str(person.id)
        and mode in event["params"].get("parse_mode", "")
    )


def said(sentence: str) -> Callable[[Transcript], bool]:
    return lambda chat: any(sentence in one.text for one in chat if one.from_bot)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("kind", ["429", "502", "drop_before", "drop_after"])
async def test_the_last_edit_always_wins(person: User, parts: Parts, telegram: TelegramServer, kind: str) -> None:
    parts.writer.gate.clear()
    await person.send(URL)
    await person.chat.wait(said(texts.STEPS["write"]))  # type: ignore[index] # a Step is its text
    await telegram.faults("editMessageText", kind=kind)
    parts.writer.gate.set()
    assert await person.chat.wait(note)
    assert len([one for one in await person.chat.transcript() if one.from_bot and not one.photo]) == 1


@pytest.mark.usefixtures("bot")
async def test_a_flood_while_the_note_grows_only_slows_it(person: User, parts: Parts, telegram: TelegramServer) -> None:
    parts.writer.gate.clear()
    await telegram.faults("editMessageText", kind="429")
    await person.send(URL)
    await telegram.wait_event(refused(person, "editMessageText", 429))
    parts.writer.gate.set()
    assert await person.chat.wait(note)


@pytest.mark.usefixtures("bot")
async def test_a_placeholder_that_is_refused_for_a_flood_is_sent_after_it(
    person: User, telegram: TelegramServer
) -> None:
    await telegram.faults("sendMessage", kind="429")
    await person.send(URL)
    await person.chat.wait(note)


@pytest.mark.usefixtures("bot")
async def test_courtesies_that_fail_cost_nothing(person: User, telegram: TelegramServer) -> None:
    for method in ("setMessageReaction", "sendChatAction", "answerCallbackQuery"):
        await telegram.faults(method, kind="500")
    await person.send(URL)
    await person.press(await person.chat.wait(note), "换标题")
    await person.chat.wait(lambda chat: (found := note(chat)) and "第2版" in found.text)


@pytest.mark.usefixtures("bot")
async def test_an_album_that_fails_is_told_and_not_sent_twice(person: User, telegram: TelegramServer) -> None:
    await telegram.faults("sendMediaGroup", kind="drop_after")
    await person.send(URL)
    await person.chat.wait(said(texts.PICTURES_NOT_SENT))
    chat = await person.chat.transcript()
    assert note(chat)
    assert len([one for one in chat if one.photo]) == 2


@pytest.mark.usefixtures("bot")
async def test_a_placeholder_that_was_deleted_is_replaced(person: User, parts: Parts, telegram: TelegramServer) -> None:
    parts.writer.gate.clear()
    await person.send(URL)
    placeholder = await person.chat.wait(lambda chat: next((one for one in chat if one.from_bot), None))
    await parts.writer.waiting.wait()
    gone = {"chat_id": person.id, "message_id": placeholder.id}
    url = f"{telegram.base_url}{telegram.token}/deleteMessage"
    async with ClientSession() as session, session.post(url, json=gone) as answer:
        assert answer.status == 200
    parts.writer.gate.set()
    assert (await person.chat.wait(note)).id != placeholder.id


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("when", ["writing", "pictures"])
async def test_a_person_who_blocks_the_bot_ends_the_work_quietly(
    person: User, parts: Parts, telegram: TelegramServer, caplog: pytest.LogCaptureFixture, when: str
) -> None:
    caplog.set_level("INFO")
    (parts.writer if when == "writing" else parts.photographer).gate.clear()
    await person.send(URL)
    await (parts.writer.waiting.wait() if when == "writing" else person.chat.wait(note))
    await person.block()
    parts.writer.gate.set()
    parts.photographer.gate.set()
    last, mode = ("editMessageText", "HTML") if when == "writing" else ("sendMediaGroup", "")
    await telegram.wait_event(refused(person, last, 403, mode=mode))
    await person.send("/help")
    await person.chat.wait(said(texts.HELP))
    assert "ChatClosed" in caplog.text
    assert "Traceback" not in caplog.text


async def test_an_answer_that_cannot_be_given_is_logged_and_the_next_one_is(
    person: User,
    parts: Parts,
    served: Callable[[], AbstractAsyncContextManager[asyncio.Event]],
    telegram: TelegramServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    await person.send("/start")
    await person.block()
    async with served():
        await telegram.wait_event(refused(person, "sendMessage", 403))
        await person.send("/help")
        await person.chat.wait(said(texts.HELP))
    assert "a job of kind say ended: ChatClosed" in caplog.text
    assert not parts.writer.briefs
