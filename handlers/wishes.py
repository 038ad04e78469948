"""What a person says of a note becomes another version in a new message; what is to last is proposed, never kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from telegram.constants import ChatType
from telegram.ext import filters

from bot import wire
from bot.errors import BotError
from bot.models import Meaning
from bot.note import wishes
from bot.note.wishes import places
from bot.style import Style
from handlers import address, buttons, errors, message, offers, texts, writing
from handlers.courier import Place
from handlers.offers import Talk

if TYPE_CHECKING:
    from telegram import Message, Update
    from telegram.ext import ContextTypes

    from bot.models import Version
    from bot.steps import Steps
    from handlers.desk import Desk

_KIND: Final = "wish"
_RECENT: Final = 1800.0
"""Seconds after a note was shown in which what is said without a reply is taken to be about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody wrote, `at` a Unix time: in answer to a message, of which they may have quoted a part."""

    key: str
    chat: int
    person: int
    number: int
    topic: int
    text: str
    at: float
    answers: int = 0
    quote: str = ""

    @property
    def place(self) -> Place:
        """Where they wrote it."""
        return Place(self.chat, self.number, self.topic)


def words(asked: Message) -> Words | None:
    """Take a message for something that is said of a note, or None: a command, long, forwarded, a mere greeting."""
    text = (asked.text or "").strip()
    if text.startswith("/") or len(text) >= wishes.LIMIT or asked.forward_origin or wishes.idle(text):
        return None
    return Words(
        key=address.key(asked),
        chat=asked.chat_id,
        person=address.sender(asked),
        number=asked.message_id,
        topic=address.topic(asked),
        text=text,
        at=asked.date.timestamp(),
        answers=asked.reply_to_message.message_id if asked.reply_to_message else 0,
        quote=asked.quote.text if asked.quote else "",
    )


class Said(filters.MessageFilter):
    """Lets through the messages that may be about a note: in a group, answers to the bot."""

    def filter(self, message: Message) -> bool:
        """Say whether a message may be about a note."""
        private = message.chat.type == ChatType.PRIVATE
        return (private or address.replied(message, bot=message.get_bot().bot)) and words(message) is not None


class Wishes:
    """Takes words in, and answers them as jobs behind the notes that are being written: they may be about those."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        desk.jobs.on(_KIND, self.carry_out)

    async def said(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue what somebody said; a message that comes again is not answered again."""
        asked = words(update.message) if update.message else None
        if asked:
            await self._desk.jobs.submit(_KIND, key=asked.key, lane=str(asked.chat), order=asdict(asked))

    async def carry_out(self, said: dict[str, Any], step: Steps) -> None:
        """Turn a placeholder into another version, a question, or a sentence. Raises BotError."""
        asked = Words(**said)
        found = await step("find", lambda: self._found(asked), heals=writing.STORE_HEALS)
        if not found and asked.chat < 0:  # to something else that the bot said: no business of the group's
            return
        place = Place(**await step("place", lambda: self._placed(asked)))
        try:
            await self._answer(asked, found, place, step)
        except BotError as error:
            why = message.sentence(errors.sentence(error))
            await step("excuse", lambda: self._desk.courier.deliver(place, why), last=True)
            raise

    async def _placed(self, asked: Words) -> dict[str, int]:
        letter = message.sentence(texts.QUEUED, keyboard=buttons.stop(asked.key))
        return asdict(await self._desk.courier.reply(asked.place, letter))

    async def _answer(self, asked: Words, found: dict[str, Any], place: Place, step: Steps) -> None:
        draft, index = (wire.draft(found["draft"]), found["index"]) if found else (None, 0)
        heard = await step("understand", lambda: self._understood(asked, draft.versions[index] if draft else None))
        meaning, cost = wire.meaning(heard["meaning"]), wire.usage(heard["usage"])
        talk = Talk(person=asked.person, number=asked.number, deliver=partial(self._desk.courier.deliver, place))
        if draft and meaning.unclear:
            await offers.question(self._desk, meaning, draft, index, talk, step)
        elif draft and meaning.wish:
            by = writing.By(key=asked.key, person=asked.person, cost=cost)
            await writing.rewrite(self._desk, draft, meaning.wish, base=index, place=place, step=step, by=by)
            talk = replace(talk, deliver=partial(self._desk.courier.reply, asked.place))
        elif meaning.lasting == Style():
            await step("none", lambda: self._desk.courier.deliver(place, message.sentence(texts.NO_LINK)), last=True)
        if meaning.lasting != Style() and not (draft and meaning.unclear):
            await offers.propose(self._desk, meaning.lasting, talk, step)

    async def _found(self, asked: Words) -> dict[str, Any]:
        """Find which version of which draft is meant, if any: another chat's does not exist here. Raises StoreError."""
        shown = self._desk.store.shown
        showing = await shown.at(chat=asked.chat, message=asked.answers) if asked.answers else None
        last = None if showing or asked.chat < 0 else await shown.last(chat=asked.chat)
        if last and asked.at - last.since.timestamp() <= _RECENT:
            showing = last
        if showing is None:
            return {}
        draft = await self._desk.store.drafts.find(showing.draft)
        return {"draft": wire.plain(replace(draft, created=None)), "index": showing.version}

    async def _understood(self, asked: Words, version: Version | None) -> dict[str, Any]:
        """Understand by rule; a model is asked only for what no rule knows, and only of a note."""
        quote = places.quoted(asked.quote, version.note) if version else ""
        meaning = wishes.understood(asked.text, tones=self._desk.studio.tones, version=version, quote=quote)
        cost = None
        if meaning is None and version:
            meaning, cost = await self._desk.studio.interpret(asked.text, version)
        return {"meaning": wire.plain(meaning or Meaning()), "usage": wire.plain(cost) if cost else None}
