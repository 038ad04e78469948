"""Greets, helps, and answers whatever asks for no note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import message, texts
from handlers.desk import SAY

if TYPE_CHECKING:
    from telegram import Message, Update
    from telegram.ext import ContextTypes

    from bot.steps import Steps
    from handlers.desk import Desk


def answer(asked: Message) -> str:
    """Decide what to say to a message that asks for no note."""
    text = asked.text or asked.caption or ""
    if text.startswith("/"):
        return texts.UNKNOWN_COMMAND
    return texts.NO_LINK if text else texts.NOT_TEXT


class Start:
    """Answers with one message, in a lane beside the notes: a question does not wait for them."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        desk.jobs.on(SAY, self.carry_out)

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

    async def carry_out(self, said: dict[str, Any], step: Steps) -> None:
        """Send the answer. Raises BotError."""
        letter, topic = message.sentence(said["text"]), said.get("topic", 0)
        await step("say", lambda: self._desk.courier.send(said["chat"], letter, topic=topic))

    async def _say(self, update: Update, text: str) -> None:
        asked = update.message
        if asked:
            await self._desk.answer(asked, text)
