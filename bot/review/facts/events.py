"""Days and what happens on them: a deed told of one day of the article is told of that day there."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot import chinese
from bot.review.facts.agreement import agree
from bot.review.facts.vocabulary import ALIKE, GENERIC, names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.models import Finding
    from bot.review.facts.quantity import Quantity
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source
    from bot.review.facts.text import Clause, Text, Token

_DAYS: Final = frozenset({"date"})
_RANGE: Final = re.compile(r"(?:至|到|[~～—–-])+(?:\d{4}年)?")
"""Between the two ends of a range of days."""
_STARTS: Final = re.compile("(?:零时|零点|0[时点]|凌晨)?(?:起|开始)")
"""Right after a day on which something begins: what follows in further clauses is of the days that follow."""
_NEAR: Final = 0.35
"""How near the article's sentence must be that tells a clause's day."""
_HALF_A_YEAR: Final = 600
"""As dates count, a month being a hundred: a later day may be last year's."""
_SINCE: Final = re.compile("以来|已(?!经?(?:定|确定|公布|宣布|计划|安排|知|明确|开放预|启动报|可|能))|正在")
"""Right behind a day, tells that what began then goes on, or is done; what is only settled by now, is not."""
_STILL: Final = re.compile("前|将|预计|去年|[0-9]{4}年")
"""Tells that it is to come, or of another year."""
_OTHER_YEAR: Final = re.compile("(?:去年|前年|上年|[0-9]{4}年)$")
"""Right before a day that is not this year's."""
_YEAR: Final = 5
"""Signs before a day that its year has."""
_BESIDE: Final = 12
"""Signs behind a day that say so."""
_PLAIN: Final = names("deeds_of_any_day")
"""Deeds of saying, and those of any day."""


def check(reading: Reading) -> Iterator[Finding]:
    """Name the clauses whose deed the article tells of other days only, and what is told as past of a day to come."""
    yield from _too_early(reading)
    days = [one for one in reading.article.quantities if one.unit in _DAYS]
    if len(days) < 2:  # noqa: PLR2004 - one day cannot be taken for another
        return
    told = _told(reading.article)
    for one, every in _deeds(reading.text):
        same = [other for other in days if agree(one, other)]
        if not same or not reading.own(one.start):
            continue
        clause = next((c for c in reading.clauses if c.piece.start <= one.start < c.piece.end), None)
        if clause is None or any(_of(deed, told, one) for deed in every):
            continue
        deeds = [deed for deed in every if deed in clause.piece.text or not _starts(reading, one, same)]
        others = [deed for deed in deeds if deed not in _PLAIN and deed not in GENERIC and told.get(deed)]
        near = _nearest(reading, clause)
        if near in {reading.article.sentence_at(day.start) for day in same}:  # told of another day right there only
            others = [deed for deed in others if near in {reading.article.sentence_at(day.start) for day in told[deed]}]
        if others and all(all(not agree(one, day) for day in told[deed]) for deed in others):
            yield reading.finding(clause.piece, "原文里这件事不在这一天")


def _too_early(reading: Reading) -> Iterator[Finding]:
    """Find what is told as under way since a day that was still to come when the article was written."""
    month, day = reading.article.today
    for one in reading.text.quantities if month else ():
        at = reading.text.clause_at(one.start)
        to_come = one.unit in _DAYS and 0 < one.value - (100 * month + day) < _HALF_A_YEAR
        if not to_come or not reading.own(one.start) or at < 0:
            continue
        clause = reading.text.clauses[at]
        since = _SINCE.search(reading.text.plain, one.end, min(clause.piece.end, one.end + _BESIDE))
        if not since or not clause.sentence or reading.copied(clause):
            continue
        if not _STILL.search(reading.sentence(clause).text) and not _of_another_year(reading.article, one):
            yield reading.finding(clause.piece, "到原文发表时还没到这一天")


def _of_another_year(article: Source, one: Quantity) -> bool:
    """Whether the article tells a day as another year's: 去年8月1日."""
    same = (other.start for other in article.of_unit.get(one.unit, ()) if agree(one, other))
    return any(_OTHER_YEAR.search(article.plain[max(at - _YEAR, 0) : at]) for at in same)


def _nearest(reading: Reading, clause: Clause) -> int:
    """Return the number of the article's sentence nearest to a clause; -1 for none that is near."""
    score, number = reading.nearest(clause)
    return reading.article.clauses[number].sentence if score >= _NEAR else -1


def _starts(reading: Reading, one: Quantity, same: list[Quantity]) -> bool:
    """Whether something begins on a day, here and in the article."""
    there = any(_STARTS.match(reading.article.plain, other.end) for other in same)
    return there and bool(_STARTS.match(reading.text.plain, one.end))


def _of(deed: str, told: dict[str, list[Quantity]], one: Quantity) -> bool:
    """Whether the article tells a deed, or one called otherwise, of a day."""
    return any(agree(one, day) for word in (deed, *ALIKE.get(deed, ())) for day in told.get(word, ()))


@lru_cache(maxsize=8)
def _told(article: Source) -> dict[str, list[Quantity]]:
    """Return for each deed of an article the days that it is told of."""
    found: dict[str, list[Quantity]] = {}
    for day, deeds in _deeds(article):
        for deed in deeds:
            found.setdefault(deed, []).append(day)
    return found


def _deeds(text: Text) -> Iterator[tuple[Quantity, list[str]]]:
    """Tell each day of a text with the deeds of its clause and of those up to the next day's, in one sentence."""
    days = [one for one in text.quantities if one.unit in _DAYS]
    begins = [_begin(text, days, at) for at in range(len(days))]
    for at, day in enumerate(days):
        number = text.sentence_at(day.start)
        end = text.sentences[number].end
        if at + 1 < len(days):
            following = days[at + 1]
            if not _RANGE.fullmatch(text.plain, day.end, following.start):
                end = min(end, max(begins[at + 1], following.start if begins[at + 1] == day.end else 0))
        found = _between(text, begins[at], end)
        if not found and at + 1 < len(days):  # 自7月15日起, and what begins stands in the next clause
            found = _between(text, begins[at], min(text.sentences[number].end, days[at + 1].start))
        yield day, found


def _between(text: Text, start: int, end: int) -> list[str]:
    """Return the deeds between two places of one sentence."""
    tokens = text.tokens_of.get(text.sentence_at(start), ())
    deeds = [_is_deed(one.word, one.tag) for one in tokens]
    return [
        one.word
        for at, one in enumerate(tokens)
        if start <= one.start < end and deeds[at] and not (at and deeds[at - 1] and _names(tokens, at + 1))
    ]


def _begin(text: Text, days: list[Quantity], at: int) -> int:
    """Return where the words of a day begin: with its clause, or after another day in it; a range's begin with it."""
    begin = text.clauses[max(text.clause_at(days[at].start), 0)].piece.start
    if not at:
        return begin
    if _RANGE.fullmatch(text.plain, days[at - 1].end, days[at].start):
        return _begin(text, days, at - 1)
    return max(begin, days[at - 1].end)


def _names(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun stands there: the second deed before it only says what kind, as in 调整骑行规则."""
    return at < len(tokens) and tokens[at].tag[:1] == "n"


def _is_deed(word: str, tag: str) -> bool:
    return len(word) > 1 and tag[0] == "v" and chinese.in_dictionary(word)
