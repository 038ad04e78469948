"""What stands around a number and says what it is told of, weighed; and how alike two such surroundings are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.quantity import NAMED, Quantity
from bot.review.facts.text import units

if TYPE_CHECKING:
    from bot.review.facts.source import Source
    from bot.review.facts.text import Text

BEFORE: Final = 0.5
"""What the clause before tells of a number, beside its own."""
_FURTHER: Final = 0.25
_LITTLE: Final = 2
_THAN: Final = re.compile(
    "(?:比|较|与|和|跟)(?:去年|上年|前年|上一年|前一年)(?:同期|同月|同季)?(?:的时候|相比|时)?(?!的)"
)
"""What a change is reckoned from, which is not told of the change: 比去年同期多了, not 去年同期的29.1%."""
_ALONE: Final = 2
"""No more signs than these beside a number: what it is told of stands in the next clause."""


def context_of(text: Text, one: Quantity, *, told: bool = False) -> dict[str, float]:
    """Weigh the words around a number: its own piece of the clause 1, the clause before less."""
    number = text.clause_at(one.start)
    if number < 0:
        return {}
    clause = text.clauses[number]
    rivals = [other for other in text.numbers_of[number] if other.start == one.start or other.unit or other.counted]
    at = next(at for at, other in enumerate(rivals) if other.start == one.start)
    start = rivals[at - 1].end if at else clause.piece.start
    end = rivals[at + 1].start if at + 1 < len(rivals) else clause.piece.end
    lead = _THAN.sub(" ", text.plain[start : one.start])
    found = dict.fromkeys(units(lead) | units(text.plain[one.end : end]), 1.0)
    after = text.clauses[number + 1] if number + 1 < len(text.clauses) else clause
    begins = not number or text.clauses[number - 1].sentence != clause.sentence
    if (
        begins
        and len(clause.piece.text) - (one.end - one.start) <= _ALONE
        and (after.sentence == clause.sentence and number + 1 not in text.numbers_of)
    ):
        found |= dict.fromkeys(after.units, 1.0)
    before = text.clauses[number - 1] if number and text.clauses[number - 1].sentence == clause.sentence else None
    if told and text.numbers_of.get(number - 1) and found:
        before = None  # its words are told of its own number
    # 达到35.8% says nothing of its own: the clause before does.
    share = BEFORE if len(found) > _LITTLE or one.unit in NAMED else 1.0
    extra = (before.units if before else frozenset()) | units(text.plain[clause.piece.start : start])
    for unit in extra:
        found.setdefault(unit, share)
    return found


def likeness(wanted: dict[str, float], article: Source, other: Quantity, *, wide: bool = False) -> float:
    """Return the share of the words around a number, weighed, that stand around one of the article, weighed too."""
    if other.start < 0 or other.start >= len(article.plain):
        return 0.5
    there = _cached_context(article, other)
    own = sum(wanted[unit] * there[unit] for unit in sorted(wanted.keys() & there.keys()))
    if wide:
        own += _FURTHER * sum(wanted[unit] for unit in sorted(_sentence(article, other) & wanted.keys() - there.keys()))
    return own / (sum(wanted.values()) or 1)


def _sentence(article: Source, other: Quantity) -> frozenset[str]:
    """Return what the sentence of a number, and the one before it in the paragraph, are compared by."""
    at = article.sentence_at(other.start)
    before = article.sentences[at - 1] if at else article.sentences[at]
    near = before.end == article.sentences[at].start or "\n" not in article.plain[before.end : other.start]
    return units(article.sentences[at].text) | (units(before.text) if near else frozenset())


def _cached_context(article: Source, other: Quantity) -> dict[str, float]:
    found = article.contexts.get(other.start)
    if found is None:
        found = article.contexts[other.start] = context_of(article, other)
    return found
