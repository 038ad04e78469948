"""An article site on loopback: paths to answers, and a journal of who asked for what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Self

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """Serves `pages` (path → HTML, bytes, or a coroutine that answers); anything else is 404."""

    def __init__(self) -> None:
        self.pages: dict[str, str | bytes | Answer] = {}
        self.journal: list[str] = []
        self._runner: web.AppRunner | None = None
        self.port = 0

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.address}{path}"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        server = web.TCPSite(self._runner, "127.0.0.1", 0)
        await server.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.journal.append(request.path_qs)
        page = self.pages.get(request.path_qs, self.pages.get(request.path))
        if page is None:
            return web.Response(status=404, text="<h1>404 Not Found</h1>", content_type="text/html")
        if callable(page):
            return await page(request)
        body = page.encode() if isinstance(page, str) else page
        return web.Response(body=body, content_type="text/html")
