"""A question that a reply answers; what it is about stands in a link that nobody sees, and so outlives a restart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from telegram import MessageEntity
from telegram.ext import filters

if TYPE_CHECKING:
    from telegram import Message

_ADDRESS: Final = "https://t.me/?style={field}&panel={panel}"
_FOUND: Final = re.compile(r"https://t\.me/\?style=([a-z]{1,12})&panel=(\d{1,15})\Z")
_UNSEEN: Final = "\u2060"
_SAID: Final = 4096
"""Characters of an answer that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was replied to a question: about which field, which message of ours shows it."""

    field: str
    panel: int
    said: str


def question(words: str, *, field: str, panel: int) -> str:
    """Write a question as HTML."""
    return about(words, _ADDRESS.format(field=field, panel=panel))


def about(words: str, *addresses: str) -> str:
    """Write words as HTML, with links before them that nobody sees."""
    links = (f'<a href="{escape(address)}">{_UNSEEN}</a>' for address in addresses)
    return f"{''.join(links)}{escape(words, quote=False)}"


def answer(message: Message) -> Answer | None:
    """Read the answer to a question of ours; None for any other message. Nobody else can write in the bot's name."""
    asked = message.reply_to_message
    if asked is None or asked.from_user is None or asked.from_user.id != message.get_bot().id:
        return None
    links = (entity.url or "" for entity in asked.entities if entity.type == MessageEntity.TEXT_LINK)
    found = next(filter(None, map(_FOUND.match, links)), None)
    if found is None:
        return None
    return Answer(field=found[1], panel=int(found[2]), said=(message.text or message.caption or "")[:_SAID])


class Answering(filters.MessageFilter):
    """Lets through the answers to questions about a field of `fields`."""

    def __init__(self, *fields: str) -> None:
        """Take the fields."""
        super().__init__()
        self._fields = fields

    def filter(self, message: Message) -> bool:
        """Say whether a message is such an answer."""
        found = answer(message)
        return found is not None and found.field in self._fields
