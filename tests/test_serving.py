"""The bot as its operator starts and ends it: processes, signals, exit codes, one sentence when it cannot be."""

from __future__ import annotations

import asyncio
import signal
import socket
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from handlers import texts
from tests.support.process import started
from tests.support.site import Site
from tests.support.telegram import ROOT, TelegramServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.support.nursery import Born, Nursery
    from tests.support.postgres import Postgres
    from tests.support.telegram import Message, Transcript, User

    Start = Callable[..., AbstractAsyncContextManager[Born]]

ARTICLE = (ROOT / "bot" / "playground" / "samples" / "market.html").read_text(encoding="utf-8")


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
def start(nursery: Nursery, tmp_path: Path) -> Start:
    """Start a bot in the test's folder."""
    return partial(started, nursery=nursery, cwd=tmp_path)


@pytest.fixture
def environment(telegram: TelegramServer, tmp_path: Path) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": telegram.token,
        "ALLOWED_USERS": "*",
        "TELEGRAM_BASE_URL": telegram.address,
        "DATABASE_URL": f"sqlite:///{tmp_path}/data/xiaogao.db",
        "CHROMIUM_PATH": "/no/browser",  # none of this is about pictures
    }


def note(chat: Transcript) -> list[Message]:
    return [one for one in chat if one.from_bot and one.marked("pre")]


async def one_sentence(start: Start, *arguments: str, environment: dict[str, str], code: int) -> str:
    """Start what cannot be started; it ends by itself."""
    async with start(*arguments, environment=environment, code=code) as bot:
        await asyncio.wait_for(bot.ended.wait(), 60)
    (line,) = bot.said.strip().splitlines()
    return line


async def polls(telegram: TelegramServer) -> None:
    await telegram.wait_event(
        lambda event: event["type"] == "call" and event["method"].lower() == "setmycommands", within=60
    )


async def test_a_second_process_on_one_sqlite_file_ends_with_a_sentence_and_the_first_goes_on(
    telegram: TelegramServer, environment: dict[str, str], start: Start
) -> None:
    person = await telegram.user("小王")
    async with start("run", environment=environment):
        await polls(telegram)
        assert "占用" in await one_sentence(start, "worker", environment=environment, code=4)
        await person.send("/help")
        await person.chat.wait(lambda chat: [one for one in chat if one.text == texts.HELP])


@pytest.mark.parametrize(
    ("command", "changes", "named"),
    [
        ("web", {}, "WEBHOOK_URL"),
        ("worker", {"TELEGRAM_BOT_TOKEN": ""}, "TELEGRAM_BOT_TOKEN"),
        ("run", {"DYNO": "worker.1"}, "Heroku"),
    ],
)
async def test_what_cannot_be_served_is_one_sentence(
    environment: dict[str, str], start: Start, command: str, changes: dict[str, str], named: str
) -> None:
    assert named in await one_sentence(start, command, environment={**environment, **changes}, code=2)


async def test_a_killed_bot_answers_every_link_that_it_had_been_sent(
    telegram: TelegramServer, environment: dict[str, str], start: Start
) -> None:
    people = [await telegram.user(f"小{number}") for number in range(3)]
    async with Site() as site:
        site.pages["/market"] = ARTICLE
        environment["ALLOW_PRIVATE_ADDRESSES"] = site.address
        async with start("run", environment=environment, code=-signal.SIGKILL) as bot:
            await polls(telegram)
            for person in people:
                await person.send(site.url("/market"))
            await people[0].chat.wait(lambda chat: [one for one in chat if one.from_bot])
            bot.send(signal.SIGKILL)
            await bot.ended.wait()
        await people[0].send(site.url("/market?again"))
        async with start("run", environment=environment):
            for person in people:
                await person.chat.wait(note, within=60)
            await people[0].chat.wait(lambda chat: len(note(chat)) == 2, within=60)
    for person in people[1:]:
        assert len(note(await person.chat.transcript())) == 1


@asynccontextmanager
async def reading(
    telegram: TelegramServer, environment: dict[str, str], start: Start, *, code: int = 0
) -> AsyncIterator[tuple[Born, User, asyncio.Event]]:
    """A bot that reads a page which comes only when the event is set."""
    person, asked, gate = await telegram.user("小王"), asyncio.Event(), asyncio.Event()

    async def slowly(_request: web.Request) -> web.Response:
        asked.set()
        await gate.wait()
        return web.Response(text=ARTICLE, content_type="text/html")

    async with Site() as site:
        site.pages["/slow"] = slowly
        environment = {**environment, "ALLOW_PRIVATE_ADDRESSES": site.address}
        async with start("run", environment=environment, code=code) as bot:
            await polls(telegram)
            await person.send(site.url("/slow"))
            async with asyncio.timeout(30):
                await asked.wait()
            yield bot, person, gate
            await asyncio.wait_for(bot.ended.wait(), 30)


async def last_words(telegram: TelegramServer) -> None:
    """The poller has confirmed what it took and polls no more."""
    await telegram.wait_event(
        lambda event: (
            event["type"] == "call"
            and event["method"].lower() == "getupdates"
            and str(event["params"].get("timeout")) == "0"
        )
    )


async def test_the_first_signal_lets_what_runs_come_to_its_end(
    telegram: TelegramServer, environment: dict[str, str], start: Start
) -> None:
    async with reading(telegram, environment, start) as (bot, person, gate):
        bot.send(signal.SIGTERM)
        await last_words(telegram)
        gate.set()
        await person.chat.wait(note)


async def test_a_second_signal_ends_the_process_at_once(
    telegram: TelegramServer, environment: dict[str, str], start: Start
) -> None:
    async with reading(telegram, environment, start, code=1) as (bot, _person, _gate):
        bot.send(signal.SIGTERM)
        await last_words(telegram)
        bot.send(signal.SIGTERM)


async def test_migrate_makes_the_tables_of_either_database_and_ends(
    start: Start, tmp_path: Path, postgres: Postgres
) -> None:
    for address in (f"sqlite:///{tmp_path}/data/xiaogao.db", postgres.database()):
        async with start("migrate", environment={"DATABASE_URL": address}) as bot:
            await asyncio.wait_for(bot.ended.wait(), 60)


async def test_orders_that_the_web_process_takes_are_carried_out_by_a_worker(
    telegram: TelegramServer, environment: dict[str, str], start: Start, postgres: Postgres
) -> None:
    person = await telegram.user("小王")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    environment |= {"DATABASE_URL": postgres.database(), "WEBHOOK_URL": f"http://127.0.0.1:{port}"}
    async with start("web", environment={**environment, "HOST": "127.0.0.1", "PORT": port}):
        await polls(telegram)
        await person.send("你好")
        async with start("worker", environment=environment):
            await person.chat.wait(lambda seen: [one for one in seen if one.text == texts.NO_LINK], within=60)
