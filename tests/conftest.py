"""What every test shares: nothing beyond loopback can be reached, no setting of this machine is seen."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import shutil
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from bot.config import Settings
from bot.jobs import Jobs
from bot.store import jobs_engine
from bot.store.engines import migrate, parsed
from tests.support import postgres as embedded
from tests.support.leaks import pytest_runtest_makereport
from tests.support.nursery import Nursery, unmeasured
from tests.support.site import Site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from tests.support.postgres import Postgres

__all__ = ["pytest_runtest_makereport"]  # a hook of every test

_connect = socket.socket.connect

# No test meets a server whose certificate is real; to read the list of all authorities takes each client 20 ms.
os.environ.pop("SSL_CERT_FILE", None)
os.environ["SSL_CERT_DIR"] = os.devnull

# The suite says the same of the same code each time; a search for new cases is `--hypothesis-profile=default`.
hypothesis.settings.register_profile("suite", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("suite")


def _loopback_only(self: socket.socket, address: Any) -> None:
    if self.family in {socket.AF_INET, socket.AF_INET6} and not ipaddress.ip_address(address[0]).is_loopback:
        message = f"a test tried to reach {address}"
        raise AssertionError(message)
    _connect(self, address)


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _loopback_only)


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No variable and no .env of this machine reaches a test."""
    for name in list(os.environ):
        if name.lower() in Settings.model_fields or name == "DYNO" or name.startswith("RAILWAY_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path_factory.mktemp("cwd"))


@pytest.fixture
def only_this_process_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process that is started runs, other tests run in their own: it is quicker where no line is counted."""
    for name in os.environ.keys() - unmeasured():
        monkeypatch.delenv(name)


def _loggers() -> dict[logging.Logger, tuple[int, bool, list[logging.Handler]]]:
    known = [
        logging.root,
        *(one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)),
    ]
    return {one: (one.level, one.propagate, list(one.handlers)) for one in known}


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """Configuring the log is for the whole process; take it back after the test."""
    before, hook = _loggers(), sys.excepthook
    yield
    sys.excepthook = hook
    for logger, found in _loggers().items():
        level, propagate, handlers = before.get(logger, (logging.NOTSET, True, []))
        if found != (level, propagate, handlers):
            logger.setLevel(level)
            logger.propagate = propagate
            logger.handlers[:] = handlers


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as running:
        yield running


@pytest.fixture(scope="session")
def nursery() -> Nursery:
    """Bears bots that have nothing more to import."""
    return Nursery()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with embedded.running() as server:
        yield server


@pytest.fixture(scope="session")
def empty_jobs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The jobs' SQLite file as it is after a first start, which takes a second longer than the next."""
    folder = tmp_path_factory.mktemp("jobs")
    engine = jobs_engine(f"sqlite:///{folder}/xiaogao.db")

    async def start() -> None:
        async with Jobs(engine, name="alone", poll=0.02).open(within=1):
            pass

    with ThreadPoolExecutor() as beside:  # the tests' own loops
        beside.submit(asyncio.run, start()).result()
    engine.dispose()
    return folder / "xiaogao.jobs.db"


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store's SQLite file as it is after its migrations."""
    file = tmp_path_factory.mktemp("store") / "xiaogao.db"
    with ThreadPoolExecutor() as beside:  # the tests' own loops
        beside.submit(migrate, parsed(f"sqlite:///{file}"), busy_timeout=1).result()
    return file


@pytest.fixture(scope="session")
def reused(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each test's database is: an engine compiles its statements once for all the tests of an address."""
    return tmp_path_factory.mktemp("database")


@pytest.fixture
def database(empty_jobs: Path, empty_store: Path, reused: Path) -> str:
    """The address of an empty SQLite database, the file of its jobs beside it."""
    for file in reused.iterdir():
        file.unlink()
    shutil.copy(empty_jobs, reused)
    shutil.copy(empty_store, reused)
    return f"sqlite:///{reused}/xiaogao.db"


@pytest.fixture
def jobs_database(database: str) -> Iterator[Engine]:
    """The engine of its jobs."""
    engine = _compiled(database)
    yield engine
    engine.dispose()  # the next test's file is another one


_compiled = cache(jobs_engine)
