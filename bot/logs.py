"""The log on stderr: a line for people or an object for programs, without any secret. The home of structlog.

Whoever logs uses `logging.getLogger(__name__)`, as the libraries do.
"""

from __future__ import annotations

import copy
import json
import logging
import re
import sys
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from structlog.contextvars import bound_contextvars, merge_contextvars
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.processors import JSONRenderer, TimeStamper, format_exc_info
from structlog.stdlib import ProcessorFormatter, add_log_level, add_logger_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from types import TracebackType

    from structlog.typing import EventDict, Processor

    from bot.config import Settings

log = logging.getLogger(__name__)

_LOUD: Final = (
    "httpx", "httpcore", "httpx2", "httpcore2", "openai", "telegram", "aiohttp.access",  # addresses, a token in them
    "alembic", "dbos", "trafilatura", "readability", "htmldate",  # every start, every poll, every page
)  # fmt: skip
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_PASSWORD: Final = re.compile(r"://[^:/@]*:([^@]+)@|[?&]password=([^&#]+)")


def configure(settings: Settings) -> None:
    """Send the log to stderr, what the interpreter says of an error that nobody caught included."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Redacting(secrets(settings), _renderers(settings.log_format)))
    logging.getLogger("dbos").addHandler(logging.NullHandler())  # else it gives itself a handler that redacts nothing
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _uncaught


def bound(*, chat: int | str, job: str = "") -> AbstractContextManager[None]:
    """Write the chat, and the job where there is one, on every line logged within, also by the tasks begun within."""
    return bound_contextvars(chat=chat, **({"job": job} if job else {}))


def secrets(settings: Settings) -> frozenset[str]:
    """List what no line may show: the secret settings, and the parts of them that are secret by themselves."""
    kept = [settings.telegram_bot_token, settings.openai_api_key, settings.secret_token, settings.database_url]
    values = [secret.get_secret_value() for secret in kept if secret is not None]
    if settings.telegram_bot_token is not None:
        values.append(settings.telegram_bot_token.get_secret_value().partition(":")[2])
    addresses = (settings.database_url.get_secret_value(), settings.openai_base_url, settings.telegram_base_url)
    values += [part for address in addresses for found in _PASSWORD.findall(str(address)) for part in found]
    return frozenset(values) - {""}


class _Redacting(ProcessorFormatter):
    """Replaces the secrets in the finished line, tracebacks included."""

    def __init__(self, hidden: frozenset[str], renderers: list[Processor]) -> None:
        super().__init__(
            processors=[ProcessorFormatter.remove_processors_meta, *renderers],
            foreign_pre_chain=[merge_contextvars, add_log_level, add_logger_name],
        )
        forms = {form for secret in hidden for form in _forms(secret)}
        self._hidden = re.compile("|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) or "(?!)")

    def format(self, record: logging.LogRecord) -> str:
        try:
            line = super().format(record)
        except Exception as error:  # noqa: BLE001 - the caller would print the arguments as they are
            record = copy.copy(record)
            record.msg, record.args = f"a line that cannot be written ({error}): {record.msg}", ()
            line = super().format(record)
        return self._hidden.sub("…", line)


def _forms(secret: str) -> Iterator[str]:
    """List how a secret may be written: as it is, in an address, in a repr, and each of these in JSON."""
    for value in (secret, unquote(secret)):
        for form in (value, quote(value), quote(value, safe=""), repr(value)[1:-1]):
            yield from (form, json.dumps(form)[1:-1], json.dumps(form, ensure_ascii=False)[1:-1])


def _renderers(log_format: str) -> list[Processor]:
    if log_format == "json":
        return [TimeStamper(fmt="iso", utc=True), format_exc_info, JSONRenderer(ensure_ascii=False)]
    colors = sys.stderr.isatty()
    return [
        TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False),
        _in_one_line,
        # The library's own choice of traceback shows the value of every variable.
        ConsoleRenderer(colors=colors, pad_event_to=0, pad_level=False, exception_formatter=plain_traceback),
    ]


def _in_one_line(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Escape what would begin a new line or steer the terminal: parts of a message are a stranger's."""
    event["event"] = _CONTROLS.sub(lambda found: repr(found[0])[1:-1], event["event"])
    return event


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    log.critical("an error that nobody caught", exc_info=(kind, error, trace))
