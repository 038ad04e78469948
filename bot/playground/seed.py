"""What a newcomer to the chat page finds: a person to be, with a private chat open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.playground.world import World


def seed(world: World) -> None:
    """Let the visitor exist, unless somebody does who has a private chat."""
    if not any(chat.type == "private" for chat in world.chats.values()):
        world.add_chat("private", members=[world.add_user("你", username="you")])
