"""Whether two numbers say the same: one value in one unit, or near enough where a word loosens it."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.quantity import NAMED, SHARE

if TYPE_CHECKING:
    from bot.review.facts.quantity import Quantity

_LOWER: Final = re.compile(r"(?:超过?|逾|过|突破|至少|不低于|不少于|高于|大于|以上|多)$")
_KIN: Final = frozenset(
    {"月", "日", "date", "旬", "天", "周", "个月", "年数", "学年", "岁", "分钟", "秒", "分", "折", "%"}
)
"""Units of which another may say the same."""
_DAYS: Final = {"秒": 1 / 86400, "分钟": 1 / 1440, "天": 1, "周": 7, "个月": 30, "年数": 365}
_OFF: Final = 0.02
"""How far twelve months of thirty days are from a year."""
_OFF_LOOSE: Final = 0.1
_YEARS: Final = (1900, 2100)
_LITTLE: Final = 0.035
"""How far off a number of one place may be: 3万 for 3.1万."""
_OVER_HALF: Final = "过半"
_OVER_HALF_LEAST: Final = 0.65
"""超过一半 is said of 60%, hardly of 80%."""
_EXACT: Final = 1e-6
_TIMES: Final = {("分", "元"): 100, ("个月", "季度"): 3}
"""How many of one kind another is: cents, and 头三个月 of 一季度."""
_PLACE: Final = 10
"""What a place of a number counts."""


def may_agree(one: str, other: str) -> bool:
    """Whether numbers of two units may say the same."""
    return one == other or not one or not other or one in _KIN


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether a note's number and one of the article's may say the same, whatever they are."""
    if one.unit == other.unit:
        return True
    known = {one.unit, other.unit}
    return may_agree(one.unit, other.unit) and (
        known <= _DAYS.keys()
        or (one.unit, other.unit) in _TIMES
        or known == {"折", SHARE}
        or (other.unit in {"date", "旬"} and one.unit in {"月", "日", "旬"})
        or _same_unit(one, other)
    )


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether a note's number says what the article's does; loosened words allow a round number."""
    if "块" in {one.counted, other.counted} and one.counted and other.counted and one.counted != other.counted:
        return False  # money, and a number of things
    if one.unit == other.unit and not one.rough and one.step <= other.step:  # most pairs end here
        return abs(one.value - other.value) <= _EXACT * max(abs(one.value), 1)
    if one.unit != other.unit:
        if not may_agree(one.unit, other.unit):
            return False
        told = _converted(one, other)
        if told is not None:
            return told
        if not _same_unit(one, other):
            return False
    same = abs(one.value - other.value) <= _EXACT * max(abs(one.value), 1)
    return same or _rounded(one, other) or bool(one.rough and _loosely(one, other))


def _converted(one: Quantity, other: Quantity) -> bool | None:
    """Whether a length of time, a day or money says what one in another unit does; None for other kinds."""
    kinds = one.unit, other.unit
    if one.unit in _DAYS and other.unit in _DAYS:
        return _as_long(one, other)
    if kinds in _TIMES:
        return abs(one.value - _TIMES[kinds] * other.value) <= _EXACT * one.value
    if SHARE in kinds and "折" in kinds:
        return _off(one, other) if one.unit == "折" else _off(other, one)
    if other.unit in {"date", "旬"} and one.unit == "月":
        return one.value == other.value // 100
    return _of_day(one, other) if other.unit == "date" and one.unit in {"日", "旬"} else None


def _of_day(one: Quantity, day: Quantity) -> bool:
    """Whether a day alone, or a third of a month, is that of a day with its month."""
    if one.unit == "日":
        return one.value == day.value % 100
    return one.value // 100 == day.value // 100 and one.value % 100 == min((day.value % 100 - 1) // 10, 2) * 10


def _off(part: Quantity, share: Quantity) -> bool:
    """Whether a price cut is told as a share: 八折 is 20% off, and 80% of the price."""
    paid = part.value if part.value > _PLACE else _PLACE * part.value
    return share.value in {paid, 100 - paid}


def _as_long(one: Quantity, other: Quantity) -> bool:
    """Whether two lengths of time are one: 12个月 and 一年; loosened, 近5个月 and 147天."""
    days, known = one.value * _DAYS[one.unit], other.value * _DAYS[other.unit]
    return abs(days - known) <= (_OFF_LOOSE if one.rough else _OFF) * known


def _loosely(one: Quantity, other: Quantity) -> bool:
    if one.unit == "clock":
        return (0 if one.rough == "多" else -20) <= other.value - one.value <= (59 if one.rough == "多" else 20)
    return one.unit not in NAMED and _near(one, other)


def _rounded(one: Quantity, other: Quantity) -> bool:
    """Whether a number is the article's, written with fewer places: 4.7万 for 47312, not 5万."""
    exact = other.step and one.step >= _PLACE * other.step
    most = one.step / 2 if one.value >= _PLACE * one.step else min(one.step / 2, _LITTLE * other.value)
    return bool(exact) and abs(one.value - other.value) <= most


def _near(one: Quantity, other: Quantity) -> bool:
    if not other.value:
        return False
    ratio = one.value / other.value
    if one.rough.endswith(_OVER_HALF):
        return _OVER_HALF_LEAST < ratio < 1
    if one.rough[-1] in "多余几":
        step = float(10 ** math.floor(math.log10(max(one.value, 1))))
        return one.value <= other.value < one.value + step
    if _LOWER.search(one.rough):
        return 0.85 < ratio <= 1  # noqa: PLR2004 - 超过4万 for 42316
    if re.search(r"近|不到|不足|接近|以内|不超过", one.rough):
        return 1 <= ratio < 1.15  # noqa: PLR2004 - 近四分之一 for 23%
    return 0.95 < ratio < 1.05  # noqa: PLR2004 - 约4.2万 for 42316


def _same_unit(one: Quantity, other: Quantity) -> bool:
    pair = {one.unit, other.unit}
    if pair in ({"月", "date"}, {"日", "date"}):
        return one.unit != "date"
    if pair in ({"年数", "学年"}, {"年数", "岁"}):
        return True
    if pair == {"", "元"} and "块" in {one.counted, other.counted}:  # a piece of something, or money
        return True
    if pair == {"", "年"} and not one.counted and _YEARS[0] <= one.value < _YEARS[1]:  # 2014：第一家小铺
        return True
    return ("" in pair and not (pair & NAMED) and not (one.counted or other.counted)) or (pair == {"", "分"})
