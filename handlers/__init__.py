"""Everything Telegram, nothing else: what the bot listens to, in order, and how it is served."""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from telegram import BotCommand, BotCommandScopeAllPrivateChats, LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, Defaults, MessageHandler, filters

from bot.errors import SettingsInvalid
from handlers import errors, texts
from handlers.courier import Courier
from handlers.flood import Flood
from handlers.intake import Intake
from handlers.links import Links, Ordered
from handlers.rewrites import Rewrites
from handlers.start import Start

if TYPE_CHECKING:
    from telegram.ext import BaseHandler

    from bot.jobs import Jobs
    from bot.studio import Studio

    App = Application[Any, Any, Any, Any, Any, Any]

log = logging.getLogger(__name__)

_HEARD: Final = (Update.MESSAGE, Update.CALLBACK_QUERY)
_STOPPING: Final = 20.0
"""Seconds that running jobs have when the bot stops."""
_LEAVING: Final = 5.0
"""Seconds for the last getUpdates."""
_LONGEST_WAIT: Final = 30.0
"""Seconds between two attempts to reach Telegram at the start."""


async def serve(
    *, token: str, base_url: str, studio: Studio, jobs: Jobs, stop: asyncio.Event, flood: Flood | None = None
) -> None:
    """Serve private chats by long polling until `stop` is set; then finish the jobs and leave.

    `base_url` is the Bot API server's root; without a `flood` this process knows only its own floods. A network that
    fails, also at the start, is waited for.
    Raises SettingsInvalid when the server does not know the token.
    """
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's switch to its coming types; without it, it warns
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)  # at INFO they log every address, the token in it
    application = _application(token, base_url, flood or Flood())
    register(application, studio=studio, jobs=jobs)
    try:
        await _begin(application, stop)
        await stop.wait()
    finally:
        await _end(application, jobs)


def register(application: App, *, studio: Studio, jobs: Jobs) -> None:
    """Write down what the bot listens to; the first that fits takes it."""
    courier = Courier(application.bot)
    links = Links(courier=courier, studio=studio, jobs=jobs)
    rewrites = Rewrites(courier=courier, studio=studio, jobs=jobs)
    start = Start(courier=courier)
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    listening: list[BaseHandler[Any, Any, Any]] = [
        CommandHandler("start", start.start, private),
        CommandHandler("help", start.help, private),
        MessageHandler(private & Ordered(), links.asked),
        CallbackQueryHandler(rewrites.pressed),
        MessageHandler(private & ~filters.StatusUpdate.ALL, start.anything),
    ]
    application.add_handlers(listening)
    application.add_error_handler(errors.unhandled)


def _application(token: str, base_url: str, flood: Flood) -> App:
    intake = Intake()
    application = (
        Application.builder()
        .token(token)
        .base_url(f"{base_url}/bot")
        .base_file_url(f"{base_url}/file/bot")
        .defaults(
            Defaults(
                parse_mode=ParseMode.HTML,
                allow_sending_without_reply=True,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        )
        .rate_limiter(flood)
        .update_queue(intake)
        .job_queue(None)
        .build()
    )
    intake.handle = application.process_update
    return application


async def _begin(application: App, stop: asyncio.Event) -> None:
    """Start polling as soon as Telegram can be reached, or leave it when `stop` is set first."""
    assert application.updater is not None  # noqa: S101 - built with one
    wait = 1.0
    while not stop.is_set():
        try:
            await application.initialize()
            await application.updater.start_polling(allowed_updates=_HEARD, error_callback=errors.polling)
            await application.start()
            await _introduce(application)
            return
        except InvalidToken:
            raise SettingsInvalid("TELEGRAM_BOT_TOKEN") from None  # the library's error holds the token
        except TelegramError as error:
            log.warning("Telegram cannot be reached, trying again in %.0f s: %s", wait, error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)
        wait = min(2 * wait, _LONGEST_WAIT)


async def _introduce(application: App) -> None:
    """Fill the menu of commands; the bot works without it."""
    commands = [BotCommand(name, description) for name, description in texts.COMMANDS.items()]
    try:
        await application.bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats())
    except TelegramError as error:
        log.warning("the menu of commands was not set: %s", error)


async def _end(application: App, jobs: Jobs) -> None:
    """Hear nothing more, let the jobs say what they have to say, then close the connections."""
    try:
        if application.updater and application.updater.running:
            with suppress(TimeoutError):  # between two failing attempts the library sleeps up to 30 s
                await asyncio.wait_for(application.updater.stop(), _LEAVING)
    finally:
        await jobs.close(within=_STOPPING)
        if application.running:
            await application.stop()
        await application.shutdown()
        await application.bot.shutdown()  # a bot that never reached Telegram is not shut down by its application
