"""A pressed button becomes another version of the note that it stands under."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError

from bot.errors import DraftGone
from handlers import buttons, errors, message, texts
from handlers.courier import Place, unless_blocked

if TYPE_CHECKING:
    from telegram.ext import ContextTypes

    from bot.jobs import Jobs
    from bot.models import Draft
    from bot.studio import Studio
    from handlers.buttons import Press
    from handlers.courier import Courier

log = logging.getLogger(__name__)


class Rewrites:
    """Takes presses in, one at a time for each note, and carries them out as jobs."""

    def __init__(self, *, courier: Courier, studio: Studio, jobs: Jobs) -> None:
        """Take the parts."""
        self._courier = courier
        self._studio = studio
        self._jobs = jobs
        self._busy: set[Place] = set()

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer the press, then queue what it asks for."""
        query = update.callback_query
        if query is None:
            return
        press = buttons.parse(query.data or "")
        if press is None or not isinstance(query.message, Message):
            await _answer(query, texts.NOT_A_BUTTON)
            return
        place = Place(query.message.chat_id, query.message.message_id)
        if place in self._busy:
            await _answer(query, texts.BUSY)
            return
        self._busy.add(place)
        await _answer(query, texts.WORKING)
        if not self._jobs.submit(f"cb:{query.id}", place.chat, lambda: self._carry_out(press, place)):
            self._busy.discard(place)

    async def _carry_out(self, press: Press, place: Place) -> None:
        try:
            with unless_blocked(place.chat):
                await self._rewrite(press, place)
        finally:
            self._busy.discard(place)

    async def _rewrite(self, press: Press, place: Place) -> None:
        """Show another version; when there is none, the note comes back with a sentence above it."""
        try:
            draft = await self._find(press, place)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person gets a sentence
            await self._courier.say(place.chat, errors.sentence(error), reply_to=place.message)
            return
        try:
            letter = self._letter(await self._next(draft, press, place))
        except asyncio.CancelledError:
            await self._courier.last_words(place, self._letter(draft, texts.STOPPED))
            raise
        except Exception as error:  # noqa: BLE001 - likewise
            letter = self._letter(draft, errors.sentence(error))
        await self._courier.deliver(place, letter)

    async def _find(self, press: Press, place: Place) -> Draft:
        """Find the draft of a press; another chat's draft does not exist here. Raises StoreError."""
        draft = await self._studio.find(press.draft)
        if draft.chat != place.chat:
            raise DraftGone(press.draft)
        return draft

    async def _next(self, draft: Draft, press: Press, place: Place) -> Draft:
        """Write the version after the one that was pressed; where that is written already, show it again."""
        if press.version != len(draft.versions) - 1:
            return draft
        async with self._courier.growing(place, self._letter(draft).keyboard) as report:
            return await self._studio.rewrite(draft, press.wish, report=report)

    def _letter(self, draft: Draft, notice: str = "") -> message.Letter:
        return message.kept(draft, self._studio.tones.values(), notice=notice)


async def _answer(query: CallbackQuery, text: str) -> None:
    """Stop the button's spinner; a press that waited too long cannot be answered, and is carried out all the same."""
    try:
        await query.answer(text)
    except TelegramError as error:
        log.info("a press was not answered: %s", error)
