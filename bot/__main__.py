"""The commands: note · run · doctor. The home of typer.

Exit 0 done, 2 wrong usage, 3 the source cannot be read, 4 the note cannot be written.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from bot import config, logs, terminal
from bot.app import opened
from bot.errors import BotError, SettingsInvalid, SourceError, ToneUnknown
from bot.jobs import Jobs
from handlers import serve, texts

if TYPE_CHECKING:
    from bot.config import Settings

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, help=texts.CLI_HELP)


@app.command(help=texts.CLI_NOTE)
def note(
    source: Annotated[str, typer.Argument(help=texts.CLI_SOURCE)],
    tone: Annotated[str, typer.Option(help=texts.CLI_TONE)] = "",
    out: Annotated[Path | None, typer.Option(help=texts.CLI_OUT, file_okay=False)] = None,
    *,
    json: Annotated[bool, typer.Option("--json", help=texts.CLI_JSON)] = False,
    pictures: Annotated[bool, typer.Option("--pictures/--no-pictures", help=texts.CLI_PICTURES)] = True,
) -> None:
    """Write one note."""
    settings = _settings()

    async def work() -> None:
        async with opened(settings, keep=False) as studio:
            job = terminal.Job(source=source, tone=tone, out=out, as_json=json, pictures=pictures)
            await terminal.note(studio, job)

    asyncio.run(work())


@app.command(help=texts.CLI_RUN)
def run() -> None:
    """Serve Telegram, or the terminal without a token."""
    asyncio.run(_run(_settings()))


@app.command(help=texts.CLI_DOCTOR)
def doctor(
    *,
    fix: Annotated[bool, typer.Option("--fix", help=texts.CLI_FIX)] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help=texts.CLI_QUIET)] = False,
) -> None:
    """Look at everything that the bot needs."""
    from bot.doctor import examine  # noqa: PLC0415 - only this command installs things

    if not asyncio.run(examine(_settings(), fix=fix, quiet=quiet)):
        raise typer.Exit(1)


def _settings() -> Settings:
    settings = config.load()
    logs.configure(settings)
    return settings


async def _run(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, _stop_or_leave, stop)
    async with opened(settings, keep=True) as studio:
        if settings.telegram_bot_token is None:
            await terminal.converse(studio, stop=stop)
        else:
            await serve(
                token=settings.telegram_bot_token.get_secret_value(),
                base_url=str(settings.telegram_base_url).rstrip("/"),
                studio=studio,
                jobs=Jobs(),
                stop=stop,
            )


def _stop_or_leave(stop: asyncio.Event) -> None:
    """End in order at the first signal, at once at the second."""
    if stop.is_set():
        os._exit(1)
    stop.set()


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code; whatever goes wrong is one sentence on stderr."""
    try:
        return int(app(arguments, prog_name="python -m bot", standalone_mode=False) or 0)
    except (ToneUnknown, SettingsInvalid) as error:
        return _sorry(texts.explain(error), 2)
    except SourceError as error:
        return _sorry(texts.explain(error), 3)
    except BotError as error:
        return _sorry(texts.explain(error), 4)
    except typer.exceptions.TyperException as error:
        return _sorry(texts.usage(error.format_message()), 2)
    except (KeyboardInterrupt, typer.Abort):
        return 130


def _sorry(sentence: str, code: int) -> int:
    with contextlib.suppress(BrokenPipeError):
        sys.stderr.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
