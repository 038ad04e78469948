"""A bot's webhook on loopback: keeps what is posted to it, and answers what it is told to."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Callable


class Hook:
    """Takes updates with 200, unless `answer` has another status for one."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answer: Callable[[dict[str, Any]], int] = lambda _: 200
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/hook", self._take)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def wait(self, count: int, *, within: float = 10) -> list[str]:
        """The texts of what was posted, as soon as there are so many."""
        async with asyncio.timeout(within):
            while len(self.updates) < count:
                self._news.clear()
                await self._news.wait()
        return [update["message"]["text"] for update in self.updates]

    async def _take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.updates.append(update)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self._news.set()
        return web.Response(status=self.answer(update))
