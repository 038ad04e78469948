"""Jobs of which a test holds the gates, and the queue that carries them out."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.errors import JobStopped
from bot.jobs import Jobs
from bot.store import jobs_engine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.steps import Steps


class Work:
    """Jobs that say when they begin, wait until they are let go, and say how they end."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.errors: dict[str, Exception] = {}
        self._changed = asyncio.Event()

    async def __call__(self, order: dict[str, Any], step: Steps) -> None:
        name = order["name"]
        self._say(f"{name} begins")
        try:
            await step("wait", self.gates.setdefault(name, asyncio.Event()).wait)
        except JobStopped:
            self._say(f"{name} is stopped")
            raise
        if name in self.errors:
            raise self.errors[name]
        self._say(f"{name} ends")

    def let_go(self, *names: str) -> None:
        for name in names:
            self.gates.setdefault(name, asyncio.Event()).set()

    async def until(self, *lines: str) -> None:
        async with asyncio.timeout(10):
            while not set(lines) <= set(self.log):
                self._changed.clear()
                await self._changed.wait()

    def _say(self, line: str) -> None:
        self.log.append(line)
        self._changed.set()


@asynccontextmanager
async def opened(database: str, work: Work, *, within: float = 5, **options: Any) -> AsyncIterator[Jobs]:
    engine = jobs_engine(database)
    lanes = Jobs(engine, **{"name": "alone", "poll": 0.02, **options})
    lanes.on("work", work)
    try:
        async with lanes.open(within=within):
            yield lanes
    finally:
        async with asyncio.timeout(10):
            # A thread of the library may be at its last query, and sets no event.
            while engine.pool.checkedout():  # type: ignore[attr-defined]  # noqa: ASYNC110
                await asyncio.sleep(0)
        engine.dispose()


async def submit(lanes: Jobs, name: str, lane: str = "1") -> None:
    await lanes.submit("work", key=f"msg:{name}", lane=lane, order={"name": name})
