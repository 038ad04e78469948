"""Remembers how a person likes notes, when they say so: what it would be is shown before it is kept."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from telegram import Message

from bot import wire
from bot.errors import BotError
from bot.note import wishes
from bot.note.wishes import lasting
from bot.style import Owner, Scope, Style
from handlers import consent, errors, message, offers, writing
from handlers.consent import Answer
from handlers.courier import Place
from handlers.offers import Talk
from handlers.texts import wishes as texts

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.steps import Steps
    from handlers.desk import Desk

_KIND: Final = "remember"


class Remembering:
    """Takes presses in, each message's last word once, and carries them out as jobs beside the notes."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        desk.jobs.on(_KIND, self.carry_out)

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue a press, and answer it."""
        query = update.callback_query
        answer = consent.parse(query.data or "") if query else None
        if query and answer and isinstance(query.message, Message):
            place = Place.of(query.message)
            lane = str(place.chat) if answer.verb == "once" else f"talk:{place.chat}"
            lasts = answer.verb in {"keep", "drop", "once"}
            key = f"cb:{place.chat}:{place.message}" if lasts else f"cb:{query.id}"
            order = {"key": key, "person": query.from_user.id, "answer": asdict(answer), "place": asdict(place)}
            if order["answer"] not in [one.get("answer") for one in await self._desk.jobs.orders(lane)]:
                await self._desk.jobs.submit(_KIND, key=key, lane=lane, order=order)
            self._desk.courier.soon(self._desk.courier.answer(query, texts.KEEPING))

    async def carry_out(self, said: dict[str, Any], step: Steps) -> None:
        """Do what a press asks for. Raises BotError."""
        answer, place = Answer(**said["answer"]), Place(**said["place"])
        act = {"offer": self._offer, "ask": self._ask, "keep": self._keep, "drop": self._drop, "once": self._once}
        answers = partial(self._desk.courier.reply, place)
        here = partial(self._desk.courier.deliver, place)
        try:
            await act[answer.verb](answer, place, said, step)
        except BotError as error:
            why = message.sentence(errors.sentence(error))
            await step("excuse", lambda: (here if answer.verb == "once" else answers)(why), last=True)
            raise

    async def _offer(self, answer: Answer, place: Place, said: dict[str, Any], step: Steps) -> None:
        """Propose what the version of a note was wished."""
        found = await step("find", lambda: self._found(answer, place), heals=writing.STORE_HEALS)
        wished = lasting.of(wire.draft(found).versions[answer.version].wish)
        deliver = partial(self._desk.courier.reply, place)
        talk = Talk(person=said["person"], number=place.message, deliver=deliver)
        await offers.propose(self._desk, wished, talk, step)

    async def _ask(self, answer: Answer, place: Place, said: dict[str, Any], step: Steps) -> None:
        """Turn the question into a proposal."""
        wished = await self._taken(answer, place, said, step)
        if wished:
            deliver = partial(self._desk.courier.deliver, place)
            talk = Talk(person=said["person"], number=answer.number, deliver=deliver)
            await offers.propose(self._desk, wished, talk, step)

    async def _keep(self, answer: Answer, place: Place, said: dict[str, Any], step: Steps) -> None:
        """Keep what was proposed; what it takes the place of was looked up before, so that a crash forgets nothing."""
        wished = await self._taken(answer, place, said, step)
        if wished is None:
            return
        owner = Owner(scope=Scope.PERSON, id=said["person"])
        styles = self._desk.store.styles

        async def look() -> dict[str, Any]:
            return wire.plain(await offers.kept(self._desk, owner))

        async def keep() -> None:
            await styles.change(owner, lambda before: lasting.added(before, wished)[0])

        _, gone = lasting.added(wire.style(await step("before", look, heals=writing.STORE_HEALS)), wished)
        await step("keep", keep, heals=writing.STORE_HEALS)
        await self._say(texts.told(wished, gone, self._desk.studio.tones), place, step)
        await self._forgotten(answer, said, step)

    async def _drop(self, answer: Answer, place: Place, said: dict[str, Any], step: Steps) -> None:
        await self._forgotten(answer, said, step)
        await self._say(texts.DROPPED, place, step)

    async def _once(self, answer: Answer, place: Place, said: dict[str, Any], step: Steps) -> None:
        """Turn the question into the note as it was wished."""
        wished = await self._taken(answer, place, said, step)
        if wished is None:
            return
        draft = wire.draft(await step("find", lambda: self._found(answer, place), heals=writing.STORE_HEALS))
        wish = wishes.named(replace(wished, wishes=()), "，".join(wished.wishes))
        by = writing.By(key=said["key"], person=said["person"])
        await writing.rewrite(self._desk, draft, wish, base=answer.version, place=place, step=step, by=by)
        await self._forgotten(answer, said, step)

    async def _found(self, answer: Answer, place: Place) -> dict[str, Any]:
        """Find the draft of a note; another chat's does not exist here. Raises DraftGone, StoreError."""
        draft = await writing.found(self._desk, answer.draft, answer.version, place)
        return wire.plain(replace(draft, created=None))

    async def _taken(self, answer: Answer, place: Place, said: dict[str, Any], step: Steps) -> Style | None:
        """Find what was proposed to this person; where it is gone, say so."""

        async def take() -> dict[str, Any]:
            return wire.plain(await offers.kept(self._desk, offers.offer(said["person"], answer.number)))

        wished = wire.style(await step("take", take, heals=writing.STORE_HEALS))
        if wished != Style():
            return wished
        await self._say(texts.GONE, place, step)
        return None

    async def _forgotten(self, answer: Answer, said: dict[str, Any], step: Steps) -> None:
        async def forget() -> None:
            await self._desk.store.styles.drop(offers.offer(said["person"], answer.number))

        await step("forget", forget, heals=writing.STORE_HEALS)

    async def _say(self, words: str, place: Place, step: Steps) -> None:
        async def say() -> dict[str, Any]:
            return asdict(await self._desk.courier.deliver(place, message.sentence(words)))

        await step("say", say, last=True)
