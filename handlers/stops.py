"""Stops what is being written: /cancel for all of a chat, the button below a growing note for that one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Message
from telegram.constants import ChatType

from handlers import address, buttons, message, texts
from handlers.courier import Place
from handlers.texts import groups

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
        """Stop everything that waits or runs in this chat; of a group, what one asked for oneself."""
        asked = update.message
        if asked:
            stopped = await self._stopped(asked)
            words = texts.STOPPING.format(count=stopped) if stopped else texts.NOTHING_TO_STOP
            self._desk.courier.soon(self._desk.courier.reply(Place.of(asked), message.sentence(words)))

    async def _stopped(self, asked: Message) -> int:
        if asked.chat.type == ChatType.PRIVATE:
            return await self._desk.jobs.stop(str(asked.chat_id))
        person, lane = address.sender(asked), str(asked.chat_id)
        mine = [one["key"] for one in await self._desk.jobs.orders(lane) if one.get("person") == person]
        return sum([await self._desk.jobs.stop(lane, key=key) for key in mine])

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Stop the one job below whose message the button stands, or take away the button that stops nothing."""
        query = update.callback_query
        key = buttons.stopped(query.data or "") if query else None
        if query and key and isinstance(query.message, Message):
            place = Place.of(query.message)
            asked = next((one for one in await self._desk.jobs.orders(str(place.chat)) if one.get("key") == key), None)
            if asked and place.chat < 0 and asked.get("person") not in {0, query.from_user.id}:
                self._desk.courier.soon(self._desk.courier.answer(query, groups.NOT_YOURS))
                return
            stopped = await self._desk.jobs.stop(str(place.chat), key=key)
            words = texts.STOPPING_ONE if stopped else texts.NOTHING_TO_STOP
            self._desk.courier.soon(self._desk.courier.answer(query, words))
            if not stopped:
                self._desk.courier.soon(self._tidied(place))

    async def _tidied(self, place: Place) -> None:
        """Take the button from what was left behind; a note that came about meanwhile keeps its own."""
        if await self._desk.store.shown.at(chat=place.chat, message=place.message) is None:
            await self._desk.courier.bare(place)
