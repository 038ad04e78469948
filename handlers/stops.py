"""Stops what is being written: /cancel for all of a chat, the button below a growing note for that one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Message

from handlers import buttons, message, texts
from handlers.courier import Place

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from handlers.desk import Desk


class Stops:
    """Tells the jobs; what they had said so far, they end themselves."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk

    async def cancel(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Stop everything that waits or runs in this chat."""
        asked = update.message
        if asked:
            stopped = await self._desk.jobs.stop(str(asked.chat_id))
            words = texts.STOPPING.format(count=stopped) if stopped else texts.NOTHING_TO_STOP
            self._desk.courier.soon(self._desk.courier.send(asked.chat_id, message.sentence(words)))

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Stop the one job below whose message the button stands, or take away the button that stops nothing."""
        query = update.callback_query
        key = buttons.stopped(query.data or "") if query else None
        if query and key and isinstance(query.message, Message):
            place = Place(query.message.chat_id, query.message.message_id)
            stopped = await self._desk.jobs.stop(str(place.chat), key=key)
            self._desk.courier.soon(
                self._desk.courier.answer(query, texts.STOPPING_ONE if stopped else texts.NOTHING_TO_STOP)
            )
            if not stopped:
                self._desk.courier.soon(self._tidied(place))

    async def _tidied(self, place: Place) -> None:
        """Take the button from what was left behind; a note that came about meanwhile keeps its own."""
        if await self._desk.store.shown.at(chat=place.chat, message=place.message) is None:
            await self._desk.courier.bare(place)
