"""What befell so many people: of those that were moved to safety a note cannot tell that they were hurt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.review.facts.agreement import agree
from bot.review.facts.vocabulary import any_of, fates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading

_FATES: Final = tuple(any_of(words) for words in fates())
_PEOPLE: Final = frozenset(["人", "名", "例", "户", "人次"])


def check(reading: Reading) -> Iterator[Finding]:
    """Name the clauses with a number of people whom, wherever the article has it, something else befell."""
    article = reading.article
    for one in reading.text.quantities:
        at = reading.text.clause_at(one.start)
        if one.counted not in _PEOPLE or at < 0 or not reading.own(one.start):
            continue
        clause = reading.text.clauses[at]
        here = _told(clause.piece.text)
        there = [
            _told(article.clauses[article.clause_at(mate.start)].piece.text)
            for mate in article.quantities
            if mate.counted == one.counted and agree(one, mate)
        ]
        if len(here) == 1 and there and all(fate and fate.isdisjoint(here) for fate in there):
            yield reading.finding(clause.piece, "这个数在原文里说的是别的")


def _told(text: str) -> frozenset[int]:
    return frozenset(number for number, fate in enumerate(_FATES) if fate.search(text))
