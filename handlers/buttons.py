"""What the buttons under a note carry, and their layout.

`w:{draft}:{version}.{count}:{wish}` a change; of a version: `v:{draft}:{version}` shows it, `d:` compares, `p:` proves
it, `y:` says why it is so. `x:{key}` stops a job.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.models import Wish, utf16_length
from handlers import consent, drawer, texts
from handlers.texts import versions as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.models import Draft, Note, Tone, WishKind

Sight: TypeAlias = Literal["v", "d", "p"]
"""What can be seen of a version: itself, what changed, where its facts come from."""

_NUMBER: Final = r"(0|[1-9][0-9]{0,3})"
_PRESS: Final = re.compile(rf"w:([0-9a-f]{{16}}):{_NUMBER}(?:\.{_NUMBER})?:([a-z]+|tone=([^\s:=]{{1,40}}))")
SIGHT: Final = re.compile(rf"([{''.join(get_args(Sight))}]):([0-9a-f]{{16}}):{_NUMBER}\Z")
STOP: Final = re.compile(r"x:((?:msg|cb):[0-9:-]{1,50})")
_CHANGES: Final[Mapping[WishKind, str]] = {
    "title": texts.ANOTHER_TITLE,
    "shorter": texts.SHORTER,
    "longer": texts.LONGER,
}
_IN_A_ROW: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A pressed button: the wish, the version of the draft that it stood under, how many versions there were then."""

    draft: str
    version: int
    count: int
    wish: Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A press that asks to see something of a version."""

    sight: Sight
    draft: str
    version: int


def write(press: Press) -> str:
    """Return the callback data of a press."""
    kind = f"tone={press.wish.tone}" if press.wish.kind == "tone" else press.wish.kind
    return f"w:{press.draft}:{press.version}.{press.count}:{kind}"


def parse(data: str) -> Press | None:
    """Read callback data; None for whatever `write` cannot have written.

    Without a count it is from before there were pagers: the newest version was the one shown.
    """
    found = _PRESS.fullmatch(data)
    if found is None:
        return None
    draft, shown, known, change, tone = found.groups()
    version = int(shown)
    count = int(known) if known else version + 1
    wish = (
        Wish(kind="tone", tone=tone) if tone else next((Wish(kind=kind) for kind in _CHANGES if kind == change), None)
    )
    return Press(draft=draft, version=version, count=count, wish=wish) if wish and count > version else None


def look(data: str) -> Look | None:
    """Read what is asked to be seen of which version; None for another button."""
    found = SIGHT.fullmatch(data)
    sight = next((one for one in get_args(Sight) if found and one == found[1]), None)
    return Look(sight=sight, draft=found[2], version=int(found[3])) if found and sight else None


def keyboard(draft: Draft, index: int, tones: Iterable[Tone]) -> InlineKeyboardMarkup:
    """Lay out tones and changes below one version of a draft, the pager, the copies, and what can be had of it.

    What a person presses again and again stays where it is; what comes with a second version stands below.
    """
    rows = [
        *_wishes(draft, index, tones),
        _pager(draft, index),
        _copies(draft.versions[index].note),
        _sights(draft, index),
        consent.row(draft, index),
    ]
    return InlineKeyboardMarkup([row for row in rows if row])


def _wishes(draft: Draft, index: int, tones: Iterable[Tone]) -> list[list[InlineKeyboardButton]]:
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
        if len((data := write(Press(draft=draft.id, version=index, count=len(draft.versions), wish=wish))).encode())
        <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    ]
    return [presses[start : start + _IN_A_ROW] for start in range(0, len(presses), _IN_A_ROW)]


def _pager(draft: Draft, index: int) -> list[InlineKeyboardButton]:
    """Lay out the pager, and the way back to the version that was changed.

    They are four also where some lead nowhere: a second tap is to hit the same one.
    """
    last, base = len(draft.versions) - 1, draft.versions[index].base
    if not last:
        return []
    page = words.PAGE.format(number=index + 1, count=last + 1)
    leads = [(index - 1, words.EARLIER), (index, page), (index + 1, words.LATER), (base, words.UNDO)]
    return [
        _about(draft, to, "v", label)
        if to is not None and 0 <= to <= last
        else _about(draft, index, "v", words.NO_MORE)
        for to, label in leads
    ]


def _sights(draft: Draft, index: int) -> list[InlineKeyboardButton]:
    """Lay out what can be had of a version; four short ones are what a phone shows in one row."""
    changed = draft.versions[index].base is not None
    return [
        *([_about(draft, index, "d", words.COMPARE)] if changed else []),
        _about(draft, index, "p", texts.PROOF),
        _about(draft, index, "y", words.WHY),
        drawer.export(draft.id, index),
    ]


def _about(draft: Draft, index: int, sight: Sight | Literal["y"], label: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"{sight}:{draft.id}:{index}")


def stop(key: str) -> InlineKeyboardMarkup:
    """Lay out the button that stops the job of this key."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(texts.STOP, callback_data=f"x:{key}")]])


def stopped(data: str) -> str | None:
    """Read which job a button stops; None for another button."""
    found = STOP.fullmatch(data)
    return found[1] if found else None


def copies(note: Note) -> InlineKeyboardMarkup:
    """Lay out the copies alone, for a note that is not kept."""
    return InlineKeyboardMarkup([row for row in [_copies(note)] if row])


def _copies(note: Note) -> list[InlineKeyboardButton]:
    return [
        InlineKeyboardButton(label, copy_text=CopyTextButton(text))
        for label, text in ((texts.COPY_TITLE, note.title), (texts.COPY_TOPICS, note.hashtags))
        if 0 < utf16_length(text) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT
    ]
