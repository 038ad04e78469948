"""Names put together from two of the article's: 海门供电公司 for 南湾供电公司, one body's officer under another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.review.facts.persons import people_of
from bot.review.facts.vocabulary import GENERIC, group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.plain import Piece
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source
    from bot.review.facts.text import Text

_NOUNS: Final = frozenset({"n", "s", "ns", "nt", "nz", "nr", "nrt", "j", "eng"})
_WITHIN: Final = frozenset({"vn", "v"})
"""May stand within a name, not at its head: 南湾供电."""
_ENDS: Final = group("ends_of_names")
"""End the names of places and bodies."""
_WIDE: Final = re.compile("公司|集团|中心|机构")
"""End so many that the word before must be the same too."""
_ANY: Final = group("any_place")
"""Open what is no name: 附近医院."""
_LEAST, _MOST = 2, 6
"""Signs of what tells one such name from another."""
_LEVELS: Final = "省市区县"
_SHORTENED: Final = ".{0,6}"
"""Between the signs of a name told shorter: 招生办 of 招生办公室."""


def check(reading: Reading) -> Iterator[Finding]:
    """Name the clauses that name what the article calls otherwise."""
    for place, message in (*_renamed(reading), *_unheard(reading), *_transferred(reading)):
        yield reading.finding(_clause(reading, place), message)


def _renamed(reading: Reading) -> Iterator[tuple[int, str]]:
    """Find a name that the article does not have, which ends like one that it has."""
    text, article = reading.text, reading.article
    for match in _ENDS.finditer(text.plain, text.sentences[0].end if text.sentences else 0):  # a title shortens
        own = _head(text, match.start())
        theirs = _heads(article).get(match[0], frozenset())
        name = f"{own}{match[0]}"
        if not theirs or not _tells(own) or not reading.own(match.start()):
            continue
        if name in article.plain or _shortens(name, article.plain):
            continue
        if _WIDE.fullmatch(match[0]):
            if not any(own[-_LEAST:] == other[-_LEAST:] != own for other in theirs):
                continue
        elif f"{own[-_LEAST:]}{match[0]}" in article.plain:
            continue
        if not any(own in other or other in own for other in theirs):
            yield match.start(), f"原文里没有“{name}”"


def _unheard(reading: Reading) -> Iterator[tuple[int, str]]:
    """Find a name of which the article has neither part: 西湖图书馆, where there are only shops."""
    everything = reading.article.everything
    for match in _ENDS.finditer(reading.text.plain):
        own = _head(reading.text, match.start())
        strange = _tells(own) and match[0] not in everything and own[-_LEAST:] not in everything
        if strange and not _WIDE.fullmatch(match[0]) and reading.own(match.start()):
            yield match.start(), f"原文里没有“{own}{match[0]}”"


def _transferred(reading: Reading) -> Iterator[tuple[int, str]]:
    """Find a person with the office that the article gives, of another body."""
    text, article = reading.text, reading.article
    for name, places in people_of(article).items():
        heads = [_head(article, at) for at in places]
        for match in re.finditer(re.escape(name), text.plain):
            here = _head(text, match.start())
            shared, there = max((_ending(here, head), head) for head in heads)
            own, theirs = here[: len(here) - shared], there[: len(there) - shared]
            if shared < _LEAST or min(len(own), len(theirs)) < _LEAST or not reading.own(match.start()):
                continue
            around = "".join(article.sentences[article.sentence_at(at)].text for at in places)
            if (
                _pairs(own).isdisjoint(_pairs(theirs))
                and not _shortens(own.lstrip(_LEVELS), around)
                and own not in _before(article, places)
            ):
                yield match.start(), f"原文里{name}是{theirs}的，不是{own}的"


@lru_cache(maxsize=8)
def _heads(article: Source) -> dict[str, frozenset[str]]:
    """Return what stands before each ending of a name in the article."""
    found: dict[str, set[str]] = {}
    for match in _ENDS.finditer(article.plain):
        head = _head(article, match.start())
        if _tells(head):
            found.setdefault(match[0], set()).add(head)
    return {end: frozenset(heads) for end, heads in found.items()}


def _head(text: Text, place: int) -> str:
    """Return the nouns right before a place, no sign between."""
    start = before = place
    for token in reversed(text.tokens_of.get(text.sentence_at(place), ())):
        end = token.start + len(token.word)
        if end > place:
            continue
        if end != before or not (token.tag in _NOUNS or (token.tag in _WITHIN and len(token.word) > 1)):
            break
        before = token.start
        start = before if token.tag in _NOUNS else start
    return text.plain[start:place]


def _tells(head: str) -> bool:
    return _LEAST <= len(head) <= _MOST and not _ANY.match(head) and head not in GENERIC


def _shortens(name: str, text: str) -> bool:
    return bool(re.search(_SHORTENED.join(map(re.escape, name)), text))


def _before(article: Source, places: list[int]) -> str:
    """Return the sentences before those that name somebody, where his body may be named."""
    numbers = {article.sentence_at(at) - 1 for at in places}
    return "".join(article.sentences[number].text for number in numbers if number >= 0)


def _ending(one: str, other: str) -> int:
    """Return how many signs two texts end alike in."""
    size = 0
    while size < min(len(one), len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return size


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _clause(reading: Reading, place: int) -> Piece:
    return reading.text.clauses[max(reading.text.clause_at(place), 0)].piece
