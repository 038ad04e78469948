"""The log on stderr, with every secret taken out before a line is written."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.config import Settings

_LOUD = ("httpx", "httpcore", "httpx2", "httpcore2", "openai", "telegram", "trafilatura", "readability", "htmldate")
"""Libraries that log addresses (with a token in them) or every page at INFO."""


class _Redactor(logging.Formatter):
    """Replaces the known secret values in the finished line, tracebacks included."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "…")
        return line


def configure(settings: Settings) -> None:
    """Send the log to stderr."""
    kept = (settings.telegram_bot_token, settings.openai_api_key, settings.database_url)
    handler = logging.StreamHandler()
    handler.setFormatter(_Redactor(tuple(value for secret in kept if secret and (value := secret.get_secret_value()))))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
