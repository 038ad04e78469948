"""A message with a link, or with a pasted article, becomes a note and its pictures."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from telegram.error import TelegramError

from bot import wire
from bot.errors import BotError, JobStopped, PictureError, StoreError
from bot.models import Brief, Draft
from bot.style import merged, owners
from handlers import buttons, errors, message, texts, writing
from handlers.courier import Place
from handlers.orders import Order, order

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.models import Article, Picture, Report, Version
    from bot.steps import Steps
    from bot.style import Layer
    from handlers.desk import Desk

    Shots = tuple[tuple[Picture, ...], str]
    """Pictures, or what to say in their place."""

log = logging.getLogger(__name__)

_KIND: Final = "compose"
_PICTURE_SECONDS: Final = 90
"""Longest time for all pictures, in seconds."""


class Links:
    """Takes orders in, and carries them out as jobs."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        desk.jobs.on(_KIND, self.carry_out)

    async def asked(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue a note; a message that comes again is not written again."""
        wanted = order(update.message) if update.message else None
        if wanted:
            await self._desk.jobs.submit(_KIND, key=wanted.key, lane=str(wanted.chat), order=asdict(wanted))
            self._desk.courier.soon(self._desk.courier.seen(wanted.chat, wanted.number))

    async def carry_out(self, said: dict[str, Any], step: Steps) -> None:
        """Turn a placeholder into the note, or into a sentence; the pictures come after the note. Raises BotError."""
        wanted = Order(**said)
        place = Place(**await step("place", lambda: self._placed(wanted)))
        try:
            await self._note(wanted, place, step)
        except BotError as error:
            why = message.sentence(errors.sentence(error))
            await step("excuse", lambda: self._desk.courier.deliver(place, why), last=True)
            raise

    async def _placed(self, wanted: Order) -> dict[str, int]:
        words = message.sentence(texts.QUEUED, keyboard=buttons.stop(wanted.key))
        return asdict(await self._desk.courier.send(wanted.chat, words, reply_to=wanted.number))

    async def _note(self, wanted: Order, place: Place, step: Steps) -> None:
        async with AsyncExitStack() as stack:
            async with self._desk.courier.growing(place, buttons.stop(wanted.key), ours=step.ours) as report:
                article = wire.article(await step("read", lambda: self._read(wanted, report)))
                shots = await stack.enter_async_context(self._shooting(article))
                layers = wire.layers(await step("style", lambda: self._layers(wanted), heals=writing.STORE_HEALS))
                brief = Brief(article=article, style=merged(layers))
                version = await writing.version(self._desk.studio, brief, step, report)
            place = await self._shown(wanted, article, layers, version, place, step)
            await self._illustrate(place, step, shots)

    async def _layers(self, wanted: Order) -> list[dict[str, Any]]:
        """Find whose styles count, the lowest first."""
        whose = owners(chat=wanted.chat, topic=0, person=wanted.person)
        return [wire.plain(layer) for layer in await self._desk.store.styles.layers(whose)]

    async def _read(self, wanted: Order, report: Report) -> dict[str, Any]:
        if wanted.link:
            return wire.plain(await self._desk.studio.reader.read(wanted.link, report=report))
        return wire.plain(self._desk.studio.reader.read_text(wanted.text))

    async def _shown(
        self, wanted: Order, article: Article, layers: tuple[Layer, ...], version: Version, place: Place, step: Steps
    ) -> Place:
        """Keep the draft and show it; what cannot be kept is shown all the same, without the buttons that need it."""
        draft = Draft(
            id=wanted.draft,
            article=article,
            versions=(replace(version, key=wanted.key, person=wanted.person),),
            chat=wanted.chat,
            person=wanted.person,
            layers=layers,
            created=datetime.now(UTC),
        )
        try:
            await step("keep", lambda: self._desk.store.drafts.save(draft), heals=writing.STORE_HEALS)
        except StoreError as error:
            why = errors.sentence(error)
            letter = message.unkept(version, article, today=datetime.now(UTC).date(), notice=why)
            return Place(**await step("deliver", lambda: self._delivered(place, letter), last=True))
        return await writing.show(self._desk, draft, 0, place, step, notice=wanted.notice)

    async def _delivered(self, place: Place, letter: message.Letter) -> dict[str, int]:
        return asdict(await self._desk.courier.deliver(place, letter))

    @asynccontextmanager
    async def _shooting(self, article: Article) -> AsyncIterator[asyncio.Task[Shots]]:
        """Take the pictures while the note is written; they are nobody's once the job is over."""
        shots = asyncio.create_task(self._shoot(article))
        try:
            yield shots
        finally:
            shots.cancel()

    async def _shoot(self, article: Article) -> Shots:
        """Take the pictures; return them, or a sentence in their place. Pasted text has no page to show."""
        if not article.url:
            return (), ""
        try:
            async with asyncio.timeout(_PICTURE_SECONDS):
                pictures = await self._desk.studio.photographer.take(article)
        except PictureError as error:
            return (), errors.sentence(error)
        except Exception:
            log.exception("the pictures of %s failed", article.url)
            return (), texts.explain(PictureError())
        return pictures, "" if pictures else texts.NO_PICTURES

    async def _illustrate(self, place: Place, step: Steps, shots: asyncio.Task[Shots]) -> None:
        """Send the pictures, once: an album that a process died over may have arrived, and is not sent again."""
        with suppress(JobStopped):
            pictures, instead = await step.unrecorded(lambda: shots)

            async def send() -> None:
                await self._send(place, pictures, instead)

            if not await step.once("pictures", send):
                await step("unsure", lambda: self._say(place, texts.PICTURES_NOT_SENT))

    async def _send(self, place: Place, pictures: tuple[Picture, ...], instead: str) -> None:
        try:
            await self._desk.courier.album(place, pictures)
        except TelegramError as error:
            log.warning("the pictures for %s were not sent: %s", place, error)
            instead = texts.PICTURES_NOT_SENT
        if instead:
            await self._say(place, instead)

    async def _say(self, place: Place, sentence: str) -> None:
        await self._desk.courier.send(place.chat, message.sentence(sentence), reply_to=place.message)
