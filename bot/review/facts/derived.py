"""Numbers that a note reckons from its article's: differences, quotients, lengths of time, what was before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.agreement import agree
from bot.review.facts.quantity import NAMED, Quantity

if TYPE_CHECKING:
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source

_DERIVED: Final = re.compile(r"(?:差|相差|多|少|高|低|快|慢|贵|便宜|提前|推迟|延长|缩短|降|涨|跌|增加?|减少?)了?约?$")
_MONTH: Final = 100
"""What a month counts in a date."""
_HALF_DAY: Final = 720
_EXACT: Final = 1e-6
_RECKONED: Final = re.compile(r"算下来|相当于|折合|换算|每(?:一)?(?:10{1,3}(?!\d)|[十百千])")
_THAN: Final = re.compile("比|较上?年|同比|环比")
_EACH: Final = re.compile("每(?:一)?(?:10{1,3}|[十百千])$")
_ROUGHLY: Final = 0.06
"""How far a number that the note reckons may be off: 19 of 100 for 19.3%."""


def derived(reading: Reading, one: Quantity, known: tuple[Quantity, ...]) -> bool:
    """Whether a number is the difference of two of the article's, and says so."""
    if (one.unit == "分钟" and _apart(one, known)) or (one.unit == "天" and _days_apart(one, known)):
        return True
    if one.unit == "倍" and any(abs(other.value * one.value - 100) < _EXACT for other in known if other.unit == "%"):
        return True
    if one.unit == "年数" and _years_apart(reading.article, one):
        return True
    if _reckoned(reading, one, known) or _implied(reading.article, one):
        return True
    if not _DERIVED.search(reading.text.plain[max(one.start - 5, 0) : one.start]):
        return False
    units_of = {one.unit, "%" if one.unit == "百分点" else one.unit, ""}
    values = [other.value for other in known if other.unit in units_of]
    if one.unit == "分钟":
        values += [other.value + half for other in known if other.unit == "clock" for half in (0, _HALF_DAY)]
    return any(abs(abs(first - second) - one.value) < _EXACT for first in values for second in values)


def _implied(article: Source, one: Quantity) -> bool:
    """Whether a number is what another was before: 85 where 73 are 12 fewer than the year before."""
    for sentence in article.sentences:
        if not _THAN.search(sentence.text):
            continue
        values = [
            other.value
            for other in article.quantities
            if sentence.start <= other.start < sentence.end and (other.unit, other.counted) == (one.unit, one.counted)
        ]
        if any(abs(first + second - one.value) < _EXACT for first in values for second in values if first != second):
            return True
    return False


def _apart(one: Quantity, known: tuple[Quantity, ...]) -> bool:
    """Whether a length of time lies between two hours of the article."""
    hours = {other.value for other in known if other.unit == "clock"}
    lengths = {abs(first - second) for first in hours for second in hours}
    return any(agree(one, Quantity(length, "分钟", "", 0, 0)) for length in lengths)


def _years_apart(article: Source, one: Quantity) -> bool:
    """Whether some years lie between two of the article's, the last one counted or not: 2019 to 2023 are 四年, 五年.

    Where the article itself counts them, as one more or less, its count is the one.
    """
    years = {other.value for other in article.of_unit.get("年", ())} | {article.year}
    counted = {other.value for other in article.of_unit.get(one.unit, ())} & {one.value - 1, one.value + 1}
    spans = {first - second for first in years for second in years}
    return one.value in spans or (one.value - 1 in spans and not counted)


def _days_apart(one: Quantity, known: tuple[Quantity, ...]) -> bool:
    """Whether some days lie between two of the article's: 两天 from the 11th to the 13th."""
    dates = {other.value for other in known if other.unit in {"date", "日"}}
    pairs = ((first, second) for first in dates for second in dates if first < second)
    return any(_days(first, second) - one.value in {0, -1} for first, second in pairs)


def _days(first: float, second: float) -> float:
    """Count the days from one day to a later one, a month of either taken as thirty; a day alone has no month."""
    return second % 100 - first % 100 + (30 * (second // 100 - first // 100) if first >= _MONTH else 0)


def _reckoned(reading: Reading, one: Quantity, known: tuple[Quantity, ...]) -> bool:
    """Whether a number is a quotient that the note says it reckons, or a share told as so many of a hundred."""
    sentence = reading.text.sentences[reading.text.sentence_at(one.start)]
    before = reading.text.plain[sentence.start : one.end]
    if not _RECKONED.search(before):
        return False
    if _EACH.search(reading.text.plain[max(one.start - 1, 0) : one.start] + f"{one.value:.0f}"):
        return True
    values = [other.value for other in known if other.unit not in NAMED and other.value]
    if re.search("每(?:一)?(?:100|百)", before):
        values_of_hundred = [other.value for other in known if other.unit == "%"]
        return any(abs(value - one.value) <= _ROUGHLY * value for value in values_of_hundred)
    return any(abs(first / second - one.value) <= _ROUGHLY * one.value for first in values for second in values)
