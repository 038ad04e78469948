"""Two things told side by side, each with what the article tells of the other: A at eight and B at nine for B and A."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.review.facts.plain import Piece
from bot.review.facts.text import units
from bot.review.facts.vocabulary import GENERIC

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source
    from bot.review.facts.text import Clause, Text

_LABEL: Final = re.compile(r"[^\u4e00-\u9fff\n]{0,4}([\u4e00-\u9fffa-z]{2,8})[:：]")
_NOUNS: Final = frozenset("nabjlz")
"""How the parts of speech begin of which the name of a thing is made up."""
_LEAD: Final = 5
"""Signs before it: 但有3座."""
_HAS: Final = 0.5
"""Share of a head, or of what is told of it, that tells it is meant."""
_LACKS: Final = 0.25
"""… below which it is not."""
_LONGEST: Final = 10
_AWAY: Final = 1
"""Sentences between two things told side by side."""


class _Part(NamedTuple):
    """A thing and what is told of it."""

    head: frozenset[str]
    told: frozenset[str]
    piece: Piece
    sentence: int


def check(reading: Reading) -> Iterator[Finding]:
    """Name two neighbours in a note of which the article tells the one what the note tells of the other."""
    parts = _parts(reading.text)
    for first, second in pairwise(parts):
        if second.sentence - first.sentence > _AWAY or reading.verbatim[first.sentence]:
            continue
        if _exchanged(reading.article, first, second):
            yield from (reading.finding(one.piece, "这件事和旁边那件，与原文正好对调了") for one in (first, second))


def _parts(text: Text) -> list[_Part]:
    """Cut a text where a clause begins with another thing; what follows a label up to the line's end goes with it."""
    found: list[_Part] = []
    labelled = -1
    for clause in text.clauses:
        last = found[-1] if found else None
        label = _LABEL.match(text.plain, clause.piece.start)
        held = clause.sentence == labelled
        labelled = clause.sentence if label else labelled
        head = label[1] if label else "" if held else _head(text, clause)
        if head:
            rest = units(clause.piece.text.replace(head, "　", 1))
            found.append(_Part(units(head), rest, clause.piece, clause.sentence))
        elif last and last.sentence == clause.sentence:
            whole = Piece(text.plain[last.piece.start : clause.piece.end], last.piece.start, clause.piece.end)
            found[-1] = last._replace(told=last.told | clause.units, piece=whole)
    return found


def _head(text: Text, clause: Clause) -> str:
    """Return the name of a thing that a clause begins with, something told of it after; "" for none."""
    words: list[str] = []
    for token in text.tokens_of.get(clause.sentence, ()):
        if not clause.piece.start <= token.start < clause.piece.end:
            continue
        if token.tag[0] in _NOUNS and token.tag != "ad" and token.word not in GENERIC:
            words.append(token.word)
        elif words or token.start - clause.piece.start > _LEAD:
            break
    if clause.piece.text.endswith("".join(words)):
        words = words[:-1]  # 小型水库溢洪: the last is what is told
    head = "".join(words)
    return head if 1 < len(head) <= _LONGEST else ""


@lru_cache(maxsize=8)
def _told(article: Source) -> tuple[_Part, ...]:
    return tuple(_parts(article))


def _exchanged(article: Source, first: _Part, second: _Part) -> bool:
    """Whether the article tells each of two things what is told here of the other, and nowhere what is told of it."""
    heads = first.head - second.head, second.head - first.head
    told = first.told - second.told, second.told - first.told
    if not all((*heads, *told)):
        return False
    of = [_of(article, head) for head in heads]
    if not all(of):
        return False
    crossed = [max(_share(article, told[1 - side], one.told) for one in of[side]) for side in (0, 1)]
    straight = [max(_share(article, told[side], one.told) for one in of[side]) for side in (0, 1)]
    return min(crossed) >= _HAS and max(straight) <= _LACKS


def _of(article: Source, head: frozenset[str]) -> list[_Part]:
    """Return what the article tells of a thing."""
    least = _HAS * article.total(head)
    return [
        one
        for one in _told(article)
        if not head.isdisjoint(one.head) and sum(article.weight(unit) for unit in head & one.head) >= least
    ]


def _share(article: Source, wanted: frozenset[str], known: frozenset[str]) -> float:
    return sum(article.weight(unit) for unit in wanted & known) / article.total(wanted)
