"""What a note affirms: nothing turned round, denied or granted, no part made a whole."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.models import Severity
from bot.review.facts.agreement import agree
from bot.review.facts.alignment import supported
from bot.review.facts.denial import DENIES_ALL, ENDS_SCOPE, denied, granted, turned
from bot.review.facts.quantity import SHARE
from bot.review.facts.text import units
from bot.review.facts.vocabulary import NEGATOR, NOT_NEGATOR, OPPOSITES, SUPERLATIVES, group, masked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.text import Clause

_PART: Final = group("partial")
_WHOLE: Final = group("universal")
_NOT_SUPERLATIVE: Final = group("not_superlatives")
_EVERY: Final = re.compile("所有|全部|彻底|一律|百分|无一例外|统统")
_REACH: Final = 6
"""How many signs before a word a negation still turns it."""
_LOOSE: Final = 0.2
_OF_KIND: Final = re.compile("全是")
"""Says what kind things are of, not how many."""
_WIDE: Final = re.compile("全国|我国|国内|全球|世界|全省|亚洲|史上|业内|行业")
"""Within what something is the most."""
_MOST_OF: Final = re.compile("(?:所有|全部)[^,，。]{1,8}[里中]")
"""Among which something is the most."""
_SUM: Final = re.compile("(?:就是|目前|现在|这些?是)[^,，。]{0,14}(?:全部|所有)的?")
"""Adds up what is known."""
_ALL_OF: Final = re.compile("统一|全[国省市县区镇乡村校院厂额款数]")
"""All there are of something, within a place."""
_ENDED: Final = re.compile(
    "停一停|停一下|看不出|取消|停止|告别|不再|没有了|不好说|说不准|不一定|不清楚|不知道|未知|难说"
)
"""Said after what it denies: 零点放号，取消了."""
_OPEN: Final = re.compile(r"([\u4e00-\u9fff])[不没]\1|是否|能否|还早|没影")
"""Asks whether, or says not yet: 安不安全, 上市还早."""
_EXCLUDED: Final = re.compile("不在[^,，。]{0,6}(?:范围|之列|名单)|不属于|除外|不包括|不含")
"""Said after what it denies, as above."""
_SHARE: Final = re.compile("[0-9]%|一半|百分之|[一二三四五六七八九]成")
_ORDINAL: Final = re.compile("第一[家个座款条次段天批轮场]")
_LATER: Final = re.compile(r"第(?:\d+|[二三四五六七八九十]+)[家个座款条次段天批轮场]")
"""Counts on from the first, which then is no boast."""
_AMONG: Final = re.compile("[两三四五几][台个款家种位座条]?[^,，。]{0,3}[里中]$")
"""Before the most among those that are compared."""
_SCORE: Final = re.compile(r"(\d+)[比:：](\d+)")
_WHOLE_SHARE: Final = 100
_ROUND: Final = 5
"""Points that a share in tenths may be off."""
_NOT_ALL: Final = re.compile(
    "不能(?:全|都)|没有?(?:全部|完全|全都)|(?:并非|不是|未必|不都是?)[^,，。]{0,2}(?:所有|全部|都|人人|每)"
)

_Verdict = tuple[str, Severity] | None


def check(reading: Reading) -> Iterator[Finding]:
    """Name at most one turn of meaning a clause."""
    for clause in reading.clauses:
        if reading.copied(clause):
            continue
        ended = _ENDED.search(reading.text.plain, clause.piece.end, reading.sentence(clause).end) or _OPEN.search(
            clause.piece.text
        )
        for judge in (
            (_whole, _superlative)
            if ended or _remainder(reading, clause)
            else (_opposite, denied, granted, turned, _whole, _superlative)
        ):
            found = judge(reading, clause)
            if found:
                message, severity = found
                if judge not in {_whole, _superlative}:
                    severity = supported(reading, clause, severity)
                yield reading.finding(clause.piece, message, severity=severity)
                break


def _remainder(reading: Reading, clause: Clause) -> bool:
    """Whether a clause tells of those that are left over: 九成没睡够 where 12% did."""
    here = reading.text.numbers_of.get(reading.text.clause_at(clause.piece.start), ())
    shares = reading.article.of_unit.get(SHARE, ())
    return any(
        one.unit == SHARE
        and not any(agree(one, other) for other in shares)
        and any(abs(_WHOLE_SHARE - other.value - one.value) <= _ROUND for other in shares)
        for one in here
    )


@lru_cache(maxsize=4096)
def _sides(text: str) -> dict[int, int]:
    """Say for each pair of opposites which side a text takes, 0 for both."""
    if _NOT_ALL.search(text):
        return {}
    text = masked(text, NOT_NEGATOR)
    found: dict[int, int] = {}
    for number, pair in enumerate(OPPOSITES):
        for side, pattern in zip((1, -1), pair, strict=True):
            for match in pattern.finditer(text):
                before = text[: match.start()]
                turned = (
                    -side
                    if NEGATOR.search(ENDS_SCOPE.split(before)[-1][-_REACH:]) or DENIES_ALL.search(before)
                    else side
                )
                found[number] = turned if found.get(number, turned) == turned else 0
    return found


def _near(reading: Reading, clause: Clause, least: float, share: float = 0.5) -> list[str]:
    near = reading.near[clause.piece.start]
    best = near[0][0] if near else 0
    return [
        reading.article.clauses[number].piece.text
        for score, number in near
        if score >= least and score >= share * best and not reading.article_asks(number)
    ]


def _opposite(reading: Reading, clause: Clause) -> _Verdict:
    here = _sides(clause.piece.text)
    if not any(here.values()) or any(_EXCLUDED.search(text) for text in reading.windows(clause, least=_LOOSE)[:1]):
        return None
    near = _near(reading, clause, 0.18, 0.6)
    sides = [_sides(text) for text in near] if near else []
    denies = NEGATOR.search("".join([masked(clause.piece.text, NOT_NEGATOR), *near]))
    if denies and any(side and one.get(number) == side for number, side in here.items() for one in sides[:1]):
        return None  # what is said alike has the negation
    if _other_side(reading, clause):
        return None
    around = _sides(reading.source_sentence(reading.nearest(clause)[1]).text) if sides and not sides[0] else {}
    for number, side in here.items():
        if around.get(number) == side:
            continue  # the nearest clause is a piece of a sentence that says the same
        told = [one[number] for one in sides if number in one]
        if side and told and all(other == -side for other in told):
            return "与原文说法相反", Severity.REPAIR
    return None


def _other_side(reading: Reading, clause: Clause) -> bool:
    """Whether a score is told from the other side: 输了个1比3 where the other won by 3比1."""
    mine = _SCORE.search(clause.piece.text)
    whose = {unit for unit in units(clause.piece.text[: mine.start()]) if len(unit) > 1} if mine else set()
    for _, number in reading.near[clause.piece.start]:
        text = reading.source_sentence(number).text
        theirs = {one.groups()[::-1] for one in _SCORE.finditer(text)}
        if mine and mine.groups() in theirs and whose.isdisjoint(units(text)):
            return True
    return False


def _whole(reading: Reading, clause: Clause) -> _Verdict:
    whole = _WHOLE.search(clause.piece.text)
    if not whole or any(one.search(clause.piece.text) for one in (_SUM, _MOST_OF, _NOT_ALL)):
        return None
    windows = [masked(text, _NOT_ALL) for text in reading.windows(clause, least=_LOOSE)]
    if any(_WHOLE.search(text) or _ALL_OF.search(text) for text in windows):
        return None
    counted = any(one.counted and clause.piece.start <= one.start < clause.piece.end for one in reading.text.quantities)
    near = _near(reading, clause, _LOOSE, 0.2)
    one_kind = any(clause.piece.start <= one.start < clause.piece.end for one in reading.text.quantities)
    part = any(_PART.search(text) or _SHARE.search(text) for text in _near(reading, clause, _LOOSE, 0.8))
    unknown = _EVERY.search(whole[0]) and whole[0] not in reading.article.everything
    sure = any(_NOT_ALL.search(text) for text in near) or (
        (one_kind or not _OF_KIND.search(whole[0])) and (part or unknown)
    )
    sure = sure and not counted
    return "把部分说成了全部", Severity.REPAIR if sure else Severity.WARN


def _superlative(reading: Reading, clause: Clause) -> _Verdict:
    here = masked(clause.piece.text, _NOT_SUPERLATIVE)
    everything = masked(reading.article.plain, _NOT_SUPERLATIVE)
    for kind, pattern in enumerate(SUPERLATIVES):
        match = pattern.search(here)
        if not match or NEGATOR.search(masked(here[: match.start()], NOT_NEGATOR)[-3:]):
            continue
        if _ORDINAL.search(match[0]) and any(_LATER.search(one.plain) for one in (reading.article, reading.text)):
            continue
        there = [one[0] for one in pattern.finditer(everything)]
        near = " ".join(reading.windows(clause, least=_LOOSE, spread=1))
        if kind == 1 and SUPERLATIVES[-1].search(near):  # 创下纪录 is 最高
            continue
        if (not there and not (kind == 1 and "最" in near)) or (
            kind == 1 and match[0] not in there and not pattern.search(near) and "最" not in near
        ):
            among = _AMONG.search(here[: match.start()])
            return f"原文没有说“{match[0]}”", Severity.WARN if among else Severity.REPAIR
        wide = _WIDE.search(here)
        if wide and pattern.search(near) and not _WIDE.search(near):
            return "原文说的范围没有这么大", Severity.REPAIR
    return None
