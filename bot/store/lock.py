"""Lets one process at a time serve from a SQLite file: two would take each other's jobs and Telegram's updates."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import StoreTaken
from bot.store.engines import sqlite_file, translated

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def sole(address: str) -> Iterator[None]:
    """Hold the SQLite file at `address` until the end of the context, or of the process, however that comes about.

    Any other database is made for many and needs no lock. Never waits. Raises StoreTaken, or StoreError where no lock
    file can be written. The lock file stays: deleting it would let two processes hold two files of one name.
    """
    file = sqlite_file(address)
    if file is None:
        yield
        return
    held = _locked(Path(f"{file}.lock"))
    try:
        yield
    finally:
        os.close(held)


def _locked(path: Path) -> int:
    """Open and lock a file and write our process id into it; the descriptor, which no child process inherits."""
    with translated():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(descriptor)
            os.ftruncate(descriptor, 0)
            os.write(descriptor, b"%d" % os.getpid())
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor


def _lock(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.read(descriptor, 20).decode("ascii", "replace")
        raise StoreTaken(holder if holder.isdigit() else "?") from None
