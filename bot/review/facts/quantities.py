"""Numbers with their units, each with its value in one: 12.8万元, 百分之五, 三成, 两年; and days and hours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts import days
from bot.review.facts.measures import COUNTED, HAN, UNIT, UNITS, number, scale_of
from bot.review.facts.quantity import SHARE, Quantity, take

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARABIC: Final = r"(?<![a-z0-9.])(?<![a-z]-)(?:(?<![a-z] )\d+(?:,\d{3})+|\d+)(?:\.\d+)?(?![\ufe0f\u20e3])"
_SCALE: Final = r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百|[kwmb](?![a-z]))"
_SHARE: Final = re.compile(
    rf"百分之(?P<han>[零一二两三四五六七八九十百点]+|\d+(?:\.\d+)?)|(?P<below>{HAN}|\d+)分之(?P<above>{HAN}|\d+)"
    rf"|(?P<tenth>(?:[一二两三四五六七八九]|\d(?:\.\d)?))成(?P<half>半)?(?![为立本都功员长品分了绩交就果])"
    r"|(?P<fifty>(?:近|超|过|不到)?(?<![另前后下上])(?<![转做录看走写拍读听]到)(?:一半(?!天)|半数|减半))"
    r"|(?<![\d/])(?P<part>\d)/(?P<of>\d{1,2})(?![\d/])"
)
_NUMBER: Final = re.compile(
    rf"(?P<value>{_ARABIC}|(?:(?<![上数几成好])|(?![十百千])){HAN}(?={_SCALE}|[多余几]?(?:{UNIT}|{COUNTED})))"
    rf"(?: ?(?P<scale>{_SCALE}))?(?P<more>[多余几])?(?: ?(?P<unit>{UNIT}|{COUNTED}))?"
    rf"(?P<tail>[~～—–-]{{1,2}}|至|到|、(?=\d+(?:\.\d+)?(?:[、和]\d|(?:{UNIT}|{COUNTED}))))?"
)
_COMPOUND: Final = re.compile(
    rf"(?P<value>{_ARABIC}|{HAN})(?P<first>亿|万(?=[1-9一二两三四五六七八九]千))(?P<rest>\d{{1,4}}|[一二两三四五六七八九十百千]+)(?P<scale>万|千)"
    rf"(?P<more>[多余几])?(?: ?(?P<unit>{UNIT}|{COUNTED}))?(?P<tail>)?"
)
"""一亿两千万年."""
_AND: Final = re.compile(
    r"(?<=[\d零一二两三四五六七八九十])(?P<unit>[米块毛斤万千百])(?P<part>[一二三四五六七八九半]|(?<=[米块])\d)(?![\d.]|(?!一[公斤个只份张]|[以的高左多长宽深])[\u4e00-\u9fff])"
)
_WHOLE: Final = re.compile(r"(?:\d+(?:\.\d+)?|[零一二两三四五六七八九十百千]+)$")
"""两米四, 3块5, 一万二: the unit between the whole and its tenths."""
_LONG: Final = 12
"""Signs of the whole at most."""
_MINUTES: Final = re.compile(r"(\d+)分(?:钟)?(?:(半)|(\d{1,2})秒)")
_LASTS: Final = re.compile(
    rf"(?P<hours>\d{{1,3}}|{HAN})(?:个半小时|个?(?:小时|钟头)(?:(?P<minutes>\d{{1,2}}|{HAN})分钟?|(?P<half>半)))"
)
"""两小时二十分, 一个半小时."""
_HALF: Final = re.compile(r"半年|半个月|半小时|半个小时|半分钟|(?<![概多是小大])半天|半价")
_HALVES: Final = {
    "半年": (6, "个月"),
    "半个月": (15, "天"),
    "半小时": (30, "分钟"),
    "半个小时": (30, "分钟"),
    "半分钟": (0.5, "分钟"),
    "半天": (0.5, "天"),
    "半价": (5, "折"),
}
_NAMES: Final = re.compile(r"(?:第|[\u4e00-\u9fff](?<![月在于到至从自和与、是年周前后约]))\Z")
_NUMBERED: Final = re.compile(
    "[专快支]?[线路]|[楼院门店机馆厅桌口桥棚舱仓]|车(?:厢|间)|航站|登机|候车|展[厅馆区]|教学|宿舍|食堂|地块|台风"
)
"""What stands beside a number that is no day: 第13号台风, 望舒三号, 5号线."""
_LIST: Final = re.compile(r"(?:^|(?<=\n))\s*\d{1,2}[.、)）](?!\d)")
_ROUGH: Final = re.compile(
    r"(?:约|近|大约|大概|将近|接近|差不多|不到|不足|不超过|最多|以内|超过?|逾|过|突破|高达|仅|才)$"
)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Find the numbers of a plain text, in order; what numbers a list is none."""
    taken = bytearray(len(text))
    for match in _LIST.finditer(text):
        take(taken, match)
    found = [one for finder in _FINDERS for one in finder(text, taken)]
    return tuple(days.with_months(text, sorted(found, key=lambda one: one.start)))


def _shares(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _SHARE.finditer(text):
        if not take(taken, match):
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
        more = (
            "过半"
            if match["fifty"] and match["fifty"][0] in "超过"
            else "约"
            if value % 1 and match["below"]
            else "多"
            if text.startswith("多", match.end())
            else ""
        )
        step = 10.0 if match["tenth"] else 0.0
        yield Quantity(value, SHARE, "", *match.span(), rough=_rough(text, match.start(), more), step=step)


def _halves(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _HALF.finditer(text):
        if take(taken, match):
            yield Quantity(*_HALVES[match[0]], "", *match.span())


def _ands(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _AND.finditer(text):
        whole = _WHOLE.search(text[max(match.start() - _LONG, 0) : match.start()])
        start = match.start() - len(whole[0]) if whole else match.start()
        if whole and not any(taken[start : match.end()]):
            taken[start : match.end()] = b"\1" * (match.end() - start)
            part = 0.5 if match["part"] == "半" else number(match["part"]) / 10
            unit, factor = {"米": ("米", 1), "块": ("元", 1), "毛": ("元", 0.1), "斤": ("克", 500)}.get(
                match["unit"], ("", 0)
            )
            value = (number(whole[0]) + part) * (factor or scale_of(match["unit"]))
            yield Quantity(value, unit, "", start, match.end(), rough=_rough(text, start, ""))


def _minutes(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _MINUTES.finditer(text):
        if take(taken, match):
            part = 0.5 if match[2] else int(match[3]) / 60
            yield Quantity(int(match[1]) + part, "分钟", "", *match.span(), rough=_rough(text, match.start(), ""))


def _lasts(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _LASTS.finditer(text):
        if take(taken, match):
            minutes = number(match["minutes"]) if match["minutes"] else 30
            rough = _rough(text, match.start(), "")
            yield Quantity(60 * number(match["hours"]) + minutes, "分钟", "", *match.span(), rough=rough, step=1)


def _numbers(text: str, taken: bytearray) -> Iterator[Quantity]:
    open_ended: list[tuple[re.Match[str], float]] = []
    for match in _NUMBER.finditer(text):
        if not take(taken, match):
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
        if take(taken, match):
            value = number(match["value"]) * scale_of(match["first"]) + number(match["rest"]) * scale_of(match["scale"])
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


_FINDERS: Final = (*days.FINDERS, _shares, _lasts, _halves, _minutes, _ands, _compounds, _numbers)


def _rough(text: str, start: int, more: str) -> str:
    found = _ROUGH.search(text[max(start - 3, 0) : start])
    return (found[0] if found else "") + more
