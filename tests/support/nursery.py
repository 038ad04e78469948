"""Starts bots in milliseconds: a process that has imported everything forks them. `Nursery` speaks to it.

Each is a process like any other, with its own environment, folder and log; only the seconds of importing are saved,
hundreds of times. None outlives the process that had it started.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing import connection, forkserver
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from coverage import process_startup

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping

ROOT: Final = Path(__file__).parents[2]
_IMPORTED: Final = [
    "bot.commands",
    "bot.serving",
    "bot.note.writer",
    "bot.web.engine",
    "tests.support.working",
    "tests.torture.bot",
]
_MEASURING: Final = ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")


def unmeasured() -> dict[str, str]:
    """This process's environment, for one whose lines are not to be counted: it is half as fast where they are."""
    return {name: value for name, value in os.environ.items() if name not in _MEASURING}


@dataclass
class Born:
    """A process that was started; `ended` is its end, whatever brought it about, `code` is below 0 for a signal."""

    pid: int
    log: Path
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    code: int | None = None

    @property
    def said(self) -> str:
        """What is in the log so far."""
        return self.log.read_text(encoding="utf-8")

    def send(self, sign: signal.Signals) -> None:
        """Send it a signal, if it still runs."""
        if not self.ended.is_set():
            os.kill(self.pid, sign)


class Nursery:
    """The process that forks; there is one, from the first `Nursery` to the end of this process."""

    def __init__(self) -> None:
        """Import everything."""
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(_IMPORTED)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONPATH", str(ROOT))
            for name in set(os.environ) - set(unmeasured()):
                patch.delenv(name)
            forkserver.ensure_running()
        first = self._context.Process(target=int)
        first.start()
        first.join()

    async def start(
        self,
        *arguments: str,
        cwd: Path,
        environment: Mapping[str, str],
        log: str = "bot.log",
        main: str = "bot.commands",
        wire: socket.socket | None = None,
    ) -> Born:
        """Run the `main` of a module, with this environment and nothing else of ours.

        What it writes is added to the log, a file in its folder; its input and output are the `wire`, if there is one.
        """
        order = (main, arguments, str(cwd), dict(environment), str(cwd / log), wire)
        process = self._context.Process(target=_live, args=order, daemon=True)
        process.start()
        assert process.pid
        born, loop = Born(process.pid, cwd / log), asyncio.get_running_loop()

        def ended() -> None:
            loop.remove_reader(process.sentinel)
            process.join()
            born.code = process.exitcode
            process.close()
            born.ended.set()

        loop.add_reader(process.sentinel, ended)
        return born


def _live(
    main: str,
    arguments: tuple[str, ...],
    cwd: str,
    environment: dict[str, str],
    log: str,
    wire: socket.socket | None,
) -> None:
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    reads, writes = (wire.fileno(), wire.fileno()) if wire else (os.open(os.devnull, os.O_RDONLY), file)
    for descriptor, source in ((0, reads), (1, writes), (2, file)):
        os.dup2(source, descriptor)
    sys.stdin = os.fdopen(0, closefd=False)  # multiprocessing has another one
    if wire:
        wire.close()
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    measured = process_startup(force=True)
    try:
        sys.exit(import_module(main).main(list(arguments)))
    except Exception:
        traceback.print_exc()
        raise
    finally:
        if measured:
            measured.stop()
            measured.save()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent
    connection.wait([parent.sentinel])
    os.kill(os.getpid(), signal.SIGKILL)
