"""A Telegram of one's own for whoever has no token yet: the playground as a process beside the bot."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.errors import TrialFailed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.config import Settings

_PORTS: Final = (8081, 0)
"""The one that people find again, and any other where it is taken."""
_START_SECONDS: Final = 20
_END_SECONDS: Final = 5


@asynccontextmanager
async def trial(settings: Settings) -> AsyncIterator[Settings]:
    """Start a Telegram on loopback and return the settings by which the bot serves it; its drafts go when it ends.

    Raises TrialFailed.
    """
    async with _playground() as said:
        with tempfile.TemporaryDirectory(prefix="xiaogao-", ignore_cleanup_errors=True) as folder:
            yield settings.tried_out(
                token=said["token"],
                address=said["address"],
                database=f"sqlite+aiosqlite:///{Path(folder) / 'trial.db'}",
                readable=urlsplit(said["samples"]).netloc,
            )


@asynccontextmanager
async def _playground() -> AsyncIterator[dict[str, str]]:
    for port in _PORTS:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.playground", "--page", "--tied", "--port", str(port),
            stdin=asyncio.subprocess.PIPE,  # when this process dies, it ends, and so does the playground
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is ours: the bot says its last words first
        )  # fmt: skip
        try:
            if line := await _first_line(process):
                yield json.loads(line)
                return
        finally:
            await _end(process)
    raise TrialFailed


async def _first_line(process: asyncio.subprocess.Process) -> bytes:
    assert process.stdout is not None  # noqa: S101 - a pipe
    with suppress(TimeoutError):
        async with asyncio.timeout(_START_SECONDS):
            return await process.stdout.readline()
    return b""


async def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    with suppress(TimeoutError):
        async with asyncio.timeout(_END_SECONDS):
            await process.wait()
