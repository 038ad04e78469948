"""A text prepared for comparison: its sentences, clauses, words and numbers, and the units it is compared by."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bot import chinese
from bot.review.facts import plain
from bot.review.facts.quantities import quantities
from bot.review.facts.vocabulary import canonical

if TYPE_CHECKING:
    from bot.review.facts.plain import Piece
    from bot.review.facts.quantity import Quantity

_RUN: Final = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9][a-z0-9.+-]*")
_EMPTY: Final = frozenset(
    "的了是在和有也就都不这那个一上下中与及等或把被让给从对到为以之而但其它他她们你我吗呢吧啊着过很要会能来去说"
)


class Clause(NamedTuple):
    """A clause, the number of its sentence, and its units."""

    piece: Piece
    sentence: int
    units: frozenset[str]


class Token(NamedTuple):
    """A word of a text, its part of speech, where it begins."""

    word: str
    tag: str
    start: int


@lru_cache(maxsize=4096)
def units(text: str) -> frozenset[str]:
    """Return what a plain text is compared by: pairs of characters, characters, Latin words, numbers."""
    found: set[str] = set()
    for run in _RUN.findall(canonical(text)):
        if run[0].isascii():
            found.add(run.strip(".+-"))
            continue
        found.update(run[at : at + 2] for at in range(len(run) - 1))
        found.update(sign for sign in run if sign not in _EMPTY)
    return frozenset(found)


@dataclass(frozen=True)
class Text:
    """A text with its sentences, clauses, words and numbers, each found when it is first asked for."""

    raw: str

    @cached_property
    def plain(self) -> str:
        """The text, folded sign for sign."""
        return plain.plain(self.raw)

    @cached_property
    def sentences(self) -> tuple[Piece, ...]:
        """Its sentences."""
        return plain.sentences(self.plain)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses."""
        return tuple(
            Clause(piece, number, units(piece.text))
            for number, sentence in enumerate(self.sentences)
            for piece in plain.clauses(self.plain, sentence)
        )

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words, cut from the folded text."""
        found, at = [], 0
        for word, tag in chinese.tagged(self.plain):
            found.append(Token(word, tag, at))
            at += len(word)
        return tuple(found)

    @cached_property
    def tokens_of(self) -> dict[int, list[Token]]:
        """Its words by the sentence that they stand in."""
        found: dict[int, list[Token]] = defaultdict(list)
        begins, number = self._beginnings[0], 0
        for token in self.tokens:  # both run in order
            while number + 1 < len(begins) and begins[number + 1] <= token.start:
                number += 1
            found[number].append(token)
        return found

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its numbers."""
        return quantities(self.plain)

    @cached_property
    def _beginnings(self) -> tuple[list[int], list[int]]:
        return [one.start for one in self.sentences], [one.piece.start for one in self.clauses]

    def sentence_at(self, place: int) -> int:
        """Return the number of the sentence that holds a place; the last one that begins before it."""
        return max(bisect_right(self._beginnings[0], place) - 1, 0)

    def clause_at(self, place: int) -> int:
        """Return the number of the clause that holds a place, as above; -1 before the first."""
        return bisect_right(self._beginnings[1], place) - 1

    @cached_property
    def numbers_of(self) -> dict[int, list[Quantity]]:
        """Its numbers by the clause that they stand in."""
        found: dict[int, list[Quantity]] = defaultdict(list)
        for one in self.quantities:
            found[self.clause_at(one.start)].append(one)
        return found

    def original(self, piece: Piece) -> str:
        """Return a piece as it was written."""
        return self.raw[piece.start : piece.end]


def bare(text: str) -> str:
    """Return the letters and digits of a plain text."""
    return re.sub(r"[\W_]", "", text)
