"""Days and hours of a text: 9月15日, 九月中旬, 8点40分, 周三."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.measures import DIGITS, HAN, number
from bot.review.facts.quantity import Quantity, take

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DATE: Final = re.compile(
    r"(?:(\d{4})[年./-])?(?<!\d)(\d{1,2})(?:月|(?<=\d)[./-](?=\d{1,2}(?!\d)))(\d{1,2})(?:[日号]|(?![\d.%]))"
)
_HAN_DATE: Final = re.compile(
    r"(?<![一二三四五六七八九十])(?P<month>十[一二]?|[一二三四五六七八九])月"
    r"(?P<day>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
)
_THIRD: Final = re.compile(r"(?<!\d)(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份的?)?(?P<third>[上中下])旬")
_CLOCK: Final = re.compile(
    rf"(?<![\da-z])(\d{{1,2}}|{HAN})(?:(?: ?点|(?<=[\d零])时(?![间代速期段尚常候装]))(?:(半)|(\d{{1,2}})分?|({HAN})分"
    rf"|(?![\d{''.join(DIGITS)}看建要原理提细问意内]|注意|变化|关键|核心|必[看读知]|[优缺]点|结论|依据|好处))|[:：]([0-5]\d)(?!\d))"
)
_TIMES: Final = frozenset(
    ["凌晨", "清晨", "早上", "早晨", "上午", "中午", "下午", "傍晚", "晚上", "半夜", "深夜", "夜里"]
)
_UNTIL: Final = re.compile(r"(?:[点时半]|:\d\d)[到至]$")
_WEEKDAY: Final = re.compile(
    r"(?:(?<![一两半几])周|星期|礼拜)([一二三四五六日天])(?![个次回遍拆洗换共直般些定样均]|晚以上)"
)
_SENTENCE_ENDS: Final = re.compile(r"[。！!？?…；;\n]")
_MONTH: Final = 100
"""What a month counts in a date."""
_HOUR_LOOSE: Final = re.compile("多|左右|前后|许")


def _dates(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _DATE.finditer(text):
        month, day = int(match[2]), int(match[3])
        if 1 <= month <= 12 and 1 <= day <= 31 and ("月" in match[0] or match[1]) and take(taken, match):  # noqa: PLR2004 - the calendar
            if match[1]:
                yield Quantity(int(match[1]), "年", "", match.start(1), match.end(1))
            yield Quantity(month * 100 + day, "date", "", match.start(2), match.end())


def _han_dates(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _HAN_DATE.finditer(text):
        if number(match["day"]) <= 31 and take(taken, match):  # noqa: PLR2004 - the calendar
            yield Quantity(number(match["month"]) * 100 + number(match["day"]), "date", "", *match.span())


def _thirds(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _THIRD.finditer(text):
        if take(taken, match):
            third = 10 * "上中下".index(match["third"])
            yield Quantity(number(match["month"]) * 100 + third, "旬", "", *match.span())


def _clocks(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _CLOCK.finditer(text):
        hour = number(match[1])
        before = text[max(match.start() - 2, 0) : match.start()]
        loose = not (
            match[1].isascii()
            or match[1] == "零"
            or match[2]
            or match[3]
            or match[4]
            or before in _TIMES
            or _UNTIL.search(text, max(match.start() - 8, 0), match.start())
        )
        if (
            hour <= 24  # noqa: PLR2004 - hours of a day
            and not loose
            and (match[3] or match[4] or not re.search(r"[这有几看下记住共结]$", before))
            and take(taken, match)
        ):
            minute = 30 if match[2] else int(match[3] or match[5] or (number(match[4]) if match[4] else 0))
            after = _HOUR_LOOSE.match(text, match.end())
            yield Quantity(hour % 12 * 60 + minute, "clock", "", *match.span(), rough=after[0] if after else "")


def _weekdays(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _WEEKDAY.finditer(text):
        if take(taken, match):
            yield Quantity("一二三四五六日".find(match[1].replace("天", "日")) + 1, "weekday", "", *match.span())


def with_months(text: str, found: Iterable[Quantity]) -> Iterator[Quantity]:
    """Give a day without a month that of the day before it in its sentence: 6月13日和14日."""
    last: Quantity | None = None
    for one in found:
        if last and _SENTENCE_ENDS.search(text, last.end, one.start):
            last = None
        if one.unit == "date":
            last = one
        if one.unit == "日" and last and one.value <= 31:  # noqa: PLR2004 - the calendar
            yield one._replace(unit="date", value=last.value // _MONTH * _MONTH + one.value)
        else:
            yield one


FINDERS: Final = (_dates, _han_dates, _thirds, _clocks, _weekdays)
"""What finds them, in the order in which they claim their signs."""
