"""How surely a clause of a note tells what one sentence of its article tells: what an accusation stands on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.models import Severity
from bot.review.facts.agreement import agree
from bot.review.facts.vocabulary import GENERIC, NEGATOR, names_it

if TYPE_CHECKING:
    from bot.review.facts.reading import Reading
    from bot.review.facts.text import Clause

_TELLING: Final = frozenset("nvaijlz")
"""How the parts of speech begin that carry a claim, and those of foreign words."""
_FRAGMENT: Final = re.compile(r"^(?!.*是).{1,8}的$|^[\W_]*(?:这|那|以下|下面)[就也都]?是[^,，。]{0,4}$")
"""没恢复的, 这是: names something, and asserts nothing of it."""
_LATIN: Final = re.compile(r"[a-z][a-z0-9.+-]*")
_STRONG: Final = 0.5
"""Share of its words."""
_COVERED: Final = 0.54
"""Share of its pairs of signs."""
_PART: Final = 0.6
"""What half of a longer word tells."""


class Alignment(NamedTuple):
    """Share of a clause that a sentence has, in words and in pairs of signs, and how many words those are."""

    share: float
    told: float
    near: float

    @property
    def strong(self) -> bool:
        """Whether the two tell the same but for what they are accused of."""
        return (self.told >= 1 and self.share >= _STRONG) or self.near >= _COVERED


NONE: Final = Alignment(0, 0, 0)


def supported(reading: Reading, clause: Clause, severity: Severity) -> Severity:
    """Lower an accusation to a warning where none of the nearest clauses, that it compares with, tells the same."""
    near = reading.near[clause.piece.start]
    strong = any(alignment(reading, clause, score, number).strong for score, number in near)
    return severity if strong else Severity.WARN


def alignment(reading: Reading, clause: Clause, near: float, number: int) -> Alignment:
    """Compare a clause with the sentence that the article's clause of a number, that is so near, is of."""
    if _FRAGMENT.search(clause.piece.text):
        return NONE
    sentence = reading.source_sentence(number)
    words = [_known(word, sentence.text) for word in _telling(reading, clause)]
    there = [one for one in reading.article.quantities if sentence.start <= one.start < sentence.end]
    numbers = [
        float(any(agree(one, other) for other in there))
        for one in reading.text.quantities
        if clause.piece.start <= one.start < clause.piece.end
    ]
    every = words + numbers
    return Alignment(sum(every) / len(every), sum(every), near) if every else Alignment(0, 0, near)


def _telling(reading: Reading, clause: Clause) -> list[str]:
    found = [
        token.word
        for token in reading.text.tokens_of.get(clause.sentence, ())
        if clause.piece.start <= token.start < clause.piece.end
        and token.tag[0] in _TELLING
        and len(token.word) > 1
        and token.word not in GENERIC
        and not NEGATOR.search(token.word)
    ]
    return found + _LATIN.findall(clause.piece.text)


def _known(word: str, text: str) -> float:
    if names_it(text, word):
        return 1
    half = len(word) > 2 and any(word[at : at + 2] in text for at in range(len(word) - 1))  # noqa: PLR2004 - a longer word
    return _PART if half or all(sign in text for sign in word) else 0
