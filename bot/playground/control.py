"""The control API's part about people: who they are and what they do."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.playground import people, requests
from bot.playground.desk import Desk, in_json
from bot.playground.failure import bad_request
from bot.playground.params import Params, Upload
from bot.playground.quotes import quote
from bot.playground.topics import find_topic

if TYPE_CHECKING:
    from bot.playground.models import Chat


class Control(Desk):
    """Serves a world to those who play its people."""

    def routes(self) -> list[web.RouteDef]:
        """List what is served."""
        return [
            web.post("/control/users", in_json(self._add_user)),
            web.post("/control/chats/{chat}/messages", in_json(self._write)),
            web.post("/control/chats/{chat}/forwards", in_json(self._forward)),
            web.post("/control/chats/{chat}/edits", in_json(self._edit)),
            web.post("/control/chats/{chat}/deletions", in_json(self._delete)),
            web.post("/control/chats/{chat}/reactions", in_json(self._react)),
            web.post("/control/chats/{chat}/presses", in_json(self._press)),
            web.post("/control/inline", in_json(self._ask_inline)),
        ]

    async def _add_user(self, request: web.Request) -> dict[str, Any]:
        said = await requests.read(request)
        return self.world.add_user(
            said.text("first_name") or "小明",
            username=said.text("username"),
            language_code=said.text("language_code") or "zh-hans",
            hidden=said.flag("is_hidden"),
        ).wire

    async def _write(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self.act(request)
        reply_to = people.find_message(chat, said.integer("reply_to")) if "reply_to" in said.values else None
        part, near = said.text("quote"), said.integer("quote_position")
        quoted = quote(reply_to, part, near=near) if reply_to and part else None
        content = people.content(self.world, said.values, _upload(said))
        topic = self._topic(chat, said) or (reply_to.thread if reply_to and reply_to.thread in chat.topics else 0)
        voice = self.channel(said.values.get("as_channel"), of=user)
        return people.write(
            self.world, chat, user, content, reply_to=reply_to, quote=quoted, topic=topic, voice=voice
        ).transcript

    def _topic(self, chat: Chat, said: Params) -> int:
        topic = said.integer("message_thread_id")
        if topic:
            find_topic(chat, topic)
        return topic

    async def _forward(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self.act(request)
        source = self.world.chat(said.values.get("from_chat", chat.id))
        message = people.find_message(source, said.integer("message"))
        return people.forward(self.world, chat, user, message, topic=self._topic(chat, said)).transcript

    async def _edit(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self.act(request)
        message = people.find_message(chat, said.integer("message"))
        people.edit(self.world, user, message, people.content(self.world, said.values, None))
        return message.transcript

    async def _delete(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self.act(request)
        people.delete(self.world, user, people.find_message(chat, said.integer("message")))
        return {}

    async def _react(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self.act(request)
        message = people.find_message(chat, said.integer("message"))
        people.react(self.world, user, message, [str(emoji) for emoji in said.array("emoji") or []])
        return message.transcript

    async def _press(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self.act(request)
        message = people.find_message(chat, said.integer("message"))
        button = people.find_button(message, said.text("button"))
        query = people.press(self.world, user, message, button, is_old=said.flag("is_old"))
        return {"callback_id": query, "button": button}

    async def _ask_inline(self, request: web.Request) -> dict[str, Any]:
        said = await requests.read(request)
        user = self.user(said.values.get("user"))
        return {"inline_query_id": people.ask_inline(self.world, user, said.text("query"))}


def _upload(said: Params) -> Upload | None:
    if "file" not in said.values:
        return None
    try:
        data = base64.b64decode(said.text("file"), validate=True)
    except binascii.Error:
        raise bad_request("file must be base64") from None
    return Upload(said.text("file_name") or "file", data, said.text("mime_type") or "application/octet-stream")
