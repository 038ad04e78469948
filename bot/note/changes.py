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
    from collections.abc import Iterable, Iterator, Sequence

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
    return listed(form.sentences(before), form.sentences(after))


def listed(before: Texts, after: Texts) -> tuple[Piece, ...]:
    """Mark what changed from one sequence of texts to another."""
    return tuple(_gathered(_aligned(before, after)))


def _aligned(before: Texts, after: Texts) -> Iterator[Piece]:
    for same, old, new in _parted(before, after):
        yield from [Piece("kept", one) for one in old] if same else _reworded(old, new)


def _parted(before: Texts, after: Texts) -> Iterator[tuple[bool, Texts, Texts]]:
    """Cut two sequences where they begin or end to be the same."""
    for what, *at in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield what == "equal", before[at[0] : at[1]], after[at[2] : at[3]]


def _reworded(before: Texts, after: Texts) -> Iterator[Piece]:
    """Find the two sentences that are most alike, compare their words, and go on to both sides of them."""
    pair = _likest(before, after)
    if pair is None:
        yield from (Piece("removed", one) for one in before)
        yield from (Piece("added", one) for one in after)
        return
    old, new = pair
    yield from _reworded(before[:old], after[:new])
    yield from _smooth(list(_by_word(before[old], after[new])))
    yield from _reworded(before[old + 1 :], after[new + 1 :])


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


def _by_word(before: str, after: str) -> Iterator[Piece]:
    for same, old, new in _parted(chinese.words(before), chinese.words(after)):
        yield from [Piece("kept", one) for one in old] if same else _exchanged("".join(old), "".join(new))


def _exchanged(old: str, new: str) -> list[Piece]:
    return [Piece("removed", old), Piece("added", new)]


def _smooth(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Let a single character between two changes change with them: no eye could follow."""
    runs = _runs(pieces)
    for at, (same, run) in enumerate(runs):
        text = "".join(piece.text for piece in run)
        lone = same and len(text) == 1 and not text.isspace() and 0 < at < len(runs) - 1
        yield from _exchanged(text, text) if lone else run


def _runs(pieces: Iterable[Piece]) -> list[tuple[bool, list[Piece]]]:
    return [(same, list(run)) for same, run in groupby(pieces, lambda piece: piece.kind == "kept")]


def _gathered(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join what stays; between two such stretches, first what goes, then what comes."""
    for same, run in _runs(pieces):
        kinds: tuple[Kind, ...] = ("kept",) if same else ("removed", "added")
        for kind in kinds:
            if text := "".join(piece.text for piece in run if piece.kind == kind):
                yield Piece(kind, text)
