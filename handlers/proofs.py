"""A press on 查证 is answered with each fact of the note beside the article's sentence that carries it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from telegram import Message

from bot.errors import BotError, DraftGone
from bot.review import evidence
from handlers import buttons, errors, message, texts, writing
from handlers.courier import Place

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.steps import Steps
    from handlers.desk import Desk

_KIND: Final = "proof"


class Proofs:
    """Takes presses in and answers them as jobs, in a lane beside the chat's: no note being written delays them."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        desk.jobs.on(_KIND, self.carry_out)

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue the look-up, and answer the press."""
        query = update.callback_query
        asked = buttons.proved(query.data or "") if query else None
        if query and asked and isinstance(query.message, Message):
            place = Place(query.message.chat_id, query.message.message_id)
            order = {"draft": asked[0], "version": asked[1], "place": asdict(place)}
            await self._desk.jobs.submit(_KIND, key=f"cb:{query.id}", lane=f"{_KIND}:{place.chat}", order=order)
            self._desk.courier.soon(self._desk.courier.answer(query, texts.PROVING))

    async def carry_out(self, said: dict[str, Any], step: Steps) -> None:
        """Answer below the note. Raises BotError."""
        place = Place(**said["place"])

        async def answer() -> None:
            await self._desk.courier.send(place.chat, letter, reply_to=place.message)

        try:
            html = await step("look", lambda: self._looked_up(said, place), heals=writing.STORE_HEALS)
            letter = message.Letter(html=html)
        except BotError as error:
            letter = message.sentence(errors.sentence(error))
            await step("excuse", answer, last=True)
            raise
        await step("answer", answer, last=True)

    async def _looked_up(self, said: dict[str, Any], place: Place) -> str:
        """Compare a version with its article; another chat's is not there. Raises DraftGone, StoreError."""
        draft = await self._desk.store.drafts.find(said["draft"])
        if draft.chat != place.chat or said["version"] >= len(draft.versions):
            raise DraftGone(said["draft"])
        return message.proof(evidence(draft.versions[said["version"]].note, draft.article)).html
