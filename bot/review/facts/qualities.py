"""Qualities that a note gives of its own: 市场相对平淡, 画笔非常细腻, where the article calls nothing the like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot import chinese
from bot.review.facts.unknown import known_anywhere
from bot.review.facts.vocabulary import GENERIC

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.text import Clause, Token

_QUALITIES: Final = frozenset({"a", "an", "z", "i"})
_DEGREE: Final = re.compile("(?:相对|比较|较为|十分|非常|相当|极其|极为|颇为|尤为|更加|特别|格外|异常|则|却)$")
"""Right before a quality that is told of something; 很, 太 and 真的 chat more often than they tell."""
_ENDS: Final = re.compile(r"[的了]*[\W_]*")
"""Behind it, to the clause's end."""
_LEAST: Final = 6
"""Signs of a clause that names what has the quality."""
_NEAR: Final = 0.1
"""How near the article's clause must be in which the quality's signs are looked for."""


def check(reading: Reading) -> Iterator[Finding]:
    """Name the clauses that end in a quality of which the article has no sign nearby."""
    for clause in reading.clauses:
        if clause.sentence and len(clause.piece.text) >= _LEAST and any(_new(reading, clause)):
            yield reading.finding(clause.piece, "原文没有这样的评价")


def _new(reading: Reading, clause: Clause) -> Iterator[bool]:
    plain, end = reading.text.plain, clause.piece.end
    for token in reading.text.tokens_of.get(clause.sentence, ()):
        inside = clause.piece.start <= token.start < end
        if inside and _is_quality(token) and not known_anywhere(token.word, reading.article):
            degree = _DEGREE.search(plain, clause.piece.start, token.start)
            last = _ENDS.fullmatch(plain, token.start + len(token.word), end)
            near = "".join(reading.windows(clause, least=_NEAR, spread=1))
            yield bool(degree and last) and not any(sign in near for sign in token.word)


def _is_quality(token: Token) -> bool:
    known = token.tag in _QUALITIES and len(token.word) > 1 and token.word not in GENERIC
    return known and chinese.in_dictionary(token.word)
