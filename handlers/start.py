"""Greets, helps, and answers whatever asks for no note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import texts

if TYPE_CHECKING:
    from telegram import Message, Update
    from telegram.ext import ContextTypes

    from handlers.courier import Courier


def answer(asked: Message) -> str:
    """Decide what to say to a message that asks for no note."""
    text = asked.text or asked.caption or ""
    if text.startswith("/"):
        return texts.UNKNOWN_COMMAND
    return texts.NO_LINK if text else texts.NOT_TEXT


class Start:
    """Answers with one message."""

    def __init__(self, *, courier: Courier) -> None:
        """Take the courier."""
        self._courier = courier

    async def start(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer /start."""
        await self._say(update, texts.START)

    async def help(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer /help."""
        await self._say(update, texts.HELP)

    async def anything(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer whatever nobody else listens to."""
        if update.message:
            await self._say(update, answer(update.message))

    async def _say(self, update: Update, text: str) -> None:
        if update.message:
            await self._courier.say(update.message.chat_id, text)
