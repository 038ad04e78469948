"""Which messages the bot gets to see: privacy mode, pure; https://core.telegram.org/bots/features#privacy-mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.text import slice_units

if TYPE_CHECKING:
    from bot.playground.models import Message
    from bot.playground.persons import User

SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "forum_topic_created",
        "forum_topic_closed",
        "forum_topic_reopened",
        "pinned_message",
    }
)


def sees(bot: User, message: Message) -> bool:
    """Tell whether the bot gets this message; an admin gets all, and so does a bot without privacy mode."""
    chat = message.chat
    me = chat.member(bot)
    if chat.type == "private" or not me.is_present:
        return me.is_present
    if chat.type == "channel":
        return me.is_admin
    if me.is_admin or chat.reads_all or SERVICE & message.content.keys():
        return True
    return _answers(bot, message) or _names(bot, message)


def _answers(bot: User, message: Message) -> bool:
    """Tell a reply to the bot from one that a client makes to a topic's first message by itself."""
    replied = message.reply_to
    return replied is not None and replied.sender is bot and "forum_topic_created" not in replied.content


def _names(bot: User, message: Message) -> bool:
    text = message.content.get("text") or message.content.get("caption") or ""
    for entity in message.content.get("entities") or message.content.get("caption_entities") or []:
        said, at, name = slice_units(text, entity["offset"], entity["length"]).partition("@")
        if entity["type"] in {"bot_command", "mention"} and at and name.lower() == bot.username.lower():
            return True
        if entity["type"] == "bot_command" and said and not at and entity["offset"] == 0:
            return True
    return False
