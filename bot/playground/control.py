"""The control API under /control: people, what they do, what they see, the journal, the faults to order."""

from __future__ import annotations

import base64
import binascii
import logging
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.playground import people, requests
from bot.playground.failure import Failure, bad_request
from bot.playground.params import Params, Upload
from bot.playground.server import answer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.playground.server import BotApi
    from bot.playground.world import Chat, User

    Handler = Callable[[web.Request], Awaitable[dict[str, Any]]]

log = logging.getLogger(__name__)

MAX_WAIT = 60.0
_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})


class Control:
    """Serves one Bot API's world to those who play its people."""

    def __init__(self, api: BotApi) -> None:
        """Control this one."""
        self.api = api
        self.world = api.world

    def routes(self) -> list[web.RouteDef]:
        """List what is served."""
        return [
            web.post("/control/users", _json(self._add_user)),
            web.post("/control/chats", _json(self._add_chat)),
            web.get("/control/chats/{chat}", _json(self._transcript)),
            web.post("/control/chats/{chat}/messages", _json(self._write)),
            web.post("/control/chats/{chat}/forwards", _json(self._forward)),
            web.post("/control/chats/{chat}/edits", _json(self._edit)),
            web.post("/control/chats/{chat}/reactions", _json(self._react)),
            web.post("/control/chats/{chat}/presses", _json(self._press)),
            web.post("/control/chats/{chat}/block", _json(self._block)),
            web.get("/control/events", _json(self._events)),
            web.get("/control/calls", _json(self._calls)),
            web.get("/control/commands", _json(self._commands)),
            web.post("/control/faults", _json(self._order_fault)),
            web.delete("/control/faults", _json(self._clear_faults)),
            web.get("/control/files/{id}", self._file),
        ]

    async def _add_user(self, request: web.Request) -> dict[str, Any]:
        said = await requests.read(request)
        name = said.text("first_name") or "小明"
        return self.world.add_user(
            name, username=said.text("username"), language_code=said.text("language_code") or "zh-hans"
        ).wire

    async def _add_chat(self, request: web.Request) -> dict[str, Any]:
        said = await requests.read(request)
        kind = said.text("type") or "private"
        members = [self._user(member) for member in said.array("members") or []]
        if kind not in {"private", "group", "supergroup"} or not members:
            raise bad_request("type must be private, group or supergroup, with at least one member")
        return self.world.add_chat(kind, members=members, title=said.text("title")).wire

    async def _transcript(self, request: web.Request) -> dict[str, Any]:
        chat = self._chat(request)
        messages = [message.transcript for message in chat.messages.values()]
        return {"chat": chat.wire, "messages": messages, "seq": self.world.journal.last}

    async def _write(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self._act(request)
        reply_to = people.find_message(chat, said.integer("reply_to")) if "reply_to" in said.values else None
        content = people.content(self.world, said.values, _upload(said))
        return people.write(self.world, chat, user, content, reply_to=reply_to).transcript

    async def _forward(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self._act(request)
        source = self.world.chat(said.values.get("from_chat", chat.id))
        return people.forward(self.world, chat, user, people.find_message(source, said.integer("message"))).transcript

    async def _edit(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self._act(request)
        message = people.find_message(chat, said.integer("message"))
        people.edit(self.world, user, message, people.content(self.world, said.values, None))
        return message.transcript

    async def _react(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self._act(request)
        message = people.find_message(chat, said.integer("message"))
        people.react(self.world, user, message, [str(emoji) for emoji in said.array("emoji") or []])
        return message.transcript

    async def _press(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self._act(request)
        message = people.find_message(chat, said.integer("message"))
        button = people.find_button(message, said.text("button"))
        return {"callback_id": people.press(self.world, user, message, button), "button": button}

    async def _block(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self._act(request)
        people.block(self.world, chat, user, blocked=said.flag("blocked"))
        return chat.wire

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
        self.api.faults.order((await requests.read(request)).values)
        return {}

    async def _clear_faults(self, _: web.Request) -> dict[str, Any]:
        self.api.faults.clear()
        return {}

    async def _file(self, request: web.Request) -> web.Response:
        file = self.world.files.get(request.match_info["id"])
        if file is None:
            return web.Response(status=404)
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        return web.Response(body=file.data, headers=headers)

    async def _act(self, request: web.Request) -> tuple[Chat, User, Params]:
        said = await requests.read(request)
        return self._chat(request), self._user(said.values.get("user")), said

    def _chat(self, request: web.Request) -> Chat:
        return self.world.chat(request.match_info["chat"])

    def _user(self, user_id: object) -> User:
        user = self.world.users.get(user_id) if isinstance(user_id, int) else None
        if user is None:
            raise bad_request("user not found")
        return user


def _upload(said: Params) -> Upload | None:
    if "file" not in said.values:
        return None
    try:
        data = base64.b64decode(said.text("file"), validate=True)
    except binascii.Error:
        raise bad_request("file must be base64") from None
    return Upload(said.text("file_name") or "file", data, said.text("mime_type") or "application/octet-stream")


def _admit(request: web.Request) -> None:
    """Refuse other sites' pages: they can neither send JSON here nor borrow this server's name."""
    if (request.url.host or "") not in _HOSTS:
        raise Failure(403, "Forbidden: loopback only")
    if request.method == "POST" and request.content_type != "application/json":
        raise bad_request("send JSON")


def _json(handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Answer in JSON."""

    async def handle(request: web.Request) -> web.Response:
        try:
            _admit(request)
            return answer(await handler(request))
        except Failure as failure:
            return answer(failure.wire, failure.code)
        except Exception as error:  # as in the Bot API: tell, and live on
            log.exception("%s failed", request.path)
            return answer(Failure(500, f"{type(error).__name__}: {error}").wire, 500)

    return handle
