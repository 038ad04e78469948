"""A conversation: the person, a Bot API server as a process of its own, and the bot's real application between."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.access import Rules
from bot.jobs import Jobs
from bot.quota import Budget
from bot.store import open_store
from handlers.flood import Flood
from handlers.service import Plan, serve
from tests.support.fakes import Parts
from tests.support.telegram import TelegramServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy import Engine

    from bot.store import Store
    from tests.support.telegram import User

    Served = Callable[[], AbstractAsyncContextManager[asyncio.Event]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server() -> AsyncIterator[TelegramServer]:
    """One process for all conversations; each has a person of its own."""
    async with TelegramServer() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def telegram(server: TelegramServer) -> AsyncIterator[TelegramServer]:
    await server.begin()
    yield server
    await server.clear_faults()


@pytest.fixture
def parts() -> Parts:
    return Parts()


@pytest.fixture(autouse=True)
def environment_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Serving sets the library's switch; take it back after the test."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def hurried() -> Flood:
    """Telegram's pace a hundred times as fast: this server takes all that comes."""
    return Flood(clock=lambda: 100 * time.monotonic(), sleep=lambda seconds: asyncio.sleep(seconds / 100))


@pytest_asyncio.fixture(loop_scope="session")
async def store(database: str) -> AsyncIterator[Store]:
    async with open_store(database) as opened:
        yield opened


@pytest.fixture
def rules() -> Rules:
    """Who may use the bot."""
    return Rules(everyone=True)


@pytest.fixture
def budget() -> Budget:
    """How much may be asked for and spent."""
    return Budget()


@pytest.fixture
def served(
    telegram: TelegramServer, parts: Parts, jobs_database: Engine, store: Store, rules: Rules, budget: Budget
) -> Served:
    """Start the bot; leaving the context stops it as a signal does."""

    @asynccontextmanager
    async def start() -> AsyncIterator[asyncio.Event]:
        stop = asyncio.Event()
        plan = Plan(token=telegram.token, base_url=telegram.address, polls=True, rules=rules, budget=budget)
        jobs = Jobs(jobs_database, name="alone", poll=0.05, pauses=(0.01, 0.01))
        serving = asyncio.create_task(
            serve(plan, studio=parts.studio(), jobs=jobs, store=store, flood=hurried(), stop=stop)
        )
        try:
            yield stop
        finally:
            stop.set()
            await serving

    return start


@pytest_asyncio.fixture(loop_scope="session")
async def bot(served: Served) -> AsyncIterator[asyncio.Event]:
    async with served() as stop:
        yield stop


@pytest_asyncio.fixture(loop_scope="session")
async def person(telegram: TelegramServer) -> User:
    return await telegram.user("小王")
