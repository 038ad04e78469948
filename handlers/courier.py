"""Delivers progress, notes and pictures, whatever the network does; the pace of sending is `flood`'s."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self

from telegram import ForceReply, InputMediaPhoto, Message, ReplyParameters
from telegram.constants import ChatAction, ChatMemberStatus, MediaGroupLimit, ReactionEmoji
from telegram.error import BadRequest, TelegramError

from bot.errors import BotError
from handlers import address, message, texts
from handlers.flood import STREAM, Dropped
from handlers.reach import Reach
from handlers.screen import Screen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Sequence

    from telegram import CallbackQuery, ChatMember, InlineKeyboardMarkup, MaybeInaccessibleMessage
    from telegram.ext import ExtBot

    from bot.models import Picture, Report

log = logging.getLogger(__name__)

_COURTESY: Final = 20.0
"""Seconds for what nobody waits for."""
_LAST_COURTESIES: Final = 3.0
"""Seconds for those still under way when the bot stops."""
_TYPING: Final = 4.5
"""Seconds after which a typing action is renewed; clients show it for five."""
_GROUP_EDITS: Final = 8
"""Most edits that show progress of one note in a group: others read there too."""
_UPLOAD: Final = 120.0
"""Seconds for an album's way up."""


@dataclass(frozen=True, slots=True)
class Place:
    """A message of the bot's own; `topic` is its forum topic's id, 0 for none and for General."""

    chat: int
    message: int
    topic: int = 0

    @classmethod
    def of(cls, shown: MaybeInaccessibleMessage) -> Self:
        """Say where a message stands; of one that is long ago, Telegram does not tell the topic."""
        return cls(shown.chat.id, shown.message_id, address.topic(shown) if isinstance(shown, Message) else 0)


class Courier:
    """Speaks for a bot that has `Flood`.

    `pause` is the least time between edits of a growing message, in seconds, in private and in a group.
    """

    def __init__(self, bot: ExtBot[Any], *, pause: float = 1.2, group_pause: float = 4.5) -> None:
        """Send nothing yet."""
        self._bot = bot
        self._pause = pause
        self._group_pause = group_pause
        self._courtesies: set[asyncio.Task[Any]] = set()
        self._reach = Reach()

    async def __aenter__(self) -> Self:
        """Stand ready."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave when the courtesies that are under way have been paid, or had their time."""
        if not self._courtesies:
            return
        late = (await asyncio.wait(self._courtesies, timeout=_LAST_COURTESIES))[1]
        for task in late:
            task.cancel()

    def soon(self, courtesy: Coroutine[Any, Any, object]) -> None:
        """Do something that nobody waits for and that may fail: a reaction, the end of a button's spinner."""
        task = asyncio.create_task(_paid(courtesy))
        self._courtesies.add(task)
        task.add_done_callback(self._courtesies.discard)

    @property
    def myself(self) -> int:
        """The bot's own id."""
        return self._bot.id

    async def seen(self, chat: int, number: int) -> None:
        """Show that a message was taken in. Raises TelegramError."""
        await self._bot.set_message_reaction(chat, number, ReactionEmoji.EYES)

    async def answer(self, query: CallbackQuery, text: str) -> None:
        """Stop a button's spinner, with a word or none. Raises TelegramError, also for a press that waited too long."""
        await self.answer_to(query.id, text)

    async def answer_to(self, query: str, text: str) -> None:
        """Stop the spinner of the press of this id. Raises TelegramError likewise."""
        await self._bot.answer_callback_query(query, text or None)

    async def send(self, chat: int, letter: message.Letter, *, reply_to: int = 0, topic: int = 0) -> Place:
        """Send a message. Raises ChatClosed, TelegramError."""
        sent: Message = await self._reach.told(
            chat,
            lambda now: self._bot.send_message(
                now,
                letter.html,
                reply_markup=letter.keyboard,
                reply_parameters=_answering(reply_to),
                message_thread_id=topic or None,
            ),
        )
        return Place.of(sent)

    async def reply(self, place: Place, letter: message.Letter) -> Place:
        """Answer a message, in its topic. Raises ChatClosed, TelegramError."""
        return await self.send(place.chat, letter, reply_to=place.message, topic=place.topic)

    async def runs(self, chat: int, person: int) -> bool:
        """Whether a person runs a group. Raises ChatClosed, TelegramError."""
        member: ChatMember = await self._reach.told(chat, lambda now: self._bot.get_chat_member(now, person))
        return member.status in {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}

    async def ask(self, place: Place, html: str) -> Place:
        """Answer a message with a question that opens a reply to it. Raises ChatClosed, TelegramError."""
        sent: Message = await self._reach.told(
            place.chat,
            lambda now: self._bot.send_message(
                now,
                html,
                reply_markup=ForceReply(selective=True),
                reply_parameters=_answering(place.message),
                message_thread_id=place.topic or None,
            ),
        )
        return Place.of(sent)

    @asynccontextmanager
    async def growing(
        self, place: Place, keyboard: InlineKeyboardMarkup | None = None, *, ours: Callable[[], bool] = lambda: True
    ) -> AsyncIterator[Report]:
        """Show progress in a message, the newest only, while it is `ours`; on leaving, no edit is under way."""
        edit = partial(
            self._bot.edit_message_text,
            chat_id=place.chat,
            message_id=place.message,
            parse_mode=None,
            reply_markup=keyboard,
            rate_limit_args=STREAM,
        )

        async def show(text: str) -> None:
            if not ours():
                raise Dropped("another process may have the job")
            await edit(text)

        group = place.chat < 0
        screen = Screen(show, pause=self._group_pause if group else self._pause, most=_GROUP_EDITS if group else None)
        tasks = [asyncio.create_task(screen.run())]
        if not group:
            tasks.append(asyncio.create_task(self._busy(place.chat, ChatAction.TYPING)))
        try:
            yield screen.report
        finally:
            async with screen.still:
                for task in tasks:
                    task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def deliver(self, place: Place, letter: message.Letter) -> Place:
        """Turn a message into its last form; where it is gone, send a new one. Raises ChatClosed, TelegramError.

        Returns where it stands.
        """
        try:
            await self._reach.told(
                place.chat,
                lambda now: self._bot.edit_message_text(
                    letter.html, chat_id=now, message_id=place.message, reply_markup=letter.keyboard
                ),
            )
        except BadRequest as error:
            if not _unchanged(error):
                log.warning("message %s cannot be edited: %s", place, error)
                return await self.send(place.chat, letter, topic=place.topic)
        return place

    async def bare(self, place: Place) -> None:
        """Take the buttons away from below a message. Raises TelegramError."""
        await self._bot.edit_message_reply_markup(place.chat, place.message)

    async def album(self, place: Place, pictures: Sequence[Picture]) -> None:
        """Send pictures in answer to a message: those to post as albums, then the reference.

        Raises ChatClosed, TelegramError.
        """
        posted = [picture for picture in pictures if picture.kind != "screen"]
        for start in range(0, len(posted), MediaGroupLimit.MAX_MEDIA_LENGTH):
            await self._pictures(place, posted[start : start + MediaGroupLimit.MAX_MEDIA_LENGTH])
        for screen in (picture for picture in pictures if picture.kind == "screen"):
            await self._pictures(place, [screen], caption=texts.SCREEN)

    async def _pictures(self, place: Place, pictures: Sequence[Picture], *, caption: str | None = None) -> None:
        """Send one to ten pictures. Not tried again after a lost answer: they may have arrived."""
        whither: dict[str, Any] = {
            "message_thread_id": place.topic or None,
            "reply_parameters": _answering(place.message),
            "write_timeout": _UPLOAD,
            "read_timeout": _UPLOAD,
        }

        async def send(chat: int) -> None:
            if len(pictures) == 1:
                await self._bot.send_photo(chat, pictures[0].image, caption=caption, **whither)
            else:
                await self._bot.send_media_group(chat, [InputMediaPhoto(one.image) for one in pictures], **whither)

        await self._reach.told_once(place.chat, send)

    @asynccontextmanager
    async def packing(self, chat: int) -> AsyncIterator[None]:
        """Show in a chat that a file is on its way."""
        busy = asyncio.create_task(self._busy(chat, ChatAction.UPLOAD_DOCUMENT))
        try:
            yield
        finally:
            busy.cancel()
            await asyncio.gather(busy, return_exceptions=True)

    async def document(self, place: Place, content: bytes, *, name: str, caption: str) -> None:
        """Answer a message with a file. Not tried again after a lost answer. Raises ChatClosed, TelegramError."""
        await self._reach.told_once(
            place.chat,
            lambda now: self._bot.send_document(
                now,
                content,
                filename=name,
                caption=caption,
                parse_mode=None,
                message_thread_id=place.topic or None,
                reply_parameters=_answering(place.message),
                write_timeout=_UPLOAD,
                read_timeout=_UPLOAD,
            ),
        )

    async def _busy(self, chat: int, action: ChatAction) -> None:
        while True:
            with suppress(TelegramError):
                await self._bot.send_chat_action(chat, action)
            await asyncio.sleep(_TYPING)


def _answering(number: int) -> ReplyParameters | None:
    return ReplyParameters(number, allow_sending_without_reply=True) if number else None


async def _paid(courtesy: Coroutine[Any, Any, object]) -> None:
    try:
        async with asyncio.timeout(_COURTESY):
            await courtesy
    except (BotError, TelegramError, TimeoutError) as error:
        log.info("a courtesy was not paid: %r", error)


def _unchanged(error: BadRequest) -> bool:
    """Whether an edit failed because the message says so already."""
    return "message is not modified" in error.message.lower()
