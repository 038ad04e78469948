"""Numbers worked out from what stands near: sums, differences, shares, multiples, an hour and how long it takes."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations, pairwise, permutations
from typing import TYPE_CHECKING, Final

from bot.review.facts.agreement import agree, comparable
from bot.review.facts.measures import number
from bot.review.facts.quantity import NAMED, SHARE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.review.facts.quantity import Quantity
    from bot.review.facts.reading import Reading

_EXACT: Final = 1e-6
_LOOSE: Final = 0.06
"""How far off a number with 约, 左右, 差不多 beside it may be."""
_POINTS: Final = 3
"""… a share in tenths, in points."""
_TIMES: Final = 0.12
"""… a multiple."""
_TENTH: Final = 10
_HALF_DAY: Final = 720
_WHOLE: Final = 100
_AROUND: Final = re.compile(r"约|左右|差不多|将近|近|快|大概|上下|(?<=[\d十百千万亿])多|不到|几乎")
_BESIDE: Final = 8
_NEAR: Final = 0.2
"""How near the article's clause must be."""
_BOTH: Final = re.compile("夫妻|两[个位]?人|俩|两[张份次趟]|双份|翻倍|翻了一倍|来回|往返")
_SEVERAL: Final = re.compile("([2-9两三四五六七八九])[张份次杯个天趟件]")
_TOGETHER: Final = re.compile("加起来|加一起|加在一起|一共|下来|合计|总共|总计|共[有计]?|凑|就有|都算上")
_APART: Final = re.compile(
    "从|年前|差|多|少|省|高|低|便宜|贵|[涨降快慢早晚近远重轻大小长短厚薄]|上调|下调|去年|之前|原来|从前|以前|提高|不用|缺|前一年|上一年|上年|[前上]一?[代届期轮]|老款"
)
_FORMER: Final = re.compile("年前|去年|上年|前一年|上一年|原来|以前")
_MONTHLY: Final = re.compile("每个?月|一个月|月均")
_HALVED: Final = re.compile("半价|减半|一半|对半")
_OF: Final = re.compile(r"%|[一二两三四五六七八九]成|分之|上浮|下浮|折|半|→|->")
_REST: Final = re.compile("没|不|用掉|花掉|剩|其余|其他|另|还有|未|男|女")
_PEOPLE: Final = frozenset({"人", "名", "位", "个"})
_FEW: Final = 6
"""Numbers of a kind that a whole article may have, to be tried together."""
_CHANCE: Final = 20
"""A smaller whole number may be the difference of two by chance: its own clause must say that it is one."""
_ROW: Final = 3
"""Numbers that make a row."""
_NEXT: Final = re.compile("[、,，和及与或]+")
"""Between two of them."""
_MOST: Final = 12
"""Numbers that are tried together, at most."""


def reckoned(reading: Reading, one: Quantity, known: tuple[Quantity, ...]) -> bool:
    """Whether a number follows from others that the note tells beside it, or that one sentence of the article tells."""
    there = reading.text.plain[max(one.start - _BESIDE, 0) : one.end + 2]
    off = _LOOSE if one.rough or _AROUND.search(there) else _EXACT
    groups = _groups(reading, one, known, wide=off == _EXACT)
    if one.unit == "clock":
        return any(
            abs(value % _HALF_DAY - one.value) <= off * one.value
            for group in groups
            for value in _hours(groups[0] + group)
        )
    if one.unit in NAMED or _listed(reading, one):
        return False
    start, end = _paragraph(reading, one)
    told = reading.text.plain[start:end]
    if one.value < _CHANCE and one.value % 1 == 0:
        told = reading.text.clauses[reading.text.clause_at(one.start)].piece.text
    return any(_is(one, value, off) for group in groups for value in _values(one, group, told))


def _listed(reading: Reading, one: Quantity) -> bool:
    """Whether a number stands in a row of its kind, where each is told and none worked out: 600元、400元和300元."""
    alike = [other for other in reading.text.quantities if other.unit == one.unit and other.start <= one.start]
    row = alike[-_ROW:]
    gaps = [reading.text.plain[first.end : second.start] for first, second in pairwise(row)]
    summed = one.value == sum(other.value for other in row[:-1])
    return len(row) == _ROW and all(_NEXT.fullmatch(gap) for gap in gaps) and not summed


def _groups(reading: Reading, one: Quantity, known: tuple[Quantity, ...], *, wide: bool) -> list[list[Quantity]]:
    """Return the numbers of the note's paragraph that the article has, and those of its sentences near the number.

    Near the whole paragraph if `wide`: what is worked out to the last sign is hardly so by chance.
    """
    text, article = reading.text, reading.article
    start, end = _paragraph(reading, one)
    beside = [
        other
        for other in text.quantities
        if start <= other.start < end and other is not one and any(agree(other, mate) for mate in known)
    ]
    number = text.sentence_at(one.start)
    near = {
        article.clauses[at].sentence
        for clause in text.clauses
        if clause.sentence == number or (wide and start <= clause.piece.start < end)
        for score, at in article.near(frozenset(unit for unit in clause.units if not unit[0].isdigit()))
        if score >= (_NEAR / 2 if one.unit == "倍" else _NEAR)
    }
    kind = "分钟" if one.unit == "clock" else one.unit
    if kind != one.unit or _TOGETHER.search(text.sentences[number].text):
        near |= {article.sentence_at(other.start) for other in article.of_unit.get(kind, ())}
    if wide:  # a number beside it leads to the sentence
        near |= {
            article.sentence_at(mate.start) for other in beside for mate in article.quantities if agree(other, mate)
        }
        alike = [other for other in article.of_unit.get(one.unit, ()) if other.counted == one.counted]
        if one.unit and len(alike) <= _FEW:
            beside = beside + alike
    by_sentence: dict[int, list[Quantity]] = defaultdict(list)
    for other in article.quantities:
        by_sentence[article.sentence_at(other.start)].append(other)
    return [beside[:_MOST], *(by_sentence[at][:_MOST] for at in sorted(near) if at in by_sentence)]


def _paragraph(reading: Reading, one: Quantity) -> tuple[int, int]:
    """Return where the paragraph of a number begins, with the line before it, and where it ends."""
    plain = reading.text.plain
    start = plain.rfind("\n", 0, one.start)
    end = plain.find("\n", one.end)
    return plain.rfind("\n", 0, len(plain[: max(start, 0)].rstrip())) + 1, end if end >= 0 else len(plain)


def _values(one: Quantity, group: list[Quantity], told: str) -> Iterator[float]:
    """Work out from some numbers what a paragraph says that it works out, of the kind that a number is of."""
    shares = sorted({other.value for other in group if other.unit in {SHARE, "百分点"}})
    if one.unit in {SHARE, "百分点"}:
        yield from (_WHOLE - share for share in shares if _REST.search(told))
        yield from (abs(first - second) for first, second in combinations(shares, 2) if _APART.search(told))
        yield from (_WHOLE * first / second for first, second in _pairs(group) if first < second and _OF.search(told))
        yield from (_WHOLE - first - second for first, second in combinations(shares, 2) if _REST.search(told))
        yield from (_WHOLE * abs(first / second - 1) for first, second in _pairs(group) if _APART.search(told))
    elif one.unit == "倍":
        yield from (first / second for first, second in _pairs(group) if first > second)
    else:
        if _TOGETHER.search(told):  # 23趟, 每趟86斤
            times = {other.value for other in group if other.counted}
            yield from (other.value * time for other in group if other.unit == one.unit for time in times)
        yield from _amounts(sorted({other.value for other in group if _alike(one, other)}), shares, told)


def _amounts(values: list[float], shares: list[float], told: str) -> Iterator[float]:
    if _TOGETHER.search(told):
        yield from (sum(chosen) for size in (2, 3) for chosen in combinations(values, size))
        yield from (first * second for first, second in combinations(values, 2))
    if _APART.search(told) or _REST.search(told):
        yield from (abs(first - second) for first, second in combinations(values, 2))
    if _FORMER.search(told):
        yield from (first + second for first, second in combinations(values, 2))
    if _MONTHLY.search(told):
        yield from (value * times for value in values for times in (12, 1 / 12))
    if _APART.search(told):  # 三张单日票 and 三日通票
        several = {number(found) for found in _SEVERAL.findall(told)}
        yield from (abs(times * first - second) for times in several for first, second in permutations(values, 2))
    if _BOTH.search(told):
        yield from (2 * value for value in values)
        yield from (abs(2 * first - second) for first, second in permutations(values, 2))
    if _HALVED.search(told):
        yield from (value / 2 for value in values)
    if _OF.search(told):
        yield from (value * part / _WHOLE for value in values for share in shares for part in (share, _WHOLE + share))


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers count the same kind; people are counted in several words."""
    return comparable(one, other) or {one.counted, other.counted} <= _PEOPLE


def _pairs(group: list[Quantity]) -> Iterator[tuple[float, float]]:
    """Tell the pairs of values of one kind."""
    amounts = {
        (other.unit, other.counted, other.value)
        for other in group
        if other.unit not in NAMED and other.unit != SHARE and other.value
    }
    yield from ((one[2], other[2]) for one, other in permutations(sorted(amounts), 2) if one[:2] == other[:2])


def _hours(group: list[Quantity]) -> Iterator[float]:
    """Tell the hours that lie as long after one of some hours as something takes, in minutes."""
    lengths = [other.value for other in group if other.unit == "分钟"]
    lengths += [first + second for first, second in combinations(lengths, 2)]
    yield from (other.value + length for other in group if other.unit == "clock" for length in lengths)


def _is(one: Quantity, value: float, off: float) -> bool:
    """Whether a number is what was worked out, as far as it is written out."""
    if one.unit == SHARE and one.value % _TENTH == 0:
        return abs(one.value - value) <= _POINTS
    if one.unit == "倍":
        return abs(one.value - value) <= _TIMES * value or one.value == int(value)
    return abs(one.value - value) <= max(off * value, _EXACT)
