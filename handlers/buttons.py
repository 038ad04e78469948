"""What the buttons under a note carry (`w:{draft}:{version}:{wish}`, `p:{draft}:{version}`), and their layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.models import Wish, utf16_length
from handlers import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.models import Draft, Note, Tone, WishKind

_PRESS: Final = re.compile(r"w:([0-9a-f]{16}):(0|[1-9][0-9]{0,3}):([a-z]+|tone=([^\s:=]{1,40}))")
PROOF: Final = re.compile(r"p:([0-9a-f]{16}):(0|[1-9][0-9]{0,3})\Z")
STOP: Final = re.compile(r"x:((?:msg|cb):[0-9:-]{1,50})")
_CHANGES: Final[Mapping[WishKind, str]] = {
    "title": texts.ANOTHER_TITLE,
    "shorter": texts.SHORTER,
    "longer": texts.LONGER,
}
_IN_A_ROW: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A pressed button: the wish, and the version of the draft that it stood under."""

    draft: str
    version: int
    wish: Wish


def write(press: Press) -> str:
    """Return the callback data of a press."""
    kind = f"tone={press.wish.tone}" if press.wish.kind == "tone" else press.wish.kind
    return f"w:{press.draft}:{press.version}:{kind}"


def parse(data: str) -> Press | None:
    """Read callback data; None for whatever `write` cannot have written."""
    found = _PRESS.fullmatch(data)
    if found is None:
        return None
    draft, version, change, tone = found.groups()
    wish = (
        Wish(kind="tone", tone=tone) if tone else next((Wish(kind=kind) for kind in _CHANGES if kind == change), None)
    )
    return Press(draft=draft, version=int(version), wish=wish) if wish else None


def keyboard(draft: Draft, index: int, tones: Iterable[Tone]) -> InlineKeyboardMarkup:
    """Lay out tones, changes and copies below one version of a draft."""
    current = draft.versions[index].style.tone
    wishes = [
        (
            texts.CURRENT.format(label=tone.label) if tone.name == current else tone.label,
            Wish(kind="tone", tone=tone.name),
        )
        for tone in tones
    ]
    wishes += [(label, Wish(kind=kind)) for kind, label in _CHANGES.items()]
    presses = [
        InlineKeyboardButton(label, callback_data=data)
        for label, wish in wishes
        if len((data := write(Press(draft=draft.id, version=index, wish=wish))).encode())
        <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    ]
    rows = [presses[start : start + _IN_A_ROW] for start in range(0, len(presses), _IN_A_ROW)]
    proof = InlineKeyboardButton(texts.PROOF, callback_data=f"p:{draft.id}:{index}")
    return InlineKeyboardMarkup([*rows, *_copies(draft.versions[index].note, proof)])


def proved(data: str) -> tuple[str, int] | None:
    """Read of which draft and version the facts are asked for; None for another button."""
    found = PROOF.fullmatch(data)
    return (found[1], int(found[2])) if found else None


def stop(key: str) -> InlineKeyboardMarkup:
    """Lay out the button that stops the job of this key."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(texts.STOP, callback_data=f"x:{key}")]])


def stopped(data: str) -> str | None:
    """Read which job a button stops; None for another button."""
    found = STOP.fullmatch(data)
    return found[1] if found else None


def copies(note: Note) -> InlineKeyboardMarkup:
    """Lay out the copies alone, for a note that is not kept."""
    return InlineKeyboardMarkup(_copies(note))


def _copies(note: Note, *more: InlineKeyboardButton) -> list[list[InlineKeyboardButton]]:
    row = [
        InlineKeyboardButton(label, copy_text=CopyTextButton(text))
        for label, text in ((texts.COPY_TITLE, note.title), (texts.COPY_TOPICS, note.hashtags))
        if 0 < utf16_length(text) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT
    ]
    row += more
    return [row] if row else []
