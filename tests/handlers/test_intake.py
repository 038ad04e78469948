"""When an update counts as taken in: a Telegram that answers as scripted, and the library's application."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from telegram import Update
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import Application, TypeHandler

from bot.errors import StoreLocked
from handlers.intake import HEARD, Intake, NotTaken
from tests.support.telegram import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

CHAT = {"id": 7, "type": "private", "first_name": "小王"}


def update(number: int, text: str = "你好") -> dict[str, Any]:
    message = {"message_id": number, "date": 1, "chat": CHAT, "from": {**CHAT, "is_bot": False}, "text": text}
    return {"update_id": number, "message": message}


def answered(result: object) -> str:
    return json.dumps({"ok": True, "result": result})


UNPARSABLE = {"update_id": 5, "message": {"message_id": 5, "date": "gestern", "chat": {"typ": "?"}}}


class Server:
    """Gives the scripted answers to getUpdates in turn, and after them the updates from the offset on."""

    def __init__(self) -> None:
        self.script: list[int | str] = []
        self.updates: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.port = 0

    @property
    def offsets(self) -> list[int]:
        return [int(asked["offset"]) for asked in self.asked]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.path.lower().endswith("/getme"):
            return web.json_response(
                {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "b", "username": "b"}}
            )
        self.asked.append(dict(await request.post()))
        if self.script:
            return self._scripted(request, self.script.pop(0))
        waiting = [one for one in self.updates if one["update_id"] >= self.offsets[-1]]
        return web.json_response({"ok": True, "result": waiting})

    def _scripted(self, request: web.Request, answer: int | str) -> web.StreamResponse:
        if answer == "drop":
            assert request.transport
            request.transport.abort()
            return web.Response()
        if isinstance(answer, str):
            return web.Response(text=answer)
        return web.json_response({"ok": False, "error_code": answer, "description": "no"}, status=answer)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.port = runner.addresses[0][1]
    yield server
    await runner.cleanup()


class Bot:
    """What the handlers saw, and what they raise: one error each time, until there is none left."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self.errors: list[Exception] = []
        self.wanted = 0
        self.stop = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.began = asyncio.Event()

    async def handle(self, update: Update, _context: object) -> None:
        self.began.set()
        await self.gate.wait()
        if self.errors:
            raise self.errors.pop(0)
        self.seen.append(update.update_id)
        if update.update_id == self.wanted:
            self.stop.set()


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
async def intake(server: Server, bot: Bot) -> AsyncIterator[Intake]:
    application = (
        Application.builder().token(TOKEN).base_url(f"http://127.0.0.1:{server.port}/bot").updater(None).build()
    )
    application.add_handler(TypeHandler(Update, bot.handle))
    async with application:
        yield Intake(application, pause=0)


async def polled(intake: Intake, bot: Bot, *, until: int) -> None:
    """Poll until the handlers have seen an update."""
    bot.wanted = until
    async with asyncio.timeout(10):
        await intake.poll(bot.stop)


@asynccontextmanager
async def polling(intake: Intake, bot: Bot) -> AsyncIterator[None]:
    task = asyncio.create_task(intake.poll(bot.stop))
    try:
        yield
    finally:
        bot.stop.set()
        bot.gate.set()
        await task


async def test_an_update_is_acknowledged_only_when_it_is_handled(server: Server, intake: Intake, bot: Bot) -> None:
    server.updates = [update(3)]
    bot.gate.clear()
    async with polling(intake, bot):
        await bot.began.wait()
        assert server.offsets == [0]
    assert bot.seen == [3]
    assert server.offsets == [0, 4]


async def test_only_what_the_bot_listens_to_is_asked_for(server: Server, intake: Intake, bot: Bot) -> None:
    server.updates = [update(3)]
    await polled(intake, bot, until=3)
    assert (
        json.loads(server.asked[0]["allowed_updates"])
        == list(HEARD)
        == ["message", "edited_message", "callback_query", "my_chat_member"]
    )


async def test_the_end_confirms_what_was_handled_last(server: Server, intake: Intake, bot: Bot) -> None:
    server.updates = [update(3), update(4)]
    await polled(intake, bot, until=4)
    assert (server.offsets[-1], server.asked[-1]["timeout"]) == (5, "0")
    server.script = ["drop"]
    await intake.poll(bot.stop)  # and an end without Telegram is an end all the same


@pytest.mark.parametrize("failure", [404, 409, 429, 500, 502, "drop", "not json", answered([7]), answered(7)])
async def test_polling_outlives_whatever_telegram_answers(
    server: Server, intake: Intake, bot: Bot, failure: int | str
) -> None:
    server.script = [failure, failure]
    server.updates = [update(3)]
    await polled(intake, bot, until=3)
    assert bot.seen == [3]


async def test_a_second_poller_is_named_in_the_log(
    server: Server, intake: Intake, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    server.script = [409]
    server.updates = [update(3)]
    await polled(intake, bot, until=3)
    assert "another process polls with this token" in caplog.text


async def test_a_handler_that_fails_is_asked_again_in_order(server: Server, intake: Intake, bot: Bot) -> None:
    server.updates = [update(3), update(4)]
    bot.errors = [ValueError("a bug"), ValueError("a bug")]
    await polled(intake, bot, until=4)
    assert bot.seen == [3, 4]


async def test_an_update_that_fails_three_times_is_put_aside_with_its_json_in_the_log(
    server: Server, intake: Intake, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    server.updates = [update(3, "毒"), update(4)]
    bot.errors = [ValueError("a bug") for _ in range(3)]
    await polled(intake, bot, until=4)
    assert bot.seen == [4]
    assert "update 3 is put aside" in caplog.text
    assert '"text": "毒"' in caplog.text
    assert "ValueError: a bug" in caplog.text


async def test_an_update_that_cannot_be_parsed_holds_up_nothing(
    server: Server, intake: Intake, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    server.updates = [UNPARSABLE, update(6)]
    await polled(intake, bot, until=6)
    assert bot.seen == [6]
    assert '"gestern"' in caplog.text
    assert len([offset for offset in server.offsets if offset <= 5]) == 1


async def test_an_update_without_a_number_is_put_aside(
    server: Server, intake: Intake, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    server.script = [answered([{"message": "?"}, {"update_id": "9"}])]
    server.updates = [update(3)]
    await polled(intake, bot, until=3)
    assert caplog.text.count("an update without a number is put aside") == 2


async def test_what_the_database_cannot_keep_waits_for_it(server: Server, intake: Intake, bot: Bot) -> None:
    server.updates = [update(3)]
    bot.errors = [StoreLocked() for _ in range(1100)]  # a day of them
    await polled(intake, bot, until=3)
    assert bot.seen == [3]
    assert server.offsets == [0, 4]


async def test_what_waits_for_the_database_at_the_end_is_not_acknowledged(
    server: Server, intake: Intake, bot: Bot
) -> None:
    server.updates = [update(3)]
    bot.errors = [StoreLocked() for _ in range(1000)]
    bot.gate.clear()
    async with polling(intake, bot):
        await bot.began.wait()
    assert set(server.offsets) == {0}


@pytest.mark.parametrize("error", [Forbidden("blocked"), BadRequest("chat not found")])
async def test_what_telegram_refuses_a_handler_is_acknowledged(
    server: Server, intake: Intake, bot: Bot, error: TelegramError
) -> None:
    server.updates = [update(3), update(4)]
    bot.errors = [error]
    await polled(intake, bot, until=4)
    assert bot.seen == [4]


async def test_an_end_during_a_long_poll_is_not_waited_for(server: Server, intake: Intake, bot: Bot) -> None:
    bot.stop.set()
    async with asyncio.timeout(5):
        await intake.poll(bot.stop)
    assert server.offsets == [0]


async def test_how_long_telegram_has_been_silent_is_known(server: Server, intake: Intake, bot: Bot) -> None:
    server.updates = [update(3)]
    await polled(intake, bot, until=3)
    server.script = [502]
    heard = intake.silence
    await intake.poll(bot.stop)
    assert 0 <= heard <= intake.silence
    assert intake.stillness <= intake.silence


@pytest.mark.parametrize(("failures", "times"), [(2, 3), (3, 3)])
async def test_a_webhook_refuses_an_update_until_it_is_handled_or_put_aside(
    intake: Intake, bot: Bot, failures: int, times: int
) -> None:
    bot.errors = [ValueError("a bug") for _ in range(failures)]
    refused = 0
    for _ in range(times):
        try:
            await intake.take(update(3))
        except NotTaken:
            refused += 1
    assert refused == 2
    assert bot.seen == ([3] if failures == 2 else [])


async def test_of_endless_failures_the_oldest_are_forgotten(
    intake: Intake, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.intake._REMEMBERED", 1)
    bot.errors = [ValueError("a bug") for _ in range(4)]
    for number in (1, 2, 1, 1):
        with pytest.raises(NotTaken):
            await intake.take(update(number))
