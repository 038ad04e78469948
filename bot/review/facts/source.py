"""An article prepared for comparison, with an index that finds its clauses nearest to a note's."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from bot.review.facts import plain
from bot.review.facts.text import Text, bare, units
from bot.review.facts.vocabulary import canonical

if TYPE_CHECKING:
    from bot.models import Article
    from bot.review.facts.quantity import Quantity

LONGEST: Final = 40_000
"""Characters of an article that are read."""
_SIGN: Final = 0.3
"""What one character weighs beside a pair."""
_MOST: Final = 4
"""Clauses that are kept as the nearest."""
_HAIR: Final = 1e-6
_NAME: Final = 2.5
"""… what a Latin name or a number does."""


def _kind(unit: str) -> float:
    """Weigh what kind of unit it is: a name or a number tells more than a pair, one character less."""
    if unit[0].isascii():
        return _NAME if len(unit) > 1 else 1
    return _SIGN if len(unit) == 1 else 1


@dataclass(frozen=True)
class Source(Text):
    """An article, and what finds its clauses."""

    about: str = ""
    """Further words that are the article's: its site, author, description, date."""
    year: int = 0
    today: tuple[int, int] = (0, 0)
    """Month and day of publication."""
    contexts: dict[int, dict[str, float]] = field(default_factory=dict, compare=False, repr=False)
    """The words around each number, as they are asked for."""

    @cached_property
    def everything(self) -> str:
        """All that is known, without spaces."""
        return re.sub(r"\s+", "", self.plain + "\n" + plain.plain(self.about))

    @cached_property
    def canonical(self) -> str:
        """All that is known, with one word for all that say the same."""
        return canonical(self.everything)

    @cached_property
    def bare(self) -> str:
        """Letters and digits only, to find a quotation in."""
        return bare(self.everything)

    @cached_property
    def weights(self) -> dict[str, float]:
        """What each unit tells: rare ones more, single characters less."""
        size = len(self.clauses) + 1
        return {unit: math.log(1 + size / len(at)) * _kind(unit) for unit, at in self._postings.items()}

    @cached_property
    def of_unit(self) -> dict[str, list[Quantity]]:
        """Its numbers by their unit."""
        found: dict[str, list[Quantity]] = defaultdict(list)
        for one in self.quantities:
            found[one.unit].append(one)
        return found

    @cached_property
    def _evidence(self) -> dict[str, str]:
        return {}

    @cached_property
    def _found(self) -> dict[frozenset[str], list[tuple[float, int]]]:
        return {}

    @cached_property
    def _unseen(self) -> float:
        return math.log(2 + len(self.clauses))

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, clause in enumerate(self.clauses):
            for unit in clause.units:
                found[unit].append(number)
        return found

    def weight(self, unit: str) -> float:
        """Return what a unit tells."""
        return self.weights.get(unit) or self._unseen * _kind(unit)

    def total(self, wanted: frozenset[str]) -> float:
        """Return what units tell together."""
        return sum(map(self.weight, wanted)) or 1.0

    def near(self, wanted: frozenset[str], most: int = 4) -> list[tuple[float, int]]:
        """Return (share of what is wanted that it has, clause) of the nearest clauses, the nearest first."""
        found = self._found.get(wanted)
        if found is None:
            scores: dict[int, float] = {}
            postings, weights = self._postings, self.weights
            for unit in wanted & postings.keys():
                weight = weights[unit]
                for number in postings[unit]:
                    scores[number] = scores.get(number, 0.0) + weight
            total = self.total(wanted)
            found = self._found[wanted] = [(round(score / total, 9), number) for number, score in _best(scores, _MOST)]
        return found[:most]

    def cover(self, wanted: frozenset[str]) -> float:
        """Return the share of what is wanted that the nearest sentence and a neighbour of it have."""
        total = self.total(wanted)
        spans = {
            (max(at, 0), at + 2)
            for _, number in self.near(wanted)
            for at in (self.clauses[number].sentence - 1, self.clauses[number].sentence)
        }
        return (
            max(
                (
                    self.total(wanted & units(self.plain[self.sentences[first].start : self.sentences[last - 1].end]))
                    if last <= len(self.sentences)
                    else 0
                    for first, last in spans
                ),
                default=0.0,
            )
            / total
        )

    def nearest(self, wanted: frozenset[str], most: int) -> list[tuple[int, float]]:
        """Return (sentence, what it has of what is wanted) of the nearest sentences, the nearest first."""
        return _best(self._scored(wanted), most)

    def _scored(self, wanted: frozenset[str]) -> dict[int, float]:
        """Return what each sentence has of what is wanted."""
        scores: dict[int, float] = defaultdict(float)
        for unit in wanted:
            for number in {self.clauses[at].sentence for at in self._postings.get(unit, ())}:
                scores[number] += self.weights[unit]
        return scores

    def evidence(self, text: str) -> str:
        """Return the article's sentence nearest to a text, as it was written; "" where nothing is shared."""
        if text not in self._evidence:
            best = self.nearest(units(plain.plain(text)), 1)
            self._evidence[text] = self.original(self.sentences[best[0][0]]) if best else ""
        return self._evidence[text]

    def holding(self, span: str, *, beside: str) -> str:
        """Return the sentence that has a name or a quotation, the likest to the clause `beside` it; "" for none."""
        wanted = bare(plain.plain(span))
        at = {number for number, one in enumerate(self.sentences) if wanted and wanted in bare(one.text)}
        return self.likest(at, beside)

    def likest(self, numbers: set[int], text: str) -> str:
        """Return of some sentences the one that shares most with a plain text, as it was written."""
        wanted = units(text)
        best = max(sorted(numbers), key=lambda at: self.total(wanted & units(self.sentences[at].text)), default=None)
        return "" if best is None else self.original(self.sentences[best])


def _best(scores: dict[int, float], most: int) -> list[tuple[int, float]]:
    """Return the highest scores; of equal ones the earlier, whatever the order in which a set is walked."""
    if not scores:
        return []
    least = sorted(scores.values())[-min(most, len(scores))] - _HAIR  # only these can be among the highest
    chosen = [one for one in scores.items() if one[1] >= least]
    return sorted(chosen, key=lambda one: (-round(one[1], 9), one[0]))[:most]


@lru_cache(maxsize=8)
def source(article: Article) -> Source:
    """Prepare an article; kept for the reviews that follow of the same one."""
    raw = f"{article.title}\n{article.text[:LONGEST]}"
    about = f"{article.sitename}\n{article.author}\n{article.date}\n{article.description}"
    date = re.match(r"(\d{4})-(\d{2})-(\d{2})", article.date)
    year, month, day = map(int, date.groups()) if date else (0, 0, 0)
    return Source(raw=raw, about=about, year=year, today=(month, day))
