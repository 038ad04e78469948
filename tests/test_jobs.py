from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import pytest


class Work:
    """Jobs that say when they begin, wait until they are let go, and say when they end."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.began: dict[str, asyncio.Event] = {}
        self.gates: dict[str, asyncio.Event] = {}

    def job(self, name: str) -> Callable[[], Awaitable[None]]:
        began, gate = self.began.setdefault(name, asyncio.Event()), self.gates.setdefault(name, asyncio.Event())

        async def work() -> None:
            self.log.append(f"{name} begins")
            began.set()
            try:
                await gate.wait()
                self.log.append(f"{name} ends")
            except asyncio.CancelledError:
                self.log.append(f"{name} is cancelled")
                raise

        return work

    def let_go(self, *names: str) -> None:
        for name in names:
            self.gates[name].set()


async def test_within_a_lane_jobs_run_one_at_a_time_and_in_order() -> None:
    jobs, work = Jobs(), Work()
    for name in "abc":
        assert jobs.submit(name, 1, work.job(name))
    work.let_go("c", "b", "a")
    await jobs.close(within=5)
    assert work.log == ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]


async def test_lanes_do_not_wait_for_each_other() -> None:
    jobs, work = Jobs(), Work()
    jobs.submit("slow", 1, work.job("slow"))
    jobs.submit("quick", 2, work.job("quick"))
    work.let_go("quick")
    await work.began["slow"].wait()
    await work.began["quick"].wait()
    work.let_go("slow")
    await jobs.close(within=5)
    assert work.log.index("quick begins") < work.log.index("slow ends")


async def test_no_more_lanes_work_at_once_than_allowed() -> None:
    jobs, work = Jobs(at_once=1), Work()
    jobs.submit("a", 1, work.job("a"))
    jobs.submit("b", 2, work.job("b"))
    await work.began["a"].wait()
    assert not work.began["b"].is_set()
    work.let_go("a", "b")
    await jobs.close(within=5)
    assert work.log == ["a begins", "a ends", "b begins", "b ends"]


async def test_the_same_key_is_taken_once_until_it_is_done() -> None:
    jobs, work = Jobs(), Work()
    assert jobs.submit("a", 1, work.job("a"))
    assert not jobs.submit("a", 1, work.job("twice"))
    await work.began["a"].wait()
    assert not jobs.submit("a", 2, work.job("twice"))
    done = asyncio.Event()

    async def last() -> None:
        done.set()

    jobs.submit("b", 1, last)
    work.let_go("a")
    await done.wait()
    assert jobs.submit("a", 1, work.job("again"))
    work.let_go("again")
    await jobs.close(within=5)
    assert "twice begins" not in work.log
    assert "again ends" in work.log


async def test_a_job_that_fails_is_logged_and_the_next_one_runs(caplog: pytest.LogCaptureFixture) -> None:
    jobs, work = Jobs(), Work()

    async def broken() -> None:
        message = "out of paper"
        raise RuntimeError(message)

    jobs.submit("broken", 7, broken)
    jobs.submit("next", 7, work.job("next"))
    work.let_go("next")
    await jobs.close(within=5)
    assert work.log == ["next begins", "next ends"]
    assert "a job of lane 7 failed" in caplog.text
    assert "out of paper" in caplog.text


async def test_a_lane_that_ran_empty_takes_new_work() -> None:
    jobs, work = Jobs(), Work()
    for name in ("first", "second"):
        jobs.submit(name, 1, work.job(name))
        work.let_go(name)
        await work.began[name].wait()
        await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == "lane 1"))
    assert work.log == ["first begins", "first ends", "second begins", "second ends"]


async def test_closing_waits_for_what_runs_and_takes_no_more() -> None:
    jobs, work = Jobs(), Work()
    jobs.submit("a", 1, work.job("a"))
    await work.began["a"].wait()
    closing = asyncio.create_task(jobs.close(within=5))
    await asyncio.sleep(0)
    assert not jobs.submit("b", 2, work.job("b"))
    work.let_go("a")
    await closing
    assert work.log == ["a begins", "a ends"]


async def test_what_takes_too_long_at_the_end_is_cancelled() -> None:
    jobs, work = Jobs(), Work()
    jobs.submit("stuck", 1, work.job("stuck"))
    jobs.submit("behind it", 1, work.job("behind it"))
    await work.began["stuck"].wait()
    await jobs.close(within=0.01)
    assert work.log == ["stuck begins", "stuck is cancelled"]


async def test_closing_what_never_worked_is_no_trouble() -> None:
    await Jobs().close(within=1)
