"""The bot as its operator starts it: a process, whose log is read to its end and searched for secrets."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.leaks import leaks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

ROOT = Path(__file__).parents[2]
_SECRET = ("TELEGRAM_BOT_TOKEN", "OPENAI_API_KEY", "WEBHOOK_SECRET")
_LEAVING = 30
"""Seconds to end after SIGTERM, as Heroku gives."""
_numbers = count(1)


@dataclass(frozen=True)
class Bot:
    """A running `python -m bot`; its log is a file, so that it never waits for a reader."""

    process: asyncio.subprocess.Process
    log: Path

    @property
    def said(self) -> str:
        """What is in the log so far."""
        return self.log.read_text(encoding="utf-8")


@asynccontextmanager
async def started(
    *arguments: str, cwd: Path, environment: Mapping[str, str] | None = None, code: int = 0
) -> AsyncIterator[Bot]:
    """Start the bot; leaving ends it as a platform does, if it still runs, and expects this exit code."""
    environment = environment or {}
    log = cwd / f"bot-{next(_numbers)}.log"
    with log.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments,
            cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=file,
        )  # fmt: skip
    bot = Bot(process, log)
    try:
        yield bot
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        try:
            out, _ = await asyncio.wait_for(process.communicate(), _LEAVING)
        except TimeoutError:
            process.kill()
            raise
        shown = leaks(out.decode() + bot.said, *filter(None, map(environment.get, _SECRET)))
        assert not shown, f"the process wrote secrets: {shown}"
    assert process.returncode == code, bot.said
