"""What a process that carries out jobs does beside them, again and again.

It says that it is alive, takes over what a dead process had begun, stops what is to stop, forgets what ended long ago.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Mapping
    from contextlib import AbstractAsyncContextManager

    from bot.steps import Steps

log = logging.getLogger(__name__)

_TICK: Final = 1.0
"""Seconds between two looks at which of the jobs that run here are to stop."""
_BEAT: Final = 2.0
_DEAD: Final = 10.0
"""Seconds without a heartbeat after which a process counts as dead; five are missed then."""
_SURE: Final = 5.0
"""Seconds after a heartbeat for which no other process can think this one dead, and what it sends is long there."""
_TIDY: Final = 3600.0
_KEPT: Final = timedelta(days=7)
"""How long ended jobs are remembered, so that an order that comes again is not carried out again."""


class Roll(Protocol):
    """Keeps the roll of the processes that work on one database. Raises StoreError."""

    async def beat(self, name: str) -> None:
        """Say that this process is alive."""

    async def leave(self, name: str) -> None:
        """Say that this process works no more."""

    def alive(self, *, within: float) -> AbstractAsyncContextManager[frozenset[str]]:
        """Hold the names of those that beat within so many seconds; only one process at a time may."""


class Ledger(Protocol):
    """Where the jobs of all processes are written down, by their ids. Raises StoreError."""

    async def to_stop(self, jobs: Collection[str]) -> Collection[str]:
        """List which of these are to stop."""

    async def begun(self) -> Mapping[str, str]:
        """List those that are begun and not ended, each with the name of the process that began it."""

    async def queue_again(self, jobs: Collection[str]) -> None:
        """Leave these to whichever process is free."""

    async def to_forget(self) -> set[str]:
        """Find all that is to be deleted when it has ended."""

    async def delete_ended(self, jobs: Collection[str]) -> set[str]:
        """Delete those of the jobs that have ended; return which."""

    async def tidy(self, *, before: datetime) -> None:
        """Delete those that ended before."""


class Chores:
    """The chores of one process, over the jobs that are `running` in it; without a `roll`, it is the only one."""

    def __init__(self, ledger: Ledger, running: Mapping[str, Steps], *, name: str, roll: Roll | None) -> None:
        """Have done none yet."""
        self._ledger = ledger
        self._running = running
        self._name = name
        self._roll = roll
        self._beaten = 0.0
        self._ending = asyncio.Event()
        self._forgetting: set[str] | None = None
        """Jobs to be deleted when they have ended; None while it is not known what an earlier process left."""

    async def repeated(self) -> None:
        """Do them all, each at its pace, until `end`; what is under way then is finished."""
        chores = [(_TICK, self.look_for_stops), (_TICK, self._sweep), (_TIDY, self._tidy)]
        if self._roll:
            chores.append((_BEAT, self._take_over))
        await asyncio.gather(*(self._repeat(seconds, work) for seconds, work in chores))

    def end(self) -> None:
        """Do none after those that are under way: one cut off would leave a connection open behind it."""
        self._ending.set()

    async def look_for_stops(self) -> None:
        """Stop here what another process, or a person through it, wants stopped."""
        if self._running:
            for job in await self._ledger.to_stop(self._running):
                if job in self._running:
                    self._running[job].stop()

    def forget(self, jobs: set[str]) -> None:
        """Delete these as soon as they have ended."""
        if self._forgetting is not None:
            self._forgetting |= jobs

    async def beat(self) -> None:
        """Say that this process is alive; after a gap, lose what another one took over meanwhile."""
        if self._roll:
            now = time.time()
            await self._roll.beat(self._name)
            if self._running and not self.alive():
                await self._lose_what_was_taken(self._roll)
            self._beaten = now

    async def _lose_what_was_taken(self, roll: Roll) -> None:
        running = dict(self._running)  # what begins meanwhile is surely ours
        async with roll.alive(within=_DEAD):  # nobody takes anything over meanwhile
            begun = await self._ledger.begun()
        for job, steps in running.items():
            if begun.get(job) != self._name:
                steps.lose()

    def alive(self) -> bool:
        """Whether this process surely counts as alive: not while it is cut off, nor just after it was frozen.

        By the wall clock, since the other one stands still while the machine sleeps.
        """
        return self._roll is None or abs(time.time() - self._beaten) < _SURE

    async def _take_over(self) -> None:
        """Beat, and queue again what dead processes had begun."""
        assert self._roll is not None  # noqa: S101 - a chore only where there is one
        await self.beat()
        async with self._roll.alive(within=_DEAD) as names:
            left = [job for job, process in (await self._ledger.begun()).items() if process not in names]
            if left:
                log.warning("%d jobs of a process that died are taken over", len(left))
                await self._ledger.queue_again(left)

    async def _sweep(self) -> None:
        """Delete those of the jobs to forget that have ended."""
        if self._forgetting is None:
            self._forgetting = await self._ledger.to_forget()
        if self._forgetting:
            self._forgetting -= await self._ledger.delete_ended(self._forgetting)

    async def _tidy(self) -> None:
        """Delete the jobs that ended long ago."""
        await self._ledger.tidy(before=datetime.now(UTC) - _KEPT)

    async def _repeat(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Do a chore again and again; one that fails is tried the next time."""
        while not self._ending.is_set():
            try:
                await work()
            except (StoreError, OSError) as error:
                log.warning("%s failed: %s", work.__name__, error)
            except Exception:
                log.exception("%s failed", work.__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), seconds)
