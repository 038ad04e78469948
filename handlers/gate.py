"""Who may: every update passes here first, whatever it is; a stranger is told once a day, and no further."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from telegram.ext import ApplicationHandlerStop, filters

from bot.access import Verdict, verdict
from handlers import address
from handlers.texts import access as said

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from handlers.desk import Desk


def person(update: Update) -> int:
    """Name who an update is from; 0 for a group or a channel that speaks as such."""
    written = update.message or update.edited_message
    if written:
        return address.sender(written)
    return update.effective_user.id if update.effective_user else 0


class Gate:
    """Lets through whom the settings and the admins allow."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk

    async def verdict(self, update: Update) -> Verdict:
        """Decide what whoever an update is from may do. Raises StoreError."""
        who, chat = person(update), update.effective_chat.id if update.effective_chat else 0
        return verdict(
            self._desk.rules, await self._desk.store.access.known(person=who, chat=chat), person=who, chat=chat
        )

    async def check(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """End the update here unless it may pass. Raises ApplicationHandlerStop, StoreError."""
        if update.message and filters.StatusUpdate.MIGRATE.filter(update.message):
            return  # Telegram's own word: who was denied as a group stays so as a supergroup
        if await self._claimed(update):
            raise ApplicationHandlerStop
        found = await self.verdict(update)
        if found is Verdict.STRANGER:
            await self._turn_away(update)
        if not found.may:
            raise ApplicationHandlerStop

    async def _claimed(self, update: Update) -> bool:
        """Make the one who sends the set-up code in private the first admin."""
        asked, code = update.message, self._desk.rules.setup
        words = (asked.text or "").split() if asked else []
        if not asked or not code or len(words) != 2 or words[0] != "/start":  # noqa: PLR2004 - the command and the code
            return False
        if asked.chat_id != person(update) or not hmac.compare_digest(words[1].encode(), code.encode()):
            return False
        if not await self._desk.store.access.claim(asked.chat_id):
            return False
        await self._desk.answer(asked, said.CLAIMED)
        return True

    async def _turn_away(self, update: Update) -> None:
        """Tell a stranger, at most once a day in each chat, and only where they spoke to the bot."""
        if update.callback_query:
            refusal = said.STRANGER_PRESSED
            self._desk.courier.soon(self._desk.courier.answer(update.callback_query, refusal))
        asked = update.message
        if asked and address.addressed(asked, bot=asked.get_bot().bot):
            private = asked.chat_id == person(update)
            sentence = (said.STRANGER if private else said.STRANGE_GROUP).format(id=asked.chat_id)
            today = datetime.now(tz=UTC).date()
            await self._desk.say(
                asked.chat_id, sentence, key=f"stranger:{asked.chat_id}:{today}", topic=address.topic(asked)
            )
