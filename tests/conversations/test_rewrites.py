"""A pressed button becomes another version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiohttp import ClientSession

from bot.errors import DraftGone, JobStopped, ModelTooSlow
from bot.models import Wish
from handlers import texts
from tests.support.database import Rows
from tests.support.versions import version, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.support.fakes import Parts
    from tests.support.telegram import TelegramServer, User


pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("button", "wish"),
    [
        ("干货", Wish(kind="tone", tone="dry")),
        ("换标题", Wish(kind="title")),
        ("短一点", Wish(kind="shorter")),
        ("长一点", Wish(kind="longer")),
    ],
)
async def test_a_press_is_answered_and_edits_the_note_that_it_sits_on(
    person: User, parts: Parts, button: str, wish: Wish
) -> None:
    first = await written(person)
    press = await person.press(first, button)
    assert (await person.answered(press))["text"] == texts.WORKING
    assert (await person.chat.wait(version(2))).id == first.id
    assert parts.writer.briefs[1].wish == wish
    assert len(parts.reader.sources) == 1


@pytest.mark.usefixtures("bot")
async def test_the_buttons_of_the_new_version_ask_for_the_next_one(person: User, parts: Parts) -> None:
    await person.press(await written(person), "干货")
    second = await person.chat.wait(version(2))
    assert "✓ 干货" in second.button_texts
    await person.press(second, "换标题")
    await person.chat.wait(version(3))
    assert [brief.style.tone for brief in parts.writer.briefs] == ["", "dry", "dry"]


@pytest.mark.usefixtures("bot")
async def test_progress_shows_on_the_note_with_a_button_that_brings_the_note_back(person: User, parts: Parts) -> None:
    first = await written(person)
    parts.writer.gate.clear()
    await person.press(first, "短一点")
    growing = await person.chat.wait(
        lambda chat: next((one for one in chat if "第2版" in one.text and not one.marked("pre")), None)
    )
    assert growing.id == first.id
    assert growing.button_texts == [texts.STOP]
    pressed = await person.press(growing, texts.STOP)
    assert (await person.answered(pressed))["text"] == texts.STOPPING_ONE
    back = await person.chat.wait(version(1))
    assert back.button_texts == first.button_texts
    assert texts.explain(JobStopped()) in back.text


@pytest.mark.usefixtures("bot")
async def test_a_press_waits_behind_the_note_being_written_and_a_second_one_is_refused(
    person: User, parts: Parts
) -> None:
    first = await written(person)
    parts.writer.gate.clear()
    parts.writer.waiting.clear()
    await person.send("https://example.org/other")
    await parts.writer.waiting.wait()
    for answer in (texts.WORKING, texts.BUSY):
        press = await person.press(first, "短一点")
        assert (await person.answered(press))["text"] == answer
    parts.writer.gate.set()
    assert (await person.chat.wait(version(3))).id == first.id
    assert len(parts.writer.briefs) == 3


@pytest.mark.usefixtures("bot")
async def test_a_press_that_is_stopped_while_it_waits_is_told(person: User, parts: Parts) -> None:
    first = await written(person)
    parts.writer.gate.clear()
    parts.writer.waiting.clear()
    await person.send("https://example.org/other")
    await parts.writer.waiting.wait()
    await person.answered(await person.press(first, "短一点"))
    await person.send("/cancel")
    stopped = texts.explain(JobStopped())
    await person.chat.wait(lambda chat: len([one for one in chat if one.text == stopped]) == 2)
    assert version(1)(await person.chat.transcript())
    assert len(parts.writer.briefs) == 2


@pytest.mark.usefixtures("bot")
async def test_when_the_rewrite_fails_the_note_comes_back_with_one_sentence(person: User, parts: Parts) -> None:
    first = await written(person)
    parts.writer.error = ModelTooSlow()
    await person.press(first, "长一点")
    back = await person.chat.wait(
        lambda chat: next((one for one in chat if texts.explain(ModelTooSlow()) in one.text), None)
    )
    assert back.id == first.id
    assert back.marked("pre") == first.marked("pre")
    assert back.button_texts == first.button_texts


async def test_buttons_work_after_a_restart(
    person: User, served: Callable[[], AbstractAsyncContextManager[object]]
) -> None:
    async with served():
        first = await written(person)
    press = await person.press(first, "换标题")
    async with served():
        await person.answered(press)
        await person.chat.wait(version(2))


@pytest.mark.usefixtures("bot")
async def test_a_draft_that_is_gone_costs_a_sentence_not_the_note(person: User, database: str) -> None:
    first = await written(person)
    await Rows(database)("DELETE FROM drafts")
    await person.press(first, "换标题")
    await person.chat.wait(lambda chat: any(one.text == texts.explain(DraftGone()) for one in chat))
    assert version(1)(await person.chat.transcript())


@pytest.mark.usefixtures("bot")
async def test_another_chats_draft_does_not_exist_here(person: User, parts: Parts, database: str) -> None:
    first = await written(person)
    await Rows(database)("UPDATE drafts SET chat = ?", person.id + 1)
    await person.press(first, "换标题")
    await person.chat.wait(lambda chat: any(one.text == texts.explain(DraftGone()) for one in chat))
    assert len(parts.writer.briefs) == 1


@pytest.mark.usefixtures("bot")
async def test_a_button_of_another_make_is_answered(person: User, telegram: TelegramServer) -> None:
    buttons = {"inline_keyboard": [[{"text": "旧按钮", "callback_data": "old:1"}]]}
    await speak(telegram, chat_id=person.id, text="以前的消息", reply_markup=buttons)
    old = await person.chat.wait(lambda chat: next((one for one in chat if one.buttons), None))
    press = await person.press(old, "旧按钮")
    assert (await person.answered(press))["text"] == texts.NOT_A_BUTTON


async def speak(telegram: TelegramServer, **values: object) -> None:
    """Send a message in the bot's name, as an earlier bot would have."""
    async with (
        ClientSession() as session,
        session.post(f"{telegram.base_url}{telegram.token}/sendMessage", json=values),
    ):
        pass
