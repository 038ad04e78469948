"""The bot as it is served: a webhook, a web server, and a watchdog; a Telegram that is slow to take its settings."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.access import Rules
from bot.errors import SettingsInvalid, TelegramLost
from bot.jobs import Jobs
from bot.store import jobs_engine, open_store
from handlers import service, texts
from handlers.flood import Flood
from handlers.service import Plan, serve
from tests.support.fakes import Parts
from tests.support.telegram import TelegramServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SECRET = "a-secret_token-of-this-test"


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
def plan(telegram: TelegramServer) -> Plan:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return Plan(token=telegram.token, base_url=telegram.address, listen=("127.0.0.1", port), rules=Rules(everyone=True))


class Serving:
    """A bot that serves until `stop` is set."""

    def __init__(self, plan: Plan, database: str) -> None:
        self.plan = plan
        self.stop = asyncio.Event()
        engine = jobs_engine(database)
        jobs = Jobs(engine, name="alone", poll=0.02)
        self._engine = engine
        self._jobs = jobs
        self._database = database

    async def run(self) -> None:
        try:
            async with open_store(self._database) as store:
                await serve(
                    self.plan, studio=Parts().studio(), jobs=self._jobs, store=store, flood=Flood(), stop=self.stop
                )
        finally:
            self._engine.dispose()


def address(plan: Plan) -> str:
    assert plan.listen
    return f"http://127.0.0.1:{plan.listen[1]}"


@asynccontextmanager
async def running(plan: Plan, database: str) -> AsyncIterator[Serving]:
    serving = Serving(plan, database)
    task = asyncio.create_task(serving.run())
    try:
        yield serving
    finally:
        serving.stop.set()
        await task


def update(number: int, person: int) -> dict[str, Any]:
    chat = {"id": person, "type": "private", "first_name": "小王"}
    sender = {"id": person, "is_bot": False, "first_name": "小王"}
    message = {"message_id": 900 + number, "date": 1, "chat": chat, "from": sender, "text": "/help",
               "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}  # fmt: skip
    return {"update_id": number, "message": message}


async def called(telegram: TelegramServer, method: str, status: int = 200) -> dict[str, Any]:
    event = await telegram.wait_event(
        lambda event: event["type"] == "call" and (event["method"], event["status"]) == (method, status)
    )
    return event["params"]


async def test_telegram_calls_the_webhook_and_what_comes_twice_is_answered_once(
    telegram: TelegramServer, plan: Plan, database: str
) -> None:
    person = await telegram.user("小王")
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    plan = replace(plan, webhook=f"{address(plan)}/", secret=SECRET)
    async with running(plan, database), aiohttp.ClientSession(address(plan)) as client:
        asked = await called(telegram, "setWebhook")
        assert asked["url"] == f"{address(plan)}/telegram"
        assert asked["secret_token"] == SECRET
        async with client.get("/healthz") as answer:
            assert (answer.status, await answer.json()) == (200, {"ok": True, "checks": {}})
        async with client.post("/telegram", json=update(1, person.id)) as answer:
            assert answer.status == 403
        for _ in range(2):
            async with client.post("/telegram", json=update(1, person.id), headers=headers) as answer:
                assert answer.status == 200
        await person.chat.wait(lambda chat: [one for one in chat if one.text == texts.HELP])
    assert len(await person.chat.transcript()) == 1


async def test_a_webhook_that_cannot_be_set_yet_is_set_later(
    telegram: TelegramServer, plan: Plan, database: str
) -> None:
    await telegram.faults("setWebhook", kind="502")
    async with running(replace(plan, webhook=address(plan), secret=SECRET), database):
        await called(telegram, "setWebhook", 502)
        await called(telegram, "setWebhook")


async def test_a_webhook_that_telegram_refuses_is_a_setting_to_mend(plan: Plan, database: str) -> None:
    serving = Serving(replace(plan, webhook="http://bot.example", secret=SECRET), database)
    with pytest.raises(SettingsInvalid, match="WEBHOOK_URL"):
        await serving.run()


async def test_a_poller_removes_the_webhook_before_it_polls(
    telegram: TelegramServer, plan: Plan, database: str
) -> None:
    await telegram.call("setWebhook", url="https://bot.example/telegram")
    await telegram.faults("deleteWebhook", kind="502")
    person = await telegram.user("小王")
    await person.send("/help")
    async with running(replace(plan, polls=True), database) as serving:
        await person.chat.wait(lambda chat: [one for one in chat if one.text == texts.HELP])
        async with aiohttp.ClientSession(address(serving.plan)) as client, client.get("/healthz") as answer:
            health = await answer.json()
    assert health["ok"]
    assert health["checks"]["hears_telegram"]
    assert health["checks"]["seconds_since_updates"] >= 0


async def test_a_poller_that_hears_nothing_calls_itself_unwell(
    telegram: TelegramServer, plan: Plan, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_SILENT", 0.0)
    async with running(replace(plan, polls=True), database) as serving:
        await called(telegram, "deleteWebhook")
        async with aiohttp.ClientSession(address(serving.plan)) as client, client.get("/healthz") as answer:
            assert answer.status == 503


async def test_a_poller_that_hangs_ends_the_process(plan: Plan, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_STILL", 0.2)  # a long poll is all that takes as long
    with pytest.raises(TelegramLost):
        await Serving(replace(plan, polls=True), database).run()


async def test_a_worker_hears_nothing_and_works_until_it_is_stopped(
    telegram: TelegramServer, plan: Plan, database: str
) -> None:
    async with running(plan, database) as serving, aiohttp.ClientSession(address(serving.plan)) as client:
        await called(telegram, "getMe")
        async with asyncio.timeout(10):
            while True:
                try:
                    async with client.get("/metrics") as answer:
                        assert "xiaogao_jobs_waiting 0.0" in await answer.text()
                    break
                except aiohttp.ClientConnectorError:
                    await asyncio.sleep(0.02)
    assert not {"getUpdates", "setWebhook", "deleteWebhook"} & {call["method"] for call in await telegram.calls()}
