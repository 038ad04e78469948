"""Numbers of a note: each is the article's, bound to what the article binds it to, moving the way it moves there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.plain import Piece
from bot.review.facts.quantities import NAMED, Quantity, agree, quantities
from bot.review.facts.source import Text, units
from bot.review.facts.vocabulary import OPPOSITES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Clause, Source

_SMALL: Final = 10
_HAN_ONLY: Final = re.compile(r"[零〇一二两三四五六七八九十百千万亿半几多点]+\D*$")
_DERIVED: Final = re.compile(r"(?:差|相差|多|少|高|低|快|慢|贵|便宜|提前|推迟|延长|缩短|降|涨|跌|增加?|减少?)了?约?$")
_ABOUT: Final = re.compile("[一二两三四五六七八九]{2}(?!十)")
"""一两次, 七八个."""
_VICTIMS: Final = frozenset(["人", "名", "例", "起", "人次"])
_END: Final = re.compile("起|截止|止")
_WHOSE: Final = re.compile("的([\u4e00-\u9fff]{2})")
_THING: Final = 2
"""Characters that name a thing counted."""
_HALF_DAY: Final = 720
_EXACT: Final = 1e-6
_TO: Final = re.compile(r"(?:到|至|为|达|成)$")
_BY: Final = re.compile(r"(?:[升降涨跌增减高低长少]了?|提升了?|增加了?|减少了?)$")
_UP, _DOWN = OPPOSITES[0]
_SHARED: Final = 0.35
_MARGIN: Final = 0.22
_ELSEWHERE: Final = 0.12
_NEAREST: Final = 0.5
_TIMES: Final = 1.8
_FROM: Final = re.compile("从|由|自")
_BUT: Final = re.compile("^[\\W]*(?:但|而|则|和|其中|另外)?")
_RANGE: Final = 2
"""Signs between the two ends of a range."""
_BEFORE: Final = 0.5
"""What the clause before tells of a number, beside its own."""


def check(reading: Reading) -> Iterator[Finding]:
    """Name the numbers that the article does not have, and those it has of something else."""
    known = known_quantities(reading.article)
    for one in reading.text.quantities:
        piece = Piece(reading.text.plain[one.start : one.end], one.start, one.end)
        if not reading.own(one.start) or idle(one, piece.text):
            continue
        same = [other for other in known if agree(one, other)]
        if same:
            yield from _bound(reading, one, same)
        elif _derived(reading, one, known) or (_structural(one) and not _rival(reading, one)):
            continue
        else:
            yield reading.finding(piece, f"原文没有“{reading.text.original(piece)}”这个数")


def known_quantities(article: Source) -> tuple[Quantity, ...]:
    """Return the article's numbers, and those that its date and its 去年, 昨天 imply."""
    implied: list[Quantity] = []
    if article.year:
        month, day = article.today
        years = {"今年": 0, "去年": -1, "明年": 1, "前年": -2, "后年": 2}
        implied += [
            Quantity(article.year + shift, "年", "", -1, -1) for word, shift in years.items() if word in article.plain
        ]
        implied += [Quantity(article.year, "年", "", -1, -1), Quantity(month * 100 + day, "date", "", -1, -1)]
        shifts = {"昨": -1, "明天": 1, "明日": 1, "前天": -2}
        implied += [
            Quantity(month * 100 + day + shift, "date", "", -1, -1)
            for word, shift in shifts.items()
            if word in article.plain
        ]
    implied += [one._replace(start=-1) for one in quantities(Text(article.about).plain)]
    return (*article.quantities, *implied)


def supported(one: Quantity, article: Source) -> bool:
    """Whether the article has a number."""
    return any(agree(one, other) for other in known_quantities(article))


def idle(one: Quantity, text: str) -> bool:
    """Whether a number is a word: 一起, 十分, 千万."""
    if (text[0] == "一" and one.unit != "%" and "十" not in text and one.unit not in NAMED) or _ABOUT.match(text):
        return True
    han = not text[0].isdigit()
    return (
        han and ((one.value == 1 and one.unit not in NAMED) or one.unit == "分" or not (one.unit or one.counted))
    ) or (one.value <= _SMALL and not one.unit and not one.counted and one.value == int(one.value))


def _structural(one: Quantity) -> bool:
    """Whether a number may only count what the note lists."""
    return (
        bool((one.counted and one.counted not in _VICTIMS) or one.unit == "代")
        and one.value <= _SMALL
        and one.value == int(one.value)
    )


def _rival(reading: Reading, one: Quantity) -> bool:
    """Whether the article counts the same thing otherwise: 五家公司 for 三家公司."""
    after = reading.text.plain[one.end : one.end + 2]
    return len(after.strip()) == _THING and any(
        other.counted == one.counted and reading.article.plain[other.end : other.end + 2] == after
        for other in reading.article.quantities
    )


def _derived(reading: Reading, one: Quantity, known: tuple[Quantity, ...]) -> bool:
    """Whether a number is the difference of two of the article's, and says so."""
    if not _DERIVED.search(reading.text.plain[max(one.start - 5, 0) : one.start]):
        return False
    units_of = {one.unit, "%" if one.unit == "百分点" else one.unit, ""}
    values = [other.value for other in known if other.unit in units_of]
    if one.unit == "分钟":
        values += [other.value + half for other in known if other.unit == "clock" for half in (0, _HALF_DAY)]
    return any(abs(abs(first - second) - one.value) < _EXACT for first in values for second in values)


def _bound(reading: Reading, one: Quantity, same: list[Quantity]) -> Iterator[Finding]:
    """Compare what a number is told of: here, where the article has it, where it has another of the kind."""
    if any(start <= one.start < end for start, end in reading.quoted()):
        return
    wanted = _context(reading.text, one)
    own = max(_likeness(wanted, reading.article, other) for other in same)
    others = [
        other
        for other in reading.article.quantities
        if other.unit == one.unit
        and other.counted == one.counted
        and not agree(one, other)
        and not any(_paired(reading.article, mate, other) for mate in same)
    ]
    best = max((_likeness(wanted, reading.article, other) for other in others), default=0.0)
    clause = next((one_of for one_of in reading.clauses if one_of.piece.start <= one.start < one_of.piece.end), None)
    if clause is None:
        return
    title = one.start < len(reading.text.raw.split("\n", 1)[0])
    exchanged = any(_exchanged(reading, one, mate, other) for mate in same for other in others)
    margin = 2 * _MARGIN if title or one.unit in NAMED else _MARGIN
    if (
        exchanged
        or _ends_otherwise(reading, one, same)
        or _of_others(reading, one, same)
        or (best - own > margin and (own < _SHARED or best > _TIMES * own))
        or (own < _ELSEWHERE and not title and one.unit not in NAMED and _other_sentence(reading, clause, same))
    ):
        yield reading.finding(clause.piece, "这个数在原文里说的是别的")
    elif own > _BEFORE / 2 and all(other.start >= 0 and _turned(reading, one, other) for other in same):
        yield reading.finding(clause.piece, "数字的变化方向或变化幅度与原文不同")


def _ends_otherwise(reading: Reading, one: Quantity, same: list[Quantity]) -> bool:
    """Whether something begins or ends on a day on which, in the article, it is another thing that does."""
    end = _END.match(reading.text.plain, one.end)
    if not end or one.unit not in NAMED:
        return False
    ends = {
        (agree(one, other), found[0])
        for other in reading.article.quantities
        if other.unit == one.unit and (found := _END.match(reading.article.plain, other.end))
    }
    return (False, end[0]) in ends and (True, end[0]) not in ends and any(mate.start >= 0 for mate in same)


def _of_others(reading: Reading, one: Quantity, same: list[Quantity]) -> bool:
    """Whether a share is told of people that the article speaks of elsewhere only: 34.6%的中学生."""
    whose = _WHOSE.match(reading.text.plain, one.end)
    people = one.unit == "%" or one.counted in _VICTIMS
    if not people or not whose or whose[1] not in reading.article.plain or any(mate.start < 0 for mate in same):
        return False
    places = [reading.article.sentence_at(mate.start) for mate in same]
    near = [one_of.text for at in places for one_of in reading.article.sentences[max(at - 2, 0) : at + 2]]
    return not any(whose[1] in text for text in near)


def _other_sentence(reading: Reading, clause: Clause, same: list[Quantity]) -> bool:
    """Whether what is told beside a number stands in another sentence than the number."""
    near = reading.near[clause.piece.start]
    if not near or near[0][0] < _NEAREST or any(mate.start < 0 for mate in same):
        return False
    at = reading.article.clauses[near[0][1]].sentence
    return all(abs(reading.article.sentence_at(mate.start) - at) > 1 for mate in same)


def _paired(article: Source, mate: Quantity, other: Quantity) -> bool:
    """Whether two numbers are the ends of one range or of one change: 9到11小时, 从8.6元下调至8.1元."""
    first, second = sorted((mate, other), key=lambda one: one.start)
    between = article.plain[max(first.end, 0) : max(second.start, 0)]
    return len(between) <= _RANGE or (
        len(between) <= 4 * _RANGE and bool(_FROM.search(article.plain[max(first.start - 3, 0) : first.start]))
    )


def _exchanged(reading: Reading, one: Quantity, mate: Quantity, other: Quantity) -> bool:
    """Whether a number stands behind the head that its neighbour in the article's sentence stands behind."""
    article = reading.article
    if min(mate.start, other.start) < 0 or article.sentence_at(mate.start) != article.sentence_at(other.start):
        return False
    if _FROM.search(_lead(article, other)) or _FROM.search(_lead(article, mate)):
        return False
    here, own, rival = (
        _BUT.sub("", lead)[:2] for lead in (_lead(reading.text, one), _lead(article, mate), _lead(article, other))
    )
    told = _lead(reading.text, one)
    return len(here) == len(own) == len(rival) == 2 and here == rival != own and own not in told  # noqa: PLR2004 - a word


def _context(text: Text, one: Quantity) -> dict[str, float]:
    """Weigh the words around a number: its own piece of the clause 1, the clause before less."""
    number = text.clause_at(one.start)
    if number < 0:
        return {}
    clause = text.clauses[number]
    rivals = text.numbers_of[number]
    at = rivals.index(one)
    start = rivals[at - 1].end if at else clause.piece.start
    end = rivals[at + 1].start if at + 1 < len(rivals) else clause.piece.end
    found = dict.fromkeys(units(text.plain[start : one.start]) | units(text.plain[one.end : end]), 1.0)
    before = text.clauses[number - 1] if number and text.clauses[number - 1].sentence == clause.sentence else None
    extra = (before.units if before else frozenset()) | units(text.plain[clause.piece.start : start])
    for unit in extra:
        found.setdefault(unit, _BEFORE)
    return found


def _likeness(wanted: dict[str, float], article: Source, other: Quantity) -> float:
    if other.start < 0 or other.start >= len(article.plain):
        return 0.5
    there = _cached_context(article, other)
    total = sum(weight * article.weight(unit) for unit, weight in wanted.items()) or 1
    return sum(weight * there[unit] * article.weight(unit) for unit, weight in wanted.items() if unit in there) / total


def _cached_context(article: Source, other: Quantity) -> dict[str, float]:
    found = article.contexts.get(other.start)
    if found is None:
        found = article.contexts[other.start] = _context(article, other)
    return found


def _turned(reading: Reading, one: Quantity, other: Quantity) -> bool:
    """Whether a number rises here and falls there, or is an amount here and a goal there."""
    here = _lead(reading.text, one)
    there = _lead(reading.article, other)
    moved = {bool(_UP.search(here)) - bool(_DOWN.search(here)), bool(_UP.search(there)) - bool(_DOWN.search(there))}
    if moved == {1, -1}:
        return True
    return one.unit in {"%", "元"} and bool(
        (_TO.search(here) and _BY.search(there) and not _TO.search(there))
        or (_BY.search(here) and not _TO.search(here) and re.search(r"[升降涨跌增减高低长少](?:到|至)$", there))
    )


def _lead(text: Text, one: Quantity) -> str:
    """Return the words of the clause before a number, back to the number before."""
    number = text.clause_at(one.start)
    begin = text.clauses[number].piece.start if number >= 0 else 0
    begin = max([begin, *(other.end for other in text.numbers_of[number] if other.end <= one.start)])
    return re.sub(r"(?:约|近|大约|超过?|逾)$", "", text.plain[begin : one.start].strip())
