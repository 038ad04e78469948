"""Every failure ends in one sentence; the log gets the rest, first."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram.error import Conflict, TelegramError

from bot.errors import BotError
from handlers import texts

if TYPE_CHECKING:
    from telegram.ext import ContextTypes

log = logging.getLogger(__name__)


def sentence(error: Exception) -> str:
    """Log a failure and return what the person is told about it."""
    if isinstance(error, BotError):
        log.info("%s: %s", type(error).__name__, error)
        return texts.explain(error)
    log.error("a job failed", exc_info=error)
    return texts.UNEXPECTED


async def unhandled(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log what a handler let through; a failure of Telegram itself needs no traceback."""
    if isinstance(context.error, TelegramError):
        log.warning("Telegram failed in a handler: %s", context.error)
        return
    log.error("a handler failed on %s", type(update).__name__, exc_info=context.error)


def polling(error: TelegramError) -> None:
    """Log a failed getUpdates; it is tried again by itself."""
    if isinstance(error, Conflict):
        log.error("another process polls with this token, end one of the two: %s", error)
        return
    log.warning("no updates from Telegram, trying again: %s", error)
