"""Two versions of a note → a message that marks what changed: struck through what goes, underlined what comes. Pure."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Final

from bot.models import utf16_length
from bot.note.changes import changes, listed
from handlers import message, texts
from handlers.texts import versions as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models import Draft
    from bot.note.changes import Kind, Piece

_LIMIT: Final = 3600
"""UTF-16 units of marked text, so that with all else it stays within 4096."""
_BESIDE: Final = 24
"""Characters of what did not change that are shown beside a change."""
_MARKS: Final[dict[Kind, str]] = {"kept": "{}", "removed": "<s>{}</s>", "added": "<u>{}</u>"}


def compared(draft: Draft, index: int) -> message.Letter:
    """Show what one version of a draft has otherwise than the version that it was made from."""
    number = draft.versions[index].base
    if number is None:
        return message.sentence(words.NO_EARLIER)
    base, note = draft.versions[number].note, draft.versions[index].note
    topics = [[f"#{topic} " for topic in one.topics] for one in (base, note)]
    shown, whole = _fitting(
        [
            (texts.TITLE, changes(base.title, note.title)),
            (texts.BODY, _near(changes(base.body, note.body))),
            (texts.TOPICS, listed(*topics)),
        ]
    )
    more = [] if whole else [words.MORE_CHANGES]
    return message.Letter(html="\n\n".join([words.COMPARED.format(number=index + 1, base=number + 1), *shown, *more]))


def _fitting(parts: Sequence[tuple[str, Sequence[Piece]]]) -> tuple[list[str], bool]:
    """Mark the parts as far as there is room; tell whether that was all."""
    shown, room = [], _LIMIT
    for name, pieces in parts:
        fit = message.within([piece.text for piece in pieces], room)
        room -= sum(map(utf16_length, fit))
        if fit or not pieces:
            shown.append(f"<b>{name}</b>\n{_marked(pieces[: len(fit)])}")
        if len(fit) < len(pieces):
            return shown, False
    return shown, True


def _marked(pieces: Sequence[Piece]) -> str:
    if all(piece.kind == "kept" for piece in pieces):
        return words.UNCHANGED
    return "".join(_MARKS[piece.kind].format(escape(piece.text, quote=False)) for piece in pieces)


def _near(pieces: Sequence[Piece]) -> list[Piece]:
    """Shorten what did not change to what stands beside a change."""
    ends = (0, len(pieces) - 1)
    return [
        _shortened(piece, head=at != ends[0], tail=at != ends[1]) if piece.kind == "kept" else piece
        for at, piece in enumerate(pieces)
    ]


def _shortened(piece: Piece, *, head: bool, tail: bool) -> Piece:
    """Leave out the middle of a text, or the end of which no change stands beside."""
    text = piece.text
    if len(text) <= 2 * _BESIDE:
        return piece
    return replace(piece, text=(text[:_BESIDE] if head else "") + "…" + (text[-_BESIDE:] if tail else ""))
