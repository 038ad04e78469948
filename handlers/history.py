"""The drafts that somebody has in a chat, page by page; one that is opened is sent again with all its buttons."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

from bot.errors import BotError
from handlers import drawer, errors, message, writing
from handlers.courier import Place
from handlers.texts import drafts as texts

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.steps import Steps
    from handlers.desk import Desk

_LIST: Final = "history"
_OPEN: Final = "open"
_CHINA: Final = timezone(timedelta(hours=8))
"""The days on the buttons are those of the platform's readers."""


class History:
    """Takes the command and its buttons in, and answers them as jobs in a lane beside the notes."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        desk.jobs.on(_LIST, self.list)
        desk.jobs.on(_OPEN, self.open)

    async def history(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue the first page."""
        asked = update.message
        if asked and asked.from_user:
            order = {"chat": asked.chat_id, "person": asked.from_user.id, "page": 0, "message": 0}
            key = f"msg:{asked.chat_id}:{asked.message_id:010d}"
            await self._desk.jobs.submit(_LIST, key=key, lane=f"talk:{asked.chat_id}", order=order)

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue another page, or a draft to be opened."""
        query = update.callback_query
        turn = drawer.turned(query.data or "") if query else None
        if query and turn and query.message:
            chat, number = query.message.chat.id, query.message.message_id
            order = {"chat": chat, "person": query.from_user.id, "message": number, **asdict(turn)}
            kind = _OPEN if turn.draft else _LIST
            await self._desk.jobs.submit(kind, key=f"cb:{query.id}", lane=f"talk:{chat}", order=order)
            self._desk.courier.soon(self._desk.courier.answer(query, texts.OPENING if turn.draft else ""))

    async def list(self, said: dict[str, Any], step: Steps) -> None:
        """Show a page in the message of the page before, or in a new one. Raises BotError."""

        async def show() -> dict[str, int]:
            letter = await self._page(said)
            if said["message"]:
                return asdict(await self._desk.courier.deliver(Place(said["chat"], said["message"]), letter))
            return asdict(await self._desk.courier.send(said["chat"], letter))

        try:
            await step("page", show, heals=writing.STORE_HEALS)
        except BotError as error:
            why = message.sentence(errors.sentence(error))
            await step("excuse", lambda: self._desk.courier.send(said["chat"], why), last=True)
            raise

    async def _page(self, said: dict[str, Any]) -> message.Letter:
        """Lay out a page; the first one where there is no such page any more. Raises StoreError."""
        most = drawer.PAGE + 1
        for page in dict.fromkeys((said["page"], 0)):
            found = await self._desk.store.drafts.page(
                chat=said["chat"], person=said["person"], start=page * drawer.PAGE, most=most
            )
            if found:
                words = texts.HISTORY_PAGE.format(page=page + 1) if page else texts.HISTORY
                return message.sentence(words, keyboard=drawer.history(found, page, zone=_CHINA))
        return message.sentence(texts.NO_HISTORY)

    async def open(self, said: dict[str, Any], step: Steps) -> None:
        """Send the newest version of a draft again. Raises BotError."""
        courier = self._desk.courier

        async def begin() -> dict[str, int]:
            return asdict(await courier.send(said["chat"], message.sentence(texts.OPENED)))

        place = Place(**await step("place", begin))
        try:
            draft = await step.unrecorded(lambda: self._desk.store.drafts.of_chat(said["draft"], said["chat"]))
        except BotError as error:
            why = message.sentence(errors.sentence(error))
            await step("excuse", lambda: courier.deliver(place, why), last=True)
            raise
        await writing.show(self._desk, draft, len(draft.versions) - 1, place, step)
