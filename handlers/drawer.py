"""What the buttons about drafts carry: several links, the pages of the history, an export, forgetting. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.texts import drafts as texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from bot.store import Entry

SEVERAL: Final = re.compile(r"l:(one|each)\Z")
HISTORY: Final = re.compile(r"h:(?:p(0|[1-9][0-9]{0,3})|([0-9a-f]{16}))\Z")
EXPORT: Final = re.compile(r"e:([0-9a-f]{16}):(0|[1-9][0-9]{0,3})\Z")
FORGET: Final = re.compile(r"f:(y|n):([0-9]{1,19})\Z")
PAGE: Final = 10
"""Drafts on a page of the history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A press in the history: to the `page`, or to open the `draft`."""

    page: int = 0
    draft: str = ""


def several() -> InlineKeyboardMarkup:
    """Ask whether several links become one note, or one each."""
    offered = ((texts.ONE, "l:one"), (texts.EACH, "l:each"))
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data) for label, data in offered]])


def chosen(data: str) -> bool | None:
    """Read whether several links are to become one note; None for another button."""
    found = SEVERAL.fullmatch(data)
    return found[1] == "one" if found else None


def history(entries: Sequence[Entry], page: int, *, zone: tzinfo) -> InlineKeyboardMarkup:
    """Lay out a page: a button for each draft, and those to its neighbours; one entry more than a page says more."""
    rows = [
        [InlineKeyboardButton(texts.entry(entry.title, entry.created.astimezone(zone)), callback_data=f"h:{entry.id}")]
        for entry in entries[:PAGE]
    ]
    turns = [(texts.NEWER, page - 1)] if page else []
    turns += [(texts.OLDER, page + 1)] if len(entries) > PAGE else []
    return InlineKeyboardMarkup(
        [*rows, [InlineKeyboardButton(label, callback_data=f"h:p{to}") for label, to in turns]] if turns else rows
    )


def turned(data: str) -> Turn | None:
    """Read a press in the history; None for another button."""
    found = HISTORY.fullmatch(data)
    return Turn(page=int(found[1] or 0), draft=found[2] or "") if found else None


def export(draft: str, index: int) -> InlineKeyboardButton:
    """Make the button that exports a version."""
    return InlineKeyboardButton(texts.EXPORT, callback_data=f"e:{draft}:{index}")


def exported(data: str) -> tuple[str, int] | None:
    """Read which draft and version to export; None for another button."""
    found = EXPORT.fullmatch(data)
    return (found[1], int(found[2])) if found else None


def forget(person: int) -> InlineKeyboardMarkup:
    """Ask a person whether to delete everything."""
    offered = ((texts.FORGET, "y"), (texts.KEEP, "n"))
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"f:{data}:{person}") for label, data in offered]]
    )


def forgets(data: str) -> tuple[bool, int] | None:
    """Read whether to delete everything, and whose; None for another button."""
    found = FORGET.fullmatch(data)
    return (found[1] == "y", int(found[2])) if found else None
