"""Lets the bot hear of a message that was written or changed, if it may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.privacy import sees

if TYPE_CHECKING:
    from bot.playground.models import Message
    from bot.playground.world import World


def hear(world: World, message: Message, *, edited: bool = False) -> None:
    """Make an update of a message that the bot sees and did not write itself."""
    if message.sender is not world.bot and sees(world.bot, message):
        kind = "channel_post" if message.chat.type == "channel" else "message"
        world.updates.add(f"edited_{kind}" if edited else kind, message.wire)
