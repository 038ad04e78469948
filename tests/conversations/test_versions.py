"""Every version of a note stays within reach: to be shown, gone back to, compared, and changed again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.errors import DraftGone, ModelTooSlow
from bot.models import Draft, Note, Version, Wish
from bot.style import Style
from handlers import texts
from handlers.texts import versions as words
from tests.support.database import Rows, drafts
from tests.support.fakes import ARTICLE
from tests.support.telegram import Message
from tests.support.versions import version, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from bot.store import Store
    from tests.support.fakes import Parts
    from tests.support.telegram import Chat, TelegramServer, Transcript, User

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def twice(person: User) -> Message:
    """A note, and a second version of it made shorter."""
    await person.press(await written(person), texts.SHORTER)
    return await person.chat.wait(version(2, "2/2"))


async def spoken(telegram: TelegramServer, chat: Chat, text: str, **buttons: str) -> Message:
    """A message of the bot's with buttons that it laid out earlier."""
    rows = [[{"text": label, "callback_data": data}] for label, data in buttons.items()]
    sent = await telegram.call("sendMessage", chat_id=chat.id, text=text, reply_markup={"inline_keyboard": rows})
    return Message(sent["result"])


@pytest.mark.usefixtures("bot")
async def test_the_pager_leads_back_and_forth_in_one_message_and_writes_nothing(person: User, parts: Parts) -> None:
    second = await twice(person)
    press = await person.press(second, words.EARLIER)
    assert (await person.answered(press)).get("text", "") == ""
    first = await person.chat.wait(version(1, "1/2"))
    assert first.id == second.id
    await person.press(first, words.LATER)
    assert (await person.chat.wait(version(2, "2/2"))).id == second.id
    assert len(parts.writer.briefs) == 2


@pytest.mark.usefixtures("bot")
async def test_undo_shows_the_version_that_was_changed_and_keeps_the_other(
    person: User, database: str, store: Store
) -> None:
    await person.press(await twice(person), words.UNDO)
    back = await person.chat.wait(version(1, "1/2"))
    assert words.UNDO not in back.button_texts
    (kept,) = await drafts(database, store)
    assert len(kept.versions) == 2


@pytest.mark.usefixtures("bot")
async def test_any_version_can_be_changed_again_and_the_new_one_is_shown(
    person: User, parts: Parts, database: str, store: Store
) -> None:
    await person.press(await twice(person), words.EARLIER)
    await person.press(await person.chat.wait(version(1, "1/2")), texts.LONGER)
    third = await person.chat.wait(version(3, "3/3"))
    assert parts.writer.briefs[2].base is not None
    assert parts.writer.briefs[2].base.title == "第1版<标题>"
    assert [one.base for one in (await drafts(database, store))[0].versions] == [None, 0, 0]
    await person.press(third, words.UNDO)
    await person.chat.wait(version(1, "1/3"))


@pytest.mark.usefixtures("bot")
async def test_what_changed_is_marked_in_an_answer_below_the_note(person: User) -> None:
    second = await twice(person)
    press = await person.press(second, words.COMPARE)
    assert (await person.answered(press))["text"] == words.COMPARING
    answer = await person.chat.wait(lambda chat: next((one for one in chat if "第 2 版和第 1 版" in one.text), None))
    assert answer.wire["reply_to_message"]["message_id"] == second.id
    assert answer.marked("strikethrough")[1:] == ["1", "1"]
    assert answer.marked("underline")[1:] == ["2", "2"]
    assert "#新芯片" not in answer.text
    assert version(2, "2/2")(await person.chat.transcript())


@pytest.mark.usefixtures("bot")
async def test_a_page_turns_while_another_note_is_being_written(person: User, parts: Parts) -> None:
    second = await twice(person)
    parts.writer.gate.clear()
    parts.writer.waiting.clear()
    await person.send("https://example.org/other")
    await parts.writer.waiting.wait()
    await person.press(second, words.EARLIER)
    await person.chat.wait(version(1, "1/2"))
    parts.writer.gate.set()
    await person.chat.wait(version(3))


@pytest.mark.usefixtures("bot")
async def test_no_page_turns_under_a_note_that_is_to_be_rewritten(person: User, parts: Parts) -> None:
    second = await twice(person)
    parts.writer.gate.clear()
    parts.writer.waiting.clear()
    await person.send("https://example.org/other")
    await parts.writer.waiting.wait()
    await person.answered(await person.press(second, texts.LONGER))
    press = await person.press(second, words.EARLIER)
    assert (await person.answered(press))["text"] == texts.BUSY
    parts.writer.gate.set()
    assert (await person.chat.wait(version(4, "3/3"))).id == second.id


@pytest.mark.usefixtures("bot")
async def test_another_wish_for_the_same_version_waits_its_turn_and_starts_from_it_too(
    person: User, parts: Parts, database: str, store: Store
) -> None:
    first = await written(person)
    parts.writer.gate.clear()
    parts.writer.waiting.clear()
    await person.send("https://example.org/other")
    await parts.writer.waiting.wait()
    for wish in (texts.SHORTER, texts.LONGER):
        assert (await person.answered(await person.press(first, wish)))["text"] == texts.WORKING
    parts.writer.gate.set()
    await person.chat.wait(version(4, "3/3"))
    changed = next(one for one in await drafts(database, store) if len(one.versions) > 1)
    assert [(one.base, one.wish.kind) for one in changed.versions[1:]] == [(0, "shorter"), (0, "longer")]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("data", ["w:{draft}:0.1:shorter", "w:{draft}:0:shorter"])
async def test_a_second_press_that_came_late_shows_what_the_first_one_made(
    person: User, parts: Parts, telegram: TelegramServer, database: str, store: Store, data: str
) -> None:
    await twice(person)
    (kept,) = await drafts(database, store)
    late = await spoken(telegram, person.chat, "以前的消息", 短一点=data.format(draft=kept.id))
    await person.press(late, "短一点")
    shown = await person.chat.wait(lambda chat: next((one for one in chat if one.id == late.id and one.edits), None))
    assert "第2版" in shown.text
    assert "2/2" in shown.button_texts
    assert len(parts.writer.briefs) == 2


@pytest.mark.usefixtures("bot")
async def test_the_same_wish_from_buttons_that_knew_its_version_makes_another_one(person: User, parts: Parts) -> None:
    await person.press(await twice(person), words.UNDO)
    await person.press(await person.chat.wait(version(1, "1/2")), texts.SHORTER)
    await person.chat.wait(version(3, "3/3"))
    assert len(parts.writer.briefs) == 3


@pytest.mark.usefixtures("bot")
async def test_a_button_from_before_there_were_pagers_still_makes_a_version(
    person: User, telegram: TelegramServer, database: str, store: Store
) -> None:
    await written(person)
    (kept,) = await drafts(database, store)
    old = await spoken(telegram, person.chat, "以前的消息", 换标题=f"w:{kept.id}:0:title")
    await person.press(old, "换标题")
    await person.chat.wait(version(2, "2/2"))


@pytest.mark.usefixtures("bot")
async def test_two_people_who_press_at_once_get_one_version_each_and_none_is_lost(
    telegram: TelegramServer, parts: Parts, store: Store, person: User
) -> None:
    other = await telegram.user("小李")
    group = await telegram.group("编辑部", person, other)
    note = Note(title="第0版<标题>", body="功耗低了 20%。\n\n这是第 0 版。")
    first = Version(note=note, wish=Wish(), style=Style(), writer="model", key="msg:1")
    draft = Draft(id="0123456789abcdef", article=ARTICLE, versions=(first,), chat=group.id, person=person.id)
    await store.drafts.save(draft)
    shown = await spoken(telegram, group, "第0版", 短一点=f"w:{draft.id}:0.1:shorter")
    presses = await asyncio.gather(*(one.press(shown, "短一点", chat=group) for one in (person, other)))
    for one, press in zip((person, other), presses, strict=True):
        assert (await one.answered(press))["text"] == texts.WORKING
    last = await group.wait(paged(shown, "3/3"))
    kept = await store.drafts.find(draft.id)
    assert {(one.base, one.person) for one in kept.versions[1:]} == {(0, person.id), (0, other.id)}
    assert kept.versions[2].note.title in last.text
    await other.press(last, words.EARLIER, chat=group)
    assert kept.versions[1].note.title in (await group.wait(paged(shown, "2/3"))).text
    assert len(parts.writer.briefs) == 2


@pytest.mark.usefixtures("bot")
async def test_when_a_change_fails_the_version_that_was_pressed_comes_back(person: User, parts: Parts) -> None:
    await person.press(await twice(person), words.EARLIER)
    first = await person.chat.wait(version(1, "1/2"))
    parts.writer.error = ModelTooSlow()
    await person.press(first, texts.LONGER)
    back = await person.chat.wait(
        lambda chat: next((one for one in chat if texts.explain(ModelTooSlow()) in one.text), None)
    )
    assert (back.id, back.marked("pre"), back.button_texts) == (first.id, first.marked("pre"), first.button_texts)


async def test_pager_undo_and_compare_survive_a_restart_and_a_double_press(
    person: User, served: Callable[[], AbstractAsyncContextManager[object]]
) -> None:
    async with served():
        second = await twice(person)
    presses = [await person.press(second, button) for button in (words.COMPARE, words.UNDO, words.UNDO)]
    async with served():
        for press in presses:
            await person.answered(press)
        first = await person.chat.wait(version(1, "1/2"))
        await person.press(first, words.LATER)
        await person.chat.wait(version(2, "2/2"))
        await person.chat.wait(lambda chat: any("第 2 版和第 1 版" in one.text for one in chat))


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("button", [words.EARLIER, words.COMPARE])
async def test_what_is_gone_is_told_below_the_note(person: User, database: str, button: str) -> None:
    second = await twice(person)
    await Rows(database)("DELETE FROM drafts")
    await person.press(second, button)
    await person.chat.wait(lambda chat: any(one.text == texts.explain(DraftGone()) for one in chat))
    assert version(2, "2/2")(await person.chat.transcript())


@pytest.mark.usefixtures("bot")
async def test_a_page_turns_in_a_message_of_which_telegram_tells_only_where_it_is(person: User) -> None:
    await person.press(await twice(person), words.EARLIER, is_old=True)
    await person.chat.wait(version(1, "1/2"))


@pytest.mark.usefixtures("bot")
async def test_a_first_version_has_nothing_to_be_compared_with(
    person: User, telegram: TelegramServer, database: str, store: Store
) -> None:
    await written(person)
    (kept,) = await drafts(database, store)
    await person.press(await spoken(telegram, person.chat, "按钮", 对比=f"d:{kept.id}:0"), "对比")
    await person.chat.wait(lambda chat: any(one.text == words.NO_EARLIER for one in chat))


@pytest.mark.usefixtures("bot")
async def test_a_button_that_stops_nothing_goes_away_and_a_note_keeps_its_own(
    person: User, telegram: TelegramServer, database: str, store: Store
) -> None:
    await written(person)
    (kept,) = await drafts(database, store)
    note, orphan = [await spoken(telegram, person.chat, texts.QUEUED, 停下="x:msg:1:0000000001") for _ in range(2)]
    await store.shown.show(chat=person.id, message=note.id, draft=kept.id, version=0)
    for one in (note, orphan):
        press = await person.press(one, texts.STOP)
        assert (await person.answered(press))["text"] == texts.NOTHING_TO_STOP
    await person.chat.wait(lambda chat: any(one.id == orphan.id and not one.buttons for one in chat))
    assert any(one.id == note.id and one.buttons for one in await person.chat.transcript())


def paged(message: Message, page: str) -> Callable[[Transcript], Message | None]:
    """This message, its pager saying `page`."""
    return lambda chat: next((one for one in chat if one.id == message.id and page in one.button_texts), None)
