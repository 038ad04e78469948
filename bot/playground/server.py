"""The Bot API over HTTP: finds the method, orders the faults, answers in Telegram's form whatever comes."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.playground import requests
from bot.playground.failure import Failure, album_refused, flooded
from bot.playground.faults import Faults
from bot.playground.methods import METHODS
from bot.playground.webhook import kinds

if TYPE_CHECKING:
    from bot.playground.faults import Fault
    from bot.playground.params import Params
    from bot.playground.world import World

log = logging.getLogger(__name__)

NOT_FOUND = Failure(404, "Not Found")
UNAUTHORIZED = Failure(401, "Unauthorized")


def answer(body: dict[str, Any], status: int = 200) -> web.Response:
    """Build a JSON response."""
    return web.json_response(body, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))


class BotApi:
    """Serves /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(self, world: World) -> None:
        """Serve this world, without faults."""
        self.world = world
        self.faults = Faults()

    def routes(self) -> list[web.RouteDef]:
        """List what is served."""
        return [
            web.route("*", "/bot{token:[^/]*}/{method:.*}", self._call),
            web.get("/file/bot{token:[^/]*}/files/{id}", self._file),
        ]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].strip("/").removeprefix("test/").lower()
        params: Params | None = None
        try:
            self._admit(request, method)
            params = await requests.read(request)
            response = await self._with_faults(request, method, params)
        except Failure as failure:
            self._journal(request, params, failure.code, failure.description)
            return answer(failure.wire, failure.code)
        except Exception as error:  # this server never dies on bad input; what it did not foresee is told
            log.exception("%s failed", method)
            self._journal(request, params, 500, f"{type(error).__name__}: {error}")
            return answer(Failure(500, "Internal Server Error").wire, 500)
        return response

    def _admit(self, request: web.Request, method: str) -> None:
        if request.match_info["token"] != self.world.token:
            raise UNAUTHORIZED
        if method != "getupdates" and method not in METHODS:
            raise NOT_FOUND

    async def _with_faults(self, request: web.Request, method: str, params: Params) -> web.StreamResponse:
        fault = self.faults.next(method)
        kind = fault.kind if fault else ""
        if kind == "502":
            self._journal(request, params, 502, "Bad Gateway")
            return web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>", content_type="text/html")
        if kind == "drop_before":
            return self._drop(request, params, kind)
        await self._misbehave(fault)
        result = await self._do(method, params)
        if kind == "drop_after":
            return self._drop(request, params, kind)
        self._journal(request, params, 200, "")
        return answer({"ok": True, "result": result})

    async def _misbehave(self, fault: Fault | None) -> None:
        match fault.kind if fault else "":
            case "429":
                raise flooded(int(fault.seconds) if fault else 1)
            case "flood_400":
                raise album_refused(1, flooded(int(fault.seconds) if fault else 1))
            case "500":
                raise Failure(500, "Internal Server Error")
            case "delay":
                await asyncio.sleep(fault.seconds if fault else 0)

    async def _do(self, method: str, params: Params) -> Any:  # noqa: ANN401 - each method answers its own shape
        if method != "getupdates":
            return METHODS[method](self.world, params)
        self.world.updates.allow(kinds(params))
        return await self.world.updates.poll(
            offset=params.integer("offset"), limit=params.integer("limit", 100), seconds=params.integer("timeout")
        )

    def _drop(self, request: web.Request, params: Params, kind: str) -> web.StreamResponse:
        self._journal(request, params, 0, kind)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _journal(self, request: web.Request, params: Params | None, status: int, error: str) -> None:
        self.world.journal.add(
            "call",
            method=request.match_info["method"].strip("/"),
            params=params.shown if params else {},
            status=status,
            error=error,
        )

    async def _file(self, request: web.Request) -> web.Response:
        file = self.world.files.get(request.match_info["id"])
        if request.match_info["token"] != self.world.token:
            return answer(UNAUTHORIZED.wire, 401)
        if file is None:
            return answer(NOT_FOUND.wire, 404)
        return web.Response(body=file.data, content_type="application/octet-stream")
