"""What a process does about its jobs after it was cut off for so long that others may think it dead."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.jobs import chores
from bot.jobs.chores import Chores
from bot.steps import Steps

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

JOB = "1|msg:a"


class Roll:
    """A roll on which everybody is alive."""

    held = False

    async def beat(self, name: str) -> None:
        """Take it as it is."""

    async def leave(self, name: str) -> None:
        """Take it as it is."""

    @asynccontextmanager
    async def alive(self, *, within: float) -> AsyncIterator[frozenset[str]]:
        """Hold the roll."""
        assert within
        self.held = True
        yield frozenset({"here", "there"})
        self.held = False


class Ledger:
    """Knows one job, and which process began it; only to be asked while the roll is held."""

    def __init__(self, roll: Roll) -> None:
        self._roll = roll
        self.process = "here"

    async def begun(self) -> dict[str, str]:
        """Name the process."""
        assert self._roll.held
        return {JOB: self.process}


class Clock:
    """A wall clock that is put forward by hand."""

    now = 1000.0

    def time(self) -> float:
        """Seconds."""
        return self.now


@pytest.mark.parametrize("process", ["here", "there"])
async def test_after_a_gap_a_job_is_lost_only_if_another_process_took_it(
    process: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, roll = Clock(), Roll()
    monkeypatch.setattr(chores, "time", clock)
    ledger, running = Ledger(roll), dict[str, Steps]()
    beating = Chores(cast("Any", ledger), running, name="here", roll=roll)
    await beating.beat()
    running[JOB] = Steps(cast("Any", None), alive=beating.alive)
    assert running[JOB].ours()
    clock.now += 60
    assert not running[JOB].ours()
    ledger.process = process
    await beating.beat()
    assert running[JOB].ours() == (process == "here")


async def test_a_job_that_begins_while_it_is_asked_what_was_taken_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, running = Clock(), dict[str, Steps]()
    monkeypatch.setattr(chores, "time", clock)

    class Busy(Roll):
        """While it is held, another job begins."""

        @asynccontextmanager
        async def alive(self, *, within: float) -> AsyncIterator[frozenset[str]]:
            """Hold the roll."""
            async with super().alive(within=within) as names:
                yield names
            running["2|msg:b"] = Steps(cast("Any", None), alive=beating.alive)

    roll = Busy()
    beating = Chores(cast("Any", Ledger(roll)), running, name="here", roll=roll)
    await beating.beat()
    running[JOB] = Steps(cast("Any", None), alive=beating.alive)
    clock.now += 60
    await beating.beat()
    assert [steps.ours() for steps in running.values()] == [True, True]
