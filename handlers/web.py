"""The web server: takes Telegram's updates, and shows whether the bot is well. The home of aiohttp's server."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import math
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from aiohttp import web

from bot import figures
from bot.errors import SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

log = logging.getLogger(__name__)

Checks: TypeAlias = "Mapping[str, str | float | bool]"

_BODY_LIMIT: Final = 2**20
"""Bytes of one update."""
_READING: Final = 10.0
"""Seconds that an update may take to arrive."""
_TAKING: Final = 20.0
"""Seconds to make an update safe; Telegram sends it again after a failure."""
_LEAVING: Final = 5.0
"""Seconds for the requests that are under way when the server stops."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Who takes updates, and the secret_token that proves them Telegram's.

    `take` returns when the update is safe: only then is it acknowledged. It must bear the same update twice.
    """

    secret_token: str = field(repr=False)
    take: Callable[[dict[str, Any]], Awaitable[None]]


@asynccontextmanager
async def serving(
    *, host: str, port: int, health: Callable[[], Checks], webhook: Webhook | None = None
) -> AsyncIterator[int]:
    """Serve /healthz, /metrics and, with a webhook, /telegram until the context ends; give the port, 0 takes any.

    `health` names what was looked at; a False among them is a bot that is not well. Raises SettingsInvalid where the
    address cannot be listened on.
    """
    app = web.Application(client_max_size=_BODY_LIMIT)
    app.add_routes([web.get("/healthz", _Health(health).answer), web.get("/metrics", _metrics)])
    if webhook is not None:
        app.add_routes([web.post("/telegram", _Updates(webhook).answer)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_LEAVING)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise SettingsInvalid("HOST, PORT") from error
        log.info("listening on %s, port %d", host, runner.addresses[0][1])
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


class _Updates:
    """Answers Telegram: 200 for what is safe, 503 for what is to be sent again, 4xx for what is not Telegram's."""

    def __init__(self, webhook: Webhook) -> None:
        if not webhook.secret_token:
            raise SettingsInvalid("WEBHOOK_SECRET")  # an absent header would equal it
        self._secret = webhook.secret_token.encode()
        self._take = webhook.take

    async def answer(self, request: web.Request) -> web.Response:
        """Take the update that a request brings."""
        said = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(said, self._secret):
            log.warning("a call of the webhook without its secret was refused")
            raise web.HTTPForbidden
        update = await _update(request)
        try:
            async with asyncio.timeout(_TAKING):
                await self._take(update)
        except Exception:
            log.exception("update %s was not taken, Telegram will send it again", update.get("update_id"))
            raise web.HTTPServiceUnavailable from None
        return web.Response()


async def _update(request: web.Request) -> dict[str, Any]:
    """Read a JSON object. Raises HTTPBadRequest, HTTPRequestTimeout, HTTPRequestEntityTooLarge."""
    try:
        async with asyncio.timeout(_READING):
            update = json.loads(await request.read())
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (ValueError, RecursionError, web.RequestPayloadError):
        raise web.HTTPBadRequest from None
    if not isinstance(update, dict):
        raise web.HTTPBadRequest
    return update


class _Health:
    """Answers whoever watches the bot: 200 when it is well, 503 when something is not."""

    def __init__(self, health: Callable[[], Checks]) -> None:
        self._health = health

    async def answer(self, _request: web.Request) -> web.Response:
        """Look at everything."""
        try:
            checks = {name: _plain(value) for name, value in self._health().items()}
        except Exception:
            log.exception("the bot's health cannot be looked at")
            checks = {"health": False}
        well = all(value is not False for value in checks.values())
        return web.json_response({"ok": well, "checks": checks}, status=200 if well else 503)


def _plain(value: str | float) -> str | float | None:
    """Return what JSON can hold: it knows no infinity."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


async def _metrics(_request: web.Request) -> web.Response:
    body, content_type = await asyncio.to_thread(figures.exposition)
    return web.Response(body=body, headers={"Content-Type": content_type})
