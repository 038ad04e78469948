"""Numbers with their units: 12.8万元, 百分之五, 三成, 9月15日, 8点40分, 两年, each with its value in one unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.review.facts.measures import COUNTED, DIGITS, UNIT, UNITS, number, scale_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARABIC: Final = r"(?<![a-z0-9.])(?<![a-z]-)\d+(?:,\d{3})*(?:\.\d+)?(?![\ufe0f\u20e3])"
_HAN: Final = (
    r"(?:(?<!第)[零〇一二两三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?|(?<=第)[一二三四](?=季度)"
    r"|(?<=第)(?:[四五六七八九]|[二三]?十[一二三四五六七八九]?)(?=天|周|分钟))"
)
_SCALE: Final = r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百|[kwmb](?![a-z]))"
_DATE: Final = re.compile(
    r"(?:(\d{4})[年./-])?(?<!\d)(\d{1,2})(?:月|(?<=\d)[./-](?=\d{1,2}(?!\d)))(\d{1,2})(?:[日号]|(?![\d.%]))"
)
_CLOCK: Final = re.compile(
    rf"(?<!\d)(\d{{1,2}}|{_HAN})(?:(?: ?点|(?<=\d)时(?![间代速期段尚常候装]))(?:(半)|(\d{{1,2}})分?"
    rf"|(?![\d{''.join(DIGITS)}看建要原理提细问意内]))|[:：](\d{{2}})(?!\d))"
)
_SHARE: Final = re.compile(
    rf"百分之(?P<han>[零一二两三四五六七八九十百点]+|\d+(?:\.\d+)?)|(?P<below>{_HAN}|\d+)分之(?P<above>{_HAN}|\d+)"
    rf"|(?P<tenth>(?<![赞变构现养促组形完达])(?:[一二两三四五六七八九]|\d(?:\.\d)?))成(?P<half>半)?(?![为立本都功员长品分了绩交就果])"
    r"|(?P<fifty>(?:近|超|过|不到)?(?<![另前后下上])(?:一半(?!天)|半数))"
    r"|(?<![\d/])(?P<part>\d)/(?P<of>\d{1,2})(?![\d/])"
)
_NUMBER: Final = re.compile(
    rf"(?P<value>{_ARABIC}|{_HAN}(?={_SCALE}|[多余几]?(?:{UNIT}|{COUNTED})))"
    rf"(?: ?(?P<scale>{_SCALE}))?(?P<more>[多余几])?(?: ?(?P<unit>{UNIT}|{COUNTED}))?"
    rf"(?P<tail>[~～—–-]{{1,2}}|至|到)?"
)
_COMPOUND: Final = re.compile(
    rf"(?P<value>{_ARABIC}|{_HAN})亿(?P<rest>\d{{1,4}}|[一二两三四五六七八九十百千]+)(?P<scale>万)"
    rf"(?P<more>[多余几])?(?: ?(?P<unit>{UNIT}|{COUNTED}))?(?P<tail>)?"
)
"""一亿两千万年."""
_AND: Final = re.compile(
    r"(?<=[\d零一二两三四五六七八九十])(?P<unit>[米块斤万千百])(?P<part>[一二三四五六七八九半]|(?<=[米块])\d)(?![\d\u4e00-\u9fff])"
)
_WHOLE: Final = re.compile(r"(?:\d+(?:\.\d+)?|[零一二两三四五六七八九十百千]+)$")
"""两米四, 3块5, 一万二: the unit between the whole and its tenths."""
_LONG: Final = 12
"""Signs of the whole at most."""
_MINUTES: Final = re.compile(r"(\d+)分(?:钟)?(?:(半)|(\d{1,2})秒)")
_HALF: Final = re.compile(r"半年|半个月|半小时|半个小时|半天")
_HALVES: Final = {
    "半年": (6, "个月"),
    "半个月": (15, "天"),
    "半小时": (30, "分钟"),
    "半个小时": (30, "分钟"),
    "半天": (0.5, "天"),
}
_TIMES: Final = frozenset(
    ["凌晨", "清晨", "早上", "早晨", "上午", "中午", "下午", "傍晚", "晚上", "半夜", "深夜", "夜里"]
)
_NAMES: Final = re.compile(r"(?:第|[\u4e00-\u9fff](?<![月在于到至从自和与、是年周前后约]))\Z")
_NUMBERED: Final = re.compile("[线楼院门店机馆厅桌]")
"""What stands beside a number that is no day: 第13号台风, 望舒三号, 5号线."""
_LIST: Final = re.compile(r"(?:^|(?<=\n))\s*\d{1,2}[.、)）](?!\d)")
_WEEKDAY: Final = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_ROUGH: Final = re.compile(
    r"(?:约|近|大约|大概|将近|接近|差不多|不到|不足|不超过|最多|以内|超过?|逾|过|突破|高达|仅|才)$"
)
_HOUR_LOOSE: Final = re.compile("多|左右|前后|许")
SHARE: Final = "%"
NAMED: Final = frozenset({"date", "clock", "weekday", "年", "月", "日", "季度", "年级"})
"""Kinds that are points, not amounts."""


class Quantity(NamedTuple):
    """A number as it stands in a text: its value in the unit's base, and where it stands."""

    value: float
    unit: str
    counted: str
    start: int
    end: int
    rough: str = ""
    """The words before and the sign after it that loosen it: 约, 超过, 多."""
    step: float = 0
    """One in the last place that is written out, in the unit's base: 1000 in 4.7万; 0 where it is not known."""


def quantities(text: str) -> tuple[Quantity, ...]:
    """Find the numbers of a plain text, in order; what numbers a list is none."""
    taken = bytearray(len(text))
    for match in _LIST.finditer(text):
        _take(taken, match)
    found = [one for finder in _FINDERS for one in finder(text, taken)]
    return tuple(sorted(found, key=lambda one: one.start))


def _take(taken: bytearray, match: re.Match[str]) -> bool:
    start, end = match.span()
    if any(taken[start:end]):
        return False
    taken[start:end] = b"\1" * (end - start)
    return True


def _dates(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _DATE.finditer(text):
        month, day = int(match[2]), int(match[3])
        if 1 <= month <= 12 and 1 <= day <= 31 and ("月" in match[0] or match[1]) and _take(taken, match):  # noqa: PLR2004 - the calendar
            if match[1]:
                yield Quantity(int(match[1]), "年", "", match.start(1), match.end(1))
            yield Quantity(month * 100 + day, "date", "", match.start(2), match.end())


def _clocks(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _CLOCK.finditer(text):
        hour = number(match[1])
        before = text[max(match.start() - 2, 0) : match.start()]
        loose = not (match[1].isascii() or match[2] or match[3] or before in _TIMES)
        if hour <= 24 and not loose and (match[3] or not re.search(r"[这有几看下]$", before)) and _take(taken, match):  # noqa: PLR2004 - hours of a day
            minute = 30 if match[2] else int(match[3] or match[4] or 0)
            after = _HOUR_LOOSE.match(text, match.end())
            yield Quantity(hour % 12 * 60 + minute, "clock", "", *match.span(), rough=after[0] if after else "")


def _shares(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _SHARE.finditer(text):
        if not _take(taken, match):
            continue
        if match["han"]:
            value = number(match["han"])
        elif match["below"]:
            value = 100 * number(match["above"]) / (number(match["below"]) or 1)
        elif match["of"]:
            value = 100 * number(match["part"]) / (number(match["of"]) or 1)
        elif match["tenth"]:
            value = 10 * number(match["tenth"]) + (5 if match["half"] else 0)
        else:
            value = 50
        yield Quantity(value, SHARE, "", *match.span(), rough=_rough(text, match.start(), ""))


def _halves(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _HALF.finditer(text):
        if _take(taken, match):
            yield Quantity(*_HALVES[match[0]], "", *match.span())


def _ands(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _AND.finditer(text):
        whole = _WHOLE.search(text[max(match.start() - _LONG, 0) : match.start()])
        start = match.start() - len(whole[0]) if whole else match.start()
        if whole and not any(taken[start : match.end()]):
            taken[start : match.end()] = b"\1" * (match.end() - start)
            part = 0.5 if match["part"] == "半" else number(match["part"]) / 10
            unit, factor = {"米": ("米", 1), "块": ("元", 1), "斤": ("克", 500)}.get(match["unit"], ("", 0))
            value = (number(whole[0]) + part) * (factor or scale_of(match["unit"]))
            yield Quantity(value, unit, "", start, match.end(), rough=_rough(text, start, ""))


def _minutes(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _MINUTES.finditer(text):
        if _take(taken, match):
            part = 0.5 if match[2] else int(match[3]) / 60
            yield Quantity(int(match[1]) + part, "分钟", "", *match.span(), rough=_rough(text, match.start(), ""))


def _weekdays(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _WEEKDAY.finditer(text):
        if _take(taken, match):
            yield Quantity("一二三四五六日".find(match[1].replace("天", "日")) + 1, "weekday", "", *match.span())


def _numbers(text: str, taken: bytearray) -> Iterator[Quantity]:
    open_ended: list[tuple[re.Match[str], float]] = []
    for match in _NUMBER.finditer(text):
        if not _take(taken, match):
            continue
        value = number(match["value"]) * scale_of(match["scale"])
        if open_ended and open_ended[-1][0].end() != match.start():
            yield from (_quantity(text, one, amount, one) for one, amount in open_ended)
            open_ended = []
        if match["tail"] and not match["unit"]:
            open_ended.append((match, value))
            continue
        for one, amount in open_ended:  # 9到11小时: the unit, and the scale, are the last one's
            yield _quantity(text, one, amount if one["scale"] else amount * scale_of(match["scale"]), match)
        open_ended = []
        yield _quantity(text, match, value, match)
    yield from (_quantity(text, one, amount, one) for one, amount in open_ended)


def _compounds(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _COMPOUND.finditer(text):
        if _take(taken, match):
            value = number(match["value"]) * scale_of("亿") + number(match["rest"]) * scale_of("万")
            yield _quantity(text, match, value, match)


def _quantity(text: str, match: re.Match[str], value: float, unit_of: re.Match[str]) -> Quantity:
    raw = unit_of["unit"] or ""
    if raw == "号" and (_NAMES.search(text, 0, match.start()) or _NUMBERED.match(text, match.end())):
        return Quantity(value, "", raw, *match.span())
    unit, factor = UNITS.get(raw, ("", 1))
    if unit == "年" and not 1000 <= value < 3000:  # noqa: PLR2004 - a length of time, not a year
        unit = "年数"
    end = match.start("tail") if match["tail"] else match.end()
    places = len(match["value"].partition(".")[2]) if match["value"].isascii() else 0
    scale = scale_of(match["scale"] or unit_of["scale"])
    return Quantity(
        value * factor,
        unit,
        raw if raw not in UNITS else "",
        match.start(),
        end,
        _rough(text, match.start(), match["more"] or ""),
        factor * scale / 10**places,
    )


_FINDERS: Final = (_dates, _clocks, _shares, _halves, _weekdays, _minutes, _ands, _compounds, _numbers)


def _rough(text: str, start: int, more: str) -> str:
    found = _ROUGH.search(text[max(start - 3, 0) : start])
    return (found[0] if found else "") + more
