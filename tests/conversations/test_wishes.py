"""What a person says of a note in their own words, and what is remembered of it: only what they said yes to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import DraftGone, JobStopped, ModelTooSlow
from bot.models import Wish
from bot.style import Owner, Scope, Style
from handlers import texts
from handlers.texts import wishes
from tests.support.database import Rows, drafts

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from bot.store import Store
    from tests.support.fakes import Parts
    from tests.support.telegram import Message, Transcript, User

    Served = Callable[[], AbstractAsyncContextManager[object]]

pytestmark = pytest.mark.asyncio(loop_scope="session")


def version(number: int) -> Callable[[Transcript], Message | None]:
    """The finished note of this version."""
    return lambda chat: next((one for one in chat if f"第{number}版" in one.text and one.marked("pre")), None)


def told(text: str) -> Callable[[Transcript], Message | None]:
    """The newest message of the bot's that says so."""
    return lambda chat: next((one for one in reversed(chat) if one.from_bot and text in one.text), None)


async def written(person: User) -> Message:
    await person.send("https://example.org/chips")
    return await person.chat.wait(version(1))


async def remembered(store: Store, person: User) -> Style:
    """What is kept of how somebody likes notes."""
    layers = await store.styles.layers([Owner(scope=Scope.PERSON, id=person.id)])
    return layers[0].style if layers else Style()


def answers(message: Message) -> int:
    return message.wire["reply_to_message"]["message_id"]


@pytest.mark.usefixtures("bot")
async def test_a_wish_in_words_is_answered_by_a_new_note_and_the_old_one_stays(
    person: User, parts: Parts, store: Store, database: str
) -> None:
    first = await written(person)
    wish = await person.send("短一点，别用姐妹们", reply_to=first)
    second = await person.chat.wait(version(2))
    assert answers(second) == wish.id
    assert version(1)(await person.chat.transcript()) is not None
    assert parts.writer.briefs[1].wish == Wish(kind="said", style=Style(length="shorter", avoid=("姐妹们",)))
    assert len(parts.reader.sources) == 1
    (kept,) = await drafts(database, store)
    assert (kept.latest.base, kept.latest.person, kept.latest.key) == (0, person.id, f"msg:{person.id}:{wish.id:010d}")


@pytest.mark.usefixtures("bot")
async def test_without_a_reply_the_wish_is_about_the_note_shown_last(person: User, parts: Parts) -> None:
    await written(person)
    await person.send("短一点")
    await person.send("别用表情")
    await person.chat.wait(version(3))
    assert [brief.base and brief.base.title for brief in parts.writer.briefs] == [None, "第1版<标题>", "第2版<标题>"]
    assert parts.writer.briefs[2].style == Style(length="shorter", emoji="none")


@pytest.mark.usefixtures("bot")
async def test_a_reply_is_about_the_note_that_it_answers(person: User, parts: Parts) -> None:
    first = await written(person)
    await person.send("短一点")
    await person.chat.wait(version(2))
    await person.send("换专业一点的语气", reply_to=first)
    await person.chat.wait(version(3))
    assert parts.writer.briefs[2].base == parts.writer.briefs[1].base
    assert parts.writer.briefs[2].wish == Wish(kind="tone", tone="pro")


@pytest.mark.usefixtures("bot")
async def test_a_wish_said_while_the_note_is_written_waits_for_it(person: User, parts: Parts) -> None:
    parts.writer.gate.clear()
    await person.send("https://example.org/chips")
    await parts.writer.waiting.wait()
    await person.send("短一点")
    parts.writer.gate.set()
    await person.chat.wait(version(2))
    assert parts.writer.briefs[1].wish == Wish(kind="shorter")


@pytest.mark.usefixtures("bot")
async def test_half_an_hour_later_only_a_reply_is_about_the_note(person: User, parts: Parts, database: str) -> None:
    first = await written(person)
    await person.chat.wait(lambda chat: [one for one in chat if one.album])  # by now it is kept what was shown
    long_ago = (datetime.now(UTC) - timedelta(minutes=31)).strftime("%Y-%m-%d %H:%M:%S.%f")
    await Rows(database)("UPDATE shown SET since = ?", long_ago)
    await person.send("短一点")
    await person.chat.wait(told(texts.NO_LINK))
    await person.send("短一点", reply_to=first)
    await person.chat.wait(version(2))
    assert len(parts.writer.briefs) == 2


@pytest.mark.usefixtures("bot")
async def test_a_command_that_nobody_knows_is_no_wish(person: User, parts: Parts) -> None:
    await written(person)
    await person.send("/shorter 短一点")
    await person.chat.wait(told(texts.UNKNOWN_COMMAND))
    assert len(parts.writer.briefs) == 1


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("words", ["谢谢", "为什么这样写？", "短一点" * 70])
async def test_thanks_questions_and_long_texts_are_no_wish(person: User, parts: Parts, words: str) -> None:
    await written(person)
    await person.send(words)
    await person.chat.wait(told(texts.NO_LINK) if len(words) < 200 else version(2))
    assert all(brief.wish.kind == "first" for brief in parts.writer.briefs)


@pytest.mark.usefixtures("bot")
async def test_the_note_of_a_wish_grows_below_a_button_that_stops_it(person: User, parts: Parts) -> None:
    first = await written(person)
    parts.writer.gate.clear()
    await person.send("短一点", reply_to=first)
    growing = await person.chat.wait(told("第2版"))
    assert growing.button_texts == [texts.STOP]
    await person.press(growing, texts.STOP)
    stopped = await person.chat.wait(told(texts.explain(JobStopped())))
    assert stopped.id == growing.id
    assert version(1)(await person.chat.transcript()) is not None


@pytest.mark.usefixtures("bot")
async def test_a_wish_that_fails_costs_a_sentence_in_its_own_message(person: User, parts: Parts) -> None:
    first = await written(person)
    parts.writer.error = ModelTooSlow()
    wish = await person.send("短一点", reply_to=first)
    excuse = await person.chat.wait(told(texts.explain(ModelTooSlow())))
    assert answers(excuse) == wish.id


async def test_a_wish_that_was_said_while_the_bot_was_away_is_fulfilled_when_it_is_back(
    person: User, served: Served
) -> None:
    async with served():
        await written(person)
    await person.send("短一点")
    async with served():
        await person.chat.wait(version(2))


@pytest.mark.usefixtures("bot")
async def test_a_wish_is_kept_when_the_person_said_yes_to_what_they_saw_and_not_before(
    person: User, store: Store
) -> None:
    await written(person)
    await person.send("短一点，别用姐妹们")
    second = await person.chat.wait(version(2))
    await person.press(second, wishes.REMEMBER)
    offer = await person.chat.wait(told(wishes.OFFER))
    assert answers(offer) == second.id
    assert offer.marked("blockquote") == ["篇幅：短一点；不用「姐妹们」"]
    assert await remembered(store, person) == Style()
    await person.press(offer, wishes.KEEP)
    kept = await person.chat.wait(told("记住了：篇幅：短一点；不用「姐妹们」。"))
    assert (kept.id, kept.buttons) == (offer.id, [])
    assert await remembered(store, person) == Style(length="shorter", avoid=("姐妹们",))


@pytest.mark.usefixtures("bot")
async def test_the_next_note_is_written_as_it_was_remembered(person: User, parts: Parts, store: Store) -> None:
    await person.send("以后都用繁体")
    await person.press(await person.chat.wait(told(wishes.OFFER)), wishes.KEEP)
    await person.chat.wait(told("记住了：用繁体字。"))
    await written(person)
    assert parts.writer.briefs[0].style == Style(script="traditional") == await remembered(store, person)


@pytest.mark.usefixtures("bot")
async def test_no_is_no(person: User, store: Store, database: str) -> None:
    await written(person)
    await person.send("别用表情")
    await person.press(await person.chat.wait(version(2)), wishes.REMEMBER)
    await person.press(await person.chat.wait(told(wishes.OFFER)), wishes.DROP)
    dropped = await person.chat.wait(told(wishes.DROPPED))
    assert dropped.buttons == []
    assert await remembered(store, person) == Style()
    assert await Rows(database)("SELECT * FROM styles") == []


@pytest.mark.usefixtures("bot")
async def test_pressing_twice_keeps_once(person: User, store: Store) -> None:
    await written(person)
    await person.send("以后别用表情")
    offer = await person.chat.wait(told(wishes.OFFER))
    for press in [await person.press(offer, wishes.KEEP), await person.press(offer, wishes.KEEP)]:
        await person.answered(press)
    await person.chat.wait(told("记住了：表情：不用。"))
    await person.send("/cancel")
    await person.chat.wait(told(texts.NOTHING_TO_STOP))
    assert told("记住了：表情：不用。")(await person.chat.transcript()) is not None
    assert await remembered(store, person) == Style(emoji="none")


@pytest.mark.usefixtures("bot")
async def test_what_is_remembered_already_is_not_asked_again(person: User, store: Store) -> None:
    await store.styles.change(Owner(scope=Scope.PERSON, id=person.id), lambda _: Style(emoji="none"))
    await person.send("以后别用表情")
    known = await person.chat.wait(told("已经记着了：表情：不用。"))
    assert known.buttons == []


@pytest.mark.usefixtures("bot")
async def test_from_now_on_changes_this_note_and_asks_about_the_others(
    person: User, parts: Parts, store: Store
) -> None:
    await written(person)
    wish = await person.send("这篇短一点，以后都别用表情")
    await person.chat.wait(version(2))
    assert parts.writer.briefs[1].wish.style == Style(length="shorter", emoji="none")
    offer = await person.chat.wait(told(wishes.OFFER))
    assert (answers(offer), offer.marked("blockquote")) == (wish.id, ["表情：不用"])
    assert await remembered(store, person) == Style()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("before", "words", "gone", "after"),
    [
        (Style(length="longer", emoji="few"), "以后都短一点", "篇幅：长一点", Style(length="shorter", emoji="few")),
        (
            Style(wishes=("多用数字", "别喊口号")),
            "以后少用数字",
            "多用数字",
            Style(wishes=("别喊口号", "少用数字")),
        ),
    ],
)
async def test_a_wish_takes_the_place_of_its_opposite_and_says_so(
    person: User, store: Store, before: Style, words: str, gone: str, after: Style
) -> None:
    await store.styles.change(Owner(scope=Scope.PERSON, id=person.id), lambda _: before)
    await person.send(words)
    offer = await person.chat.wait(told(wishes.OFFER))
    assert wishes.REPLACES.format(lines=gone) in offer.text
    await person.press(offer, wishes.KEEP)
    await person.chat.wait(told(wishes.REPLACED.format(lines=gone)))
    assert await remembered(store, person) == after


@pytest.mark.usefixtures("bot")
async def test_what_somebody_likes_is_asked_back_and_may_be_about_this_note_only(
    person: User, parts: Parts, store: Store
) -> None:
    await written(person)
    await person.send("我不喜欢表情")
    asked = await person.chat.wait(told(wishes.WHICH))
    assert asked.button_texts == [wishes.ONCE, wishes.REMEMBER, wishes.DROP]
    assert len(parts.writer.briefs) == 1
    await person.press(asked, wishes.ONCE)
    second = await person.chat.wait(version(2))
    assert second.id == asked.id
    assert wishes.REMEMBER not in second.button_texts
    assert parts.writer.briefs[1].wish == Wish(kind="said", style=Style(emoji="none"))
    assert await remembered(store, person) == Style()


@pytest.mark.usefixtures("bot")
async def test_or_about_all_of_them_which_is_confirmed_like_any(person: User, parts: Parts, store: Store) -> None:
    await written(person)
    await person.send("我喜欢短一点的")
    asked = await person.chat.wait(told(wishes.WHICH))
    await person.press(asked, wishes.REMEMBER)
    offer = await person.chat.wait(told(wishes.OFFER))
    assert (offer.id, await remembered(store, person)) == (asked.id, Style())
    await person.press(offer, wishes.KEEP)
    await person.chat.wait(told("记住了：篇幅：短一点。"))
    assert len(parts.writer.briefs) == 1


@pytest.mark.usefixtures("bot")
async def test_a_complaint_that_says_nothing_is_asked_back(person: User, parts: Parts) -> None:
    await written(person)
    await person.send("不太好")
    asked = await person.chat.wait(told(wishes.VAGUE))
    assert asked.button_texts == [wishes.ONCE, wishes.DROP]
    await person.send("第九段删掉")
    await person.chat.wait(told(wishes.EXAMPLES))
    assert len(parts.writer.briefs) == 1


@pytest.mark.usefixtures("bot")
async def test_a_change_that_can_only_be_made_once_offers_nothing_to_remember(person: User) -> None:
    first = await written(person)
    await person.send("换个标题", reply_to=first)
    second = await person.chat.wait(version(2))
    assert wishes.REMEMBER not in second.button_texts + first.button_texts


@pytest.mark.usefixtures("bot")
async def test_this_way_from_now_on_is_about_what_the_note_was_wished(person: User, store: Store) -> None:
    await written(person)
    await person.send("别用表情")
    await person.chat.wait(version(2))
    await person.send("以后都这样")
    offer = await person.chat.wait(told(wishes.OFFER))
    assert offer.marked("blockquote") == ["表情：不用"]
    assert await remembered(store, person) == Style()


async def test_an_offer_outlives_the_bot(person: User, served: Served, store: Store) -> None:
    async with served():
        await person.send("以后都短一点")
        offer = await person.chat.wait(told(wishes.OFFER))
    await person.press(offer, wishes.KEEP)
    async with served():
        await person.chat.wait(told("记住了：篇幅：短一点。"))
    assert await remembered(store, person) == Style(length="shorter")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("button", [wishes.ONCE, wishes.REMEMBER])
async def test_a_question_that_was_forgotten_meanwhile_is_answered_so(
    person: User, parts: Parts, database: str, button: str
) -> None:
    await written(person)
    await person.send("我喜欢短一点的")
    asked = await person.chat.wait(told(wishes.WHICH))
    await Rows(database)("DELETE FROM styles")
    await person.press(asked, button)
    await person.chat.wait(told(wishes.GONE))
    assert len(parts.writer.briefs) == 1


@pytest.mark.usefixtures("bot")
async def test_of_a_note_that_is_gone_nothing_can_be_remembered(person: User, database: str) -> None:
    await written(person)
    await person.send("短一点")
    second = await person.chat.wait(version(2))
    await Rows(database)("UPDATE drafts SET chat = 1")
    await person.press(second, wishes.REMEMBER)
    excuse = await person.chat.wait(told(texts.explain(DraftGone())))
    assert answers(excuse) == second.id


@pytest.mark.usefixtures("bot")
async def test_what_was_forgotten_meanwhile_is_not_kept(person: User, store: Store, database: str) -> None:
    await person.send("以后都短一点")
    offer = await person.chat.wait(told(wishes.OFFER))
    await Rows(database)("DELETE FROM styles")
    await person.press(offer, wishes.KEEP)
    await person.chat.wait(told(wishes.GONE))
    assert await remembered(store, person) == Style()
