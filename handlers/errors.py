"""Every failure ends in one sentence; the log gets the rest, first."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from handlers import texts

if TYPE_CHECKING:
    from bot.errors import BotError

log = logging.getLogger(__name__)


def sentence(error: BotError) -> str:
    """Log a failure and return what the person is told about it."""
    log.info("%s: %s", type(error).__name__, error)
    return texts.explain(error)
