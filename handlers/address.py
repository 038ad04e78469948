"""Whether a message is for the bot. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from telegram import MessageEntity
from telegram.constants import ChatID, ChatType

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Message, User

_NOBODY: Final = frozenset({ChatID.ANONYMOUS_ADMIN, ChatID.FAKE_CHANNEL, ChatID.SERVICE_CHAT})
"""Whom Telegram names where a group or a channel speaks."""
NAME: Final = 40
"""Most characters of a name that are kept."""
NOTE: Final = "note"
"""The command that asks for a note."""


def key(asked: Message) -> str:
    """Name the job of a message; ids are padded, for they are compared as text."""
    return f"msg:{asked.chat_id}:{asked.message_id:010d}"


def sender(asked: Message) -> int:
    """Name who wrote a message; 0 for a group or a channel that speaks as such."""
    nobody = asked.sender_chat or asked.from_user is None or asked.from_user.id in _NOBODY
    return 0 if nobody or asked.from_user is None else asked.from_user.id


def name(asked: Message) -> str:
    """Name who wrote a message as the others see them."""
    seen = (asked.sender_chat.title if asked.sender_chat else asked.from_user and asked.from_user.full_name) or ""
    return seen[:NAME]


def topic(asked: Message) -> int:
    """Return the forum topic that a message stands in, 0 for General and where there are none.

    General is sent to without an id; a chain of answers in a plain group has one and is no topic.
    """
    return (asked.message_thread_id or 0) if asked.is_topic_message else 0


def command(asked: Message, *, bot: User) -> str:
    """Return the command at the beginning of a message to this bot, in small letters without /; "" for none."""
    found = asked.entities[0] if asked.text and asked.entities else None
    if found is None or found.type != MessageEntity.BOT_COMMAND or found.offset:
        return ""
    name, _, to = asked.parse_entity(found).removeprefix("/").partition("@")
    return name.lower() if not to or to.lower() == (bot.username or "").lower() else ""


def mentioned(asked: Message, *, bot: User) -> bool:
    """Whether a message names the bot."""
    parts = {**asked.parse_entities([MessageEntity.MENTION]), **asked.parse_caption_entities([MessageEntity.MENTION])}
    return any(part.lower() == f"@{bot.username}".lower() for part in parts.values())


def replied(asked: Message, *, bot: User) -> bool:
    """Whether a message answers one of the bot's."""
    answered = asked.reply_to_message
    return bool(answered and answered.from_user and answered.from_user.id == bot.id)


def about(asked: Message, *, bot: User, links: Callable[[Message], object]) -> Message | None:
    """Find the message whose links are wanted: this one, or the one that it answers; None where the bot was not asked.

    Asked it is by /note, by its name, or by an answer to it; in private, by anything.
    """
    asks = command(asked, bot=bot) == NOTE or mentioned(asked, bot=bot)
    if (asks or addressed(asked, bot=bot)) and links(asked):
        return asked
    answered = asked.reply_to_message
    return answered if asks and answered and links(answered) else None


def addressed(asked: Message, *, bot: User) -> bool:
    """Whether a message is for the bot: all in private; in a group, what names it or answers it."""
    if asked.chat.type == ChatType.PRIVATE:
        return True
    return bool(command(asked, bot=bot)) or mentioned(asked, bot=bot) or replied(asked, bot=bot)
