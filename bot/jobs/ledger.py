"""Where the jobs of all processes are written down: the library's tables, as we ask for them."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

from dbos import DBOS

from bot.errors import StoreLocked
from bot.store.engines import scrub, translated

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Iterable
    from datetime import datetime

    from dbos import WorkflowStatus
    from sqlalchemy import Engine

QUEUE: Final = "notes"
_WAITING: Final = "ENQUEUED"
_RUNNING: Final = "PENDING"
_STOP: Final = {"stop": True}
_FORGET: Final = {"forget": True}
_PATIENCE: Final = 10.0
"""Seconds for the database to answer."""
_PAGE: Final = 500


@asynccontextmanager
async def in_time() -> AsyncIterator[None]:
    """Give up on a database that does not answer; the library would try again for ever. Raises StoreError."""
    with translated():
        try:
            async with asyncio.timeout(_PATIENCE):
                yield
        except TimeoutError as error:
            raise StoreLocked("no answer in time") from error


class Ledger:
    """Knows jobs by their ids, which begin with their lane's `prefix`. Every method may raise StoreError."""

    def __init__(self, engine: Engine) -> None:
        """Take the database's engine, for what the library does not do."""
        self._engine = engine

    async def orders(self, prefix: str) -> dict[str, dict[str, Any]]:
        """List the orders that wait or are being carried out."""
        async with in_time():
            found = await DBOS.list_workflows_async(
                workflow_id_prefix=prefix, status=[_WAITING, _RUNNING], load_output=False, limit=_PAGE
            )
        return {job.workflow_id: job.input["args"][2] for job in found if job.input}

    def depth(self) -> int:
        """Count the orders that wait. Blocks."""
        return len(DBOS.list_workflows(queue_name=QUEUE, status=_WAITING, load_input=False, load_output=False))

    async def stop(self, job: str) -> None:
        """Write down that a job is to stop."""
        await self._mark(job, _STOP)

    async def to_stop(self, jobs: Collection[str]) -> list[str]:
        """List which of these are to stop."""
        return [job.workflow_id for job in await self._listed(workflow_ids=list(jobs)) if _is(job, _STOP)]

    async def begun(self) -> dict[str, str]:
        """List those that are begun and not ended, each with the name of the process that began it."""
        found = await self._listed(queue_name=QUEUE, status=_RUNNING)
        return {job.workflow_id: job.executor_id or "" for job in found}

    async def queue_again(self, jobs: Collection[str]) -> None:
        """Leave these to whichever process is free."""
        await DBOS.resume_workflows_async(list(jobs), queue_name=QUEUE)

    async def amend(self, job: str, order: dict[str, Any]) -> None:
        """Write another order down beside a job's own."""
        await self._mark(job, {"order": order})

    async def amended(self, job: str) -> dict[str, Any] | None:
        """Find the order that was written down beside a job's own."""
        async with in_time():
            found = await DBOS.get_workflow_status_async(job)
        order: dict[str, Any] | None = ((found and found.attributes) or {}).get("order")
        return order

    async def forget(self, prefixes: Iterable[str]) -> set[str]:
        """Delete all that ended, and return what is to be deleted when it has: what runs, or waits and is to stop."""
        found = await self._listed(workflow_id_prefix=list(prefixes))
        await self._delete([job.workflow_id for job in found if job.status not in {_WAITING, _RUNNING}])
        left = {
            job.workflow_id for job in found if job.status == _RUNNING or (job.status == _WAITING and _is(job, _STOP))
        }
        for job in left:
            await self._mark(job, _FORGET)
        return left

    async def to_forget(self) -> set[str]:
        """Find all that is to be deleted when it has ended; in Python, for SQLite has no filter for that."""
        marked: set[str] = set()
        start = 0
        while found := await self._listed(limit=_PAGE, offset=start):
            marked |= {job.workflow_id for job in found if _is(job, _FORGET)}
            start += len(found)
        return marked

    async def delete_ended(self, jobs: Collection[str]) -> set[str]:
        """Delete those of the jobs that have ended; return which."""
        found = await self._listed(workflow_ids=list(jobs))
        ended = {job.workflow_id for job in found if job.status not in {_WAITING, _RUNNING}}
        await self._delete(list(ended))
        return ended

    async def tidy(self, *, before: datetime) -> None:
        """Delete those that ended before."""
        while old := await self._listed(completed_before=before.isoformat(), limit=_PAGE):
            await DBOS.delete_workflows_async([job.workflow_id for job in old])

    async def _mark(self, job: str, attributes: dict[str, Any]) -> None:
        async with in_time():
            await DBOS.update_workflow_attributes_async(job, attributes, merge=True)

    async def _listed(self, **which: Any) -> list[WorkflowStatus]:  # noqa: ANN401 - the library's filters
        async with in_time():
            return await DBOS.list_workflows_async(**which, load_input=False, load_output=False)

    async def _delete(self, jobs: list[str]) -> None:
        for start in range(0, len(jobs), _PAGE):
            await DBOS.delete_workflows_async(jobs[start : start + _PAGE])
        if jobs and self._engine.dialect.name == "sqlite":
            await asyncio.to_thread(self._scrub)

    def _scrub(self) -> None:
        with translated(), self._engine.connect() as connection:
            scrub(connection)


def _is(job: WorkflowStatus, wanted: dict[str, bool]) -> bool:
    """Whether a job is to stop, or to be forgotten."""
    return wanted.items() <= (job.attributes or {}).items()
