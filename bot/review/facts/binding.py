"""Numbers bound to what they tell of: the same thing here as in the article, moving the same way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.agreement import agree
from bot.review.facts.beside import alike
from bot.review.facts.context import BEFORE, context_of, likeness
from bot.review.facts.heads import meant, of_another
from bot.review.facts.lists import listed
from bot.review.facts.quantity import NAMED, Quantity
from bot.review.facts.text import units
from bot.review.facts.vocabulary import OPPOSITES

if TYPE_CHECKING:
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source
    from bot.review.facts.text import Clause, Text

_VICTIMS: Final = frozenset(["人", "名", "例", "起", "人次"])
_END: Final = re.compile("起|截止|止")
_WHOSE: Final = re.compile("的([\u4e00-\u9fff]{2})")
_TO: Final = re.compile(r"(?:到|至|为|达|成)$")
_BY: Final = re.compile(r"(?:[升降涨跌增减高低长少]了?|提升了?|增加了?|减少了?)$")
_UP, _DOWN = OPPOSITES[0]
_SHARED: Final = 0.35
_MARGIN: Final = 0.3
_TIMES: Final = 1.8
_FROM: Final = re.compile("从|由|自")
_CHANGES: Final = re.compile(r"[^,，。;；\d]{0,6}(?:到|至|为|成|→|->)[约近了]{0,2}\s*")
"""Between what something was and what it is now."""
_THING: Final = re.compile("[是的]?([\u4e00-\u9fff]{3})")
"""Begins what is counted."""
_BUT: Final = re.compile("^[\\W]*(?:但|而|则|和|其中|另外)?")
_RANGE: Final = 2
"""Signs between the two ends of a range."""
_TELLING: Final = 3
"""Pairs of signs beside a number that say what it is told of."""
_NAME: Final = re.compile("[a-z][a-z0-9.+-]+")
"""A Latin name tells as much."""


def misbound(reading: Reading, clause: Clause, one: Quantity, same: list[Quantity]) -> str:
    """Say what is wrong with what a number is told of: compared with where the article has it, and others like it."""
    article = reading.article
    told = {_listed(reading, clause, mate) for mate in same} - {None}
    if told:
        return "" if True in told else "这个数在原文里说的是别的"
    if (
        (one.unit in NAMED and clause.sentence == 0)
        or _in_order(reading, clause, one, same)
        or any(_same_thing(reading, one, mate) for mate in same)
    ):
        return ""
    context = context_of(reading.text, one, told=True)
    wanted = {
        unit: weight * article.weight(unit)
        for unit, weight in context.items()
        if unit in article.weights  # a word of the note's own speaks for no number
    }
    others = _others(reading, one, same)
    swapped = (
        of_another(reading, one, same, others)
        or _ends_otherwise(reading, one, same)
        or any(_exchanged(reading, one, mate, other) for mate in same for other in others)
    )
    near = {unit: weight for unit, weight in wanted.items() if context[unit] == 1}
    if near and all(map(_NAME.fullmatch, near)) and any(near.keys() <= _sentence_units(article, mate) for mate in same):
        return "这个数在原文里说的是别的" if swapped else ""
    best, own = _rival(reading, wanted, near, same, others)
    title = one.start < len(reading.text.raw.split("\n", 1)[0])
    margin = 2 * _MARGIN if title or one.unit in NAMED else _MARGIN
    telling = sum(_TELLING if _NAME.fullmatch(unit) else len(unit) > 1 for unit in near) >= _TELLING
    if (
        swapped
        or _of_others(reading, one, same)
        or (telling and best - own > margin and (own < _SHARED or best > _TIMES * own))
    ):
        return "这个数在原文里说的是别的"
    if own > BEFORE / 2 and all(other.start >= 0 and _turned(reading, one, other) for other in same):
        return "数字的变化方向或变化幅度与原文不同"
    return ""


def _others(reading: Reading, one: Quantity, same: list[Quantity]) -> list[Quantity]:
    """Return the article's other numbers of the kind, but for those that are paired with one: the ends of a range."""
    article, here = reading.article, reading.text.numbers_of[reading.text.clause_at(one.start)]
    changed = [other for other in here if other is not one and _paired(reading.text, one, other)]
    return [
        other
        for other in article.of_unit.get(one.unit, ())
        if alike(one, other)
        and not agree(one, other)
        and not any(_paired(article, mate, other) for mate in same)
        and not any(agree(mate, other) for mate in changed)
        and not any(meant(reading, one, mate, other) for mate in same)
    ]


def _rival(
    reading: Reading, wanted: dict[str, float], near: dict[str, float], same: list[Quantity], others: list[Quantity]
) -> tuple[float, float]:
    """Return how well the likeliest other number is told of in the words around a number, and how well it itself is."""
    article = reading.article
    broad = max(likeness(wanted, article, mate, wide=True) for mate in same)
    strict = max(likeness(wanted, article, mate) for mate in same)
    beside = max(likeness(near, article, mate) for mate in same)
    places = {article.sentence_at(mate.start) for mate in same if mate.start >= 0}
    return max(
        (
            (
                likeness(_without(wanted, article, same, other), article, other),
                strict if article.sentence_at(other.start) in places else broad,
            )
            for other in others
            if likeness(near, article, other) > beside
        ),
        key=lambda pair: pair[0] - pair[1],
        default=(0.0, broad),
    )


def _listed(reading: Reading, clause: Clause, mate: Quantity) -> bool | None:
    """Whether a clause names what, in a list told one by one, a number belongs to; None where there is no list."""
    found = listed(reading.article).get(mate.start)
    return found.told(reading.text.plain[reading.sentence(clause).start : clause.piece.end]) if found else None


def _shared(article: Source, mate: Quantity, other: Quantity) -> frozenset[str]:
    """Return what a sentence says before two of its numbers, which it tells of both."""
    at = article.sentence_at(mate.start)
    if min(mate.start, other.start) < 0 or at != article.sentence_at(other.start):
        return frozenset()
    first = min(one.start for one in article.quantities if article.sentence_at(one.start) == at)
    return units(article.plain[article.sentences[at].start : first])


def _sentence_units(article: Source, mate: Quantity) -> frozenset[str]:
    return units(article.sentences[article.sentence_at(mate.start)].text) if mate.start >= 0 else frozenset()


def _in_order(reading: Reading, clause: Clause, one: Quantity, same: list[Quantity]) -> bool:
    """Whether a clause has two numbers of a kind that one sentence of the article has in the same order."""
    article = reading.article
    for other in reading.text.numbers_of.get(reading.text.clause_at(clause.piece.start), ()):
        if other is one or (other.unit, other.counted) != (one.unit, one.counted):
            continue
        for mate in same:
            for neighbour in article.of_unit.get(other.unit, ()):
                together = article.sentence_at(mate.start) == article.sentence_at(neighbour.start) or (
                    "分别" in clause.piece.text and min(mate.start, neighbour.start) >= 0
                )
                if together and agree(other, neighbour) and (one.start < other.start) == (mate.start < neighbour.start):
                    return True
    return False


def _without(wanted: dict[str, float], article: Source, same: list[Quantity], other: Quantity) -> dict[str, float]:
    """Leave out what a rival shares with the number that it stands in one sentence with."""
    shared = frozenset[str]().union(*(_shared(article, mate, other) for mate in same))
    return {unit: 0.0 if unit in shared else weight for unit, weight in wanted.items()} if shared else wanted


def _same_thing(reading: Reading, one: Quantity, mate: Quantity) -> bool:
    """Whether the same thing is counted in so many words: 2条夜班线 for 2条是夜班线."""
    here, there = (_THING.match(text.plain, at.end) for text, at in ((reading.text, one), (reading.article, mate)))
    return bool(mate.start >= 0 and one.counted and here and there and here[1] == there[1])


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


def _paired(text: Text, mate: Quantity, other: Quantity) -> bool:
    """Whether two numbers are the ends of one range or of one change: 9到11小时, 从8.6元下调至8.1元."""
    first, second = sorted((mate, other), key=lambda one: one.start)
    if second.start - first.end > 5 * _RANGE:
        return False
    between = text.plain[max(first.end, 0) : max(second.start, 0)]
    return (
        len(between) <= _RANGE
        or bool(_CHANGES.fullmatch(between))
        or (len(between) <= 4 * _RANGE and bool(_FROM.search(text.plain[max(first.start - 6, 0) : first.start])))
    )


def _exchanged(reading: Reading, one: Quantity, mate: Quantity, other: Quantity) -> bool:
    """Whether a number stands behind the head that its neighbour in the article's sentence stands behind."""
    article = reading.article
    if min(mate.start, other.start) < 0 or article.sentence_at(mate.start) != article.sentence_at(other.start):
        return False
    if _FROM.search(_lead(article, other)) or _FROM.search(_lead(article, mate)):
        return False
    led, mates = _led(reading.text, one), _led(article, mate)
    if led and mates and agree(led, mates):
        return False  # 1年期下行2个基点: a number opens its head
    if (lead := _BUT.sub("", _lead(reading.text, one))[:2]) and lead in article.plain[mate.end : mate.end + 5 * _RANGE]:
        return False  # 隧道11座 for 11座隧道
    told, there = _BUT.sub("", _lead(reading.text, one)), _BUT.sub("", _lead(article, other))
    if there.startswith(told) and len(there) > len(told) + 1:
        return False  # s9大米98%, 猫砂96%: what both are told of stands before the first
    here, own, rival = told[:2], _BUT.sub("", _lead(article, mate))[:2], there[:2]
    return len(here) == len(own) == len(rival) == 2 and here == rival != own and own not in told  # noqa: PLR2004 - a word


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


def _led(text: Text, one: Quantity) -> Quantity | None:
    """Return the number before a number in its clause; None for the first."""
    return next((n for n in reversed(text.numbers_of[text.clause_at(one.start)]) if n.end <= one.start), None)


def _lead(text: Text, one: Quantity) -> str:
    """Return the words of the clause before a number, back to the number before."""
    number = text.clause_at(one.start)
    begin = text.clauses[number].piece.start if number >= 0 else 0
    begin = max([begin, *(other.end for other in text.numbers_of[number] if other.end <= one.start)])
    return re.sub(r"(?:约|近|大约|超过?|逾)$", "", text.plain[begin : one.start].strip())
