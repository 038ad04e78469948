"""A note with its record and its pictures, taken again in full quality, as one file."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from telegram.error import TelegramError

from bot import archive
from bot.errors import BotError
from handlers import address, advice, drawer, errors, message, writing
from handlers.courier import Place
from handlers.shots import shoot
from handlers.texts import drafts as texts

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.models import Draft, Picture
    from bot.steps import Steps
    from handlers.desk import Desk

log = logging.getLogger(__name__)

_KIND: Final = "export"


class Exports:
    """Takes the command and its button in, and packs as jobs in a lane of their own: pictures take their time."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        desk.jobs.on(_KIND, self.carry_out)

    async def export(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue the note that is replied to, else the one that was shown last."""
        asked = update.message
        if asked:
            about = asked.reply_to_message.message_id if asked.reply_to_message else 0
            await self._queue(address.key(asked), Place.of(asked), {"about": about})
            self._desk.courier.soon(self._desk.courier.seen(asked.chat_id, asked.message_id))

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue the version below which the button stands."""
        query = update.callback_query
        wanted = drawer.exported(query.data or "") if query else None
        if query and wanted and query.message:
            order = {"draft": wanted[0], "version": wanted[1]}
            await self._queue(f"cb:{query.id}", Place.of(query.message), order)
            self._desk.courier.soon(self._desk.courier.answer(query, texts.PACKING))

    async def _queue(self, key: str, place: Place, order: dict[str, Any]) -> None:
        order |= {"place": asdict(place)}
        await self._desk.jobs.submit(_KIND, key=key, lane=f"{_KIND}:{place.chat}", order=order)

    async def carry_out(self, said: dict[str, Any], step: Steps) -> None:
        """Send the file, once: one that a process died over may have arrived. Raises BotError."""
        try:
            wanted = await step("find", lambda: self._wanted(said), heals=writing.STORE_HEALS)
            if not wanted:
                await step("nothing", partial(self._say, said, texts.NOTHING_TO_EXPORT))
                return
            draft = await step.unrecorded(lambda: self._found(said, wanted))
        except BotError as error:
            await step("excuse", partial(self._say, said, errors.sentence(error)), last=True)
            raise
        async with self._desk.courier.packing(said["place"]["chat"]):
            pictures, instead = await step.unrecorded(lambda: shoot(self._desk.studio, draft.article))
            send = partial(self._send, said, draft, wanted["version"], pictures, instead)
            if not await step.once("document", send):
                await step("unsure", partial(self._say, said, texts.NOT_PACKED))

    async def _wanted(self, said: dict[str, Any]) -> dict[str, Any] | None:
        """Find which version of which draft is meant. Raises StoreError."""
        if "draft" in said:
            return {"draft": said["draft"], "version": said["version"]}
        shown = self._desk.store.shown
        chat = said["place"]["chat"]
        replied = await shown.at(chat=chat, message=said["about"]) if said["about"] else None
        found = replied or await shown.last(chat=chat)
        return {"draft": found.draft, "version": found.version} if found else None

    async def _found(self, said: dict[str, Any], wanted: dict[str, Any]) -> Draft:
        """Find a draft; another chat's is not there. Raises DraftGone, StoreError."""
        return await writing.found(self._desk, wanted["draft"], wanted["version"], Place(**said["place"]))

    async def _send(
        self, said: dict[str, Any], draft: Draft, index: int, pictures: tuple[Picture, ...], instead: str
    ) -> None:
        version, made = draft.versions[index], datetime.now(UTC)
        lines = [*advice.warnings(version, draft.article), *advice.checklist(version, draft.article, today=made.date())]
        pack = partial(archive.zipped, draft.article, version, pictures, advice=lines, made=made)
        content, count = await asyncio.to_thread(pack)
        caption = _caption(taken=len(pictures), packed=count, instead=instead)
        try:
            place, name = Place(**said["place"]), archive.file_name(version)
            await self._desk.courier.document(place, content, name=name, caption=caption)
        except TelegramError as error:
            log.warning("an export was not sent: %s", error)
            await self._say(said, texts.NOT_PACKED)

    async def _say(self, said: dict[str, Any], words: str) -> None:
        await self._desk.courier.reply(Place(**said["place"]), message.sentence(words))


def _caption(*, taken: int, packed: int, instead: str) -> str:
    """Say what is in the file, and what is not."""
    pictures = texts.WITH_PICTURES.format(count=packed) if packed else ""
    missing = texts.LEFT_OUT.format(count=taken - packed) if packed < taken else instead
    return "\n".join(filter(None, (texts.PACKED.format(pictures=pictures), missing)))
