"""/style: what is kept is shown, changed and taken back in one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import TraitEmpty, TraitLeadsAway, TraitTooLong
from bot.style import Owner, Scope, Style
from handlers import texts
from handlers.texts import style as said

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from bot.store import Store
    from tests.support.fakes import Parts
    from tests.support.telegram import Message, TelegramServer, Transcript, User

pytestmark = pytest.mark.asyncio(loop_scope="session")


def showing(*lines: str) -> Callable[[Transcript], Message | None]:
    """A message of the bot's that has all these lines."""
    return lambda chat: next(
        (one for one in reversed(chat) if one.from_bot and all(line in one.text for line in lines)), None
    )


async def keep(store: Store, person: User, style: Style) -> None:
    await store.styles.change(Owner(scope=Scope.PERSON, id=person.id), lambda _: style)


async def kept(store: Store, person: User) -> Style:
    layers = await store.styles.layers([Owner(scope=Scope.PERSON, id=person.id)])
    return layers[0].style if layers else Style()


async def opened(person: User) -> Message:
    asked = await person.send("/style")
    panel = showing(said.LAYERS[Scope.PERSON])
    return await person.chat.wait(lambda chat: (found := panel(chat)) and found.id > asked.id and found)


@pytest.mark.usefixtures("bot")
async def test_who_has_nothing_kept_is_told_how_to_begin(person: User) -> None:
    panel = await opened(person)
    assert said.NOTHING in panel.text
    assert "＋ 语气" in panel.button_texts
    assert said.LEARN in panel.button_texts


@pytest.mark.usefixtures("bot")
async def test_every_line_can_be_taken_back_and_a_stale_press_takes_nothing_else(person: User, store: Store) -> None:
    await keep(store, person, Style(length="shorter", avoid=("姐妹们", "绝绝子")))
    stale, panel = await opened(person), await opened(person)
    assert panel.marked("bold") == [said.LAYERS[Scope.PERSON]]
    await person.answered(await person.press(panel, "✕ 不用「姐妹们」"))
    assert (await person.chat.wait(showing("去掉了：不用「姐妹们」。"))).id == panel.id
    await person.press(stale, "✕ 不用「姐妹们」")
    again = await person.chat.wait(showing(said.REMOVED_BEFORE))
    assert again.id == stale.id
    assert await kept(store, person) == Style(length="shorter", avoid=("绝绝子",))
    assert [one for one in again.button_texts if one.startswith("✕")] == ["✕ 篇幅：短一点", "✕ 不用「绝绝子」"]


@pytest.mark.usefixtures("bot")
async def test_a_choice_is_made_in_the_same_message_and_says_what_it_replaces(person: User, store: Store) -> None:
    panel = await opened(person)
    await person.press(panel, "＋ 语气")
    offer = await person.chat.wait(showing("语气：选一个"))
    assert offer.id == panel.id
    assert offer.button_texts == ["种草", "干货", "专业", said.BACK]
    await person.press(offer, "干货")
    panel = await person.chat.wait(showing("记住了：语气：干货。"))
    assert (panel.id, await kept(store, person)) == (offer.id, Style(tone="dry"))
    await person.press(panel, "改语气")
    offer = await person.chat.wait(showing("语气：选一个"))
    assert "✓ 干货" in offer.button_texts
    await person.press(offer, "专业")
    await person.chat.wait(showing("记住了：语气：专业（原来是「语气：干货」）。"))
    assert await kept(store, person) == Style(tone="pro")


@pytest.mark.usefixtures("bot")
async def test_back_shows_the_panel_again(person: User) -> None:
    panel = await opened(person)
    await person.press(panel, "＋ 简繁")
    offer = await person.chat.wait(showing("简繁：选一个"))
    await person.press(offer, said.BACK)
    assert (await person.chat.wait(showing(said.LAYERS[Scope.PERSON]))).id == panel.id


async def asked(person: User, button: str) -> tuple[Message, Message]:
    """Press a ＋ that asks for words; the panel and the question."""
    panel = await opened(person)
    await person.press(panel, button)
    field = next(name for name, label in said.FIELDS.items() if label in button)
    return panel, await person.chat.wait(showing(said.ASKS[field]))


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("button", "words", "style"),
    [
        ("＋ 写给谁", "刚毕业的人", Style(audience="刚毕业的人")),
        ("＋ 称呼", "自称小编", Style(persona="自称小编")),
        ("＋ 话题", "#读书 #咖啡", Style(topics=("读书", "咖啡"))),
        ("＋ 忌用词", "姐妹们、绝绝子", Style(avoid=("姐妹们", "绝绝子"))),
        ("＋ 落款", "我是小王，每天读一篇", Style(signature="我是小王，每天读一篇")),
        ("＋ 其他", "多用短句", Style(wishes=("多用短句",))),
    ],
)
async def test_words_are_asked_for_and_the_reply_is_kept(
    person: User, store: Store, telegram: TelegramServer, button: str, words: str, style: Style
) -> None:
    panel, question = await asked(person, button)
    (*_, call) = await telegram.calls("sendMessage")
    assert "force_reply" in str(call["params"]["reply_markup"])
    await person.send(words, reply_to=question)
    shown = await person.chat.wait(showing("记住了："))
    assert shown.id == panel.id
    assert await kept(store, person) == style


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("button", "words", "why"),
    [
        ("＋ 落款", "加微信 xiaowang88", TraitLeadsAway()),
        ("＋ 话题", "#我的店www.example.com", TraitLeadsAway()),
        ("＋ 其他", "长" * 81, TraitTooLong(80)),
        ("＋ 写给谁", "「」", TraitEmpty()),
    ],
)
async def test_what_cannot_be_kept_is_refused_in_one_sentence_and_can_be_said_again(
    person: User, store: Store, button: str, words: str, why: Exception
) -> None:
    _, question = await asked(person, button)
    answer = await person.send(words, reply_to=question)
    refusal = await person.chat.wait(showing(texts.explain(why)))  # type: ignore[arg-type]
    assert refusal.wire["reply_to_message"]["message_id"] == answer.id
    assert await kept(store, person) == Style()
    await person.send("好的", reply_to=question)
    await person.chat.wait(showing("记住了："))


@pytest.mark.usefixtures("bot")
async def test_a_panel_that_is_gone_comes_again_below(person: User, telegram: TelegramServer) -> None:
    panel, question = await asked(person, "＋ 其他")
    await telegram.call("deleteMessage", chat_id=person.id, message_id=panel.id)
    await person.send("多用短句", reply_to=question)
    assert (await person.chat.wait(showing("记住了："))).id > question.id


async def test_a_question_can_be_answered_after_a_restart(
    person: User, store: Store, served: Callable[[], AbstractAsyncContextManager[object]]
) -> None:
    async with served():
        panel, question = await asked(person, "＋ 忌用词")
    await person.send("姐妹们", reply_to=question)
    async with served():
        assert (await person.chat.wait(showing("记住了：不用「姐妹们」。"))).id == panel.id
    assert await kept(store, person) == Style(avoid=("姐妹们",))


@pytest.mark.usefixtures("bot")
async def test_what_is_kept_is_on_the_next_note(person: User, store: Store, parts: Parts) -> None:
    await keep(store, person, Style(signature="我是小王", topics=("读书",), script="traditional"))
    await person.send("https://example.org/chips")
    note = await person.chat.wait(showing("第1版", "发布前"))
    assert "我是小王" in note.marked("pre")[0]
    assert "這是第 1 版。" in note.marked("pre")[0]
    assert "#讀書 #新芯片 #數碼" in note.text
    assert parts.writer.briefs[0].style.signature == "我是小王"


@pytest.mark.usefixtures("bot")
async def test_a_reply_to_anything_else_is_no_answer(person: User, parts: Parts) -> None:
    panel = await opened(person)
    await person.send("https://example.org/chips", reply_to=panel)
    await person.chat.wait(showing("第1版"))
    assert len(parts.writer.briefs) == 1
