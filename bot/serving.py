"""The bot as a process that stays: polls or is called, works or only takes orders; one settings object decides."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import uuid
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final

from bot import jobs, terminal
from bot.app import opened
from bot.errors import SettingsInvalid
from bot.jobs import Jobs
from bot.retention import retention
from bot.store import check_disk, jobs_engine, open_store, sole
from bot.trial import trial
from handlers.flood import Flood
from handlers.service import Plan, serve
from handlers.texts import access
from handlers.texts import terminal as words

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.config import Settings
    from bot.store import Store

_ALONE: Final = "alone"
"""The name of the only process on a SQLite file: the same at each start, so that it finds what it left."""
_WEB_PORT: Final = 8080


async def run(settings: Settings) -> None:
    """Take orders and carry them out, in Telegram or, without a token, in one of this machine's own."""
    if settings.telegram_bot_token is None:
        await _try_out(settings)
    else:
        await _serve(settings, hears=True, works=True)


async def web(settings: Settings) -> None:
    """Take orders from Telegram's webhook, and leave them to the workers."""
    if settings.webhook_url is None:
        raise SettingsInvalid("WEBHOOK_URL")
    await _serve(settings, hears=True, works=False)


async def worker(settings: Settings) -> None:
    """Carry orders out."""
    await _serve(settings, hears=False, works=True)


async def migrate(settings: Settings) -> None:
    """Bring the tables of drafts and jobs to their newest state."""
    address = settings.database_url.get_secret_value()
    with terminal.waiting(words.MIGRATING):
        async with open_store(address):
            engine = jobs_engine(address)
            await asyncio.to_thread(jobs.migrate, engine)


async def _try_out(settings: Settings) -> None:
    """Serve a Telegram of one's own, and say where its page is."""
    async with trial(settings) as at_hand:
        terminal.tell(words.TRIAL.format(address=at_hand.telegram_base_url))
        await _serve(at_hand, hears=True, works=True)


async def _serve(settings: Settings, *, hears: bool, works: bool) -> None:
    check_disk(settings, os.environ)
    plan = _plan(settings, hears=hears)
    address = settings.database_url.get_secret_value()
    stop = _signalled()
    async with AsyncExitStack() as stack:
        stack.enter_context(sole(address))
        store = await stack.enter_async_context(open_store(address))
        studio = await stack.enter_async_context(opened(settings))
        engine = jobs_engine(address)
        stack.callback(engine.dispose)
        if hears and settings.rules.setup and not await store.access.has_admin():
            terminal.tell(access.SETUP.format(code=settings.rules.setup))
        lanes = _jobs(settings, engine, store, works=works)
        if works:
            await stack.enter_async_context(retention(store, days=settings.retention_days))
        await serve(plan, studio=studio, jobs=lanes, store=store, flood=Flood(store.floods), stop=stop)


def _plan(settings: Settings, *, hears: bool) -> Plan:
    """Decide how this process is to be served. Raises SettingsInvalid without a token."""
    if settings.telegram_bot_token is None:
        raise SettingsInvalid("TELEGRAM_BOT_TOKEN")
    webhook = str(settings.webhook_url) if hears and settings.webhook_url else ""
    port = settings.port or (_WEB_PORT if webhook else None)
    return Plan(
        token=settings.telegram_bot_token.get_secret_value(),
        base_url=str(settings.telegram_base_url).rstrip("/"),
        polls=hears and not webhook,
        webhook=webhook,
        secret=settings.secret_token.get_secret_value() if settings.secret_token else "",
        listen=(settings.host, port) if port else None,
        rules=settings.rules,
        budget=settings.budget,
    )


def _jobs(settings: Settings, engine: Engine, store: Store, *, works: bool) -> Jobs:
    """Make the jobs of one process: alone on a SQLite file, one of many on PostgreSQL."""
    if engine.dialect.name == "sqlite":
        return Jobs(engine, name=_ALONE, works=works, at_once=settings.jobs_at_once)
    return Jobs(engine, name=uuid.uuid4().hex, works=works, at_once=settings.jobs_at_once, roll=store.workers)


def _signalled() -> asyncio.Event:
    """Return what a signal sets: at the first one the process ends in order, at the second one at once."""
    stop = asyncio.Event()

    def end() -> None:
        if stop.is_set():
            os._exit(1)
        stop.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(name, end)
    return stop
