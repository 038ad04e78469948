"""Jobs in lanes: within a lane one at a time and in order, many lanes at once."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)


class Jobs:
    """Runs what it is given in this process. `at_once` bounds the lanes that work at the same time."""

    def __init__(self, *, at_once: int = 8) -> None:
        """Start nothing yet."""
        self._slots = asyncio.Semaphore(at_once)
        self._lanes: dict[int, deque[Callable[[], Awaitable[None]]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._keys: set[str] = set()
        self._closed = False

    def submit(self, key: str, lane: int, work: Callable[[], Awaitable[None]]) -> bool:
        """Queue `work` in its lane; False when a job of this key is waiting or running, or the bot is stopping."""
        if self._closed or key in self._keys:
            return False
        self._keys.add(key)

        async def keyed() -> None:
            try:
                await work()
            finally:
                self._keys.discard(key)

        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append(keyed)
            return True
        self._lanes[lane] = deque([keyed])
        task = asyncio.create_task(self._drive(lane), name=f"lane {lane}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _drive(self, lane: int) -> None:
        waiting = self._lanes[lane]
        try:
            while waiting:
                work = waiting.popleft()
                async with self._slots:
                    await self._run(lane, work)
        finally:
            del self._lanes[lane]

    async def _run(self, lane: int, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception:
            log.exception("a job of lane %s failed", lane)

    async def close(self, *, within: float) -> None:
        """Take no more; give what is running `within` seconds, then cancel it and wait for its end."""
        self._closed = True
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
