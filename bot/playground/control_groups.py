"""The control API's part about chats: who opens them, comes, goes, runs them, and what becomes of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.playground import membership, people, requests, topics
from bot.playground.desk import Desk, in_json
from bot.playground.failure import bad_request
from bot.playground.persons import STATUSES, Member

if TYPE_CHECKING:
    from bot.playground.persons import User


class GroupControl(Desk):
    """Opens chats and changes what they are."""

    def routes(self) -> list[web.RouteDef]:
        """List what is served."""
        return [
            web.post("/control/chats", in_json(self._add_chat)),
            web.post("/control/chats/{chat}/block", in_json(self._block)),
            web.post("/control/chats/{chat}/members", in_json(self._change_member)),
            web.post("/control/chats/{chat}/migrate", in_json(self._migrate)),
            web.post("/control/chats/{chat}/topics", in_json(self._open_topic)),
            web.post("/control/chats/{chat}/topics/{topic}", in_json(self._set_topic)),
            web.post("/control/privacy", in_json(self._set_privacy)),
        ]

    async def _add_chat(self, request: web.Request) -> dict[str, Any]:
        """Open a chat; the first member created it, and the bot is in it unless "bot" is false.

        A channel may name the group into which its posts go as "linked"; the bot is in no channel until it is promoted.
        """
        said = await requests.read(request)
        kind = said.text("type") or "private"
        members = [self.user(member) for member in said.array("members") or []]
        if kind not in {"private", "group", "supergroup", "channel"} or not members:
            raise bad_request("type must be private, group, supergroup or channel, with at least one member")
        if said.values.get("bot", True) and kind != "channel":
            members.append(self.world.bot)
        is_forum = said.flag("is_forum") and kind == "supergroup"
        chat = self.world.add_chat(kind, members=members, title=said.text("title"), is_forum=is_forum)
        if kind == "channel" and "linked" in said.values:
            chat.linked = self.world.chat(said.values["linked"])
        return chat.wire

    async def _block(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self.act(request)
        people.block(self.world, chat, user, blocked=said.flag("blocked"))
        return chat.wire

    async def _change_member(self, request: web.Request) -> dict[str, Any]:
        """Make "member" (who acts, when absent) what "status" says; nobody but oneself is added by a stranger."""
        chat, user, said = await self.actor(request)
        subject: User = self.user(said.values.get("member", user.id))
        status = said.text("status")
        if status not in STATUSES:
            raise bad_request(f"status must be one of {sorted(STATUSES)}")
        if subject is not user and not chat.member(user).is_present:
            raise bad_request("user is not a member of the chat")
        member = Member(subject, status, said.flag("is_anonymous"))
        membership.change(self.world, chat, member, by=user)
        return member.wire

    async def _migrate(self, request: web.Request) -> dict[str, Any]:
        chat, user, _ = await self.act(request)
        return membership.migrate(self.world, chat, by=user).wire

    async def _open_topic(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self.act(request)
        return topics.open_topic(self.world, chat, user, said.text("name")).transcript

    async def _set_topic(self, request: web.Request) -> dict[str, Any]:
        chat, user, said = await self.act(request)
        topic = request.match_info["topic"]
        topics.set_state(self.world, chat, user, int(topic) if topic.isdecimal() else 0, said.text("state"))
        return chat.wire

    async def _set_privacy(self, request: web.Request) -> dict[str, Any]:
        """Switch privacy mode; groups that the bot is in already notice when it is added again."""
        self.world.reads_all = not (await requests.read(request)).flag("on")
        return {"can_read_all_group_messages": self.world.reads_all}
