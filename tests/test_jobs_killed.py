"""The durable queue in processes that are killed: what they had begun is gone on with, in order and once."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from tests.support.lanes import Work, opened, submit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.support.nursery import Born, Nursery
    from tests.support.postgres import Postgres

    Working = Callable[..., AbstractAsyncContextManager["Worker"]]


@pytest.fixture
def work() -> Work:
    return Work()


class Worker:
    """A process of `tests.support.working`."""

    def __init__(self, name: str, born: Born, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.name = name
        self.born = born
        self.said: list[str] = []
        self._reader = reader
        self._writer = writer

    async def until(self, line: str) -> None:
        """Read what it says up to a line; "" is its end."""
        async with asyncio.timeout(30):
            while (found := (await self._reader.readline()).decode().strip()) != line:
                assert found, self.said
                self.said.append(found)
        if line:
            self.said.append(line)

    def end(self) -> None:
        """End its input."""
        if self._writer.can_write_eof():
            self._writer.write_eof()

    async def ended(self) -> None:
        """Wait for its end."""
        async with asyncio.timeout(30):
            await self.born.ended.wait()
        self._writer.close()
        await self._writer.wait_closed()


@pytest.fixture
def working(nursery: Nursery, tmp_path: Path) -> Working:
    """Start a worker; leaving ends it."""

    @asynccontextmanager
    async def start(database: str, name: str, dies: str = "") -> AsyncIterator[Worker]:
        ours, its = socket.socketpair()
        with its:
            born = await nursery.start(
                database, name, dies,
                main="tests.support.working", cwd=tmp_path, environment=os.environ, log=f"{name}.log", wire=its,
            )  # fmt: skip
        worker = Worker(name, born, *await asyncio.open_connection(sock=ours))
        try:
            yield worker
        finally:
            worker.end()
            await worker.ended()

    return start


async def test_a_job_killed_at_every_boundary_does_each_step_once(database: str, work: Work, working: Working) -> None:
    async with opened(database, work, works=False) as lanes:
        await submit(lanes, "a")
        await submit(lanes, "b")
    said: list[str] = []
    for dies in ("before one", "after one", "after two", "after three"):
        async with working(database, "alone", dies) as worker:
            await worker.until("")
        assert worker.born.code == -signal.SIGKILL
        said += worker.said
    async with working(database, "alone") as worker:
        await worker.until("alone: b done")
    said = [line.removeprefix("alone: ") for line in [*said, *worker.said] if "works" not in line]
    steps = ("one", "two", "three", "done")
    assert said == [f"{name} {step}" for name in "ab" for step in steps]


async def test_a_step_that_a_kill_cut_off_is_done_again_and_those_before_are_not(
    database: str, work: Work, working: Working
) -> None:
    async with opened(database, work, works=False) as lanes:
        await submit(lanes, "a")
    async with working(database, "alone", "in two") as first:
        await first.until("")
    async with working(database, "alone") as second:
        await second.until("alone: a done")
    assert first.said[-1] == "alone: a two"
    assert [line for line in second.said if "works" not in line] == ["alone: a two", "alone: a three", "alone: a done"]


async def test_three_workers_keep_the_order_of_every_lane_and_do_nothing_twice(
    work: Work, working: Working, postgres: Postgres
) -> None:
    database = postgres.database()
    async with AsyncExitStack() as stack:
        lanes = await stack.enter_async_context(opened(database, work, name="web", works=False))
        workers = [await stack.enter_async_context(working(database, name)) for name in ("x", "y", "z")]
        for worker in workers:
            await worker.until(f"{worker.name}: works")
        for number in range(30):
            await submit(lanes, f"{number % 10}.{number // 10}", lane=f"{number % 10}")
        async with asyncio.timeout(30):
            while any([await lanes.orders(f"{lane}") for lane in range(10)]):
                pass
        for worker in workers:
            worker.end()
            await worker.until("")
    done = [line.split()[1] for worker in workers for line in worker.said if line.endswith("done")]
    assert sorted(done) == [f"{lane}.{number}" for lane in range(10) for number in range(3)]


async def test_a_dead_workers_job_is_taken_over_in_order_and_stopped_from_afar(
    work: Work, working: Working, postgres: Postgres
) -> None:
    database = postgres.database()
    async with opened(database, work, name="web", works=False) as lanes:
        await submit(lanes, "a")
        async with working(database, "first", "in two") as first:
            await first.until("")
        await submit(lanes, "b")
        async with working(database, "second") as second:
            await second.until("second: b done")
            await lanes.submit("work", key="msg:w", lane="2", order={"name": "w", "waits": True})
            await second.until("second: w one")
            assert await lanes.stop("2") == 1
            await second.until("second: w stopped")
    said = [line.removeprefix("second: ") for line in second.said if "works" not in line]
    assert said[:3] == ["a two", "a three", "a done"]
    assert said[3:7] == ["b one", "b two", "b three", "b done"]
