"""A pressed button becomes another version of the note that it stands under."""

from __future__ import annotations

import logging
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from telegram import CallbackQuery, Message, Update

from bot import wire
from bot.errors import BotError, DraftGone
from handlers import buttons, errors, message, texts, writing
from handlers.buttons import Press
from handlers.courier import Place

if TYPE_CHECKING:
    from telegram.ext import ContextTypes

    from bot.models import Draft
    from bot.steps import Steps
    from handlers.desk import Desk

log = logging.getLogger(__name__)

_KIND: Final = "rewrite"


class Rewrites:
    """Takes presses in, one at a time for each note, and carries them out as jobs."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        desk.jobs.on(_KIND, self.carry_out)

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue what a press asks for, and answer it."""
        query = update.callback_query
        if query:
            self._desk.courier.soon(self._desk.courier.answer(query, await self._taken(query)))

    async def _taken(self, query: CallbackQuery) -> str:
        """Queue a press; return what to answer."""
        press = buttons.parse(query.data or "")
        if press is None or not isinstance(query.message, Message):
            return texts.NOT_A_BUTTON
        place = Place(query.message.chat_id, query.message.message_id)
        lane, key = str(place.chat), f"cb:{query.id}"
        order = {"key": key, "press": asdict(press), "place": asdict(place)}
        if any(_alike(order, asked) for asked in await self._desk.jobs.orders(lane)):
            return texts.BUSY
        await self._desk.jobs.submit(_KIND, key=key, lane=lane, order=order)
        return texts.WORKING

    async def carry_out(self, said: dict[str, Any], step: Steps) -> None:
        """Show another version; when there is none, the note comes back with a sentence above it. Raises BotError."""
        place = Place(**said["place"])
        press = Press(**{**said["press"], "wish": wire.wish(said["press"]["wish"])})
        try:
            draft = wire.draft(await step("find", lambda: self._found(press, place), heals=writing.STORE_HEALS))
        except BotError as error:
            why = message.sentence(errors.sentence(error))
            await step("excuse", lambda: self._desk.courier.send(place.chat, why, reply_to=place.message), last=True)
            raise
        if press.version == len(draft.versions) - 1:
            await self._rewrite(draft, press, place, said["key"], step)
        else:
            await self._show(draft, place, step)

    async def _found(self, press: Press, place: Place) -> dict[str, Any]:
        """Find the draft of a press; another chat's does not exist here. Raises StoreError."""
        draft = await self._desk.store.drafts.find(press.draft)
        if draft.chat != place.chat:
            raise DraftGone(press.draft)
        return wire.plain(replace(draft, created=None))

    async def _rewrite(self, draft: Draft, press: Press, place: Place, key: str, step: Steps) -> None:
        """Write the version after the one that was pressed."""
        try:
            draft = await self._next(draft, press, place, key, step)
        except BotError as error:
            await self._show(draft, place, step, notice=errors.sentence(error))
            raise
        await self._show(draft, place, step)

    async def _next(self, draft: Draft, press: Press, place: Place, key: str, step: Steps) -> Draft:
        brief = self._desk.studio.rewriting(draft, press.wish, base=press.version)

        async def keep() -> None:
            await self._desk.store.drafts.add(draft.id, version)

        async with self._desk.courier.growing(place, buttons.stop(key), ours=step.ours) as report:
            version = await writing.version(self._desk.studio, brief, step, report)
            version = replace(version, key=key, base=press.version)
            await step("keep", keep, heals=writing.STORE_HEALS)
        return replace(draft, versions=(*draft.versions, version))

    async def _show(self, draft: Draft, place: Place, step: Steps, *, notice: str = "") -> None:
        await writing.show(self._desk, draft, len(draft.versions) - 1, place, step, notice=notice)


def _alike(order: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether both are about one version of a note; the job that showed the newest may not have ended quite yet."""
    return bool(order["place"] == other.get("place") and order["press"]["version"] == other["press"]["version"])
