"""How the bot is served: by long polling or a webhook, with or without the jobs; it begins and ends in order."""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import Application, Defaults

from bot.access import Rules
from bot.errors import SettingsInvalid, TelegramLost
from bot.quota import Budget
from handlers import texts
from handlers.courier import Courier
from handlers.desk import Desk
from handlers.intake import HEARD, Intake
from handlers.listening import register
from handlers.texts import groups
from handlers.web import Webhook, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from bot.jobs import Jobs
    from bot.store import Store
    from bot.studio import Studio
    from handlers.flood import Flood

    App = Application[Any, Any, Any, Any, Any, Any]

log = logging.getLogger(__name__)

_STOPPING: Final = 20.0
"""Seconds that running jobs have when the bot stops; platforms give 25 or 30."""
_LONGEST_WAIT: Final = 30.0
"""Seconds between two attempts to reach Telegram at the start."""
_STILL: Final = 300.0
"""Seconds in which the poller tried nothing, after which the process ends, to be started afresh."""
_SILENT: Final = 120.0
"""Seconds without an answer to getUpdates after which the bot calls itself unwell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one process does: `polls` or has Telegram call `webhook`, or only works; `listen` is (host, port).

    For whom it works the `rules` say, how much the `budget`.
    """

    token: str
    base_url: str
    polls: bool = False
    webhook: str = ""
    secret: str = ""
    listen: tuple[str, int] | None = None
    rules: Rules = field(default_factory=Rules)
    budget: Budget = field(default_factory=Budget)


async def serve(plan: Plan, *, studio: Studio, jobs: Jobs, store: Store, flood: Flood, stop: asyncio.Event) -> None:
    """Serve until `stop` is set; then hear nothing more, let the jobs end, and leave.

    A network that fails, also at the start, is waited for. Raises SettingsInvalid when the server does not know the
    token.
    """
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's switch to its coming types; without it, it warns
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)  # at INFO they log every address, the token in it
    application = _application(plan, flood)
    intake = Intake(application)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(_reached(application, stop))
        if stop.is_set():
            return
        courier = await stack.enter_async_context(Courier(application.bot))
        register(
            application,
            Desk(courier=courier, studio=studio, jobs=jobs, store=store, rules=plan.rules, budget=plan.budget),
        )
        await stack.enter_async_context(jobs.open(within=_STOPPING))
        if plan.listen:
            await stack.enter_async_context(_web(plan, intake))
        await _hear(plan, application, intake, stop)


def _application(plan: Plan, flood: Flood) -> App:
    return (
        Application.builder()
        .token(plan.token)
        .base_url(f"{plan.base_url}/bot")
        .base_file_url(f"{plan.base_url}/file/bot")
        .defaults(
            Defaults(
                parse_mode=ParseMode.HTML,
                allow_sending_without_reply=True,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        )
        .rate_limiter(flood)
        .updater(None)
        .job_queue(None)
        .build()
    )


@asynccontextmanager
async def _reached(application: App, stop: asyncio.Event) -> AsyncIterator[None]:
    """Reach Telegram, however long that takes, or give up when `stop` is set first."""
    try:
        try:
            await _insisted(application.initialize, stop)
        except InvalidToken:
            raise SettingsInvalid("TELEGRAM_BOT_TOKEN") from None  # the library's error holds the token
        yield
    finally:
        await application.shutdown()
        await application.bot.shutdown()  # a bot that never reached Telegram is not shut down by its application


async def _insisted(call: Callable[[], Awaitable[object]], stop: asyncio.Event) -> None:
    """Make a call until Telegram takes it or `stop` is set. Raises what waiting does not help: a refusal."""
    wait = 1.0
    while not stop.is_set():
        try:
            await call()
        except (InvalidToken, BadRequest):
            raise
        except TelegramError as error:
            log.warning("Telegram cannot be reached, trying again in %.0f s: %s", wait, error)
        else:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)
        wait = min(2 * wait, _LONGEST_WAIT)


async def _hear(plan: Plan, application: App, intake: Intake, stop: asyncio.Event) -> None:
    """Take updates until `stop` is set, in the way planned."""
    if plan.polls:
        await _insisted(application.bot.delete_webhook, stop)
        await _introduce(application)
        await _poll(intake, stop)
    elif plan.webhook:
        await _insisted(partial(_set_webhook, application, plan), stop)
        await _introduce(application)
    await stop.wait()


async def _set_webhook(application: App, plan: Plan) -> None:
    address = f"{plan.webhook.rstrip('/')}/telegram"
    try:
        await application.bot.set_webhook(address, secret_token=plan.secret, allowed_updates=HEARD)
    except BadRequest as error:
        raise SettingsInvalid("WEBHOOK_URL") from error


async def _poll(intake: Intake, stop: asyncio.Event) -> None:
    """Poll until `stop` is set. Raises TelegramLost when the poller hangs."""
    polling = asyncio.create_task(intake.poll(stop))
    watching = asyncio.create_task(_watch(intake))
    try:
        await asyncio.wait({watching, polling}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (watching, polling):
            task.cancel()
        await asyncio.gather(watching, polling, return_exceptions=True)
    if not stop.is_set():
        raise TelegramLost


async def _watch(intake: Intake) -> None:
    """Return when the poller has hung."""
    still = intake.stillness
    while still < _STILL:
        await asyncio.sleep(_STILL - still)
        still = intake.stillness


async def _introduce(application: App) -> None:
    """Fill the menu of commands; the bot works without it."""
    for scope, menu in (
        (BotCommandScopeAllPrivateChats(), texts.COMMANDS),
        (BotCommandScopeAllGroupChats(), groups.COMMANDS),
    ):
        commands = [BotCommand(name, description) for name, description in menu.items()]
        await _politely(application.bot.set_my_commands(commands, scope=scope))


async def _politely(call: Awaitable[object]) -> None:
    """Make a call without which the bot works."""
    try:
        await call
    except TelegramError as error:
        log.warning("Telegram did not take a setting: %s", error)


@asynccontextmanager
async def _web(plan: Plan, intake: Intake) -> AsyncIterator[None]:
    """Show how the bot is, and take Telegram's calls where a webhook is planned."""
    assert plan.listen is not None  # noqa: S101 - the caller looked
    host, port = plan.listen
    webhook = Webhook(secret_token=plan.secret, take=intake.take) if plan.webhook else None

    def health() -> dict[str, str | float | bool]:
        if not plan.polls:
            return {}
        return {"seconds_since_updates": round(intake.silence, 1), "hears_telegram": intake.silence < _SILENT}

    async with serving(host=host, port=port, health=health, webhook=webhook):
        yield
