"""The chat page: its files, and everything that happens as server-sent events that can be taken up again."""

from __future__ import annotations

import contextlib
import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from bot.playground.requests import LOOPBACK

if TYPE_CHECKING:
    from bot.playground.journal import Event
    from bot.playground.models import Chat, Message
    from bot.playground.world import World

MAX_SHOWN: Final = 500
"""Most messages of a chat that a page gets when it opens."""
BEAT_SECONDS: Final = 15.0
"""How often a silent stream says that it is alive, and learns whether anybody listens."""
_FILES: Final = {
    path.name: path
    for path in sorted(Path(__file__).with_name("page").iterdir())
    if path.suffix in {".html", ".css", ".js", ".svg"}
}
_TYPES: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS: Final = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob: data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_ABOUT_MESSAGES: Final = frozenset({"message", "edit"})
_PLAIN: Final = frozenset({"delete", "reaction", "action", "press", "answer", "commands", "block"})


class Page:
    """Serves the page of one world; what people do there goes through the control API."""

    def __init__(self, world: World) -> None:
        """Show this world. Places in its journal mean nothing to the page of another run, so each run has a name."""
        self._world = world
        self._run = secrets.token_hex(4)

    def routes(self) -> list[web.RouteDef]:
        """List what is served."""
        return [
            web.get("/", self._asset),
            web.get("/page/events", self._events),
            web.get("/page/{name}", self._asset),
        ]

    async def _asset(self, request: web.Request) -> web.Response:
        path = _FILES.get(request.match_info.get("name", "index.html"))
        if path is None:
            return web.Response(status=404)
        return web.Response(
            text=path.read_text("utf-8"), content_type=_TYPES[path.suffix], charset="utf-8", headers=_HEADERS
        )

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Stream from where the page was (`since` or Last-Event-ID), or from the whole state when that is unknown."""
        if request.url.host not in LOOPBACK:
            return web.Response(status=403)
        response = web.StreamResponse(headers=_HEADERS | {"Content-Type": "text/event-stream; charset=utf-8"})
        await response.prepare(request)
        with contextlib.suppress(ConnectionResetError):  # the page was closed
            await self._stream(response, request.headers.get("Last-Event-ID") or request.query.get("since", ""))
        return response

    async def _stream(self, response: web.StreamResponse, since: str) -> None:
        seq = self._place(since)
        if seq is None:
            seq = self._world.journal.last
            await response.write(self._frame({"type": "state"} | self._state(), seq))
        while True:
            news = await self._world.journal.wait(seq, seconds=BEAT_SECONDS)
            frames = [self._frame(self._shown(event), event["seq"]) for event in news if event["type"] != "call"]
            await response.write(b"".join(frames) or b": here\n\n")
            seq = news[-1]["seq"] if news else seq

    def _place(self, since: str) -> int | None:
        """Find a place in the journal; None when it is of another run, or when events after it are gone."""
        run, _, place = since.partition("-")
        if run != self._run or not place.isdecimal() or int(place) > self._world.journal.last:
            return None
        later = self._world.journal.since(int(place))
        return int(place) if not later or later[0]["seq"] == int(place) + 1 else None

    def _frame(self, event: Event, seq: int) -> bytes:
        return f"id: {self._run}-{seq}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n".encode()

    def _state(self) -> dict[str, Any]:
        chats = [
            _seen(chat) | {"messages": [_short(one.transcript) for one in _newest(chat)]}
            for chat in self._world.chats.values()
        ]
        return {"bot": self._world.bot.wire, "chats": chats}

    def _shown(self, event: Event) -> Event:
        """Show an event without former contents; one about a chat itself comes with the chat as it is now."""
        if event["type"] in _ABOUT_MESSAGES:
            return event | {"message": _short(event["message"])}
        chat = self._world.chats.get(event.get("chat_id", 0))
        return event if event["type"] in _PLAIN or chat is None else event | _seen(chat)


def _seen(chat: Chat) -> dict[str, Any]:
    present = [one for one in chat.members.values() if one.is_present and not one.user.is_bot]
    people = [one.user.wire | {"status": one.status} for one in present]
    return {"chat": chat.wire, "members": people, "blocked": chat.blocked}


def _newest(chat: Chat) -> list[Message]:
    return list(chat.messages.values())[-MAX_SHOWN:]


def _short(transcript: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in transcript.items() if name != "edits"}
