"""Lets the bot hear of a message that was written or changed, if it may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.privacy import SERVICE, sees

if TYPE_CHECKING:
    from bot.playground.models import Message
    from bot.playground.world import World


def hear(world: World, message: Message, *, edited: bool = False) -> None:
    """Make an update of a message that the bot sees; of its own it hears what says that it did something."""
    is_news = message.sender is not world.bot or SERVICE & message.content.keys()
    if is_news and sees(world.bot, message):
        kind = "channel_post" if message.chat.type == "channel" else "message"
        world.updates.add(f"edited_{kind}" if edited else kind, message.wire)
