"""Who does it: a deed told of one kind of people is not, in the article, another kind's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.text import units
from bot.review.facts.vocabulary import ALIKE, group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source
    from bot.review.facts.text import Clause

_AGENTS: Final = group("agents")
_NEAR: Final = 0.5
"""How near the article's clause must be that tells the deed."""
_BEST: Final = 0.8
_LEAD: Final = 4
"""Signs before a doer at the head of a clause."""
_DONE_TO: Final = re.compile("[由给对向为让帮被把跟替教在从到]")
"""Before one to whom it is done, or where."""
_FEW: Final = 4


def check(reading: Reading) -> Iterator[Finding]:
    """Name the clauses that begin with a doer of whom the article does not tell the rest."""
    for clause in reading.clauses:
        here = _AGENTS.search(clause.piece.text)
        lead = clause.piece.text[: here.start()] if here else ""
        if not here or len(lead) > _LEAD or _DONE_TO.search(lead) or here[0] not in reading.article.plain:
            continue
        if _other(reading, clause, here[0], clause.piece.text[here.end() :]):
            yield reading.finding(clause.piece, "原文里做这件事的是别人")


def _other(reading: Reading, clause: Clause, doer: str, rest: str) -> bool:
    wanted = units(rest)
    if len(wanted) < _FEW:
        return False
    near = reading.article.near(wanted)
    if not near or near[0][0] < _NEAR:
        return False
    others = set()
    for score, number in near:
        if score < _BEST * near[0][0]:
            break
        other = _head(reading.article, number)
        if re.search(f"(?:由|包括)[^,，]*{doer}", reading.article.clauses[number].piece.text):
            return False  # one of several that do it
        if not other or other in ALIKE.get(doer, (doer,)) or doer in other or other in doer:
            return False
        others.add(other)
    whole = reading.sentence(clause).text
    return not any(one in whole for one in others)


def _head(article: Source, number: int) -> str:
    """Return the doer at the head of a clause of the article; "" for none, which leaves open who does it."""
    found = _AGENTS.search(article.clauses[number].piece.text)
    return found[0] if found and found.start() <= _LEAD else ""
