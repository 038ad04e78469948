"""Who posts a group's note: presses below it are written down and shown on it, and /board lists all."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from telegram import Message

from bot.errors import BotError
from bot.team import Act, Mark
from handlers import address, board, errors, message, writing
from handlers.courier import Place
from handlers.texts import team as said

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.steps import Steps
    from handlers.desk import Desk

_PRESS: Final = "post"
_BOARD: Final = "board"
_DAYS: Final = 30


class Team:
    """Takes presses in, and carries them out beside the notes."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        desk.jobs.on(_PRESS, self.carry_out)
        desk.jobs.on(_BOARD, self.lay_out)

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue what a press says of a note; it is answered when that is known."""
        query = update.callback_query
        found = board.PRESS.fullmatch(query.data or "") if query else None
        if query and found and isinstance(query.message, Message):
            place = Place.of(query.message)
            order = {
                "place": asdict(place),
                "query": query.id,
                "draft": found[1],
                "version": int(found[2]),
                "act": found[3],
                "person": query.from_user.id,
                "name": query.from_user.full_name[: address.NAME],
                "moment": datetime.now(UTC).isoformat(),
                "again": board.offers_again(query.message),
            }
            await self._desk.jobs.submit(_PRESS, key=f"cb:{query.id}", lane=f"talk:{place.chat}", order=order)

    async def carry_out(self, order: dict[str, Any], step: Steps) -> None:
        """Write a press down, answer it and show it on the note. Raises BotError."""
        place = Place(**order["place"])
        try:
            answer = await step("press", lambda: self._written(order, place), heals=writing.STORE_HEALS)
        except BotError as error:
            self._desk.courier.soon(self._desk.courier.answer_to(order["query"], errors.sentence(error)))
            raise
        self._desk.courier.soon(self._desk.courier.answer_to(order["query"], answer))
        draft = await step.unrecorded(lambda: writing.found(self._desk, order["draft"], order["version"], place))
        if not await step("rewritten", lambda: writing.rewritten(self._desk, draft.id, place)):
            await writing.show(self._desk, draft, order["version"], place, step, again=order["again"])

    async def _written(self, order: dict[str, Any], place: Place) -> str:
        """Carry a press out; return what to answer. Raises DraftGone, StoreError."""
        await writing.found(self._desk, order["draft"], order["version"], place)
        act = Act(order["act"])
        mark = Mark(person=order["person"], name=order["name"], moment=datetime.fromisoformat(order["moment"]))
        before, after = await self._desk.store.posts.press(order["draft"], act, mark)
        holder = before.posted or before.claimed
        if before == after and holder and holder.person != mark.person:
            return said.TAKEN.format(name=holder.name or said.SOMEBODY)
        return said.IS_POSTED if before == after and act is Act.CLAIM and after.posted else said.DONE

    async def board(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue the list."""
        asked = update.message
        if asked:
            order = {"chat": asked.chat_id, "topic": address.topic(asked)}
            await self._desk.jobs.submit(_BOARD, key=address.key(asked), lane=f"talk:{asked.chat_id}", order=order)

    async def lay_out(self, order: dict[str, Any], step: Steps) -> None:
        """Send the list. Raises BotError."""
        html = await step("list", lambda: self._listed(order["chat"]), heals=writing.STORE_HEALS)
        letter = message.Letter(html=html)
        await step("say", lambda: self._desk.courier.send(order["chat"], letter, topic=order["topic"]))

    async def _listed(self, chat: int) -> str:
        now = await self._desk.store.chats.now(chat)
        return board.listed(now, await self._desk.store.posts.board(now, days=_DAYS), days=_DAYS).html
