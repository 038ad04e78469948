"""Deletes all that is kept of a person, once they have seen what that is and said yes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from bot.errors import BotError
from bot.store import Tally
from bot.style import Owner, Scope
from handlers import drawer, errors, message, writing
from handlers.courier import Place
from handlers.texts import drafts as texts

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update
    from telegram.ext import ContextTypes

    from bot.steps import Steps
    from handlers.desk import Desk

_ASK: Final = "forget?"
_KIND: Final = "forget"


class Forgetting:
    """Asks first. What is running is stopped; the deletion waits for its end, in the lane of the notes."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        desk.jobs.on(_ASK, self.ask)
        desk.jobs.on(_KIND, self.carry_out)

    async def forget(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue the question."""
        asked = update.message
        if asked and asked.from_user:
            order = {"chat": asked.chat_id, "person": asked.from_user.id}
            key = f"msg:{asked.chat_id}:{asked.message_id:010d}"
            await self._desk.jobs.submit(_ASK, key=key, lane=f"talk:{asked.chat_id}", order=order)

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take the answer, from the one who was asked."""
        query = update.callback_query
        said = drawer.forgets(query.data or "") if query else None
        if query and said and query.message:
            place = Place.of(query.message)
            words = await self._taken(query, place, sure=said[0]) if said[1] == query.from_user.id else None
            self._desk.courier.soon(self._desk.courier.answer(query, words or texts.NOT_YOURS))

    async def _taken(self, query: CallbackQuery, place: Place, *, sure: bool) -> str:
        """Stop everything and queue the deletion, or leave it; return what to answer."""
        if not sure:
            self._desk.courier.soon(self._desk.courier.deliver(place, message.sentence(texts.KEPT)))
            return texts.KEPT
        for lane in _lanes(place.chat):
            await self._desk.jobs.stop(lane)
        order = {"person": query.from_user.id, "place": asdict(place)}
        key = f"msg:{place.chat}:{place.message:010d}"  # the question's: a second press is the same one
        await self._desk.jobs.submit(_KIND, key=key, lane=str(place.chat), order=order)
        return texts.FORGETTING

    async def ask(self, said: dict[str, Any], step: Steps) -> None:
        """Say what would be deleted, and ask. Raises BotError."""

        async def count() -> dict[str, Any]:
            return await self._counted(said["person"])

        try:
            found = _listed(await step("count", count, heals=writing.STORE_HEALS))
            words = texts.WOULD_FORGET.format(found=found) if found else texts.NOTHING_KEPT
            letter = message.sentence(words, keyboard=drawer.forget(said["person"]))
        except BotError as error:
            letter = message.sentence(errors.sentence(error))
            await step("excuse", lambda: self._desk.courier.send(said["chat"], letter), last=True)
            raise
        await step("ask", lambda: self._desk.courier.send(said["chat"], letter))

    async def carry_out(self, said: dict[str, Any], step: Steps) -> None:
        """Delete everything, say so in place of the question, and leave no trace of that either. Raises BotError.

        Nothing stops it once it is queued.
        """
        place = Place(**said["place"])

        async def count() -> dict[str, Any]:
            return await self._counted(said["person"])

        async def delete() -> None:
            await self._desk.store.styles.forget(said["person"])
            await self._desk.store.lessons.forget(said["person"])
            await self._desk.store.posts.forget(said["person"])
            await self._desk.store.spends.forget(said["person"])
            await self._desk.store.drafts.forget(said["person"])  # the last one: it empties the log of all
            await self._desk.jobs.forget(_lanes(place.chat))

        try:
            found = _listed(await step("count", count, heals=writing.STORE_HEALS, last=True))
            await step("delete", delete, heals=writing.STORE_HEALS, last=True)
        except BotError as error:
            why = message.sentence(errors.sentence(error))
            await step("excuse", lambda: self._desk.courier.deliver(place, why), last=True)
            raise
        words = texts.FORGOTTEN.format(found=found) if found else texts.FORGOTTEN_JOBS
        await step("answer", lambda: self._desk.courier.deliver(place, message.sentence(words)), last=True)

    async def _counted(self, person: int) -> dict[str, Any]:
        """Count what is kept of a person. Raises StoreError."""
        tally = await self._desk.store.drafts.count(person)
        style = await self._desk.store.styles.layers([Owner(scope=Scope.PERSON, id=person)])
        return {"tally": asdict(tally), "style": bool(style)}


def _lanes(chat: int) -> list[str]:
    """Name the lanes of a chat's jobs."""
    return [str(chat), *(f"{beside}:{chat}" for beside in ("talk", "export"))]


def _listed(counted: dict[str, Any]) -> str:
    return texts.found(Tally(**counted["tally"]), style=counted["style"])
