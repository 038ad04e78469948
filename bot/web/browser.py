"""One browser for all visits: started by the first, behind the guard, bounded, replaced when dead."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

from bot.errors import BrowserFailed, BrowserMissing, Unreachable
from bot.web.chromium import find_browser

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine
    from pathlib import Path

    from bot.web.engine import Engine, Visit
    from bot.web.guard import Guard

__all__ = ["Browser", "find_browser"]

_AT_ONCE: Final = 2
"""Two pages at once is the best throughput on two cores; more only wait longer."""
_VISITS: Final = 300
"""After so many the browser and Playwright's driver, which grows, are started anew."""
_QUEUE_SECONDS: Final = 60

_T = TypeVar("_T")


class Browser:
    """Starts nothing until the first visit; one event loop's. Each visit has a fresh context and a deadline.

    Raises BrowserMissing (no Chromium here), BrowserFailed (it died, the page did not load, the deadline in
    seconds passed) and AddressRefused.
    """

    def __init__(self, guard: Guard, *, path: Path | None = None, deadline: float = 25) -> None:
        self._guard = guard
        self._path = path
        self._deadline = deadline
        self._engine: Engine | None = None
        self._starting = asyncio.Lock()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def aclose(self) -> None:
        """End the browser, its driver and its proxy; a later visit would start them again."""
        while self._tasks:
            await asyncio.wait(self._tasks)
        engine, self._engine = self._engine, None
        if engine is not None:
            await engine.stop()

    async def render(self, url: str) -> tuple[str, str]:
        """Visit a page and return its final address and its HTML once it has settled."""
        async with self.visit(url=url) as visit:
            return visit.url, await visit.html()

    @asynccontextmanager
    async def visit(
        self, *, url: str = "", html: str = "", width: int = 360, height: int = 480, scale: float = 3
    ) -> AsyncIterator[Visit]:
        """Open a page in a phone's viewport of CSS pixels: the one at `url`, or `html` as if it had come from there.

        The scripts of `html` do not run; one of both must be given.
        """
        if url:
            self._guard.check(url)
        if url and not html:
            await self._resolve(url)
        async with self._place():
            opening = self._own(self._opened(width=width, height=height, scale=scale))
            try:
                _, visit = await asyncio.shield(opening)
                async with asyncio.timeout(self._deadline):
                    await visit.load(url, html)
                    yield visit
            except TimeoutError as error:
                raise BrowserFailed("the visit took too long") from error
            finally:
                await asyncio.shield(self._own(self._closed(opening)))

    def _own(self, work: Coroutine[Any, Any, _T]) -> asyncio.Task[_T]:
        """Start what must come to its end although the visit that wants it is cancelled; `aclose` waits for it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _resolve(self, url: str) -> None:
        """Refuse a private address by its own error; the proxy could only answer 403."""
        parts = urlsplit(url)
        try:
            await self._guard.addresses(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
        except Unreachable as error:
            raise BrowserFailed("the name is unknown") from error

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(_QUEUE_SECONDS):
                await self._places.acquire()
        except TimeoutError as error:
            raise BrowserFailed("too many visits are waiting") from error
        try:
            yield
        finally:
            self._places.release()

    async def _opened(self, *, width: int, height: int, scale: float) -> tuple[Engine, Visit]:
        """Open a page; that browser or driver have died may show only now, then others are started once."""
        with suppress(BrowserFailed):
            return await self._tried(width=width, height=height, scale=scale)
        return await self._tried(width=width, height=height, scale=scale)

    async def _tried(self, *, width: int, height: int, scale: float) -> tuple[Engine, Visit]:
        engine = await self._running()
        try:
            return engine, await engine.visit(width=width, height=height, scale=scale)
        except BaseException:
            await self._leave(engine, obeys=False)
            raise

    async def _closed(self, opening: asyncio.Task[tuple[Engine, Visit]]) -> None:
        """Close a page once it is open; one that could not be opened has left already."""
        with suppress(BrowserFailed, BrowserMissing):
            engine, visit = await opening
            await self._leave(engine, obeys=await visit.close())

    async def _running(self) -> Engine:
        """Return the running engine, or a new one, counted as in use."""
        async with self._starting:
            engine = self._engine
            if engine is None or engine.visits >= _VISITS or not engine.is_alive:
                self._engine = None
                if engine is not None and not engine.open:
                    await engine.stop()
                self._engine = engine = await self._start()
            engine.visits += 1
            engine.open += 1
            return engine

    async def _start(self) -> Engine:
        from bot.web.engine import Engine  # noqa: PLC0415 - Playwright takes a while; most commands open no page

        path = find_browser(self._path)
        if path is None:
            raise BrowserMissing
        return await Engine.start(self._guard, path)

    async def _leave(self, engine: Engine, *, obeys: bool) -> None:
        """End a visit; a browser that does not obey is killed. The last one out of a discarded engine stops it."""
        if not obeys:
            engine.kill()
            if self._engine is engine:
                self._engine = None
        engine.open -= 1
        if engine is not self._engine and not engine.open:
            await engine.stop()
