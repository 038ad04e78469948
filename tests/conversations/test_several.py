"""Several links in a message, texts that are forwarded, messages that are edited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.errors import LoginRequired, PageMissing, SourceError
from handlers import texts
from handlers.texts import drafts as said_of
from tests.support.database import drafts
from tests.support.fakes import ARTICLE, painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.models import Article, Report
    from bot.store import Store
    from tests.support.fakes import Parts
    from tests.support.telegram import Message, TelegramServer, Transcript, User

URL = "https://example.org/chips"
OTHER = "https://example.org/prices"
SECOND = replace(ARTICLE, url=OTHER, title="芯片涨价", sitename="江口周报", text="它卖 30 元。")
ARTICLES = {URL: ARTICLE, OTHER: SECOND}

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.usefixtures("bot")]


def notes(count: int) -> Callable[[Transcript], list[Message]]:
    """So many finished notes."""

    def found(chat: Transcript) -> list[Message]:
        finished = [one for one in chat if one.from_bot and one.marked("pre")]
        return finished if len(finished) >= count else []

    return found


def question(chat: Transcript) -> Message | None:
    return next((one for one in chat if one.button_texts == [said_of.ONE, said_of.EACH]), None)


def said(sentence: str) -> Callable[[Transcript], bool]:
    return lambda chat: any(sentence in one.text for one in chat if one.from_bot)


@pytest.fixture(autouse=True)
def articles(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> dict[str, Article | SourceError]:
    """What is behind each link."""
    behind: dict[str, Article | SourceError] = dict(ARTICLES)

    async def read(source: str, *, report: Report) -> Article:  # noqa: ARG001 - the reader's signature
        parts.reader.sources.append(source)
        found = behind[source]
        if isinstance(found, SourceError):
            raise found
        return found

    monkeypatch.setattr(parts.reader, "read", read)
    return behind


async def test_several_links_are_asked_about_and_one_note_is_written_on_all_of_them(
    person: User, parts: Parts, store: Store, database: str
) -> None:
    sent = await person.send(f"{URL} {OTHER}")
    asked = await person.chat.wait(question)
    assert asked.wire["reply_to_message"]["message_id"] == sent.id
    assert said_of.SEVERAL.format(count=2) in asked.text
    press = await person.press(asked, said_of.ONE)
    assert (await person.answered(press))["text"] == said_of.ONE_TAKEN.format(count=2)
    (note,) = await person.chat.wait(notes(1))
    assert note.wire["reply_to_message"]["message_id"] == sent.id
    assert parts.reader.sources == [URL, OTHER]
    (draft,) = await drafts(database, store)
    assert [one.url for one in draft.article.sources] == [URL, OTHER]
    assert parts.writer.briefs[0].article == draft.article
    await person.chat.wait(lambda chat: [one for one in chat if one.album])
    asked = next(one for one in await person.chat.transcript() if one.id == asked.id)
    assert (asked.text, asked.buttons) == (said_of.ONE_TAKEN.format(count=2), [])


async def test_the_facts_of_one_note_on_several_links_say_from_which_they_are(person: User) -> None:
    await person.send(f"{URL} {OTHER}")
    await person.press(await person.chat.wait(question), said_of.ONE)
    (note,) = await person.chat.wait(notes(1))
    await person.press(note, texts.PROOF)
    await person.chat.wait(said("20%（示例网）"))


async def test_a_press_on_the_question_asked_again_writes_no_second_note(
    person: User, telegram: TelegramServer, parts: Parts
) -> None:
    sent = await person.send(f"{URL} {OTHER}")
    first = await person.chat.wait(question)
    again = {"reply_parameters": {"message_id": sent.id}, "reply_markup": first.wire["reply_markup"]}
    await telegram.call("sendMessage", chat_id=person.id, text="要怎么写？", **again)
    second = await person.chat.wait(lambda chat: question(chat[-1:]))
    for asked in (first, second):
        await person.answered(await person.press(asked, said_of.ONE))
    await person.chat.wait(notes(1))
    await person.send(URL)
    await person.chat.wait(notes(2))
    assert len(parts.writer.briefs) == 2


async def test_each_link_gets_a_note_of_its_own_in_order(person: User, parts: Parts) -> None:
    await person.send(f"{URL} {OTHER}")
    await person.press(await person.chat.wait(question), said_of.EACH)
    await person.chat.wait(notes(2))
    assert parts.reader.sources == [URL, OTHER]
    assert [brief.article.url for brief in parts.writer.briefs] == [URL, OTHER]


async def test_the_links_of_a_message_that_note_answers_are_those_of_whoever_asks(
    person: User, telegram: TelegramServer, parts: Parts, store: Store, database: str
) -> None:
    other = await telegram.user("小丽")
    group = await telegram.group("编辑部", person, other)
    username = (await telegram.call("getMe"))["result"]["username"]
    links = await other.send(f"这两篇不错 {URL} {OTHER}", chat=group)
    command = await person.send(f"/note@{username}", reply_to=links, chat=group)
    asked = await group.wait(question)
    press = await other.press(asked, said_of.EACH, chat=group)
    assert (await other.answered(press))["text"] == said_of.EACH_TAKEN.format(count=2)
    found = await group.wait(notes(2))
    assert parts.reader.sources == [URL, OTHER]
    assert {note.wire["reply_to_message"]["message_id"] for note in found} == {command.id}
    assert {draft.person for draft in await drafts(database, store)} == {person.id}


async def test_of_seven_links_five_are_read_and_that_is_said(
    person: User, parts: Parts, articles: dict[str, Article | SourceError]
) -> None:
    links = [f"https://example.org/{number}" for number in range(7)]
    articles |= {link: replace(ARTICLE, url=link) for link in links}
    await person.send(" ".join(links))
    asked = await person.chat.wait(question)
    assert said_of.ONLY_SO_MANY.format(most=5) in asked.text
    await person.press(asked, said_of.ONE)
    await person.chat.wait(notes(1))
    assert parts.reader.sources == links[:5]


async def test_a_link_that_cannot_be_read_is_named_and_the_others_are_written(
    person: User, parts: Parts, articles: dict[str, Article | SourceError]
) -> None:
    articles[URL] = LoginRequired()
    await person.send(f"{URL} {OTHER}")
    await person.press(await person.chat.wait(question), said_of.ONE)
    (note,) = await person.chat.wait(notes(1))
    assert said_of.UNREAD.format(count=1, numbers="1") in note.text
    assert parts.writer.briefs[0].article == ARTICLES[OTHER]


async def test_where_no_link_can_be_read_the_first_ones_sentence_is_said(
    person: User, articles: dict[str, Article | SourceError]
) -> None:
    articles |= {URL: LoginRequired(), OTHER: PageMissing()}
    await person.send(f"{URL} {OTHER}")
    await person.press(await person.chat.wait(question), said_of.ONE)
    await person.chat.wait(said(texts.explain(LoginRequired())))


async def test_an_answer_about_a_message_that_is_gone_says_so(person: User, telegram: TelegramServer) -> None:
    buttons = {"inline_keyboard": [[{"text": said_of.ONE, "callback_data": "l:one"}]]}
    await telegram.call("sendMessage", chat_id=person.id, text="要怎么写？", reply_markup=buttons)
    asked = await person.chat.wait(lambda chat: next((one for one in chat if one.buttons), None))
    press = await person.press(asked, said_of.ONE)
    assert (await person.answered(press))["text"] == said_of.ORIGINAL_GONE


async def test_a_forwarded_text_is_the_article_although_it_ends_with_a_link(
    person: User, telegram: TelegramServer, parts: Parts
) -> None:
    group = await telegram.group("群", person)
    post = await person.send("转来的文章\n" + "这是正文里的一句话。" * 20 + f"\n原文：{URL}", chat=group)
    await person.forward(post)
    (note,) = await person.chat.wait(notes(1))
    assert texts.TAKEN_AS_ARTICLE in note.text
    assert parts.writer.briefs[0].article.title == "转来的文章"
    assert parts.reader.sources == []


async def test_a_long_caption_is_the_article(person: User, parts: Parts) -> None:
    await person.send("图说的标题\n" + "这是正文里的一句话。" * 20, photo=painted("page", shade=1).image)
    await person.chat.wait(notes(1))
    assert parts.writer.briefs[0].article.title == "图说的标题"


async def test_a_message_edited_while_it_waits_counts(person: User, parts: Parts) -> None:
    parts.writer.gate.clear()
    await person.send(URL)
    waiting = await person.send(URL)
    await parts.writer.waiting.wait()
    await person.edit(waiting, OTHER)
    await person.send("/help")
    await person.chat.wait(said(texts.HELP))
    parts.writer.gate.set()
    await person.chat.wait(notes(2))
    assert parts.reader.sources == [URL, OTHER]


async def test_a_message_edited_to_several_links_while_it_waits_is_asked_about(person: User, parts: Parts) -> None:
    parts.writer.gate.clear()
    await person.send(URL)
    waiting = await person.send(URL)
    await parts.writer.waiting.wait()
    await person.edit(waiting, f"{URL} {OTHER}")
    await person.send("/help")
    await person.chat.wait(said(texts.HELP))
    parts.writer.gate.set()
    asked = await person.chat.wait(question)
    assert asked.wire["reply_to_message"]["message_id"] == waiting.id
    await person.press(asked, said_of.EACH)
    await person.chat.wait(notes(3))


@pytest.mark.parametrize("edited", [OTHER, "不写了"])
async def test_a_message_edited_after_its_note_was_begun_or_to_no_link_changes_nothing_and_says_nothing(
    person: User, parts: Parts, edited: str
) -> None:
    parts.writer.gate.clear()
    sent = await person.send(URL)
    await parts.writer.waiting.wait()
    await person.edit(sent, edited)
    await person.send("/help")
    await person.chat.wait(said(texts.HELP))
    parts.writer.gate.set()
    await person.chat.wait(notes(1))
    assert parts.reader.sources == [URL]
    words = [one for one in await person.chat.transcript() if one.from_bot and not one.photo]
    assert len(words) == 2
