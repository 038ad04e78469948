"""Independent judges: aiogram's strict types read what our server says, and another server passes our tests."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

import aiohttp
import pytest
import pytest_asyncio

from bot.playground.methods import METHODS
from tests.support.hook import Hook

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import ModuleType

    from tests.support.aiogram import Scene
    from tests.support.telegram import Telegram, User

Picture = Callable[..., bytes]


@pytest.fixture(scope="session")
def judge() -> ModuleType:
    return import_module("tests.support.aiogram")


@pytest_asyncio.fixture
async def scene(judge: ModuleType, telegram: Telegram, person: User, picture: Picture) -> AsyncIterator[Scene]:
    async with judge.staged(telegram, person, picture(600, 800)) as scene:
        yield scene


@pytest.mark.parametrize("method", sorted({*METHODS, "getupdates"} - {"close"}))
async def test_aiogram_reads_what_each_method_answers(judge: ModuleType, scene: Scene, method: str) -> None:
    answer = await judge.CALLS[method](scene)
    assert answer or method == "getmycommands"
    assert judge.strangers(answer) == []


async def test_aiogram_reads_the_parameters_of_a_refusal(judge: ModuleType, scene: Scene, telegram: Telegram) -> None:
    with pytest.raises(judge.TelegramRetryAfter) as flooded:
        await judge.CALLS["close"](scene)
    assert flooded.value.retry_after == 600
    group = await telegram.group("编辑部", scene.person, kind="group")
    heir = await scene.person.migrate(group)
    with pytest.raises(judge.TelegramMigrateToChat) as migrated:
        await scene.bot.send_message(group.id, "x")
    assert migrated.value.migrate_to_chat_id == heir.id


def test_aiogram_judges_every_method_there_is(judge: ModuleType) -> None:
    assert judge.CALLS.keys() == {*METHODS, "getupdates"}


async def _say(scene: Scene) -> None:
    await scene.person.send("看 https://a.com /help #话题 @xiaoming")


async def _send_pictures(scene: Scene) -> None:
    await scene.person.send("图", photo=scene.photo.data)
    await scene.person.send("文", document=b"abc", file_name="a.txt")


async def _reply_and_forward(scene: Scene) -> None:
    message = await scene.person.send("一")
    await scene.person.send("二", reply_to=message, quote="一")
    await scene.person.forward(message)
    hidden = await scene.person.server.user("隐士", is_hidden=True)
    await scene.person.forward(await hidden.send("三"))
    await scene.person.promote(scene.person, scene.forum, is_anonymous=True)
    await scene.person.forward(await scene.person.send("四", chat=scene.forum))


async def _post(scene: Scene) -> None:
    channel = await scene.person.server.channel("早报", scene.person, linked=scene.forum)
    await scene.person.promote(scene.person.server.bot, channel)
    post = await scene.person.send("头条", chat=channel)
    await scene.person.edit(post, "号外", chat=channel)
    await scene.person.forward(post)
    await scene.person.send("大家好", chat=scene.forum, as_channel=channel)


async def _ask_inline(scene: Scene) -> None:
    await scene.person.ask_inline("早市")


async def _edit(scene: Scene) -> None:
    await scene.person.edit(await scene.person.send("一"), "二")


async def _react(scene: Scene) -> None:
    await scene.person.react(await scene.person.send("一"), "👍")


async def _press(scene: Scene) -> None:
    message = (await scene.person.chat.transcript())[0]
    await scene.person.press(message, "换")
    await scene.person.press(message, "换", is_old=True)


async def _come_and_go(scene: Scene) -> None:
    other = await scene.person.server.user("小红")
    await other.join(scene.forum)
    await scene.person.promote(other, scene.forum, is_anonymous=True)
    await other.send("匿名", chat=scene.forum)
    await scene.person.kick(other, scene.forum)
    await other.join(scene.forum)
    await other.leave(scene.forum)


async def _use_topics(scene: Scene) -> None:
    topic = await scene.person.open_topic("选题", scene.forum)
    await scene.person.send("x", topic=topic, chat=scene.forum)
    await scene.person.set_topic(topic, "closed", scene.forum)
    await scene.person.set_topic(topic, "open", scene.forum)


async def _migrate(scene: Scene) -> None:
    await scene.person.migrate(await scene.person.server.group("编辑部", scene.person, kind="group"))


async def _block(scene: Scene) -> None:
    await scene.person.block()
    await scene.person.send("我回来了")


ACTS: list[tuple[Callable[[Scene], Awaitable[None]], set[str]]] = [
    (_say, {"message"}),
    (_send_pictures, {"message"}),
    (_reply_and_forward, {"message", "chat_member"}),
    (_post, {"message", "my_chat_member", "channel_post", "edited_channel_post"}),
    (_ask_inline, {"inline_query"}),
    (_edit, {"message", "edited_message"}),
    (_react, {"message", "message_reaction"}),
    (_press, {"callback_query"}),
    (_come_and_go, {"message", "chat_member"}),
    (_use_topics, {"message"}),
    (_migrate, {"message"}),
    (_block, {"message", "my_chat_member"}),
]


@pytest.mark.parametrize(("act", "kinds"), ACTS, ids=[act.__name__.strip("_") for act, _ in ACTS])
async def test_aiogram_reads_each_kind_of_update(
    judge: ModuleType, scene: Scene, act: Callable[[Scene], Awaitable[None]], kinds: set[str]
) -> None:
    every = sorted({kind for _, kinds in ACTS for kind in kinds})
    former = await scene.bot.get_updates(allowed_updates=every)
    await act(scene)
    updates = await scene.bot.get_updates(offset=former[-1].update_id + 1)
    assert {update.event_type for update in updates} == kinds
    assert judge.strangers(list(updates)) == []


class Ours:
    """Our server, taking a text as from a person."""

    def __init__(self, telegram: Telegram, person: User) -> None:
        self.chat_id = person.id
        self.url = f"{telegram.base_url}{telegram.token}"
        self._person = person

    async def say(self, text: str) -> None:
        await self._person.send(text)


class Theirs:
    """lo-bot-api-emulator as a process of its own, taking the same text."""

    token = "1000:other"

    async def __aenter__(self) -> Self:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = "import lo_bot_api_emulator as emulator; emulator.main()"
        options = ["--port", str(port), "--enable-control", "--allow-insecure-loopback-webhooks"]
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", command, *options, stdout=asyncio.subprocess.PIPE
        )
        assert self._process.stdout is not None
        async with asyncio.timeout(20):
            assert b"Running on" in await self._process.stdout.readline()
        self.chat_id = 1001
        self._address = f"http://127.0.0.1:{port}"
        self.url = f"{self._address}/bot{self.token}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._process.terminate()
        await self._process.communicate()

    async def say(self, text: str) -> None:
        chat = {"id": self.chat_id, "type": "private", "first_name": "小明"}
        sender = {"id": self.chat_id, "is_bot": False, "first_name": "小明"}
        message = {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": text}
        body = {"token": self.token, "update": {"message": message}}
        async with aiohttp.ClientSession() as client:
            await client.post(f"{self._address}/__fixture/updates", json=body)


@pytest_asyncio.fixture(params=["ours", "theirs"])
async def server(request: pytest.FixtureRequest, telegram: Telegram, person: User) -> AsyncIterator[Ours | Theirs]:
    if request.param == "ours":
        yield Ours(telegram, person)
        return
    async with Theirs() as theirs:
        yield theirs


async def call(server: Ours | Theirs, method: str, files: dict[str, bytes] | None = None, **params: Any) -> Any:
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, data in (files or {}).items():
        form.add_field(name, data, filename=f"{name}.png", content_type="image/png")
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{server.url}/{method}", data=form if params else None) as response,
    ):
        return await response.json()


async def heard(server: Ours | Theirs, **params: Any) -> list[str]:
    updates = (await call(server, "getUpdates", **params))["result"]
    return [update["message"]["text"] for update in updates]


async def test_updates_come_again_until_they_are_confirmed(server: Ours | Theirs) -> None:
    for text in "一二三四":
        await server.say(text)
    first, *_ = (await call(server, "getUpdates", limit=1))["result"]
    assert first["message"]["text"] == "一"
    assert await heard(server) == ["一", "二", "三", "四"]
    assert await heard(server, offset=first["update_id"] + 1) == ["二", "三", "四"]
    assert await heard(server) == ["二", "三", "四"]
    assert await heard(server, offset=-1) == ["四"]
    assert await heard(server) == ["四"]


async def test_of_two_pollers_one_gets_a_409(server: Ours | Theirs) -> None:
    async def poll() -> dict[str, Any]:
        return await call(server, "getUpdates", timeout=30)

    polls = [asyncio.create_task(poll()) for _ in range(2)]
    (loser,), waiting = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
    assert loser.result()["error_code"] == 409
    await server.say("一")
    assert [(await winner)["result"][0]["message"]["text"] for winner in waiting] == ["一"]


async def test_a_webhook_gets_the_updates_and_rules_out_polling(server: Ours | Theirs) -> None:
    async with Hook() as hook:
        assert (await call(server, "setWebhook", url=hook.url, secret_token="s3cret"))["ok"]
        for text in "一二":
            await server.say(text)
        assert await hook.wait(2) == ["一", "二"]
        assert hook.secrets == ["s3cret"] * 2
        assert (await call(server, "getUpdates"))["error_code"] == 409
        assert (await call(server, "getWebhookInfo"))["result"]["url"] == hook.url
        assert (await call(server, "deleteWebhook"))["result"] is True
    await server.say("三")
    assert (await heard(server))[-1] == "三"


@pytest.mark.parametrize(("length", "is_taken"), [(4096, True), (4097, False)])
async def test_a_text_has_its_limit(server: Ours | Theirs, length: int, *, is_taken: bool) -> None:
    answer = await call(server, "sendMessage", chat_id=server.chat_id, text="x" * length)
    assert answer["ok"] is is_taken
    assert is_taken or answer["description"] == "Bad Request: message is too long"


@pytest.mark.parametrize(("count", "is_taken"), [(1, False), (2, True), (10, True), (11, False)])
async def test_an_album_has_two_to_ten_pictures(
    server: Ours | Theirs, picture: Picture, count: int, *, is_taken: bool
) -> None:
    names = [f"p{number}" for number in range(count)]
    media = [{"type": "photo", "media": f"attach://{name}"} for name in names]
    files = dict.fromkeys(names, picture())
    answer = await call(server, "sendMediaGroup", files, chat_id=server.chat_id, media=media)
    assert answer["ok"] is is_taken
    if is_taken:
        assert len(answer["result"]) == count
        assert len({message["media_group_id"] for message in answer["result"]}) == 1


async def test_methods_that_there_are_not_are_refused(server: Ours | Theirs) -> None:
    assert (await call(server, "danceMe"))["ok"] is False
