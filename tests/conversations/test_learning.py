"""/style learn, and why a note is as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.errors import DraftGone, ModelTooSlow, TraitsTooMany
from bot.note import habits
from bot.style import Owner, Scope, Style
from handlers import texts
from handlers.texts import style as said
from tests.conversations.test_rewrites import speak
from tests.support.database import drafts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from bot.models import Note
    from bot.store import Store
    from tests.support.fakes import Parts
    from tests.support.telegram import Message, TelegramServer, Transcript, User

pytestmark = pytest.mark.asyncio(loop_scope="session")

POST = "图书馆晚上也开门了，坐下来很舒服，灯光柔和，人也不多，桌子很大，能放下两台电脑，还有热水，" * 2
ONE, TWO = f"{POST}\n我是小王\n#读书 #夜读", f"咖啡角的椅子换了。{POST}\n我是小王\n#咖啡 #读书"


class Taught:
    """Says the same of all posts, or fails."""

    def __init__(self, *sentences: str, error: Exception | None = None) -> None:
        self.sentences = sentences
        self.error = error
        self.asked: list[tuple[list[str], Note | None]] = []

    async def learn(self, posts: Sequence[str], ours: Note | None = None) -> tuple[str, ...]:
        self.asked.append((list(posts), ours))
        if self.error:
            raise self.error
        return self.sentences


def showing(*lines: str) -> Callable[[Transcript], Message | None]:
    """The last message of the bot's that has all these lines."""
    return lambda chat: next(
        (one for one in reversed(chat) if one.from_bot and all(line in one.text for line in lines)), None
    )


def ticked(buttons: list[str]) -> Callable[[Transcript], Message | None]:
    """The message with these buttons."""
    return lambda chat: next((one for one in chat if one.button_texts == buttons), None)


async def kept(store: Store, person: User) -> Style:
    layers = await store.styles.layers([Owner(scope=Scope.PERSON, id=person.id)])
    return layers[0].style if layers else Style()


async def asked(person: User) -> Message:
    await person.send("/style learn")
    return await person.chat.wait(showing("把你发过的笔记给我看看"))


@pytest.mark.usefixtures("bot")
async def test_posts_are_read_and_only_what_is_pressed_is_kept(person: User, store: Store) -> None:
    question = await asked(person)
    await person.send(ONE, reply_to=question)
    await person.chat.wait(showing(said.POSTS.format(count=1)))
    await person.send(TWO, reply_to=question)
    found = await person.chat.wait(showing(said.POSTS.format(count=2)))
    assert found.text.split("\n")[2:5] == ["1. 落款：我是小王", "2. 固定话题：#读书", "3. 表情：不用"]
    assert found.button_texts == ["记住 1", "记住 2", "记住 3"]
    assert await kept(store, person) == Style()
    for button, ticks in (
        ("记住 1", ["✓ 1", "记住 2", "记住 3"]),
        ("✓ 1", ["✓ 1", "记住 2", "记住 3"]),
        ("记住 3", ["✓ 1", "记住 2", "✓ 3"]),
    ):
        await person.answered(await person.press(found, button))
        done = await person.chat.wait(ticked(ticks))
    assert done.id == found.id
    assert await kept(store, person) == Style(signature="我是小王", emoji="none")


@pytest.mark.usefixtures("bot")
async def test_what_is_forwarded_after_the_question_is_a_post_and_no_article(person: User, parts: Parts) -> None:
    first, second = await person.send(ONE), await person.send(TWO)
    await asked(person)
    for post in (first, second):
        await person.forward(post)
    found = await person.chat.wait(showing(said.POSTS.format(count=2)))
    assert "落款：我是小王" in found.text
    assert not parts.writer.briefs


@pytest.mark.usefixtures("bot")
async def test_the_button_asks_too_and_a_reply_to_a_post_is_read_at_once(person: User) -> None:
    await person.send("/style")
    panel = await person.chat.wait(showing(said.LAYERS[Scope.PERSON]))
    await person.press(panel, said.LEARN)
    await person.chat.wait(showing("把你发过的笔记给我看看"))
    await person.send("/style learn", reply_to=await person.send(ONE))
    await person.chat.wait(showing(said.POSTS.format(count=1), "表情：不用"))


@pytest.mark.usefixtures("bot")
async def test_a_draft_that_was_edited_is_compared_with_what_was_written(
    person: User, store: Store, database: str
) -> None:
    await person.send("https://example.org/chips")
    await person.chat.wait(lambda chat: next((one for one in chat if one.marked("pre")), None))
    (draft,) = await drafts(database, store)
    body = "功耗居然低了 20%，售价 1999 元。\n\n这一代新芯片值得一看，数码爱好者先了解一下，\n\n再决定买不买。"
    note = replace(draft.latest.note, body=body)
    await store.drafts.add(draft.id, replace(draft.latest, note=note, key="another"))
    await person.send(str(note).replace("居然", ""), reply_to=await asked(person))
    await person.chat.wait(showing(said.EDITS, "1. 不用「居然」"))


@pytest.mark.parametrize(
    ("teacher", "lines"),
    [
        (
            Taught("开头先抛一个问题", "加微信 xiaowang88 问"),
            ["1. 表情：不用", "2. 篇幅：短一点", "3. 开头先抛一个问题"],
        ),
        (Taught(error=ModelTooSlow()), ["1. 表情：不用", "2. 篇幅：短一点"]),
    ],
)
async def test_a_model_has_its_say_beside_what_code_can_tell(
    person: User,
    parts: Parts,
    served: Callable[[], AbstractAsyncContextManager[object]],
    teacher: Taught,
    lines: list[str],
) -> None:
    parts.teacher = teacher
    async with served():
        await person.send(POST, reply_to=await asked(person))
        found = await person.chat.wait(showing(said.POSTS.format(count=1)))
    assert found.text.split("\n")[2 : 2 + len(lines)] == lines
    assert len(found.button_texts) == len(lines)
    assert teacher.asked == [([POST], None)]


@pytest.mark.usefixtures("bot")
async def test_too_little_and_nothing_new_are_said_in_one_sentence(person: User, store: Store) -> None:
    question = await asked(person)
    await person.send("太短", reply_to=question)
    await person.chat.wait(showing(said.TOO_LITTLE.format(least=habits.POST_LEAST)))
    await store.styles.change(Owner(scope=Scope.PERSON, id=person.id), lambda _: Style(emoji="none", length="shorter"))
    await person.send(POST, reply_to=question)
    await person.chat.wait(showing(said.NOTHING_LEARNED))


@pytest.mark.usefixtures("bot")
async def test_more_than_can_be_kept_is_refused(person: User, store: Store) -> None:
    question = await asked(person)
    await person.send(ONE, reply_to=question)
    await person.send(TWO, reply_to=question)
    found = await person.chat.wait(showing("固定话题：#读书"))
    ten = tuple(f"话题{number}" for number in range(10))
    await store.styles.change(Owner(scope=Scope.PERSON, id=person.id), lambda _: Style(topics=ten))
    await person.press(found, "记住 2")
    await person.chat.wait(showing(texts.explain(TraitsTooMany(10))))
    assert (await kept(store, person)).topics == ten


async def test_posts_are_waited_for_across_a_restart_and_those_that_came_count(
    person: User, parts: Parts, served: Callable[[], AbstractAsyncContextManager[object]]
) -> None:
    async with served():
        first, second = await person.send(ONE), await person.send(TWO)
        await asked(person)
        await person.forward(first)
        await person.chat.wait(showing(said.POSTS.format(count=1)))
    await person.forward(second)
    async with served():
        await person.chat.wait(showing(said.POSTS.format(count=2)))
    assert not parts.writer.briefs


async def test_a_proposal_can_be_kept_after_a_restart(
    person: User, store: Store, served: Callable[[], AbstractAsyncContextManager[object]]
) -> None:
    async with served():
        await person.send(POST, reply_to=await asked(person))
        found = await person.chat.wait(showing(said.POSTS.format(count=1)))
    press = await person.press(found, "记住 2")
    async with served():
        await person.answered(press)
        await person.chat.wait(lambda chat: any(one.button_texts == ["记住 1", "✓ 2"] for one in chat))
    assert await kept(store, person) == Style(length="shorter")


@pytest.mark.usefixtures("bot")
async def test_why_a_note_is_as_it_is_is_told_below_it(
    person: User, store: Store, telegram: TelegramServer, database: str
) -> None:
    await store.styles.change(Owner(scope=Scope.PERSON, id=person.id), lambda _: Style(tone="dry", emoji="few"))
    await person.send("https://example.org/chips")
    note = await person.chat.wait(lambda chat: next((one for one in chat if one.marked("pre")), None))
    (draft,) = await drafts(database, store)
    for index, words in ((0, "• 你的习惯：语气：干货\n• 你的习惯：表情：少用"), (9, texts.explain(DraftGone()))):
        buttons = {"inline_keyboard": [[{"text": f"为什么{index}", "callback_data": f"y:{draft.id}:{index}"}]]}
        await speak(telegram, chat_id=person.id, text=f"笔记{index}", reply_markup=buttons)
        below = await person.chat.wait(showing(f"笔记{index}"))
        await person.press(below, f"为什么{index}")
        answer = await person.chat.wait(showing(words))
        assert answer.wire["reply_to_message"]["message_id"] == below.id
    assert note.id < answer.id
