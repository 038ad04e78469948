"""A link becomes a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import BrowserFailed, LoginRequired, ModelLimited, StoreFull, StoreLocked, Unexpected
from handlers import texts
from tests.support.database import drafts
from tests.support.fakes import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.models import Draft
    from bot.store import Store
    from tests.support.fakes import Parts
    from tests.support.telegram import Message, Transcript, User

URL = "https://example.org/chips"

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.usefixtures("bot")]


def note(chat: Transcript) -> Message | None:
    """The finished note: the bot's message with something to copy."""
    return next((message for message in chat if message.from_bot and message.marked("pre")), None)


def said(*sentences: str):  # noqa: ANN201 - a predicate
    return lambda chat: any(all(one in message.text for one in sentences) for message in chat if message.from_bot)


async def test_a_link_becomes_a_note_that_is_copied_field_by_field(person: User, parts: Parts) -> None:
    sent = await person.send(f"看看这篇 {URL} 写得不错")
    finished = await person.chat.wait(note)
    assert finished.wire["reply_to_message"]["message_id"] == sent.id
    assert finished.marked("code") == ["第1版<标题>", "#新芯片 #数码"]
    assert finished.marked("pre") == ["功耗低了 20% & 售价 1999 元。\n\n这是第 1 版。"]
    assert "6/20" in finished.text
    assert "笔记含AI合成内容" in finished.text
    assert finished.button_texts == [
        "种草",
        "干货",
        "专业",
        "换标题",
        "短一点",
        "长一点",
        "复制标题",
        "复制话题",
        "查证",
        "为什么",
        "导出",
    ]
    assert parts.reader.sources == [URL]
    asked = next(message for message in await person.chat.transcript() if message.id == sent.id)
    assert asked.reactions == ["👀"]


async def test_one_placeholder_grows_in_plain_text_and_becomes_the_note(person: User, parts: Parts) -> None:
    parts.writer.gate.clear()
    await person.send(URL)
    grown = await person.chat.wait(lambda chat: next((one for one in chat if "功耗低了 20%" in one.text), None))
    assert grown.entities == []
    assert texts.STEPS["write"] in grown.text  # type: ignore[index] # a Step is its text
    parts.writer.gate.set()
    finished = await person.chat.wait(note)
    assert finished.id == grown.id
    assert finished.edits[0]["text"] == texts.QUEUED
    assert len([one for one in await person.chat.transcript() if one.from_bot and not one.photo]) == 1


async def test_the_pictures_come_as_an_album_below_the_note(person: User) -> None:
    await person.send(URL)
    pictures = await person.chat.wait(lambda chat: [one for one in chat if one.photo][:2])
    finished = note(await person.chat.transcript())
    assert finished
    assert len({one.album for one in pictures}) == 1
    assert pictures[0].album
    assert [one.wire["reply_to_message"]["message_id"] for one in pictures] == [finished.id] * 2


async def test_pictures_that_are_late_do_not_delay_the_note(person: User, parts: Parts) -> None:
    parts.photographer.gate.clear()
    parts.photographer.kinds = ("page",)
    await person.send(URL)
    await person.chat.wait(note)
    assert not [one for one in await person.chat.transcript() if one.photo]
    parts.photographer.gate.set()
    alone = await person.chat.wait(lambda chat: next((one for one in chat if one.photo), None))
    assert alone.album == ""


async def test_the_first_screen_comes_last_and_says_that_it_is_not_to_be_posted(person: User, parts: Parts) -> None:
    parts.photographer.kinds = ("screen", *["page"] * 11)
    await person.send(URL)
    pictures = await person.chat.wait(
        lambda chat: found if len(found := [one for one in chat if one.photo]) == 12 else None
    )
    assert pictures[-1].text == texts.SCREEN
    assert [one.text for one in pictures[:-1]] == [""] * 11


@pytest.mark.parametrize("error", [BrowserFailed(), RuntimeError("a bug")])
async def test_without_pictures_the_note_stays_and_a_sentence_says_why(
    person: User, parts: Parts, error: Exception
) -> None:
    parts.photographer.error = error
    await person.send(URL)
    await person.chat.wait(said("笔记不受影响"))
    assert note(await person.chat.transcript())


async def test_an_article_without_pictures_is_said(person: User, parts: Parts) -> None:
    parts.photographer.kinds = ()
    await person.send(URL)
    await person.chat.wait(said(texts.NO_PICTURES))


async def test_pasted_text_becomes_a_note_without_pictures(person: User, parts: Parts) -> None:
    await person.send("我的文章\n" + "这是正文里的一句话。" * 30)
    await person.chat.wait(note)
    assert parts.writer.briefs[0].article.title == "我的文章"
    await person.send("/help")
    await person.chat.wait(said(texts.HELP))
    assert not [one for one in await person.chat.transcript() if one.photo]


async def test_an_excerpt_is_called_one(person: User, parts: Parts) -> None:
    parts.writer.model = False
    await person.send(URL)
    await person.chat.wait(note)
    assert said("原文摘录", "OPENAI_API_KEY")(await person.chat.transcript())


@pytest.mark.parametrize("error", [LoginRequired(), ModelLimited()])
async def test_what_cannot_be_written_ends_in_one_sentence_in_the_placeholder(
    person: User, parts: Parts, error: LoginRequired | ModelLimited
) -> None:
    if isinstance(error, LoginRequired):
        parts.reader.error = error
    else:
        parts.writer.error = error
    sent = await person.send(URL)
    await person.chat.wait(said(texts.explain(error)))
    assert [one.text for one in await person.chat.transcript()] == [sent.text, texts.explain(error)]


async def test_a_bug_ends_in_a_sentence_and_a_traceback_in_the_log(
    person: User, parts: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    parts.writer.error = RuntimeError("a bug")
    await person.send(URL)
    await person.chat.wait(said(texts.explain(Unexpected())))
    assert "RuntimeError: a bug" in caplog.text


async def test_a_note_that_cannot_be_kept_is_shown_all_the_same(
    person: User, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.drafts, "save", raising(store.drafts.save, StoreFull(), times=10))
    await person.send(URL)
    shown = await person.chat.wait(note)
    assert texts.explain(StoreFull()) in shown.text
    assert shown.button_texts == ["复制标题", "复制话题"]


def raising(save: Callable[[Draft], Awaitable[None]], error: Exception, *, times: int) -> Callable[[Draft], object]:
    """A store that fails so often, then keeps."""
    errors = [error] * times

    async def tried(draft: Draft) -> None:
        if errors:
            raise errors.pop()
        await save(draft)

    return tried


async def test_a_database_that_is_busy_for_a_moment_costs_nothing(
    person: User, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.drafts, "save", raising(store.drafts.save, StoreLocked(), times=1))
    await person.send(URL)
    assert "种草" in (await person.chat.wait(note)).button_texts


async def test_what_is_kept_says_whose_it_is(person: User, store: Store, database: str) -> None:
    await person.send(URL)
    await person.chat.wait(note)
    (draft,) = await drafts(database, store)
    assert (draft.chat, draft.person, draft.article) == (person.id, person.id, ARTICLE)
    assert draft.created
