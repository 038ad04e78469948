"""Jobs that survive a crash, in lanes: within a lane one at a time and in order, many lanes at once. The home of dbos.

A job is a coroutine that does its work in steps. What a step returned is written down. When the process dies, the job
begins again, here or elsewhere, is given what its finished steps had returned, and goes on where it was.
"""

from __future__ import annotations

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from contextvars import Context
from typing import TYPE_CHECKING, Any, Final, TypeAlias

logging.getLogger("dbos").addHandler(logging.NullHandler())  # else it adds one of its own, past our redaction

# ruff: noqa: E402 - the line above comes first
from dbos import DBOS, Serializer, SetEnqueueOptions, SetWorkflowID

from bot import figures, logs
from bot.errors import BotError
from bot.jobs.chores import Chores
from bot.jobs.ledger import QUEUE, Ledger, in_time
from bot.steps import PAUSES, Steps
from bot.store.engines import translated

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

    from sqlalchemy import Engine

    from bot.jobs.chores import Roll

    Job: TypeAlias = Callable[[dict[str, Any], Steps], Awaitable[None]]
    """Carries out an order, plain JSON, in steps. A BotError that it raises is told to the person already."""

log = logging.getLogger(__name__)

_NAME: Final = "xiaogao"
_VERSION: Final = "1"
"""Of what is written down: a process of another version leaves it alone."""
_THREADS: Final = 32
_PARTING: Final = 5.0
"""Seconds that a job has to say that it goes on later."""


class _Json(Serializer):
    """Writes orders and outcomes down as JSON: any later version can read it, and reading it runs nothing."""

    def serialize(self, data: Any) -> str:  # noqa: ANN401 - the library's signature
        return json.dumps(data, ensure_ascii=False, default=repr)

    def deserialize(self, serialized_data: str) -> Any:  # noqa: ANN401 - likewise
        return json.loads(serialized_data)

    def name(self) -> str:
        return "json"


class Jobs:
    """Takes orders and, where `works`, carries them out: at most `at_once` together. One to a process.

    `name` tells processes on one database apart; a `roll` lets them take over the jobs of one that died. Without one,
    there is only this process, and at its next start it goes on with what it left.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        name: str,
        works: bool = True,
        at_once: int = 8,
        poll: float = 0.2,
        pauses: tuple[float, ...] = PAUSES,
        roll: Roll | None = None,
    ) -> None:
        """Connect to nothing yet; `poll` is the seconds between two looks for orders, `pauses` as for `Steps`."""
        self._engine = engine
        self._name = name
        self._works = works
        self._at_once = at_once
        self._poll = poll
        self._pauses = pauses
        self._roll = roll
        self._running: dict[str, Steps] = {}
        self._ledger = Ledger(engine)
        self._chores = Chores(self._ledger, self._running, name=name, roll=roll)
        self._kinds: dict[str, Job] = {}
        self._leaving = False

    def on(self, kind: str, job: Job) -> None:
        """Say who carries out the orders of a kind; before `open`."""
        self._kinds[kind] = job

    @asynccontextmanager
    async def open(self, *, within: float) -> AsyncIterator[None]:
        """Take orders until left; then give what runs `within` seconds to come to the end of its step.

        Raises StoreError.
        """
        chores: asyncio.Task[None] | None = None
        try:
            await self._launch()
            chores = asyncio.create_task(self._chores.repeated()) if self._works else None
            yield
        finally:
            await self._leave(within)
            if chores:
                self._chores.end()
                await asyncio.wait({chores}, timeout=_PARTING)
                chores.cancel()
            await asyncio.to_thread(DBOS.destroy)
            # The library made its threads the loop's, and has ended them; what leaves after us needs some.
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())

    async def _launch(self) -> None:
        global _jobs  # noqa: PLW0603 - the library finds its workflows by name, and the workflow finds us here
        _jobs = self
        DBOS(
            config={
                "name": _NAME,
                "system_database_engine": self._engine,
                "executor_id": self._name,
                "application_version": _VERSION,
                "serializer": _Json(),
                "max_executor_threads": _THREADS,
                "notification_listener_polling_interval_sec": 5 * self._poll,  # unused, but it ends no sooner
                "log_level": "ERROR",  # at WARNING it tells of every job that the end of the process interrupts
            }
        )
        if self._works:
            await self._chores.beat()  # before it has jobs: those of a process that is not on the roll are taken
        DBOS.listen_queues([QUEUE] if self._works else [])
        with translated():
            DBOS.launch()  # here and not in a thread, so that it takes this event loop for its own
            await DBOS.register_queue_async(
                QUEUE,
                worker_concurrency=self._at_once,
                partition_concurrency=1,
                polling_interval_sec=self._poll,
                on_conflict="always_update",
            )
        figures.jobs_waiting(self.depth)

    async def submit(self, kind: str, *, key: str, lane: str, order: dict[str, Any]) -> None:
        """Queue an order in its lane; once this returns it is never lost. One of a known key is not queued again.

        A lane is a chat's id, `123`, or one beside it, `talk:123`.
        Raises StoreError; the order may have been queued all the same.
        """
        async with in_time():
            with SetWorkflowID(_id(lane, key)), SetEnqueueOptions(queue_partition_key=lane):
                await DBOS.enqueue_workflow_async(QUEUE, _carried_out, kind, lane, order)

    async def orders(self, lane: str) -> list[dict[str, Any]]:
        """List the orders of a lane that wait or are being carried out."""
        return list((await self._ledger.orders(_id(lane, ""))).values())

    async def stop(self, lane: str, *, key: str = "") -> int:
        """Stop what waits and runs in a lane, or one job of it, wherever it runs; return how many jobs that is."""
        found = [job for job in await self._ledger.orders(_id(lane, "")) if not key or job == _id(lane, key)]
        for job in found:
            await self._ledger.stop(job)
        await self._chores.look_for_stops()
        return len(found)

    async def amend(self, lane: str, *, key: str, order: dict[str, Any]) -> None:
        """Give a job that has not ended another order; it counts if the job's first step was to ask for the `newest`.

        Raises StoreError.
        """
        if _id(lane, key) in await self._ledger.orders(_id(lane, "")):
            await self._ledger.amend(_id(lane, key), order)

    async def newest(self, lane: str, *, key: str, order: dict[str, Any]) -> dict[str, Any]:
        """Find what a job's order was amended to; `order` where it was not. Raises StoreError."""
        return await self._ledger.amended(_id(lane, key)) or order

    async def forget(self, lanes: Iterable[str]) -> None:
        """Delete all that is written down of lanes; what runs, or is to stop, as soon as it has ended: the caller too.

        What waits, and is not to stop, was ordered since, and stays. Raises StoreError.
        """
        self._chores.forget(await self._ledger.forget(_id(lane, "") for lane in lanes))

    def depth(self) -> int:
        """Count the orders that wait. Blocks."""
        return self._ledger.depth()

    async def carry_out(self, key: str, kind: str, lane: str, order: dict[str, Any]) -> str:
        """Do a job from its first step, or from where it was; return "done", or the name of the error it ended with."""
        if key in self._running:  # taken over from here, and come back: what runs still is the older doing of it
            self._running[key].lose()
            self._running[key].leave()
        steps = self._running[key] = Steps(_recorded, pauses=self._pauses, alive=self._chores.alive)
        if self._leaving:
            steps.leave()
        outcome = "done"
        with logs.bound(chat=int(lane.rpartition(":")[2]), job=key):
            try:
                await asyncio.create_task(self._chores.look_for_stops(), context=Context())  # no step of this job
                await self._kinds[kind](order, steps)
            except BotError as error:
                outcome = type(error).__name__
            except Exception as error:
                outcome = type(error).__name__
                log.exception("a job of kind %s failed", kind)
            finally:
                steps.ended.set()
                if self._running.get(key) is steps:
                    del self._running[key]
            log.info("a job of kind %s ended: %s", kind, outcome)
        figures.job_ended(kind, outcome)
        return outcome

    async def _leave(self, within: float) -> None:
        """Let the jobs that run come to their end, for a while; the next process goes on with the others."""
        self._leaving = True
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._ended()
        for steps in self._running.values():
            steps.leave()
        with suppress(TimeoutError):
            async with asyncio.timeout(_PARTING):
                await self._ended()
        if self._roll:
            await self._roll.leave(self._name)

    async def _ended(self) -> None:
        for steps in list(self._running.values()):
            await steps.ended.wait()


def migrate(engine: Engine) -> None:
    """Make the tables of the jobs, or bring them to their newest state. Blocks. Raises StoreError."""
    with translated():
        DBOS.migrate(engine.url.render_as_string(hide_password=False))


_jobs: Jobs | None = None


@DBOS.workflow(name="job")
async def _carried_out(kind: str, lane: str, order: dict[str, Any]) -> str:
    assert _jobs is not None  # noqa: S101 - nothing is carried out before `open`
    return await _jobs.carry_out(str(DBOS.workflow_id), kind, lane, order)


async def _recorded(name: str, work: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    async def step() -> dict[str, Any]:  # the library looks for a coroutine function, and `work` may be a lambda
        return await work()

    return await DBOS.run_step_async({"name": name}, step)


def _id(lane: str, key: str) -> str:
    """Name a job so that those of one lane can be found; ids decide the order of orders that came together."""
    return f"{lane}|{key}"
