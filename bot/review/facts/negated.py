"""A phrase of the article's with its 不 taken off, or put on: 要站在马的身后 for 不要站在马的身后."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.vocabulary import NOT_NEGATOR, masked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.text import Text

_NEGATES: Final = re.compile("不[要能得可会再必用]?|没有?|未|别|禁止|严禁|无[法须需]|避免")
_SIGNS: Final = 5
_PHRASE: Final = re.compile("(?:(?!的)[\u4e00-\u9fff]){3}[\u4e00-\u9fff](?!的)[\u4e00-\u9fff]")
"""What stands right behind it: long enough to be no chance; 没有改造的家庭 are only some families."""
_OF_SOME: Final = re.compile("[\u4e00-\u9fff]{0,2}的")
"""Behind what is told of some only: 列入计划的房屋."""
_DENIES: Final = re.compile("[不没未别无勿免禁拒否莫难尚]|取消|停")
_REACH: Final = 8
"""Signs before a phrase within which it may be denied."""
_ASKS: Final = re.compile(r"[?？]|是否|能否|([\u4e00-\u9fff])[不没]\1")


def check(reading: Reading) -> Iterator[Finding]:
    """Name the clauses that tell as so what the article has in the same words behind a 不 only, and the reverse."""
    for denying, telling in ((reading.article, reading.text), (reading.text, reading.article)):
        for end, phrase in _denials(denying):
            told = _told(telling, phrase)
            at = reading.text.clause_at(told if telling is reading.text else end) if told >= 0 else -1
            if at >= 0 and _asserts(reading, at):
                yield reading.finding(reading.text.clauses[at].piece, "肯定与否定与原文不同")


def _denials(text: Text) -> Iterator[tuple[int, str]]:
    """Tell what a text has behind a negation only, and where it begins."""
    plain = masked(text.plain, NOT_NEGATOR)
    for match in _NEGATES.finditer(plain):
        phrase = plain[match.end() : match.end() + _SIGNS]
        whole = _PHRASE.fullmatch(phrase) and not _NEGATES.search(phrase)
        if whole and all(_denied(plain, one.start()) for one in re.finditer(phrase, plain)):
            yield match.end(), phrase


def _denied(plain: str, place: int) -> bool:
    return bool(_DENIES.search(plain, max(place - _REACH, 0), place))


def _told(text: Text, phrase: str) -> int:
    """Return where a text tells a phrase as so; -1 where it does not, or somewhere denies or asks it."""
    plain = masked(text.plain, NOT_NEGATOR)
    places = [one.start() for one in re.finditer(phrase, plain)]
    if any(_OF_SOME.match(plain, at + len(phrase)) for at in places):
        return -1
    open_ = any(_denied(plain, at) or _ASKS.search(text.sentences[text.sentence_at(at)].text) for at in places)
    return -1 if open_ or not places else places[0]


def _asserts(reading: Reading, at: int) -> bool:
    """Whether a clause of the note says something of its own: it is no title, no question."""
    clause = reading.text.clauses[at]
    return clause.sentence > 0 and not reading.asks(clause)
