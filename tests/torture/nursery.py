"""Starts bots in milliseconds: a process that has imported everything and forks. `Nursery` speaks to it.

Each bot is a process like any other, with its own environment, folder and log; only the three seconds of importing are
saved, hundreds of times.
"""

from __future__ import annotations

import asyncio
import json
import os
import select
import signal
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]


@dataclass
class Born:
    """A bot that was started; `ended` is its end, whatever brought it about, `code` is below 0 for a signal."""

    pid: int
    log: Path
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    code: int | None = None

    def send(self, sign: signal.Signals) -> None:
        """Send it a signal, if it still runs."""
        if not self.ended.is_set():
            with suppress(ProcessLookupError):
                os.kill(self.pid, sign)


class Nursery:
    """The process, from entering to leaving; what it started ends with it."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._born: dict[int, Born] = {}
        self._births: asyncio.Queue[Born] = asyncio.Queue()
        self._starting = asyncio.Lock()
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.torture.nursery",
            cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process is not None
        assert self._listening is not None
        for born in self._born.values():
            born.send(signal.SIGKILL)
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._listening
        await self._process.wait()

    async def start(self, *arguments: str, cwd: Path, environment: Mapping[str, str], log: str = "bot.log") -> Born:
        """Start `python -m tests.torture.bot`; what it writes is added to the log, a file in its folder."""
        assert self._process is not None
        assert self._process.stdin is not None
        order = {"arguments": arguments, "cwd": str(cwd), "environment": dict(environment), "log": log}
        async with self._starting:
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            return await self._births.get()

    async def _listen(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            told = json.loads(line)
            if "began" in told:
                born = self._born[told["began"]] = Born(told["began"], Path(told["log"]))
                self._births.put_nowait(born)
            else:
                born = self._born.pop(told["ended"])  # the number may be given again
                born.code = told["code"]
                born.ended.set()


def _serve() -> None:
    """Fork a bot for each line that comes in, and tell of those that ended, until nothing comes any more."""
    from tests.torture import bot  # noqa: PLC0415 - whoever speaks to the nursery does not need all that

    awake, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.set_wakeup_fd(wake)
    orders = b""
    while True:
        ready, _, _ = select.select([0, awake], [], [])
        if awake in ready:
            os.read(awake, 4096)
            _tell_the_ended()
        if 0 in ready:
            if not (read := os.read(0, 65536)):
                return
            *lines, orders = (orders + read).split(b"\n")
            for line in lines:
                _bear(json.loads(line), bot.main)


def _bear(order: dict[str, Any], main: Any) -> None:
    log = str(Path(order["cwd"]) / order["log"])
    if pid := os.fork():
        _tell(began=pid, log=log)
        return
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        file, nothing = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644), os.open(os.devnull, os.O_RDONLY)
        for descriptor, source in ((0, nothing), (1, file), (2, file)):
            os.dup2(source, descriptor)
        os.chdir(order["cwd"])
        os.environ.update(order["environment"])
        code = main(order["arguments"])
    except BaseException:  # noqa: BLE001 - whatever it is, it must not fall back into the parent's loop
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _tell_the_ended() -> None:
    with suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            _tell(ended=found[0], code=os.waitstatus_to_exitcode(found[1]))


def _tell(**said: Any) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _serve()
