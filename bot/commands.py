"""The commands: note · run · web · worker · migrate · doctor. The home of typer.

Exit 0 done, 1 a fault, 2 wrong usage, 3 the source cannot be read, 4 the note cannot be written.
"""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import errno
import io
import logging
import os
import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot import config, logs, terminal
from bot.app import opened
from bot.errors import BotError, SettingsInvalid, SourceError, StoreFull, TelegramLost, ToneUnknown
from bot.note import tones
from handlers import texts
from handlers.texts import terminal as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.config import Settings

log = logging.getLogger(__name__)

_CODES: Final[Mapping[type[BotError], int]] = {
    ToneUnknown: 2,
    SettingsInvalid: 2,
    TelegramLost: 1,
    SourceError: 3,
    BotError: 4,
}
"""The exit code of each kind of error; the first that fits."""

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, help=words.HELP)


@app.command(help=words.NOTE)
def note(
    source: Annotated[str, typer.Argument(help=words.SOURCE)],
    tone: Annotated[str, typer.Option(help=words.TONE.format(tones=texts.tones(tones.load().values())))] = "",
    out: Annotated[Path | None, typer.Option(help=words.OUT, file_okay=False)] = None,
    *,
    json: Annotated[bool, typer.Option("--json", help=words.JSON)] = False,
    pictures: Annotated[bool, typer.Option("--pictures/--no-pictures", help=words.PICTURES)] = True,
) -> None:
    """Write one note."""
    settings = _settings(level="ERROR")

    async def work() -> None:
        async with opened(settings) as studio:
            job = terminal.Job(source=source, tone=tone, out=out, as_json=json, pictures=pictures)
            await terminal.note(studio, job)

    asyncio.run(work())


@app.command(help=words.RUN)
def run() -> None:
    """Serve Telegram, or the terminal without a token."""
    _serve("run")


@app.command(help=words.WEB)
def web() -> None:
    """Take orders from Telegram's webhook."""
    _serve("web")


@app.command(help=words.WORKER)
def worker() -> None:
    """Carry orders out."""
    _serve("worker")


@app.command(help=words.MIGRATE)
def migrate() -> None:
    """Bring the database to its newest state."""
    _serve("migrate")


@app.command(help=words.DOCTOR)
def doctor(
    *,
    fix: Annotated[bool, typer.Option("--fix", help=words.FIX)] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help=words.QUIET)] = False,
) -> None:
    """Look at everything that the bot needs."""
    from bot.doctor import examine  # noqa: PLC0415 - only this command installs things

    if not asyncio.run(examine(_settings(), fix=fix, quiet=quiet)):
        raise typer.Exit(1)


def _settings(*, level: str = "") -> Settings:
    """Read the settings and start the log, at another level than the usual one where none is set."""
    settings = config.load()
    if level and "log_level" not in settings.model_fields_set:
        settings = settings.model_copy(update={"log_level": level})
    logs.configure(settings)
    return settings


def _serve(command: str) -> None:
    from bot import serving  # noqa: PLC0415 - its libraries take a second to import, which no other command needs

    asyncio.run(getattr(serving, command)(_settings()))


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code; whatever goes wrong is one sentence on stderr."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _make_lenient(stream)
    try:
        code = int(app(arguments, prog_name="python -m bot", standalone_mode=False) or 0)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last resort
        return _failed(error)
    return code


def _failed(error: Exception | KeyboardInterrupt) -> int:
    match error:
        case BotError():
            code = next(code for kind, code in _CODES.items() if isinstance(error, kind))
            return _sorry(texts.explain(error, paste=words.PASTE), code)
        case typer.exceptions.TyperException():
            return _sorry(words.usage(error.format_message()), 2)
        case KeyboardInterrupt() | typer.Abort():
            return 130
        case BrokenPipeError():  # rich and typer end the program like this by themselves
            _leave_stdout()
            return 1
        case OSError(errno=errno.ENOSPC):
            _leave_stdout()
            return _sorry(texts.explain(StoreFull()), 4)
        case _:
            log.debug("unexpected", exc_info=error)
            return _sorry(words.UNEXPECTED.format(kind=type(error).__name__), 1)


def _make_lenient(stream: object) -> None:
    """Let a stream pass Chinese where its encoding is only ASCII, and mark with ? what it cannot pass."""
    if isinstance(stream, io.TextIOWrapper):
        ascii_only = codecs.lookup(stream.encoding).name == "ascii"
        stream.reconfigure(encoding="utf-8" if ascii_only else None, errors="replace")


def _leave_stdout() -> None:
    """Drop what stdout still holds: Python would try to write it once more at the end, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _sorry(sentence: str, code: int) -> int:
    with contextlib.suppress(OSError):
        sys.stderr.write(f"{sentence}\n")
    return code
