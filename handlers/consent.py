"""What the buttons carry with which a person says yes or no to being remembered, and their layout. Pure.

`k:{verb}:{number}:{draft}:{version}`: the number names the offer, the draft and the version are those of a note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.note.wishes import lasting
from bot.style import Style
from handlers.texts import wishes as texts

if TYPE_CHECKING:
    from bot.models import Draft

Verb: TypeAlias = Literal["offer", "ask", "keep", "drop", "once"]
"""Offer to remember what a note was wished; ask for consent; keep; drop; or change this note only."""

CONSENT: Final = re.compile(r"k:(offer|ask|keep|drop|once):(0|[1-9][0-9]{0,15}):([0-9a-f]{16})?:(0|[1-9][0-9]{0,3})\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A pressed button."""

    verb: Verb
    number: int = 0
    draft: str = ""
    version: int = 0


def write(answer: Answer) -> str:
    """Return the callback data of an answer, at most 45 bytes."""
    return f"k:{answer.verb}:{answer.number}:{answer.draft}:{answer.version}"


def parse(data: str) -> Answer | None:
    """Read callback data; None for whatever `write` cannot have written."""
    found = CONSENT.fullmatch(data)
    if found is None:
        return None
    verb, number, draft, version = found.groups()
    return Answer(verb=cast("Verb", verb), number=int(number), draft=draft or "", version=int(version))


def row(draft: Draft, index: int) -> list[InlineKeyboardButton]:
    """Lay out what stands below a note that was made as somebody said: nothing where nothing of it can last."""
    version = draft.versions[index]
    said = version.key.startswith("msg:")  # a press's key is cb:
    if not said or lasting.of(version.wish) == Style():
        return []
    return [_button(texts.REMEMBER, Answer(verb="offer", draft=draft.id, version=index))]


def confirming(number: int) -> InlineKeyboardMarkup:
    """Lay out yes and no."""
    return _row((texts.KEEP, Answer(verb="keep", number=number)), (texts.DROP, Answer(verb="drop", number=number)))


def asking(number: int, draft: Draft, index: int, *, lasts: bool) -> InlineKeyboardMarkup:
    """Lay out what somebody may have meant: this note, all that follow where that is possible, or neither."""
    once = (texts.ONCE, Answer(verb="once", number=number, draft=draft.id, version=index))
    ever = (texts.REMEMBER, Answer(verb="ask", number=number))
    return _row(once, *([ever] if lasts else []), (texts.DROP, Answer(verb="drop", number=number)))


def _row(*answers: tuple[str, Answer]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[_button(label, answer) for label, answer in answers]])


def _button(label: str, answer: Answer) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=write(answer))
