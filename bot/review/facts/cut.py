"""What the article says right behind a 可能 or a 部分 only, told without it: 有助于 for 可能有助于."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.models import Severity
from bot.review.facts.text import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.text import Clause

_DOUBTS: Final = re.compile(
    "(?:(?<![尽不])可能|也许|或许|有望|或将|预计|据称|疑似|估计|大概|理论上|原则上)[会将能是为在]?$"
)
"""Doubts what stands right behind it."""
_DOUBTED: Final = re.compile(
    "可能|也许|或许|有望|或[将会]|预计|据称|据说|疑似|估计|大概|理论上|原则上|应该|不一定|未必|看来|计划|打算|拟|将|会|要|说法|传"
)
"""In a sentence of the note, doubt enough."""
_SOME: Final = re.compile(
    r"(?:(?<![第一二三四五六七八九十\d各大])部分|少数|个别|一些|(?<![所原拥现没])有的|多数|大部分|几乎)$"
)
"""Tells what stands right behind it of a part only; 第一部分 and 所有的 do not."""
_SOME_OF: Final = re.compile("部分|少数|个别|一些|有[的些]|某些|不少|多数|几乎|大头|比例|过半|不多|其中|占")
"""In a sentence of the note, says that it is of a part."""
_BEFORE: Final = 5
"""Signs before a phrase in which the word stands."""
_BEGINS: Final = 6
"""Signs of a clause that are looked up in the article."""


def check(reading: Reading) -> Iterator[Finding]:
    """Name the clauses that begin as the article does behind such a word, wherever it says so."""
    for clause in reading.text.clauses:
        if clause.sentence == 0 or reading.asks(clause) or len(bare(clause.piece.text)) < _BEGINS:
            continue
        told = reading.sentence(clause).text
        if not _DOUBTED.search(told) and _only_behind(reading, clause, _DOUBTS):
            yield reading.finding(clause.piece, "原文没有这么肯定")
        elif not _SOME_OF.search(told) and _only_behind(reading, clause, _SOME):
            yield reading.finding(clause.piece, "原文只说了一部分", severity=Severity.WARN)


def _only_behind(reading: Reading, clause: Clause, word: re.Pattern[str]) -> bool:
    """Whether the article has how a clause begins, and every time right behind such a word."""
    article = reading.article.plain
    begins = clause.piece.text.strip()[:_BEGINS]
    places = [match.start() for match in re.finditer(re.escape(begins), article)]
    return bool(places) and all(word.search(article[max(at - _BEFORE, 0) : at]) for at in places)
