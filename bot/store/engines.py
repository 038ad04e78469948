"""How a database is reached: addresses, engines, migrations, and what its failures mean to us."""

from __future__ import annotations

import errno
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
    """Give SQLite what it lacks by default; other databases need nothing."""
    if made.dialect.name != "sqlite":
        return

    @sa.event.listens_for(made, "connect")
    def on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
        connection.isolation_level = None  # else the driver begins transactions by itself, and too late
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={round(busy_timeout * 1000)}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @sa.event.listens_for(made, "begin")
    def on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)
