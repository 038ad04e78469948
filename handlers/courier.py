"""Delivers progress, notes and pictures, whatever the network does; the pace of sending is `flood`'s."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from telegram import InputMediaPhoto, ReplyParameters
from telegram.constants import ChatAction, MediaGroupLimit, ReactionEmoji
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from handlers import message, texts
from handlers.flood import STREAM
from handlers.screen import Screen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

    from telegram import InlineKeyboardMarkup, Message
    from telegram.ext import ExtBot

    from bot.models import Picture, Report

log = logging.getLogger(__name__)

T = TypeVar("T")

_TRIES: Final = 4
"""How often one call is tried."""
_TYPING: Final = 4.5
"""Seconds after which a typing action is renewed; clients show it for five."""
_UPLOAD: Final = 120.0
"""Seconds for an album's way up."""
_LAST_WORDS: Final = 5.0
"""Seconds for a message that is left behind when the bot stops."""


@dataclass(frozen=True, slots=True)
class Place:
    """A message of the bot's own."""

    chat: int
    message: int


@contextmanager
def unless_blocked(chat: int) -> Iterator[None]:
    """End the work for a person who has blocked the bot, with a line in the log."""
    try:
        yield
    except Forbidden as error:
        log.info("chat %s is closed to the bot: %s", chat, error)


class Courier:
    """Speaks for a bot that has `Flood`. `pause` is the least time between edits of a growing message, in seconds."""

    def __init__(self, bot: ExtBot[str], *, pause: float = 1.2) -> None:
        """Send nothing yet."""
        self._bot = bot
        self._pause = pause

    async def seen(self, chat: int, number: int) -> None:
        """Show that a message was taken in; it is a courtesy, so a failure is only logged."""
        try:
            await self._bot.set_message_reaction(chat, number, ReactionEmoji.EYES)
        except TelegramError as error:
            log.info("no reaction in chat %s: %s", chat, error)

    async def say(self, chat: int, text: str, *, reply_to: int = 0) -> Place:
        """Send one sentence. Raises TelegramError."""
        return await self._send(chat, message.sentence(text), reply_to)

    @asynccontextmanager
    async def growing(self, place: Place, keyboard: InlineKeyboardMarkup | None = None) -> AsyncIterator[Report]:
        """Show progress in a message, the newest only; on leaving, no edit is under way any more."""
        show = partial(
            self._bot.edit_message_text,
            chat_id=place.chat,
            message_id=place.message,
            parse_mode=None,
            reply_markup=keyboard,
            rate_limit_args=STREAM,
        )
        screen = Screen(show, pause=self._pause)
        tasks = [asyncio.create_task(screen.run()), asyncio.create_task(self._typing(place.chat))]
        try:
            yield screen.report
        finally:
            async with screen.still:
                for task in tasks:
                    task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def deliver(self, place: Place, letter: message.Letter) -> None:
        """Turn a message into its last form; where it is gone, send a new one. Raises TelegramError."""
        try:
            await _patiently(
                lambda: self._bot.edit_message_text(
                    letter.html, chat_id=place.chat, message_id=place.message, reply_markup=letter.keyboard
                )
            )
        except BadRequest as error:
            if _unchanged(error):
                return
            log.warning("message %s cannot be edited: %s", place, error)
            await self._send(place.chat, letter, 0)

    async def last_words(self, place: Place, letter: message.Letter) -> None:
        """Deliver while the bot is stopping: one short attempt, and no error."""
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(_LAST_WORDS):
                await self.deliver(place, letter)

    async def album(self, place: Place, pictures: Sequence[Picture]) -> None:
        """Send pictures in answer to a message: those to post as albums, then the reference. Raises TelegramError."""
        posted = [picture for picture in pictures if picture.kind != "screen"]
        for start in range(0, len(posted), MediaGroupLimit.MAX_MEDIA_LENGTH):
            await self._pictures(place, posted[start : start + MediaGroupLimit.MAX_MEDIA_LENGTH])
        for screen in (picture for picture in pictures if picture.kind == "screen"):
            await self._pictures(place, [screen], caption=texts.SCREEN)

    async def _pictures(self, place: Place, pictures: Sequence[Picture], *, caption: str | None = None) -> None:
        """Send one to ten pictures. Not tried again after a lost answer: they may have arrived."""
        answer = ReplyParameters(place.message, allow_sending_without_reply=True)
        if len(pictures) == 1:
            await self._bot.send_photo(
                place.chat, pictures[0].image, caption=caption, reply_parameters=answer, write_timeout=_UPLOAD
            )
            return
        await self._bot.send_media_group(
            place.chat,
            [InputMediaPhoto(picture.image) for picture in pictures],
            reply_parameters=answer,
            write_timeout=_UPLOAD,
            read_timeout=_UPLOAD,
        )

    async def _send(self, chat: int, letter: message.Letter, reply_to: int) -> Place:
        answer = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        sent: Message = await _patiently(
            lambda: self._bot.send_message(chat, letter.html, reply_markup=letter.keyboard, reply_parameters=answer)
        )
        return Place(chat, sent.message_id)

    async def _typing(self, chat: int) -> None:
        while True:
            with suppress(TelegramError):
                await self._bot.send_chat_action(chat, ChatAction.TYPING)
            await asyncio.sleep(_TYPING)


async def _patiently(call: Callable[[], Awaitable[T]]) -> T:
    """Call until Telegram takes it, the pauses between growing from a second."""
    for tried in range(_TRIES - 1):
        try:
            return await call()
        except TelegramError as error:
            if not heals(error):
                raise
        await asyncio.sleep(2.0**tried)
    return await call()


def heals(error: TelegramError) -> bool:
    """Decide whether another try can help: after a network's failure, not after a refusal."""
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)  # the library makes one of the other


def _unchanged(error: BadRequest) -> bool:
    """Whether an edit failed because the message says so already."""
    return "message is not modified" in error.message.lower()
