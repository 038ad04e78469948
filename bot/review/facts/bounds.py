"""What stands right beside a number and bounds it: the year of a day, what it is reckoned by, the least or the most."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.quantity import NAMED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.review.facts.quantity import Quantity
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source
    from bot.review.facts.text import Clause

_YEAR: Final = re.compile(r"(?:(?P<word>今年|去年|明年|前年|后年)|(?P<year>\d{4})年)$")
_SHIFTS: Final = {"今年": 0, "去年": -1, "明年": 1, "前年": -2, "后年": 2}
_EACH: Final = re.compile(r"(?:每一?|(?<![第另某万十前后近这那])一)(个?月|年|天|日|周|星期|小时|晚|户|亩|公斤|斤)")
_BY: Final = re.compile(rf"(?:{_EACH.pattern}地?(?:里|内|中|之内)?)+[^\d,，。:：]{{0,4}}$")
_PER: Final = re.compile(
    r"(?:[/每]一?|一)(个?月|年|天|日|周|星期|小时|晚|户|亩|公斤|斤|吨|度|次|米|公里)(?![\u4e00-\u9fff]*?[次遍回])"
)
"""Right after a number: 160元一天."""
_SAME: Final = {"个月": "月", "日": "天", "星期": "周", "晚": "天"}
_OFTEN: Final = re.compile("每(?:年|个?月|周)")
_THAT: Final = re.compile("[去今前]年|[上本]个?月|[上本]周|当[天日年月]")
_EVERY: Final = re.compile("每|均|[年月周日][租薪供费产销]|逐年|常年")
_LEAST: Final = re.compile(r"(?:至少|不少于|不低于|不小于|起码)[^\d,，。]{0,3}#|#[^\d,，。]{0,3}(?:以上|起步)")
_MOST: Final = re.compile(
    r"(?:最多|不超过|至多|不多于|不高于|控制在)[^\d,，。]{0,3}#|#[^\d,，。]{0,3}(?:以内|以下|之内|内(?!的))"
)
_ONCE: Final = re.compile(r"(?:原定|原本|原计划|原来|原先)[^\d,，。]{0,6}$")
_BEFORE: Final = re.compile("原|本来|此前|以前|过去|之前|推迟|提前|改|从|由")
_BESIDE: Final = 12
"""Signs beside a number that may bound it."""


def misstated(reading: Reading, clause: Clause, one: Quantity, same: list[Quantity]) -> str:
    """Say how a number is bounded otherwise here than everywhere that the article has it; "" where it is not."""
    here, text, article = _before(reading.text.plain, one), reading.text.plain, reading.article
    by = _by(text, one)
    often = _OFTEN.search(text, clause.piece.start, one.start) if clause.piece.start < one.start else None
    if any(mate.start < 0 for mate in same) or not (one.unit in NAMED or by or often or _side(text, one)):
        return ""
    same = _likest(reading, clause, one, same)
    there = [_before(article.plain, mate) for mate in same]
    sentence = reading.text.sentences[clause.sentence].text
    found = {
        "原文里这一天是另一年的": one.unit == "date"
        and _other(_year(here, article), [_year(lead, article) for lead in there]),
        "原文里这个数不是按这个算的": by
        and all((other := _by(article.plain, mate)) and not other & by for mate in same),
        "原文里这个数不是每年、每月都如此": often and all(_once(article, mate) for mate in same),
        "原文里这个数的上下限正好相反": _side(text, one)
        and {_side(article.plain, mate) for mate in same} == {-_side(text, one)},
        "原文里这个数是原来的，后来改了": one.unit in NAMED
        and all(_ONCE.search(lead) for lead in there)
        and not _BEFORE.search(sentence),
    }
    return next((message for message, wrong in found.items() if wrong), "")


def _likest(reading: Reading, clause: Clause, one: Quantity, same: list[Quantity]) -> list[Quantity]:
    """Return the numbers of the very kind, those in the sentences nearest to the clause if there are any."""
    alike = [mate for mate in same if (mate.unit, mate.counted) == (one.unit, one.counted)] or same
    at = {reading.article.clauses[number].sentence for _, number in reading.near[clause.piece.start]}
    return [mate for mate in alike if reading.article.sentence_at(mate.start) in at] or alike


def _other(here: object, there: Sequence[object]) -> bool:
    """Whether something is said here, and everywhere in the article something else."""
    return here is not None and None not in there and here not in there


def _before(text: str, one: Quantity) -> str:
    return text[max(one.start - _BESIDE, 0) : one.start]


def _year(lead: str, article: Source) -> int | None:
    found = _YEAR.search(lead)
    if not found or not article.year:
        return None
    return int(found["year"]) if found["year"] else article.year + _SHIFTS[found["word"]]


def _by(text: str, one: Quantity) -> frozenset[str]:
    """Return what a number is reckoned by; of 一亩一年多花 both."""
    before, after = _BY.search(_before(text, one)), _PER.match(text, one.end)
    found = [*(_EACH.findall(before[0]) if before else ()), *([after[1]] if after else ())]
    return frozenset(_SAME.get(by, by) for by in found)


def _once(article: Source, mate: Quantity) -> bool:
    """Whether the article tells a number of one year, month or week."""
    text = article.sentences[article.sentence_at(mate.start)].text
    return bool(_THAT.search(text)) and not _EVERY.search(text)


def _side(text: str, one: Quantity) -> int:
    """Say whether a number is the least, 1, or the most, -1; 0 for neither."""
    around = f"{_before(text, one)}#{text[one.end : one.end + _BESIDE]}"
    return bool(_LEAST.search(around)) - bool(_MOST.search(around))
