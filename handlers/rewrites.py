"""A pressed button becomes another version of the note, made from the one that it stands under."""

from __future__ import annotations

import logging
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from telegram import CallbackQuery, Message, Update

from bot import wire
from bot.errors import BotError
from handlers import buttons, errors, texts, writing
from handlers.courier import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram.ext import ContextTypes

    from bot.models import Draft, Version
    from bot.steps import Steps
    from handlers.buttons import Press
    from handlers.desk import Desk

log = logging.getLogger(__name__)

_KIND: Final = "rewrite"


class Rewrites:
    """Takes presses in, one after the other for each chat, and carries them out as jobs."""

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
        place = Place.of(query.message)
        lane, key = str(place.chat), f"cb:{query.id}"
        order = {"key": key, "press": query.data, "place": asdict(place), "person": query.from_user.id}
        waiting = [asked["key"] for asked in await self._desk.jobs.orders(lane) if alike(order, asked)]
        if await writing.unwritten(self._desk, press.draft, waiting):
            return texts.BUSY
        await self._desk.jobs.submit(_KIND, key=key, lane=lane, order=order)
        return texts.WORKING

    async def carry_out(self, said: dict[str, Any], step: Steps) -> None:
        """Show another version; when there is none, the note comes back with a sentence above it. Raises BotError."""
        place, press = Place(**said["place"]), buttons.parse(said["press"])
        assert press is not None  # noqa: S101 - it was when it was taken in
        try:
            draft = wire.draft(await step("find", lambda: self._found(press, place), heals=writing.STORE_HEALS))
        except BotError as error:
            await writing.excuse(self._desk, error, place, step)
            raise
        index = made(draft.versions, press, said["person"])
        if index is None:
            await self._rewrite(draft, press, place, said, step)
        else:
            await writing.show(self._desk, draft, index, place, step)

    async def _found(self, press: Press, place: Place) -> dict[str, Any]:
        draft = await writing.found(self._desk, press.draft, press.version, place)
        return wire.plain(replace(draft, created=None))

    async def _rewrite(self, draft: Draft, press: Press, place: Place, said: dict[str, Any], step: Steps) -> None:
        """Write another version from the one that was pressed, and show it; where there is none, that one again."""
        by = writing.By(key=said["key"], person=said["person"])
        try:
            await writing.rewrite(self._desk, draft, press.wish, base=press.version, place=place, step=step, by=by)
        except BotError as error:
            await writing.show(self._desk, draft, press.version, place, step, notice=errors.sentence(error))
            raise


def alike(order: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether a person asks twice for the same of the same version, wherever it is shown and since whenever."""
    asked, before = (buttons.parse(str(one.get("press"))) for one in (order, other))
    return bool(
        asked and before and order["person"] == other.get("person") and before == replace(asked, count=before.count)
    )


def made(versions: Sequence[Version], press: Press, person: int) -> int | None:
    """Find what a press has made already: the person did not know it when the buttons were laid out, and pressed again.

    None where it asks for a version of its own.
    """
    for index, version in enumerate(versions):
        if index >= press.count and (version.base, version.wish, version.person) == (press.version, press.wish, person):
            return index
    return None
