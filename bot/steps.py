"""What a job is given to do its work in steps: each can be stopped, is tried again, and is written down when done."""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from bot import errors, figures
from bot.errors import BotError, JobStopped, Unexpected

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

T = TypeVar("T")

Work: TypeAlias = "Callable[[], Awaitable[Any]]"
"""Does one step and returns plain JSON."""

Record: TypeAlias = "Callable[[str, Work], Awaitable[dict[str, Any]]]"
"""Does a step, or returns what it returned before the process died."""

_parked: Final[set[asyncio.Event]] = set()
"""What parked jobs wait for; a task that nothing refers to would be collected, and so go on."""
PAUSES: Final = (3.0, 10.0, 20.0, 30.0)
"""Seconds between the tries of a step that can heal: together more than a minute of failure, which is outlived."""


class Steps:
    """The steps of one job. `record` writes them down; `pauses` are the seconds between tries.

    `alive` says whether this process surely counts as alive, so that no other one has taken the job.
    """

    def __init__(
        self, record: Record, *, pauses: tuple[float, ...] = PAUSES, alive: Callable[[], bool] = lambda: True
    ) -> None:
        """Begin with none."""
        self._record = record
        self._alive = alive
        self._lost = False
        self._pauses = pauses
        self.ended = asyncio.Event()
        """Set when nothing of the job runs any more in this process."""
        self._stopped = asyncio.Event()
        self._left = asyncio.Event()

    def stop(self) -> None:
        """End the step that runs, and each one after it but the last words, with JobStopped."""
        self._stopped.set()

    def lose(self) -> None:
        """Know that another process may have taken the job."""
        self._lost = True

    def ours(self) -> bool:
        """Whether the job is surely this process's: what shows progress asks, lest it hide what another one did."""
        return self._alive() and not self._lost

    def leave(self) -> None:
        """End the step that runs without writing anything down: the process ends, another one goes on."""
        self._left.set()
        self._stopped.set()

    async def __call__(
        self, name: str, work: Work, *, heals: tuple[type[Exception], ...] = (), last: bool = False
    ) -> Any:  # noqa: ANN401 - JSON
        """Do a step and return what `work` returns, plain JSON.

        An error in `heals` is tried again after a pause; `last` words are said even when the job was stopped.
        Raises the BotError that the work raised, JobStopped, or Unexpected for anything else, which the log has.
        """
        outcome = await self._record(name, lambda: self._outcome(name, work, heals, last=last))
        if "error" in outcome:
            raise unpacked(outcome)
        return outcome["value"]

    async def unrecorded(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do what cannot be written down, and is done again after a crash. Raises JobStopped."""
        return await self._unless_stopped(work, last=False)

    async def once(self, name: str, work: Work) -> bool:
        """Do what must not happen twice. False if an earlier process had begun it and died: it may have happened."""
        fresh = False

        async def begin() -> None:
            nonlocal fresh
            fresh = True

        async def unless_begun_before() -> bool:
            if fresh:
                await work()
            return fresh

        await self(f"{name} begins", begin)
        return bool(await self(name, unless_begun_before))

    async def _outcome(
        self, name: str, work: Work, heals: tuple[type[Exception], ...], *, last: bool
    ) -> dict[str, Any]:
        """Do a step as often as it may heal; an error is an outcome too."""
        began = time.monotonic()
        try:
            for pause in self._pauses:
                try:
                    return {"value": await self._unless_stopped(work, last=last)}
                except heals as error:
                    log.warning("step %s failed, trying again in %g s: %r", name, pause, error)
                await self._unless_stopped(partial(asyncio.sleep, pause), last=last)
            return {"value": await self._unless_stopped(work, last=last)}
        except BotError as error:
            return packed(error)
        except Exception:
            log.exception("step %s failed", name)
            return packed(Unexpected(name))
        finally:
            figures.step_took(name, time.monotonic() - began)

    async def _unless_stopped(self, work: Callable[[], Awaitable[T]], *, last: bool) -> T:
        """Do `work`, and end it when the job is to stop; its last words only when the process leaves."""
        if self._left.is_set():
            await self._park()
        if self._stopped.is_set() and not last:
            raise JobStopped
        task = asyncio.ensure_future(work())
        ends = asyncio.create_task((self._left if last else self._stopped).wait())
        try:
            await asyncio.wait({task, ends}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ends.cancel()
            if not task.done():
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        if task.cancelled() and self._left.is_set():
            await self._park()
        if task.cancelled() and self._stopped.is_set():
            raise JobStopped
        return task.result()

    async def _park(self) -> None:
        """Wait for the process's end: whatever this returned or raised would be written down as the step's outcome."""
        self.ended.set()
        _parked.add(never := asyncio.Event())
        await never.wait()


def packed(error: BotError) -> dict[str, Any]:
    """Write an error down as plain JSON."""
    return {"error": type(error).__name__, "args": list(map(str, error.args)), "facts": vars(error)}


def unpacked(outcome: dict[str, Any]) -> BotError:
    """Read an error back; one of a class that is no more is Unexpected."""
    kind = getattr(errors, outcome["error"], None)
    if not (isinstance(kind, type) and issubclass(kind, BotError)):
        return Unexpected(outcome["error"])
    error = kind.__new__(kind)
    error.args = tuple(outcome["args"])
    vars(error).update(outcome["facts"])
    return error
