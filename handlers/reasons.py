"""A press on 为什么这样写 is answered with the wishes that acted on that version, and whose they are."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from telegram import Message

from bot.errors import BotError
from bot.style import Scope, Style, Trait, traits
from handlers import errors, message, texts, writing
from handlers.courier import Place
from handlers.texts import style as said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.models import Draft, Tone, Version, Wish
    from bot.steps import Steps
    from handlers.desk import Desk

PRESS: Final = re.compile(r"y:([0-9a-f]{16}):(0|[1-9][0-9]{0,3})\Z")
_KIND: Final = "reasons"


def reasons(draft: Draft, index: int, tones: Mapping[str, Tone]) -> str:
    """Name what acted on a version, one line each: what was asked for it and its bases, then what had been kept."""
    line = _line_of(draft, index)
    asked: list[Trait] = []
    words: list[str] = []
    for version in line:
        asked += traits(_asked(version.wish))
        words += _words(version.wish)
    acted = traits(draft.versions[index].style)
    found = [f"{said.THIS_TIME}：{said.line(one, tones)}" for one in dict.fromkeys(asked) if one in acted]
    found += [f"{said.THIS_TIME}：{one}" for one in words]
    for trait in acted:
        if trait not in asked and (scope := _scope(draft, trait)):
            found.append(f"{said.OWNERS[scope]}：{said.line(trait, tones)}")
    lines = [said.LINE.format(line=one) for one in found]
    return "\n".join([said.WHY, *lines, said.REST]) if found else said.USUAL


def _line_of(draft: Draft, index: int) -> list[Version]:
    """Return a version and those that it was made from, the first one first."""
    at: int | None = index
    line = []
    while at is not None:
        line.append(draft.versions[at])
        base = line[-1].base
        at = base if base is not None and base < at else None
    return line[::-1]


def _asked(wish: Wish) -> Style:
    """Say as a style what was pressed or understood."""
    if wish.kind in {"shorter", "longer"}:
        return Style(length=wish.kind)
    return Style(tone=wish.tone).over(wish.style)


def _words(wish: Wish) -> list[str]:
    """Say what else was asked in words."""
    found = [said.WORDS.format(text=texts.short(wish.text))] if wish.text else []
    found += [said.PART.format(quote=texts.short(wish.quote))] if wish.quote else []
    return [*found, said.TITLE] if wish.kind == "title" else found


def _scope(draft: Draft, trait: Trait) -> Scope | None:
    """Say whose kept style a trait is, the topmost that says so."""
    return next((layer.scope for layer in reversed(draft.layers) if trait in traits(layer.style)), None)


class Reasons:
    """Takes presses in and answers them below the note, as jobs beside the notes."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        desk.jobs.on(_KIND, self.carry_out)

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue the answer."""
        query = update.callback_query
        press = PRESS.match(query.data or "") if query else None
        if query and press and isinstance(query.message, Message):
            place = Place.of(query.message)
            order = {"place": asdict(place), "draft": press[1], "version": int(press[2])}
            await self._desk.jobs.submit(_KIND, key=f"cb:{query.id}", lane=f"talk:{place.chat}", order=order)
            self._desk.courier.soon(self._desk.courier.answer(query, ""))

    async def carry_out(self, order: dict[str, Any], step: Steps) -> None:
        """Answer below the note. Raises BotError."""
        place = Place(**order["place"])

        async def answer() -> None:
            await self._desk.courier.reply(place, letter)

        try:
            letter = message.sentence(await step("look", lambda: self._found(order, place), heals=writing.STORE_HEALS))
        except BotError as error:
            letter = message.sentence(errors.sentence(error))
            await step("excuse", answer, last=True)
            raise
        await step("answer", answer, last=True)

    async def _found(self, order: dict[str, Any], place: Place) -> str:
        """Look a version up; another chat's is not there. Raises DraftGone, StoreError."""
        draft = await writing.found(self._desk, order["draft"], order["version"], place)
        return reasons(draft, order["version"], self._desk.studio.tones)
