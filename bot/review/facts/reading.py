"""A note read against its article: which clauses are its own words, what of the article each is nearest to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.models import Finding, Severity
from bot.review.facts.text import Clause, Text, bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.review.facts.plain import Piece
    from bot.review.facts.source import Source

_DENIES: Final = re.compile(
    "(?:并非|不是|没有|否认|尚未|不能说明|不代表|不等于|可能|预计|或将?|有望|据称|计划|拟|将|可|会|[不未没禁])$"
)
_BEFORE: Final = 4
"""Signs before a text that may deny or doubt it."""
_LONG: Final = 6
"""Signs of a clause that is no chance."""
_FEW: Final = 6
"""Units of a clause that says too little to be found alone."""
_ASKS: Final = re.compile(r"[?？]|[吗呢][”」]?$")
_QUOTED: Final = re.compile(r"[“「『\"][^“”「」『』\"\n]{4,}[”」』\"]")


class Taken(NamedTuple):
    """A piece of a clause that the article has: its signs, where it begins here and there, and in which clause."""

    size: int
    here: int
    there: int
    number: int


@dataclass(frozen=True)
class Reading:
    """A note's title and body, and its article."""

    text: Text
    article: Source

    @cached_property
    def verbatim(self) -> tuple[bool, ...]:
        """Whether each sentence stands in the article as it is."""
        return tuple(self._stands(bare(one.text)) for one in self.text.sentences)

    def _stands(self, text: str) -> bool:
        """Whether the article has a text as it is, nothing before it that denies it: 所有站都有 of 并非所有站都有."""
        known = self.article.bare
        at = known.find(text)
        while at > 0 and _DENIES.search(known, max(at - _BEFORE, 0), at):
            at = known.find(text, at + 1)
        return at >= 0

    def copied(self, clause: Clause) -> bool:
        """Whether a clause stands in the article as it is, nothing before it that doubts or denies it."""
        text = bare(clause.piece.text)
        return len(text) >= _LONG and self._stands(text)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that assert something in words that are not the article's own."""
        return tuple(
            clause
            for clause in self.text.clauses
            if clause.units and not self.verbatim[clause.sentence] and not self.asks(clause)
        )

    @cached_property
    def near(self) -> dict[int, list[tuple[float, int]]]:
        """For the place of each clause, the article's nearest clauses."""
        found, before = {}, None
        for clause in self.clauses:
            wanted = clause.units
            if len(wanted) < _FEW and before and before.sentence == clause.sentence:
                wanted |= before.units
            found[clause.piece.start] = self.article.near(wanted)
            before = clause
        return found

    def nearest(self, clause: Clause) -> tuple[float, int]:
        """Return the article's clause nearest to one, after how near it is; 0 for none."""
        near = self.near[clause.piece.start]
        return near[0] if near else (0.0, 0)

    def asks(self, clause: Clause) -> bool:
        """Whether a clause belongs to a question, which asserts nothing."""
        return bool(_ASKS.search(self.text.sentences[clause.sentence].text))

    def article_asks(self, number: int) -> bool:
        """Whether the article's clause of this number belongs to a question, which affirms and denies nothing."""
        return bool(_ASKS.search(self.source_sentence(number).text))

    def taken_over(self, clause: Clause, *, least: int, start: int = 0) -> Taken | None:
        """Return the longest piece of a clause, from a sign on, that one of the article's nearest clauses has.

        None where that has fewer than `least` signs: so few are alike by chance.
        """
        found = []
        for _, number in self.near.get(clause.piece.start, []):
            there = self.article.clauses[number].piece.text
            match = SequenceMatcher(None, clause.piece.text[start:], there, autojunk=False).find_longest_match()
            if match.size >= least:
                found.append(Taken(size=match.size, here=start + match.a, there=match.b, number=number))
        return max(found, key=lambda one: one.size, default=None)

    def sentence(self, clause: Clause) -> Piece:
        """Return the sentence that a clause is of."""
        return self.text.sentences[clause.sentence]

    def source_sentence(self, number: int) -> Piece:
        """Return the article's sentence that its clause of this number is of."""
        return self.article.sentences[self.article.clauses[number].sentence]

    def windows(self, clause: Clause, *, least: float, spread: int = 0) -> list[str]:
        """Return the texts of the article that a clause may tell, the nearest first; sentences with `spread` around."""
        near = self.near.get(clause.piece.start, [])
        best = near[0][0] if near else 0
        found = []
        for score, number in near:
            if score >= least and score >= 0.8 * best:
                at = self.article.clauses[number].sentence
                around = self.article.sentences[max(at - spread, 0) : at + spread + 1]
                found.append("。".join(one.text for one in around))
        return found

    def finding(self, piece: Piece, message: str, *, severity: Severity = Severity.REPAIR) -> Finding:
        """Make a finding of a piece of the note, beside what the article has nearest to it."""
        around = self.text.sentences[self.text.sentence_at(piece.start)].text
        return finding(self.text.original(piece), message, self.article, severity=severity, around=around)

    def own(self, start: int) -> bool:
        """Whether the sentence at a place is not the article's own."""
        return not self.verbatim[self.text.sentence_at(start)]

    def quoted(self) -> Iterator[tuple[int, int]]:
        """Tell where quotations stand."""
        return (match.span() for match in _QUOTED.finditer(self.text.plain))


def finding(
    span: str, message: str, article: Source, *, severity: Severity = Severity.REPAIR, around: str = ""
) -> Finding:
    """Make a finding, beside the article's sentence nearest to what stands `around` it."""
    evidence = article.evidence(around or span)
    return Finding(check="facts", severity=severity, span=span, message=message, evidence=evidence)
