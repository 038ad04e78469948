"""The posts that a person hands over to be learned from, one message after the other."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from telegram.ext import filters

from bot.note import habits

if TYPE_CHECKING:
    from telegram import Message

_WINDOW: Final = 600.0
"""Seconds in which what is forwarded is taken for a post to learn from."""
_WINDOWS: Final = 1000
_POST: Final = 2000
"""Characters of a post that are kept."""


def text(message: Message) -> str:
    """Return what a message says, or what is said below its pictures."""
    return (message.text or message.caption or "").strip()[:_POST]


class Posts(filters.MessageFilter):
    """Collects, and as a filter lets through what is forwarded while posts are waited for.

    That they are is remembered in this process only: after a restart a forwarded text is an article again.
    """

    def __init__(self) -> None:
        """Wait for none yet."""
        super().__init__()
        self._chats: OrderedDict[int, tuple[float, list[str]]] = OrderedDict()

    def filter(self, message: Message) -> bool:
        """Say whether a message is forwarded, has text, and comes while posts are waited for."""
        return bool(message.forward_origin and text(message)) and self._waited_for(message.chat_id)

    def wait(self, chat: int) -> None:
        """Wait for posts from now on, from the first one."""
        self._chats[chat] = (time.monotonic() + _WINDOW, [])
        if len(self._chats) > _WINDOWS:
            self._chats.popitem(last=False)

    def take(self, message: Message) -> list[str]:
        """Add a post, and return the latest of those that came since it was begun to wait."""
        if not self._waited_for(message.chat_id):
            self.wait(message.chat_id)
        _, found = self._chats[message.chat_id]
        if text(message) not in found:
            found.append(text(message))
            del found[: -habits.POSTS]
        return list(found)

    def _waited_for(self, chat: int) -> bool:
        until, _ = self._chats.get(chat, (0.0, []))
        return time.monotonic() < until
