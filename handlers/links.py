"""A message with a link, or with a pasted article, becomes a note and its pictures."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from telegram import Message, MessageEntity, Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import filters

from bot.article import links
from bot.errors import PictureError, StoreError
from bot.models import Draft
from handlers import errors, message, texts
from handlers.courier import unless_blocked

if TYPE_CHECKING:
    from telegram.ext import ContextTypes

    from bot.jobs import Jobs
    from bot.models import Article, Picture, Report, Version
    from bot.studio import Studio
    from handlers.courier import Courier, Place

    Shots = tuple[tuple[Picture, ...], str]
    """Pictures, or what to say in their place."""

log = logging.getLogger(__name__)

_PASTED: Final = 200
"""Characters from which a text without a link is taken for the article itself."""
_PASTED_WITH_LINKS: Final = 600
"""Characters from which that holds with links in it too: no share text is as long, a pasted article often has some."""
_PICTURE_SECONDS: Final = 90
"""Longest time for all pictures, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a person asks for: a note on `link`, or on the `text` that they pasted."""

    key: str
    chat: int
    person: int
    number: int
    link: str = ""
    text: str = ""
    notice: str = ""

    @property
    def draft(self) -> str:
        """The draft's id: the same for the same message, short enough for a button."""
        return hashlib.blake2s(self.key.encode(), digest_size=8).hexdigest()


def found_in(asked: Message) -> tuple[str, ...]:
    """List the links of a message: under words, then in its text, then what Telegram underlined."""
    under = [entity.url for entity in _entities(asked, MessageEntity.TEXT_LINK) if entity.url]
    written = links.find(asked.text or asked.caption or "")
    web = [link for link in (*under, *written) if link.lower().startswith(("http://", "https://"))]
    if not web and len(asked.text or "") < _PASTED:
        hints = _entities(asked, MessageEntity.URL).values()
        web = [hint if "://" in hint else f"https://{hint}" for hint in hints]
    return tuple(dict.fromkeys(web))


def order(asked: Message) -> Order | None:
    """Decide what a message asks for; None for neither a link nor a text long enough to be an article."""
    found, pasted = found_in(asked), (asked.text or "").strip()
    if len(pasted) >= (_PASTED_WITH_LINKS if found else _PASTED):
        wish = {"text": pasted, "notice": texts.TAKEN_AS_ARTICLE if found else ""}
    elif found:
        wish = {"link": found[0], "notice": texts.FIRST_OF_MANY.format(count=len(found)) if found[1:] else ""}
    else:
        return None
    return Order(
        key=f"msg:{asked.chat_id}:{asked.message_id:010d}",
        chat=asked.chat_id,
        person=asked.from_user.id if asked.from_user else 0,
        number=asked.message_id,
        **wish,
    )


def _entities(asked: Message, kind: str) -> dict[MessageEntity, str]:
    return asked.parse_entities([kind]) if asked.text else asked.parse_caption_entities([kind])


class Ordered(filters.MessageFilter):
    """Lets through the messages that ask for a note."""

    def filter(self, message: Message) -> bool:
        """Say whether a message asks for a note."""
        return order(message) is not None


class Links:
    """Takes orders in, and carries them out as jobs."""

    def __init__(self, *, courier: Courier, studio: Studio, jobs: Jobs) -> None:
        """Take the parts."""
        self._courier = courier
        self._studio = studio
        self._jobs = jobs

    async def asked(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue a note; a message that was queued before is not queued again."""
        wanted = order(update.message) if update.message else None
        if wanted and self._jobs.submit(wanted.key, wanted.chat, lambda: self._carry_out(wanted)):
            await self._courier.seen(wanted.chat, wanted.number)

    async def _carry_out(self, wanted: Order) -> None:
        """Turn a placeholder into the note, or into a sentence; the pictures come after the note."""
        with unless_blocked(wanted.chat):
            place = await self._courier.say(wanted.chat, texts.QUEUED, reply_to=wanted.number)
            try:
                article, version, shooting = await self._written(wanted, place)
            except asyncio.CancelledError:
                await self._courier.last_words(place, message.sentence(texts.STOPPED))
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, the person gets a sentence
                await self._courier.deliver(place, message.sentence(errors.sentence(error)))
                return
            try:
                await self._courier.deliver(place, await self._kept(wanted, article, version))
                await self._send(place, *await shooting)
            finally:
                shooting.cancel()

    async def _written(self, wanted: Order, place: Place) -> tuple[Article, Version, asyncio.Task[Shots]]:
        """Read and write; the pictures are being taken meanwhile."""
        async with self._courier.growing(place) as report:
            article = await self._read(wanted, report)
            shooting = asyncio.create_task(self._shoot(article))
            try:
                return article, await self._studio.compose(article, report=report), shooting
            except BaseException:
                shooting.cancel()
                raise

    async def _read(self, wanted: Order, report: Report) -> Article:
        if wanted.link:
            return await self._studio.reader.read(wanted.link, report=report)
        return self._studio.reader.read_text(wanted.text)

    async def _kept(self, wanted: Order, article: Article, version: Version) -> message.Letter:
        """Keep the draft; what cannot be kept is shown all the same, without the buttons that need it."""
        draft = Draft(
            id=wanted.draft,
            article=article,
            versions=(version,),
            chat=wanted.chat,
            person=wanted.person,
            created=datetime.now(UTC),
        )
        try:
            await self._studio.keep(draft)
        except StoreError as error:
            return message.unkept(version, notice=errors.sentence(error))
        return message.kept(draft, self._studio.tones.values(), notice=wanted.notice)

    async def _shoot(self, article: Article) -> Shots:
        """Take the pictures; return them, or a sentence in their place. Pasted text has no page to show."""
        if not article.url:
            return (), ""
        try:
            async with asyncio.timeout(_PICTURE_SECONDS):
                pictures = await self._studio.photographer.take(article)
        except PictureError as error:
            return (), errors.sentence(error)
        except Exception:
            log.exception("the pictures of %s failed", article.url)
            return (), texts.explain(PictureError())
        return pictures, "" if pictures else texts.NO_PICTURES

    async def _send(self, place: Place, pictures: tuple[Picture, ...], instead: str) -> None:
        """Send the pictures, or the sentence in their place."""
        try:
            await self._courier.album(place, pictures)
        except Forbidden:
            raise
        except TelegramError as error:
            log.warning("the pictures for %s were not sent: %s", place, error)
            instead = texts.PICTURES_NOT_SENT
        if instead:
            await self._courier.say(place.chat, instead, reply_to=place.message)
