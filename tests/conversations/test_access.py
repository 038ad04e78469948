"""Who may use the bot, as those see it who may, who may not, and who decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.access import Known, Role, Rules
from handlers import texts
from handlers.texts import access as said

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store import Store
    from tests.support.fakes import Parts
    from tests.support.telegram import Message, TelegramServer, Transcript, User

pytestmark = pytest.mark.asyncio(loop_scope="session")

URL = "https://example.org/chips"
CODE = "c0de"


@pytest.fixture
def rules() -> Rules:
    """A token is set, and nobody is allowed yet."""
    return Rules(setup=CODE)


def says(*sentences: str) -> Callable[[Transcript], Message | None]:
    return lambda chat: next((one for one in chat if one.text in sentences), None)


def note(chat: Transcript) -> Message | None:
    return next((one for one in chat if one.marked("pre")), None)


def bots(chat: Transcript) -> list[str]:
    return [one.text for one in chat if one.from_bot]


@pytest.mark.usefixtures("bot")
async def test_a_stranger_is_told_their_id_once_a_day_and_gets_no_further(person: User, parts: Parts) -> None:
    told = said.STRANGER.format(id=person.id)
    for words in (URL, "/start", "/start wrong", f"/start {CODE} more", "/usage", "/allow 5", "/help", "你好" * 150):
        await person.send(words)
    await person.chat.wait(says(told))
    await person.send(f"/start {CODE}")
    await person.chat.wait(says(said.CLAIMED))
    assert bots(await person.chat.transcript()) == [told, said.CLAIMED]
    assert not parts.reader.sources


@pytest.mark.usefixtures("bot")
async def test_the_code_makes_the_first_who_sends_it_the_admin_and_nobody_after(
    person: User, telegram: TelegramServer, store: Store
) -> None:
    await person.send(f"/start {CODE}")
    await person.chat.wait(says(said.CLAIMED))
    late = await telegram.user("小晚")
    await late.send(f"/start {CODE}")
    await late.chat.wait(says(said.STRANGER.format(id=late.id)))
    assert await store.access.known(person=late.id, chat=late.id) == Known()
    await person.send(URL)
    await person.chat.wait(note)


@pytest.mark.usefixtures("bot")
async def test_an_admin_lets_somebody_in_and_shuts_them_out_again(
    person: User, telegram: TelegramServer, parts: Parts
) -> None:
    other = await telegram.user("小丽")
    await person.send(f"/start {CODE}")
    await person.send(f"/allow {other.id}")
    await person.chat.wait(says(f"好，编号 {other.id} 可以用了。"))
    await other.send(URL)
    shown = await other.chat.wait(note)
    await person.send(f"/deny {other.id}")
    await person.chat.wait(says(f"好，编号 {other.id} 不能再用了。"))
    answers = bots(await other.chat.transcript())
    await other.press(shown, "换标题")
    await other.send(URL)
    await person.send(URL)
    await person.chat.wait(note)
    assert len(parts.writer.briefs) == 2
    assert bots(await other.chat.transcript()) == answers


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("words", ["/allow", "/allow someone", "/allow 0", "/deny 99999999999999999999", "/allow ²"])
async def test_a_command_about_nobody_says_how_to_name_them_and_lists_who_is_known(person: User, words: str) -> None:
    await person.send(f"/start {CODE}")
    await person.chat.wait(says(said.CLAIMED))
    await person.send(words)
    command = words.split(maxsplit=1)[0].removeprefix("/")
    answer = await person.chat.wait(
        lambda chat: next((one for one in chat if one.text.startswith(said.WHOM.format(command=command))), None)
    )
    assert f"编号 {person.id}：管理员" in answer.text


@pytest.mark.usefixtures("bot")
async def test_nobody_can_shut_themselves_out(person: User, store: Store) -> None:
    await person.send(f"/start {CODE}")
    await person.send(f"/deny {person.id}")
    await person.chat.wait(says(said.NOT_AN_ADMIN))
    assert (await store.access.known(person=person.id, chat=0)).person is Role.ADMIN


class TestOthers:
    """Some are allowed by the settings."""

    @pytest.fixture
    def rules(self) -> Rules:
        return Rules(everyone=True)

    @pytest.mark.usefixtures("bot")
    @pytest.mark.parametrize("command", ["/allow 5", "/deny 5", "/usage"])
    async def test_to_who_is_no_admin_there_are_no_such_commands(
        self, person: User, store: Store, command: str
    ) -> None:
        await person.send(command)
        await person.chat.wait(says(texts.UNKNOWN_COMMAND))
        assert await store.access.entries() == []

    @pytest.mark.usefixtures("bot")
    async def test_everybody_may_ask_what_is_left(self, person: User) -> None:
        await person.send("/limits")
        await person.chat.wait(says(said.NO_LIMITS))


@pytest.mark.usefixtures("bot")
async def test_a_press_of_a_stranger_does_nothing_but_tell_them(
    person: User, telegram: TelegramServer, parts: Parts
) -> None:
    group = await telegram.group("编辑部", person)
    buttons = {"inline_keyboard": [[{"text": "换标题", "callback_data": f"w:{'0' * 16}:0:title"}]]}
    await telegram.call("sendMessage", chat_id=group.id, text="笔记", reply_markup=buttons)
    shown = await group.wait(lambda chat: next((one for one in chat if one.buttons), None))
    press = await person.press(shown, "换标题", chat=group)
    assert (await person.answered(press))["text"] == said.STRANGER_PRESSED
    assert not parts.writer.briefs


@pytest.mark.usefixtures("bot")
async def test_in_a_group_that_is_not_open_only_who_speaks_to_the_bot_is_told_and_an_admin_opens_it(
    person: User, telegram: TelegramServer
) -> None:
    await person.send(f"/start {CODE}")
    await person.chat.wait(says(said.CLAIMED))
    stranger = await telegram.user("陌生人")
    group = await telegram.group("编辑部", person, stranger)
    await stranger.send("随便聊聊", chat=group)
    await stranger.send(f"/usage@{await name(telegram)}", chat=group)
    told = said.STRANGE_GROUP.format(id=group.id)
    await group.wait(says(told))
    await person.send("/allow", chat=group)
    await group.wait(says(f"好，群 {group.id} 可以用了。"))
    assert bots(await group.transcript()) == [told, f"好，群 {group.id} 可以用了。"]


async def name(telegram: TelegramServer) -> str:
    return str((await telegram.call("getMe"))["result"]["username"])
