"""The bot in a group: it speaks when spoken to, keeps to its topic, and follows the group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.style import Owner, Scope, Style
from handlers.texts import groups as said

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.store import Store
    from tests.support.fakes import Parts
    from tests.support.telegram import Message, TelegramServer, Transcript, User

pytestmark = pytest.mark.asyncio(loop_scope="session")

URL = "https://example.org/chips"


def notes(chat: Transcript) -> list[Message]:
    return [one for one in chat if one.marked("pre")]


def some(count: int) -> Callable[[Transcript], list[Message] | None]:
    return lambda chat: found if len(found := notes(chat)) >= count else None


def says(text: str) -> Callable[[Transcript], Message | None]:
    return lambda chat: next((one for one in chat if one.text == text), None)


def stands_in(message: Message) -> int:
    return message.wire["message_thread_id"] if message.wire.get("is_topic_message") else 0


def bots(chat: Transcript) -> list[Message]:
    return [one for one in chat if one.from_bot]


@pytest_asyncio.fixture(loop_scope="session")
async def username(telegram: TelegramServer) -> str:
    return str((await telegram.call("getMe"))["result"]["username"])


@pytest_asyncio.fixture(loop_scope="session")
async def open_privacy(telegram: TelegramServer) -> AsyncIterator[None]:
    await telegram.privacy(on=False)
    yield
    await telegram.privacy(on=True)


@pytest.mark.usefixtures("bot")
async def test_it_says_on_coming_what_works_and_writes_what_it_is_asked_for_in_one_message(
    person: User, telegram: TelegramServer, parts: Parts, username: str
) -> None:
    other = await telegram.user("小丽")
    group = await telegram.group("编辑部", person, other, bot=False)
    await person.add(telegram.bot, group)
    await group.wait(says(said.greeting(sees_all=False)))
    await other.send("大家早", chat=group)
    await other.send(URL, chat=group)
    link = await other.send(f"这篇不错 {URL}", chat=group)
    await person.send(f"/note@{username}", reply_to=link, chat=group)
    (note,) = await group.wait(some(1))
    pictures = await group.wait(lambda chat: [one for one in chat if one.album] or None)
    greeting, one, *album = bots(await group.transcript())
    assert one.id == note.id
    assert len(parts.reader.sources) == 1
    assert [picture.wire["reply_to_message"]["message_id"] for picture in album] == [note.id] * len(pictures)
    assert greeting.id < note.id


@pytest.mark.usefixtures("open_privacy", "bot")
async def test_a_group_whose_admins_want_it_gets_a_note_of_every_link_and_silence_otherwise(
    person: User, telegram: TelegramServer, parts: Parts
) -> None:
    other = await telegram.user("小丽")
    group = await telegram.group("编辑部", person, other, bot=False)
    await person.add(telegram.bot, group)
    await group.wait(says(said.greeting(sees_all=True)))
    await other.send(URL, chat=group)
    await other.send("/auto on", chat=group)
    await group.wait(says(said.ADMINS_ONLY))
    await person.send("/auto on", chat=group)
    await group.wait(says(said.AUTO_ON))
    await other.send("正文。" * 90, chat=group)
    await other.send(f"看 {URL}", chat=group)
    await group.wait(some(1))
    await person.send("/auto off", chat=group)
    await group.wait(says(said.AUTO_OFF))
    await other.send(URL, chat=group)
    await person.send("/auto", chat=group)
    await group.wait(says(said.AUTO_HOW))
    assert len(notes(await group.transcript())) == len(parts.writer.briefs) == 1


@pytest.mark.usefixtures("bot")
async def test_where_it_does_not_see_every_message_it_says_how_to_change_that(
    person: User, telegram: TelegramServer, username: str, store: Store
) -> None:
    group = await telegram.group("编辑部", person)
    await person.send(f"/auto@{username} on", chat=group)
    await group.wait(says(said.AUTO_BLIND))
    assert not await store.chats.takes_all(group.id)
    await person.promote(telegram.bot, group)
    await person.send(f"/auto@{username} on", chat=group)
    await group.wait(says(said.AUTO_ON))


@pytest.mark.usefixtures("bot")
async def test_a_note_stays_in_the_topic_where_it_was_asked_for_and_general_has_no_number(
    person: User, telegram: TelegramServer, username: str, store: Store
) -> None:
    forum = await telegram.group("编辑部", person, is_forum=True)
    topic = await person.open_topic("数码", forum)
    await store.styles.change(Owner(scope=Scope.TOPIC, id=forum.id, topic=topic), lambda _: Style(tone="pro"))
    await person.send(f"/note@{username} {URL}", chat=forum, topic=topic)
    (inside,) = await forum.wait(some(1))
    await person.send(f"/note@{username} {URL}/other", chat=forum)
    _, general = await forum.wait(some(2))
    await forum.wait(lambda chat: len([one for one in chat if one.album]) >= 4)
    assert (stands_in(inside), stands_in(general)) == (topic, 0)
    topics = [stands_in(one) for one in await forum.transcript() if one.album]
    assert topics.count(topic) == topics.count(0) == 2
    assert ("✓ 专业" in inside.button_texts, "✓ 专业" in general.button_texts) == (True, False)


@pytest.mark.usefixtures("bot")
async def test_a_group_that_becomes_a_supergroup_in_the_middle_of_a_job_gets_its_note_and_keeps_its_ways(
    person: User, telegram: TelegramServer, username: str, parts: Parts, store: Store
) -> None:
    group = await telegram.group("编辑部", person, kind="group")
    await store.styles.change(Owner(scope=Scope.CHAT, id=group.id), lambda _: Style(tone="pro"))
    parts.writer.gate.clear()
    parts.writer.waiting.clear()
    await person.send(f"/note@{username} {URL}", chat=group)
    await parts.writer.waiting.wait()
    supergroup = await person.migrate(group)
    await telegram.wait_event(lambda event: event["type"] == "message" and event.get("chat_id") == supergroup.id)
    parts.writer.gate.set()
    (note,) = await supergroup.wait(some(1))
    assert "✓ 专业" in note.button_texts
    press = await person.press(note, "换标题", chat=supergroup)
    await person.answered(press)
    await supergroup.wait(lambda chat: any("第2版" in one.text for one in notes(chat)))


@pytest.mark.usefixtures("bot")
async def test_an_admin_who_writes_as_the_group_may_switch_and_ask(
    person: User, telegram: TelegramServer, username: str, store: Store
) -> None:
    admin = await telegram.user("小丽")
    group = await telegram.group("编辑部", person, admin)
    await person.promote(admin, group, is_anonymous=True)
    await person.promote(telegram.bot, group)
    await admin.send("/auto on", chat=group)
    await group.wait(says(said.AUTO_ON))
    await admin.send(f"/note@{username} {URL}", chat=group)
    await group.wait(some(1))
    assert await store.chats.takes_all(group.id)


@pytest.mark.usefixtures("bot")
async def test_kicked_out_it_stops_what_it_wrote_and_back_again_it_greets(
    person: User, telegram: TelegramServer, username: str, parts: Parts
) -> None:
    group = await telegram.group("编辑部", person)
    parts.writer.gate.clear()
    parts.writer.waiting.clear()
    await person.send(f"/note@{username} {URL}", chat=group)
    await parts.writer.waiting.wait()
    await person.kick(telegram.bot, group)
    await person.send(URL)
    parts.writer.gate.set()
    await person.chat.wait(some(1))
    await person.add(telegram.bot, group)
    await group.wait(says(said.greeting(sees_all=False)))
    assert not notes(await group.transcript())


@pytest.mark.usefixtures("bot")
async def test_note_without_a_link_asks_for_one(person: User, telegram: TelegramServer, username: str) -> None:
    group = await telegram.group("编辑部", person)
    await person.send(f"/note@{username}", chat=group)
    await group.wait(says(said.WHICH))


@pytest.mark.usefixtures("bot")
async def test_links_of_three_people_are_written_one_by_one_while_a_private_one_goes_first(
    person: User, telegram: TelegramServer, username: str, parts: Parts
) -> None:
    members = [person, await telegram.user("小丽"), await telegram.user("小张")]
    group = await telegram.group("编辑部", *members)
    private = await telegram.user("小私")
    parts.writer.gate.clear()
    parts.writer.waiting.clear()
    for number in range(5):
        await members[number % 3].send(f"/note@{username} {URL}/{number}", chat=group)
    await parts.writer.waiting.wait()
    parts.writer.waiting.clear()
    await private.send(URL)
    await parts.writer.waiting.wait()
    assert len(parts.writer.briefs) == 2
    parts.writer.gate.set()
    await private.chat.wait(some(1))
    assert len(await group.wait(some(5))) == 5
