"""The control API's part for who watches: chats as they are, the journal, menus, files, and faults to order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.playground import requests
from bot.playground.desk import Desk, in_json

if TYPE_CHECKING:
    from bot.playground.server import BotApi

MAX_WAIT = 60.0


class Watch(Desk):
    """Shows one Bot API's world, and orders its faults."""

    def __init__(self, api: BotApi) -> None:
        """Watch this one."""
        super().__init__(api.world)
        self.faults = api.faults

    def routes(self) -> list[web.RouteDef]:
        """List what is served."""
        return [
            web.get("/control/chats/{chat}", in_json(self._transcript)),
            web.get("/control/events", in_json(self._events)),
            web.get("/control/calls", in_json(self._calls)),
            web.get("/control/commands", in_json(self._commands)),
            web.post("/control/faults", in_json(self._order_fault)),
            web.delete("/control/faults", in_json(self._clear_faults)),
            web.get("/control/files/{id}", self._file),
        ]

    async def _transcript(self, request: web.Request) -> dict[str, Any]:
        chat = self.chat(request)
        messages = [message.transcript for message in chat.messages.values()]
        members = [member.wire for member in chat.members.values()]
        topics = [
            {"message_thread_id": topic, "name": known.name, "is_closed": known.is_closed}
            for topic, known in chat.topics.items()
        ]
        return {
            "chat": chat.wire,
            "messages": messages,
            "members": members,
            "topics": topics,
            "seq": self.world.journal.last,
        }

    async def _events(self, request: web.Request) -> dict[str, Any]:
        said = await requests.read(request)
        seconds = min(max(said.integer("timeout", 25), 0), MAX_WAIT)
        events = await self.world.journal.wait(said.integer("since"), seconds=seconds)
        return {"events": events, "seq": self.world.journal.last}

    async def _calls(self, request: web.Request) -> dict[str, Any]:
        said = await requests.read(request)
        return {"calls": self.world.journal.since(said.integer("since"), kind="call")}

    async def _commands(self, _: web.Request) -> dict[str, Any]:
        listed = [
            {"scope": scope, "language_code": language, "commands": commands}
            for (scope, language), commands in self.world.commands.items()
        ]
        return {"commands": listed}

    async def _order_fault(self, request: web.Request) -> dict[str, Any]:
        self.faults.order((await requests.read(request)).values)
        return {}

    async def _clear_faults(self, _: web.Request) -> dict[str, Any]:
        self.faults.clear()
        return {}

    async def _file(self, request: web.Request) -> web.Response:
        file = self.world.files.get(request.match_info["id"])
        if file is None:
            return web.Response(status=404)
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        return web.Response(body=file.data, headers=headers)
