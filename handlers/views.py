"""A press that asks to see something of a version: itself in the note's place, what changed or its facts below."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from telegram import Message

from bot.errors import BotError
from bot.review import evidence
from handlers import buttons, changes, message, texts, writing
from handlers.buttons import Look
from handlers.courier import Place
from handlers.texts import versions as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import CallbackQuery, Update
    from telegram.ext import ContextTypes

    from bot.models import Draft
    from bot.steps import Steps
    from handlers.buttons import Sight
    from handlers.desk import Desk

_KIND: Final = "look"
_TURN: Final = "v"
_TAKEN: Final[Mapping[Sight, str]] = {"v": "", "d": words.COMPARING, "p": texts.PROVING}
"""What a press is answered with; a page that turns answers for itself."""


class Views:
    """Takes presses in and carries them out as jobs in a lane beside the chat's: no note being written delays them."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        desk.jobs.on(_KIND, self.carry_out)

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue the look, and answer the press."""
        query = update.callback_query
        if query:
            self._desk.courier.soon(self._desk.courier.answer(query, await self._taken(query)))

    async def _taken(self, query: CallbackQuery) -> str:
        """Queue a press; return what to answer. A page does not turn while the note is being rewritten."""
        look = buttons.look(query.data or "")
        if look is None or not isinstance(query.message, Message):
            return texts.NOT_A_BUTTON
        place = Place.of(query.message)
        if look.sight == _TURN and await writing.rewritten(self._desk, look.draft, place):
            return texts.BUSY
        order = {"look": asdict(look), "place": asdict(place)}
        await self._desk.jobs.submit(_KIND, key=f"cb:{query.id}", lane=f"talk:{place.chat}", order=order)
        return _TAKEN[look.sight]

    async def carry_out(self, said: dict[str, Any], step: Steps) -> None:
        """Turn the page, or answer below the note. Raises BotError."""
        look, place = Look(**said["look"]), Place(**said["place"])
        try:
            draft = await step.unrecorded(lambda: writing.found(self._desk, look.draft, look.version, place))
        except BotError as error:
            await writing.excuse(self._desk, error, place, step)
            raise
        if look.sight == _TURN:
            # by a press that came meanwhile
            if not await step("rewritten", lambda: writing.rewritten(self._desk, look.draft, place)):
                await writing.show(self._desk, draft, look.version, place, step)
            return
        letter = _seen(draft, look)
        await step("answer", lambda: self._desk.courier.reply(place, letter), last=True)


def _seen(draft: Draft, look: Look) -> message.Letter:
    if look.sight == "d":
        return changes.compared(draft, look.version)
    return message.proof(evidence(draft.versions[look.version].note, draft.article), draft.article)
