"""The bot as its operator starts it: a process, whose log is read to its end and searched for secrets."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from itertools import count
from typing import TYPE_CHECKING

from tests.support.leaks import leaks
from tests.support.nursery import ROOT, Born

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from tests.support.nursery import Nursery

_SECRET = ("TELEGRAM_BOT_TOKEN", "OPENAI_API_KEY", "WEBHOOK_SECRET")
_LEAVING = 30
"""Seconds to end after SIGTERM, as Heroku gives."""
_numbers = count(1)


@asynccontextmanager
async def started(
    *arguments: str,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    code: int = 0,
    nursery: Nursery | None = None,
) -> AsyncIterator[Born]:
    """Start `python -m bot`, or have it born; leaving ends it as a platform does, if it still runs.

    It is expected to end with this exit code.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    log = f"bot-{next(_numbers)}.log"
    if nursery:
        bot = await nursery.start(*arguments, cwd=cwd, environment=environment, log=log)
    else:
        bot = await _executed(*arguments, cwd=cwd, environment=environment, log=cwd / log)
    try:
        yield bot
    finally:
        bot.send(signal.SIGTERM)
        try:
            await asyncio.wait_for(bot.ended.wait(), _LEAVING)
        except TimeoutError:
            bot.send(signal.SIGKILL)
            raise
        shown = leaks(bot.said, *filter(None, map(environment.get, _SECRET)))
        assert not shown, f"the process wrote secrets: {shown}"
    assert bot.code == code, bot.said


async def _executed(*arguments: str, cwd: Path, environment: Mapping[str, str], log: Path) -> Born:
    with log.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments,
            cwd=cwd, env=environment, stdin=asyncio.subprocess.PIPE, stdout=file, stderr=file,
        )  # fmt: skip
    bot = Born(process.pid, log)

    def ended(waited: asyncio.Task[int]) -> None:
        bot.code = waited.result()
        bot.ended.set()

    asyncio.create_task(process.wait()).add_done_callback(ended)
    return bot
