"""Numbers with their units: 12.8万元, 百分之五, 三成, 9月15日, 8点40分, 两年, each with its value in one unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_SCALES: Final = {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 100, "十": 10, "k": 1e3, "w": 1e4, "m": 1e6, "b": 1e9}
_COUNTED: Final = (
    "人次|辆次|个|名|位|人|家|种|款|只|台|辆|起|例|次|所|座|处|条|件|项|张|块(?!钱)|板|碗|本|部"
    "|篇|场|轮|批|层|户|步|班|届|组|类|样|点|颗|瓶|杯|盒|份|间|双|对|支|门|口|头|棵|亩|集|期|站"
)
_UNITS: Final = {
    "%": ("%", 1), "％": ("%", 1), "个百分点": ("百分点", 1), "百分点": ("百分点", 1),
    "美元": ("美元", 1), "美金": ("美元", 1), "港元": ("港元", 1), "欧元": ("欧元", 1), "日元": ("日元", 1),
    "元": ("元", 1), "块钱": ("元", 1), "角": ("元", 0.1), "毛": ("元", 0.1), "毛钱": ("元", 0.1),
    "分钱": ("元", 0.01), "人民币": ("元", 1),
    "年": ("年", 1), "季度": ("季度", 1), "年级": ("年级", 1), "个月": ("个月", 1), "月": ("月", 1),
    "日": ("日", 1), "号": ("日", 1), "天": ("天", 1),
    "周": ("周", 1), "星期": ("周", 1), "学期": ("学期", 1), "学年": ("学年", 1),
    "个小时": ("分钟", 60), "小时": ("分钟", 60), "个钟": ("分钟", 60), "分钟": ("分钟", 1), "秒": ("秒", 1),
    "公里": ("米", 1000), "千米": ("米", 1000), "km": ("米", 1000), "米": ("米", 1),
    "厘米": ("米", 0.01), "cm": ("米", 0.01), "毫米": ("毫米", 1), "mm": ("毫米", 1),
    "公斤": ("克", 1000), "千克": ("克", 1000), "kg": ("克", 1000), "斤": ("克", 500), "克": ("克", 1),
    "平方公里": ("平方米", 1e6), "平方米": ("平方米", 1), "公顷": ("平方米", 1e4), "立方米": ("立方米", 1),
    "吨": ("吨", 1), "毫克": ("毫克", 1), "mg": ("毫克", 1),
    "摄氏度": ("度", 1), "℃": ("度", 1), "度": ("度", 1), "千瓦时": ("千瓦时", 1), "kwh": ("千瓦时", 1),
    "gb": ("gb", 1), "tb": ("tb", 1), "mb": ("mb", 1), "hz": ("hz", 1), "nm": ("nm", 1), "纳米": ("nm", 1),
    "倍": ("倍", 1), "岁": ("岁", 1), "分": ("分", 1), "代": ("代", 1), "世纪": ("世纪", 1), "token": ("", 1),
}  # fmt: skip
_UNIT: Final = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
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
    rf"|(?![\d{''.join(_DIGITS)}看建要原理提细问意内]))|[:：](\d{{2}})(?!\d))"
)
_SHARE: Final = re.compile(
    rf"百分之(?P<han>[零一二两三四五六七八九十百点]+|\d+(?:\.\d+)?)|(?P<below>{_HAN}|\d+)分之(?P<above>{_HAN}|\d+)"
    rf"|(?P<tenth>(?<![赞变构现养促组形完达])(?:[一二两三四五六七八九]|\d(?:\.\d)?))成(?P<half>半)?(?![为立本都功员长品分了绩交就果])"
    r"|(?P<fifty>(?:近|超|过|不到)?(?<![另前后下上])(?:一半(?!天)|半数))"
    r"|(?<![\d/])(?P<part>\d)/(?P<of>\d{1,2})(?![\d/])"
)
_NUMBER: Final = re.compile(
    rf"(?P<value>{_ARABIC}|{_HAN}(?={_SCALE}|[多余几]?(?:{_UNIT}|{_COUNTED})))"
    rf"(?: ?(?P<scale>{_SCALE}))?(?P<more>[多余几])?(?: ?(?P<unit>{_UNIT}|{_COUNTED}))?"
    rf"(?P<tail>[~～—–-]{{1,2}}|至|到)?"
)
_COMPOUND: Final = re.compile(
    rf"(?P<value>{_ARABIC}|{_HAN})亿(?P<rest>\d{{1,4}}|[一二两三四五六七八九十百千]+)(?P<scale>万)"
    rf"(?P<more>[多余几])?(?: ?(?P<unit>{_UNIT}|{_COUNTED}))?(?P<tail>)?"
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
_LIST: Final = re.compile(r"(?:^|(?<=\n))\s*\d{1,2}[.、)）]")
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
            value = (number(whole[0]) + part) * (factor or _scale(match["unit"]))
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
        value = number(match["value"]) * _scale(match["scale"])
        if open_ended and open_ended[-1][0].end() != match.start():
            yield from (_quantity(text, one, amount, one) for one, amount in open_ended)
            open_ended = []
        if match["tail"] and not match["unit"]:
            open_ended.append((match, value))
            continue
        for one, amount in open_ended:  # 9到11小时: the unit, and the scale, are the last one's
            yield _quantity(text, one, amount if one["scale"] else amount * _scale(match["scale"]), match)
        open_ended = []
        yield _quantity(text, match, value, match)
    yield from (_quantity(text, one, amount, one) for one, amount in open_ended)


def _compounds(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _COMPOUND.finditer(text):
        if _take(taken, match):
            value = number(match["value"]) * _scale("亿") + number(match["rest"]) * _scale("万")
            yield _quantity(text, match, value, match)


def _quantity(text: str, match: re.Match[str], value: float, unit_of: re.Match[str]) -> Quantity:
    raw = unit_of["unit"] or ""
    unit, factor = _UNITS.get(raw, ("", 1))
    if unit == "年" and not 1000 <= value < 3000:  # noqa: PLR2004 - a length of time, not a year
        unit = "年数"
    end = match.start("tail") if match["tail"] else match.end()
    places = len(match["value"].partition(".")[2]) if match["value"].isascii() else 0
    scale = _scale(match["scale"] or unit_of["scale"])
    return Quantity(
        value * factor,
        unit,
        raw if raw not in _UNITS else "",
        match.start(),
        end,
        _rough(text, match.start(), match["more"] or ""),
        factor * scale / 10**places,
    )


_FINDERS: Final = (_dates, _clocks, _shares, _halves, _weekdays, _minutes, _ands, _compounds, _numbers)


def _rough(text: str, start: int, more: str) -> str:
    found = _ROUGH.search(text[max(start - 3, 0) : start])
    return (found[0] if found else "") + more


def _scale(sign: str | None) -> float:
    factor = 1.0
    for one in sign or "":
        factor *= _SCALES[one]
    return factor


def number(text: str) -> float:
    """Read Arabic or Chinese digits."""
    if text[0].isdigit() and text.isascii():
        return float(text.replace(",", ""))
    whole, _, part = text.partition("点")
    total = current = 0
    for sign in whole:
        if sign in _PLACES:
            total += (current or 1) * _PLACES[sign]
            current = 0
        else:
            current = current * 10 + _DIGITS.get(sign, 0) if current and "十" not in whole else _DIGITS.get(sign, 0)
    return total + current + (float("0." + "".join(str(_DIGITS[sign]) for sign in part)) if part else 0)
