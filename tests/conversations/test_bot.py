"""Greetings, silence in groups, an orderly start and end."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import JobStopped, SettingsInvalid
from bot.jobs import Jobs
from bot.store import jobs_engine
from handlers import texts
from handlers.flood import Flood
from handlers.service import Plan, serve
from handlers.texts import groups
from tests.support.database import drafts
from tests.support.fakes import Parts, painted

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from bot.store import Store
    from tests.support.telegram import Message, TelegramServer, Transcript, User

    Served = Callable[[], AbstractAsyncContextManager[asyncio.Event]]

URL = "https://example.org/chips"

pytestmark = pytest.mark.asyncio(loop_scope="session")


def note(chat: Transcript) -> Message | None:
    return next((one for one in chat if one.from_bot and one.marked("pre")), None)


def said(sentence: str) -> Callable[[Transcript], bool]:
    return lambda chat: any(sentence in one.text for one in chat if one.from_bot)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ({"text": "/start"}, texts.START),
        ({"text": "/help"}, texts.HELP),
        ({"text": "/nonsense"}, texts.UNKNOWN_COMMAND),
        ({"text": "你好"}, texts.NO_LINK),
        ({"document": b"%PDF", "file_name": "a.pdf"}, texts.NOT_TEXT),
        ({"photo": painted("page", shade=1).image, "text": "看看"}, texts.NO_LINK),
    ],
)
async def test_everything_gets_an_answer(person: User, sent: dict[str, Any], answer: str) -> None:
    await person.send(**sent)
    await person.chat.wait(said(answer))


@pytest.mark.usefixtures("bot")
async def test_the_menu_lists_the_commands(person: User, telegram: TelegramServer) -> None:
    await person.send("/start")
    await person.chat.wait(said(texts.START))
    listed = {one["scope"]: [command["command"] for command in one["commands"]] for one in await telegram.commands()}
    assert list(listed.values()) == [list(texts.COMMANDS), list(groups.COMMANDS)]


@pytest.mark.usefixtures("bot")
async def test_a_group_that_says_nothing_to_the_bot_is_left_in_peace(person: User, telegram: TelegramServer) -> None:
    group = await telegram.group("群", person)
    await person.send(URL, chat=group)
    await person.send("/start", chat=group)
    await person.send("/help")
    await person.chat.wait(said(texts.HELP))
    assert not [one for one in await group.transcript() if one.from_bot]


@pytest.mark.usefixtures("bot")
async def test_an_edited_message_is_not_written_again(person: User, parts: Parts) -> None:
    sent = await person.send(URL)
    await person.chat.wait(note)
    await person.edit(sent, "https://example.org/other")
    await person.send("/help")
    await person.chat.wait(said(texts.HELP))
    assert parts.reader.sources == [URL]


async def test_a_network_that_fails_at_the_start_is_waited_for(
    person: User, telegram: TelegramServer, served: Served
) -> None:
    await telegram.faults("getMe", kind="502")
    await telegram.faults("setMyCommands", kind="500")
    async with served():
        await person.send("/help")
        await person.chat.wait(said(texts.HELP))


async def test_a_bot_that_cannot_reach_telegram_stops_when_told(telegram: TelegramServer, served: Served) -> None:
    so_far = (await telegram.control("GET", "events?timeout=0"))["seq"]
    await telegram.faults("getMe", kind="502", times=100)
    async with served(), asyncio.timeout(10):
        await telegram.wait_event(lambda event: event.get("method") == "getMe", since=so_far)


async def test_a_wrong_token_is_a_setting_to_mend_and_is_not_shown(
    telegram: TelegramServer, caplog: pytest.LogCaptureFixture, tmp_path: Path, store: Store
) -> None:
    jobs = Jobs(jobs_engine(f"sqlite:///{tmp_path}/xiaogao.db"), name="alone")
    plan = Plan(token="1000:wrong", base_url=telegram.address, polls=True)
    with pytest.raises(SettingsInvalid) as caught:
        await serve(plan, studio=Parts().studio(), jobs=jobs, store=store, flood=Flood(), stop=asyncio.Event())
    assert caught.value.__suppress_context__
    assert "TELEGRAM_BOT_TOKEN" in str(caught.value)
    assert "wrong" not in caplog.text


@pytest.mark.usefixtures("bot")
async def test_the_log_of_a_conversation_holds_no_token(
    person: User, telegram: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await person.send(URL)
    await person.chat.wait(note)
    assert telegram.token not in caplog.text


async def test_a_note_that_the_end_cuts_off_goes_on_after_the_restart(
    person: User, parts: Parts, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.service._STOPPING", 0.01)
    parts.writer.gate.clear()
    async with served():
        await person.send(URL)
        await parts.writer.waiting.wait()
    parts.writer.gate.set()
    async with served():
        await person.chat.wait(note)
    assert parts.reader.sources == [URL]
    assert len([one for one in await person.chat.transcript() if one.from_bot and "pre" in str(one.entities)]) == 1


async def test_a_rewrite_that_the_end_cuts_off_goes_on_after_the_restart(
    person: User, parts: Parts, served: Served, store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.service._STOPPING", 0.01)
    async with served():
        await person.send(URL)
        first = await person.chat.wait(note)
        parts.writer.gate.clear()
        parts.writer.waiting.clear()
        await person.press(first, "换标题")
        await parts.writer.waiting.wait()
    parts.writer.gate.set()
    async with served():
        await person.chat.wait(lambda chat: (one := note(chat)) and one.marked("pre") != first.marked("pre"))
    (draft,) = await drafts(database, store)
    assert len(draft.versions) == 2


async def test_pictures_that_the_end_cuts_off_come_after_the_restart_or_are_owned_up_to(
    person: User, parts: Parts, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.service._STOPPING", 0.01)
    parts.photographer.gate.clear()
    async with served():
        await person.send(URL)
        await person.chat.wait(note)
    parts.photographer.gate.set()
    async with served():
        await person.chat.wait(lambda chat: [one for one in chat if one.album] or said(texts.PICTURES_NOT_SENT)(chat))


@pytest.mark.usefixtures("bot")
async def test_cancel_stops_what_is_written_and_what_waits(person: User, parts: Parts) -> None:
    parts.writer.gate.clear()
    await person.send(URL)
    await person.send("https://example.org/second")
    await parts.writer.waiting.wait()
    await person.send("/cancel")
    await person.chat.wait(said(texts.STOPPING.format(count=2)))
    await person.chat.wait(said(texts.explain(JobStopped())))
    parts.writer.gate.set()
    await person.send("https://example.org/third")
    await person.chat.wait(note)
    assert parts.reader.sources == [URL, "https://example.org/third"]


@pytest.mark.usefixtures("bot")
async def test_the_button_below_a_growing_note_stops_it(person: User, parts: Parts) -> None:
    parts.writer.gate.clear()
    await person.send(URL)
    await parts.writer.waiting.wait()
    growing = await person.chat.wait(lambda chat: next((one for one in chat if texts.STOP in one.button_texts), None))
    pressed = await person.press(growing, texts.STOP)
    assert (await person.answered(pressed))["text"] == texts.STOPPING_ONE
    stopped = await person.chat.wait(
        lambda chat: next((one for one in chat if one.id == growing.id and not one.buttons), None)
    )
    assert stopped.text == texts.explain(JobStopped())


@pytest.mark.usefixtures("bot")
async def test_with_nothing_to_stop_cancel_says_so(person: User) -> None:
    await person.send("/cancel")
    await person.chat.wait(said(texts.NOTHING_TO_STOP))


@pytest.mark.usefixtures("bot")
async def test_a_question_is_answered_while_a_note_is_written(person: User, parts: Parts) -> None:
    parts.writer.gate.clear()
    await person.send(URL)
    await parts.writer.waiting.wait()
    await person.send("/help")
    await person.chat.wait(said(texts.HELP))
    parts.writer.gate.set()
    await person.chat.wait(note)
