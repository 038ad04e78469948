"""What every part of the control API shares: who asks, about which chat, and answers in JSON whatever happens."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from bot.playground import requests
from bot.playground.failure import Failure, bad_request
from bot.playground.server import answer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import web

    from bot.playground.models import Chat
    from bot.playground.params import Params
    from bot.playground.persons import User
    from bot.playground.world import World

    Handler = Callable[[web.Request], Awaitable[dict[str, Any]]]

log = logging.getLogger(__name__)


class Desk:
    """Finds in a world what a request names; each finder raises Failure."""

    def __init__(self, world: World) -> None:
        """Serve this world."""
        self.world = world

    def chat(self, request: web.Request) -> Chat:
        """Find the chat in the address."""
        return self.world.chat(request.match_info["chat"])

    def user(self, user_id: object) -> User:
        """Find a person, or the bot."""
        user = self.world.users.get(user_id) if isinstance(user_id, int) else None
        if user is None:
            raise bad_request("user not found")
        return user

    def channel(self, chat_id: object, *, of: User) -> Chat | None:
        """Find a channel that somebody runs; None when none is named."""
        if chat_id is None:
            return None
        channel = self.world.chat(chat_id)
        if channel.type != "channel" or not channel.member(of).is_admin:
            raise bad_request("SEND_AS_PEER_INVALID")
        return channel

    async def actor(self, request: web.Request) -> tuple[Chat, User, Params]:
        """Read who does what in which chat that is still one."""
        said = await requests.read(request)
        chat = self.chat(request)
        if chat.migrated_to:
            raise bad_request("group chat was upgraded to a supergroup chat")
        return chat, self.user(said.values.get("user")), said

    async def act(self, request: web.Request) -> tuple[Chat, User, Params]:
        """Read who does what in which chat; only its members do anything there."""
        chat, user, said = await self.actor(request)
        if not chat.member(user).is_present:
            raise bad_request("user is not a member of the chat")
        return chat, user, said


def _admit(request: web.Request) -> None:
    """Refuse other sites' pages: they can neither send JSON here nor borrow this server's name."""
    if (request.url.host or "") not in requests.LOOPBACK:
        raise Failure(403, "Forbidden: loopback only")
    if request.method == "POST" and request.content_type != "application/json":
        raise bad_request("send JSON")


def in_json(handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
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
