"""How a database is reached: addresses, engines, migrations, and what its failures mean to us."""

from __future__ import annotations

import errno
import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import StoreBroken, StoreFull, StoreLocked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.errors import StoreError

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}
_FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"})
"""The second is how a write-ahead log's shared memory meets a full disk."""
_LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED")
_JOBS_POOL = 20
_JOBS_PATIENCE = 30.0
"""Seconds that the jobs wait for one another to write."""
_UNIXEPOCH = (3, 42)
"""From this version on SQLite knows "subsec"."""
_IDLE = 10.0
"""Seconds after which PostgreSQL takes back a transaction in which nothing happens: that of a process that was frozen,
whose locks would hold up all the others."""
_MIGRATIONS = Path(__file__).parent / "migrations"


def parsed(address: str) -> sa.URL:
    """Read a database's address, naming the driver we use for it. Raises StoreBroken."""
    try:
        url = sa.make_url(address)
    except ArgumentError as error:
        raise StoreBroken("not the address of a database") from error
    name = _DRIVERS.get(url.drivername, url.drivername)
    if name not in _DRIVERS.values():
        raise StoreBroken(f"no support for {url.drivername}")
    if name.startswith("sqlite") and url.database in {None, "", ":memory:"}:
        raise StoreBroken("SQLite needs a file")
    return url.set(drivername=name)


def sqlite_file(address: str) -> Path | None:
    """Find the file of a SQLite address, links followed; None for another database. Raises StoreBroken."""
    url = parsed(address)
    return Path(str(url.database)).resolve() if url.drivername.startswith("sqlite") else None


def engine(url: sa.URL, *, busy_timeout: float, writes: bool) -> AsyncEngine:
    """Make an engine, not yet connected; the one that writes has a single connection. Raises StoreBroken."""
    single: dict[str, Any] = {"pool_size": 1, "max_overflow": 0} if writes else {}
    with translated():
        made = create_async_engine(url, **single)
    _prepare(made.sync_engine, busy_timeout=busy_timeout, begin="BEGIN IMMEDIATE" if writes else "BEGIN")
    return made


def jobs_engine(address: str) -> sa.Engine:
    """Make the engine of the jobs: a SQLite file beside the one at `address`, else that database. Raises StoreError.

    They write from threads, and would hold up the drafts in one SQLite file.
    """
    url = parsed(address)
    if not url.drivername.startswith("sqlite"):
        with translated():
            made = sa.create_engine(url, pool_size=_JOBS_POOL, max_overflow=0, pool_pre_ping=True)
        _prepare(made, busy_timeout=_JOBS_PATIENCE, begin="")
        return made
    file = Path(str(url.database))
    with translated():
        file.parent.mkdir(parents=True, exist_ok=True)
        made = sa.create_engine(url.set(drivername="sqlite", database=str(file.with_suffix(".jobs.db"))))
    _prepare(made, busy_timeout=_JOBS_PATIENCE, begin="")
    sa.event.listen(made, "connect", _give_milliseconds)
    return made


def _give_milliseconds(connection: sqlite3.Connection, _record: object) -> None:
    """Let the library of the jobs order them by the millisecond.

    Before Python 3.12 it asks for `strftime('%s', 'now')`, whole seconds, and from then on for what old SQLite lacks.
    """
    connection.create_function("strftime", 2, _now)
    if sqlite3.sqlite_version_info < _UNIXEPOCH:
        connection.create_function("unixepoch", -1, _now)


def _now(*_: object) -> float:
    """Seconds since 1970; the library asks these functions for nothing else."""
    return time.time()


def migrate(url: sa.URL, *, busy_timeout: float) -> None:
    """Bring the schema to its newest state, making a SQLite file's folder first. Blocks. Raises StoreError."""
    with translated():
        if url.drivername.startswith("sqlite"):
            Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
            url = url.set(drivername="sqlite")
        made = sa.create_engine(url, poolclass=sa.NullPool)
        _prepare(made, busy_timeout=busy_timeout, begin="BEGIN IMMEDIATE")
        with made.begin() as connection:
            command.upgrade(alembic_config(connection), "head")


def scrub(connection: sa.Connection) -> None:
    """Empty SQLite's log, in which what was deleted would stand for a while yet; elsewhere vacuuming does that."""
    if connection.dialect.name == "sqlite":
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.close()


def alembic_config(connection: sa.Connection) -> Config:
    """Make the settings that Alembic would read from a file, for a connection that is open."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the libraries raise into the errors of ours."""
    try:
        yield
    except (SQLAlchemyError, CommandError, OSError, ImportError) as error:
        raise _meaning(error) from error


def _meaning(error: Exception) -> StoreError:
    cause = getattr(error, "orig", None) or error
    name = getattr(cause, "sqlite_errorname", "")
    if name in _FULL or getattr(cause, "errno", None) == errno.ENOSPC:
        return StoreFull(str(cause))
    if name.startswith(_LOCKED) or isinstance(error, PoolTimeout):
        return StoreLocked(str(cause))
    return StoreBroken(str(cause))


def _prepare(made: sa.Engine, *, busy_timeout: float, begin: str) -> None:
    """Give a database what it lacks by default; without a `begin`, which only SQLite needs, the driver begins."""
    if made.dialect.name == "sqlite":
        _prepare_sqlite(made, busy_timeout=busy_timeout, begin=begin)
    else:
        sa.event.listen(made, "connect", _free_what_is_frozen)


def _free_what_is_frozen(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    """Have PostgreSQL take a transaction back in which nothing happens."""
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(f"SET idle_in_transaction_session_timeout = {round(_IDLE * 1000)}")
    cursor.close()
    connection.autocommit = False


def _prepare_sqlite(made: sa.Engine, *, busy_timeout: float, begin: str) -> None:
    @sa.event.listens_for(made, "connect")
    def on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - likewise
        # By itself the driver begins transactions too late; where it has to, it takes the lock at once.
        connection.isolation_level = None if begin else "IMMEDIATE"
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={round(busy_timeout * 1000)}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten: /forget promises that it is gone
        cursor.close()

    @sa.event.listens_for(made, "begin")
    def on_begin(connection: sa.Connection) -> None:
        if begin:
            connection.exec_driver_sql(begin)
