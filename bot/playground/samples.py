"""Two articles of our own, on a port of their own: what the bot may read on loopback reaches nothing else here."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aiohttp import web

FILES: Final = {f"/{path.stem}": path for path in sorted(Path(__file__).with_name("samples").glob("*.html"))}


def application() -> web.Application:
    """Serve them under their names."""
    app = web.Application()
    app.add_routes([web.get(name, _serve) for name in FILES])
    return app


async def _serve(request: web.Request) -> web.Response:
    return web.Response(text=FILES[request.path].read_text("utf-8"), content_type="text/html", charset="utf-8")
