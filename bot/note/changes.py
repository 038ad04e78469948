"""What stays, goes and comes between two texts, by sentence and, where sentences are alike, by word. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, product
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot import chinese
from bot.note import form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Texts: TypeAlias = Sequence[str]

Kind = Literal["kept", "removed", "added"]

_ALIKE: Final = 0.5
"""The share of their words from which on two sentences are one that was reworded."""
_PAIRS: Final = 2_500
"""Most pairs of sentences that are compared; beyond, what differs goes and comes as a whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it stays, goes or comes."""

    kind: Kind
    text: str


def changes(before: str, after: str) -> tuple[Piece, ...]:
    """Mark what changed; what is kept and removed, joined, is `before`, what is kept and added `after`."""
    return _compared(form.sentences(before), form.sentences(after), _reworded)


def listed(before: Texts, after: Texts) -> tuple[Piece, ...]:
    """Mark what goes and comes from one list to another, each as a whole."""
    return _compared(before, after, _replaced)


def _compared(before: Texts, after: Texts, exchange: Callable[[Texts, Texts], Iterable[Piece]]) -> tuple[Piece, ...]:
    """Mark what two sequences have in common, and let `exchange` say how one takes the other's place."""
    pieces: list[Piece] = []
    for same, old, new in _parted(before, after):
        pieces += [Piece("kept", one) for one in old] if same else exchange(old, new)
    return tuple(_gathered(pieces))


def _parted(before: Texts, after: Texts) -> Iterator[tuple[bool, Texts, Texts]]:
    """Cut two sequences where they begin or end to be the same."""
    for what, *at in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield what == "equal", before[at[0] : at[1]], after[at[2] : at[3]]


def _replaced(before: Texts, after: Texts) -> list[Piece]:
    found = [Piece("removed", "".join(before)), Piece("added", "".join(after))]
    return [piece for piece in found if piece.text]


def _reworded(before: Texts, after: Texts) -> list[Piece]:
    """Find the two sentences that are most alike, compare their words, and go on to both sides of them."""
    pair = _likest(before, after)
    if pair is None:
        return _replaced(before, after)
    old, new = pair
    words = _compared(chinese.words(before[old]), chinese.words(after[new]), _replaced)
    return [
        *_reworded(before[:old], after[:new]),
        *_smooth(words),
        *_reworded(before[old + 1 :], after[new + 1 :]),
    ]


def _likest(before: Texts, after: Texts) -> tuple[int, int] | None:
    if not 0 < len(before) * len(after) <= _PAIRS:
        return None
    olds, news = ([Counter(chinese.words(one)) for one in texts] for texts in (before, after))
    likeness = {(old, new): _shared(olds[old], news[new]) for old, new in product(range(len(olds)), range(len(news)))}
    best = max(likeness, key=lambda pair: likeness[pair])
    return best if likeness[best] >= _ALIKE else None


def _shared(old: Counter[str], new: Counter[str]) -> float:
    """Return the share of their words that two sentences have in common."""
    return 2 * (old & new).total() / (old.total() + new.total())


def _smooth(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Let a single character between two changes change with them: no eye could follow."""
    for at, piece in enumerate(pieces):
        inside = piece.kind == "kept" and 0 < at < len(pieces) - 1
        lone = inside and len(piece.text) == 1 and not piece.text.isspace()
        yield from _replaced(piece.text, piece.text) if lone else [piece]


def _gathered(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join what stays; between two such stretches, first what goes, then what comes."""
    for same, run in groupby(pieces, lambda piece: piece.kind == "kept"):
        found = list(run)
        kinds: tuple[Kind, ...] = ("kept",) if same else ("removed", "added")
        for kind in kinds:
            if text := "".join(piece.text for piece in found if piece.kind == kind):
                yield Piece(kind, text)
