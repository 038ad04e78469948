"""The methods about who is in a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.playground.failure import bad_request
from bot.playground.membership import change
from bot.playground.persons import Member

if TYPE_CHECKING:
    from bot.playground.params import Params
    from bot.playground.world import World


def get_chat_member(world: World, params: Params) -> dict[str, Any]:
    """`getChatMember`: whoever exists and is not there has left."""
    chat = world.reachable(params.text("chat_id"))
    user = world.users.get(params.integer("user_id"))
    if user is None:
        raise bad_request("user not found" if params.integer("user_id") else "invalid user_id specified")
    return chat.member(user).wire


def get_chat_administrators(world: World, params: Params) -> list[dict[str, Any]]:
    """`getChatAdministrators`."""
    chat = world.reachable(params.text("chat_id"))
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return [member.wire for member in chat.members.values() if member.is_admin]


def get_chat_member_count(world: World, params: Params) -> int:
    """`getChatMemberCount`."""
    return sum(member.is_present for member in world.reachable(params.text("chat_id")).members.values())


def leave_chat(world: World, params: Params) -> bool:
    """`leaveChat`: the next call to the chat is a 403."""
    change(world, world.reachable(params.text("chat_id")), Member(world.bot, "left"), by=world.bot)
    return True
