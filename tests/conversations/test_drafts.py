"""The history, the export, and everything forgotten."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
import sqlalchemy as sa

from bot.errors import BrowserFailed, DraftGone, StoreFull
from bot.style import Owner, Scope, Style
from handlers import texts
from handlers.texts import drafts as said_of
from tests.support.database import Rows, drafts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractAsyncContextManager

    from bot.models import Draft
    from bot.store import Store
    from tests.support.fakes import Parts
    from tests.support.telegram import Message, TelegramServer, Transcript, User

    Served = Callable[[], AbstractAsyncContextManager[asyncio.Event]]

URL = "https://example.org/chips"

pytestmark = pytest.mark.asyncio(loop_scope="session")


def note(number: int) -> Callable[[Transcript], Message | None]:
    return lambda chat: next((one for one in chat if f"第{number}版" in one.text and one.marked("pre")), None)


def said(sentence: str) -> Callable[[Transcript], Message | None]:
    return lambda chat: next((one for one in chat if one.from_bot and sentence in one.text), None)


def file(chat: Transcript) -> Message | None:
    return next((one for one in chat if "document" in one.wire), None)


async def opened(telegram: TelegramServer, message: Message) -> dict[str, bytes]:
    with ZipFile(BytesIO(await telegram.file(message.wire["document"]["file_id"]))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


async def written(person: User, number: int = 1) -> Message:
    """Ask, and wait for the note with its pictures: by then it is kept what was shown."""
    await person.send(URL)
    found = await person.chat.wait(note(number))
    await person.chat.wait(lambda chat: len({one.album for one in chat if one.album}) >= number)
    return found


async def kept(person: User, store: Store, database: str, count: int) -> Draft:
    """A draft and so many like it, each a day older than the one before."""
    await written(person)
    (first,) = await drafts(database, store)
    assert first.created
    for age in range(1, count + 1):
        one = replace(first.latest, note=replace(first.latest.note, title=f"第{age}天前"))
        day = first.created.replace(year=2026, month=10, day=20 - age, hour=20)
        await store.drafts.save(replace(first, id=f"{age:016x}", versions=(one,), created=day))
    return first


@pytest.mark.usefixtures("bot")
async def test_the_history_lists_ones_notes_with_title_and_day_page_by_page(
    person: User, store: Store, database: str
) -> None:
    await kept(person, store, database, 12)
    await person.send("/history")
    listed = await person.chat.wait(said(said_of.HISTORY))
    assert listed.button_texts[0].endswith(" 第1版<标题>")
    assert listed.button_texts[1:] == [f"10/{21 - age} 第{age}天前" for age in range(1, 10)] + [said_of.OLDER]
    await person.press(listed, said_of.OLDER)
    second = await person.chat.wait(said(said_of.HISTORY_PAGE.format(page=2)))
    assert second.id == listed.id
    assert second.button_texts == [f"10/{21 - age} 第{age}天前" for age in range(10, 13)] + [said_of.NEWER]
    await person.press(second, said_of.NEWER)
    back = await person.chat.wait(said(said_of.HISTORY))
    assert back.id == listed.id


@pytest.mark.usefixtures("bot")
async def test_an_opened_note_comes_again_with_all_its_buttons_and_they_work(person: User, parts: Parts) -> None:
    first = await written(person)
    await person.send("/history")
    listed = await person.chat.wait(said(said_of.HISTORY))
    press = await person.press(listed, listed.button_texts[0])
    assert (await person.answered(press))["text"] == said_of.OPENING
    again = await person.chat.wait(lambda chat: note(1)([one for one in chat if one.id > listed.id]))
    assert again.button_texts == first.button_texts
    assert again.text == first.text
    await person.press(again, texts.SHORTER)
    assert (await person.chat.wait(note(2))).id == again.id
    assert len(parts.reader.sources) == 1


@pytest.mark.usefixtures("bot")
async def test_a_history_without_notes_says_how_to_get_one(person: User) -> None:
    await person.send("/history")
    await person.chat.wait(said(said_of.NO_HISTORY))


@pytest.mark.usefixtures("bot")
async def test_a_page_that_is_gone_is_the_first_one(person: User, store: Store, database: str) -> None:
    await kept(person, store, database, 12)
    await person.send("/history")
    listed = await person.chat.wait(said(said_of.HISTORY))
    await Rows(database)("DELETE FROM drafts WHERE id LIKE '0000%'")
    await person.press(listed, said_of.OLDER)
    only = await person.chat.wait(lambda chat: next((one for one in chat if len(one.buttons) == 1), None))
    assert (only.id, only.text) == (listed.id, said_of.HISTORY)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("change", ["DELETE FROM drafts", "UPDATE drafts SET chat = 1"])
async def test_a_note_that_is_gone_or_anothers_is_not_opened(person: User, database: str, change: str) -> None:
    await written(person)
    await person.send("/history")
    listed = await person.chat.wait(said(said_of.HISTORY))
    await Rows(database)(change)
    await person.press(listed, listed.button_texts[0])
    await person.chat.wait(said(texts.explain(DraftGone())))


@pytest.mark.usefixtures("bot")
async def test_a_history_that_cannot_be_read_costs_a_sentence(
    person: User, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(**_: object) -> None:
        raise StoreFull

    monkeypatch.setattr(store.drafts, "page", full)
    await person.send("/history")
    await person.chat.wait(said(texts.explain(StoreFull())))


@pytest.mark.usefixtures("bot")
async def test_an_export_holds_the_note_last_shown_and_its_pictures_as_they_were_taken(
    person: User, telegram: TelegramServer, parts: Parts
) -> None:
    await written(person)
    asked = await person.send("/export")
    packed = await person.chat.wait(file)
    assert packed.wire["document"]["file_name"] == "第1版-标题.zip"
    assert packed.wire["reply_to_message"]["message_id"] == asked.id
    assert packed.text == said_of.PACKED.format(pictures=said_of.WITH_PICTURES.format(count=2))
    files = await opened(telegram, packed)
    assert sorted(files) == ["01-page.jpg", "02-page.jpg", "note.md", "note.txt", "record.txt"]
    assert "第1版<标题>" in files["note.txt"].decode()
    assert f"链接：{URL}" in files["record.txt"].decode()
    taken = await parts.photographer.take(parts.reader.article)
    assert [files["01-page.jpg"], files["02-page.jpg"]] == [picture.image for picture in taken]


@pytest.mark.usefixtures("bot")
async def test_an_export_in_reply_to_a_note_is_of_that_note(person: User, telegram: TelegramServer) -> None:
    first = await written(person)
    await written(person, 2)
    await person.send("/export", reply_to=first)
    files = await opened(telegram, await person.chat.wait(file))
    assert "第1版<标题>" in files["note.txt"].decode()


@pytest.mark.usefixtures("bot")
async def test_the_button_below_a_note_exports_it(person: User, telegram: TelegramServer) -> None:
    first = await written(person)
    await written(person, 2)
    press = await person.press(first, said_of.EXPORT)
    assert (await person.answered(press))["text"] == said_of.PACKING
    packed = await person.chat.wait(file)
    assert packed.wire["reply_to_message"]["message_id"] == first.id
    assert "第1版<标题>" in (await opened(telegram, packed))["note.txt"].decode()


@pytest.mark.usefixtures("bot")
async def test_without_pictures_the_export_goes_all_the_same_and_says_so(
    person: User, telegram: TelegramServer, parts: Parts
) -> None:
    await written(person)
    parts.photographer.error = BrowserFailed()
    await person.send("/export")
    packed = await person.chat.wait(file)
    assert packed.text == said_of.PACKED.format(pictures="") + "\n" + texts.explain(BrowserFailed())
    assert sorted(await opened(telegram, packed)) == ["note.md", "note.txt", "record.txt"]


@pytest.mark.usefixtures("bot")
async def test_pictures_that_are_too_much_for_one_file_are_counted(
    person: User, telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await written(person)
    monkeypatch.setattr("bot.archive.MOST", 2**20)
    await person.send("/export")
    packed = await person.chat.wait(file)
    assert said_of.LEFT_OUT.format(count=2) in packed.text
    assert len(await opened(telegram, packed)) == 3


@pytest.mark.usefixtures("bot")
async def test_an_export_that_telegram_does_not_take_is_owned_up_to(person: User, telegram: TelegramServer) -> None:
    await written(person)
    await telegram.faults("sendDocument", kind="500")
    await person.send("/export")
    await person.chat.wait(said(said_of.NOT_PACKED))


@pytest.mark.usefixtures("bot")
async def test_where_there_is_no_note_there_is_nothing_to_export(person: User) -> None:
    await person.send("/export")
    await person.chat.wait(said(said_of.NOTHING_TO_EXPORT))


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("change", ["DELETE FROM drafts", "UPDATE drafts SET chat = 1"])
async def test_an_export_of_a_note_that_is_gone_or_anothers_costs_a_sentence(
    person: User, database: str, change: str
) -> None:
    first = await written(person)
    await Rows(database)(change)
    await person.press(first, said_of.EXPORT)
    await person.chat.wait(said(texts.explain(DraftGone())))


def stuck(begun: asyncio.Event) -> Callable[..., Awaitable[None]]:
    """Work that tells when it was begun and never ends."""

    async def work(*_: object, **__: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    return work


async def test_an_export_that_the_end_cuts_off_before_the_file_goes_is_sent_after_the_restart(
    person: User, parts: Parts, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.service._STOPPING", 0.01)
    begun = asyncio.Event()
    async with served():
        first = await written(person)
        await person.chat.wait(lambda chat: [one for one in chat if one.album])
        with monkeypatch.context() as patch:
            patch.setattr(parts.photographer, "take", stuck(begun))
            await person.press(first, said_of.EXPORT)
            await begun.wait()
    async with served():
        await person.chat.wait(file)


async def test_a_file_that_may_have_gone_when_the_end_came_is_owned_up_to_and_not_sent_again(
    person: User, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.service._STOPPING", 0.01)
    begun = asyncio.Event()
    with monkeypatch.context() as patch:
        patch.setattr("handlers.courier.Courier.document", stuck(begun))
        async with served():
            await person.press(await written(person), said_of.EXPORT)
            await begun.wait()
    async with served():
        await person.chat.wait(said(said_of.NOT_PACKED))
    assert file(await person.chat.transcript()) is None


async def test_what_was_to_be_forgotten_when_the_end_came_is_forgotten_after_the_restart(
    person: User, served: Served, store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.service._STOPPING", 0.01)
    begun = asyncio.Event()
    with monkeypatch.context() as patch:
        patch.setattr(store.drafts, "forget", stuck(begun))
        async with served():
            await written(person)
            await person.send("/forget")
            asked = await person.chat.wait(said("会删除"))
            await person.press(asked, said_of.FORGET)
            await begun.wait()
    async with served():
        found = said_of.DRAFTS.format(drafts=1, versions=1)
        await person.chat.wait(said(said_of.FORGOTTEN.format(found=found)))
        await gone(database, str(person.id))


def everything(address: str) -> str:
    """All that the two database files hold, row by row."""
    drafts_file = Path(str(sa.make_url(address).database))
    held = ""
    for one in (drafts_file, drafts_file.with_suffix(".jobs.db")):
        with closing(sqlite3.connect(one, timeout=10)) as connection:
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                held += "".join(map(repr, connection.execute(f'SELECT * FROM "{table}"')))  # noqa: S608 - names are ours
    return held


def holds(rows: str, word: str) -> bool:
    """Whether a word stands in some rows; a number by itself, not the end of a moment in time."""
    return bool(re.search(rf"(?<![\d.]){word}(?![\d.])" if word.isdigit() else re.escape(word), rows))


async def gone(database: str, *words: str) -> None:
    """Return as soon as the files hold none of these words: the job that forgets goes last, and by itself."""
    async with asyncio.timeout(30):
        while any([holds(await asyncio.to_thread(everything, database), one) for one in words]):  # noqa: ASYNC110 - of a file
            await asyncio.sleep(0.05)


@pytest.mark.usefixtures("bot")
async def test_to_forget_leaves_no_row_and_no_file_with_a_person_or_their_words(
    person: User, telegram: TelegramServer, parts: Parts, store: Store, database: str
) -> None:
    other = await telegram.user("小李")
    await other.send("https://example.org/others")
    await other.chat.wait(note(1))
    folder = Path(str(sa.make_url(database).database)).parent
    files = {one.name for one in folder.iterdir()}
    await person.send("我的文章\n" + "只有我写得出的一句话。" * 30)
    first = await person.chat.wait(note(2))
    await person.answered(await person.press(first, texts.SHORTER))
    await person.chat.wait(note(3))
    await store.styles.change(Owner(scope=Scope.PERSON, id=person.id), lambda _: Style(wishes=("别用姐妹们",)))
    await person.send("/history")
    await person.chat.wait(said(said_of.HISTORY))
    parts.writer.gate.clear()
    parts.writer.waiting.clear()
    await person.send(URL)
    await parts.writer.waiting.wait()
    words = (str(person.id), "只有我写得出", "姐妹们", "第3版")
    before = await asyncio.to_thread(everything, database)
    assert all(one in before for one in words)

    await person.send("/forget")
    asked = await person.chat.wait(lambda chat: next((one for one in chat if said_of.FORGET in one.button_texts), None))
    found = f"{said_of.DRAFTS.format(drafts=1, versions=2)}、{said_of.STYLE}"
    assert asked.text == said_of.WOULD_FORGET.format(found=found)
    press = await person.press(asked, said_of.FORGET)
    assert (await person.answered(press))["text"] == said_of.FORGETTING
    done = await person.chat.wait(said(said_of.FORGOTTEN.format(found=found)))
    assert (done.id, done.buttons) == (asked.id, [])

    await gone(database, *words)
    assert {one.name for one in folder.iterdir()} <= files
    for one in folder.iterdir():
        held = await asyncio.to_thread(one.read_bytes)
        assert not [word for word in words if word.encode() in held or json.dumps(word).strip('"').encode() in held]
    assert re.findall("第.版", await asyncio.to_thread(everything, database))[0] == "第1版"
    assert str(other.id) in await asyncio.to_thread(everything, database)
    parts.writer.gate.set()
    await person.send(URL)
    await person.chat.wait(note(5))


@pytest.mark.usefixtures("bot")
async def test_who_does_not_want_to_be_forgotten_keeps_everything(person: User, store: Store, database: str) -> None:
    await written(person)
    await person.send("/forget")
    asked = await person.chat.wait(lambda chat: next((one for one in chat if said_of.KEEP in one.button_texts), None))
    press = await person.press(asked, said_of.KEEP)
    assert (await person.answered(press))["text"] == said_of.KEPT
    kept = await person.chat.wait(said(said_of.KEPT))
    assert (kept.id, kept.buttons) == (asked.id, [])
    assert len(await drafts(database, store)) == 1


@pytest.mark.usefixtures("bot")
async def test_who_has_no_notes_can_still_have_their_jobs_forgotten(person: User, database: str) -> None:
    await person.send("/forget")
    asked = await person.chat.wait(said(said_of.NOTHING_KEPT))
    await person.press(asked, said_of.FORGET)
    await person.chat.wait(said(said_of.FORGOTTEN_JOBS))
    await gone(database, str(person.id))


@pytest.mark.usefixtures("bot")
async def test_nobody_forgets_for_another(person: User, telegram: TelegramServer, store: Store, database: str) -> None:
    await written(person)
    buttons = {"inline_keyboard": [[{"text": said_of.FORGET, "callback_data": f"f:y:{person.id + 1}"}]]}
    await telegram.call("sendMessage", chat_id=person.id, text="转来的", reply_markup=buttons)
    asked = await person.chat.wait(said("转来的"))
    press = await person.press(asked, said_of.FORGET)
    assert (await person.answered(press))["text"] == said_of.NOT_YOURS
    assert len(await drafts(database, store)) == 1


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("method", ["count", "forget"])
async def test_what_cannot_be_forgotten_is_said_and_nothing_is_half_done(
    person: User, store: Store, database: str, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    await written(person)

    async def full(_person: int) -> None:
        raise StoreFull

    if method == "count":
        monkeypatch.setattr(store.drafts, "count", full)
        await person.send("/forget")
    else:
        await person.send("/forget")
        asked = await person.chat.wait(
            lambda chat: next((one for one in chat if said_of.FORGET in one.button_texts), None)
        )
        monkeypatch.setattr(store.drafts, "forget", full)
        await person.press(asked, said_of.FORGET)
    await person.chat.wait(said(texts.explain(StoreFull())))
    assert len(await drafts(database, store)) == 1
