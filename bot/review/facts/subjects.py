"""What a note tells something of: a predicate behind another head, a number of what is measured otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.agreement import agree
from bot.review.facts.quantity import NAMED
from bot.review.facts.vocabulary import GENERIC, STAND_INS, names_it

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.quantity import Quantity
    from bot.review.facts.reading import Reading
    from bot.review.facts.text import Clause, Text

_COPIED: Final = 7
"""Signs that are taken over."""
_MOST: Final = 0.6
"""Share of what follows the article's head that they are."""
_HEAD: Final = 6
"""Signs of a head that names one thing."""
_POINTS: Final = re.compile("[全该本这那此同其另某各每]|的")
"""In a head that means something named before, or tells what kind it is."""
_MEASURED: Final = re.compile(
    "(?:将|会|可能|预计|仍|也|已|最多|最高|仅|只|共)*(?:达到?|为|是|占|高达|超过|突破|[降升涨跌减增]至|[降升涨跌减增]到)约?"
)
"""Between a thing and its measure."""
_GOES_ON: Final = re.compile("[是为由占达共均都仍也比较]|主要|来自|预计|将|已")
"""Opens a clause whose subject stands in the clause before."""
_FURTHER: Final = 3
"""Sentences before it that may name what it tells of; the title and the first one may too."""
_WHOLE: Final = 0.7
"""Share of such a clause that is taken over."""
_AROUND: Final = 1
"""Sentences beside one in which what it tells of may be named."""


def check(reading: Reading) -> Iterator[Finding]:
    """Name the clauses that tell of one thing what the article tells of another."""
    for clause in reading.clauses:
        if not clause.sentence or reading.copied(clause):
            continue
        if head := _other_head(reading, clause):
            yield reading.finding(clause.piece, f"原文里这句说的是{head}")
        elif _new_head(reading, clause):
            yield reading.finding(clause.piece, "原文里这句说的是别的")
    for one in reading.text.quantities:
        if (thing := _measured(reading, one)) and not _near(reading, one, thing):
            yield reading.finding(
                reading.text.clauses[reading.text.clause_at(one.start)].piece, "这个数在原文里说的是别的"
            )


def _other_head(reading: Reading, clause: Clause) -> str:
    """Return the thing of which the article tells what a clause tells of another; "" for none."""
    taken = reading.taken_over(clause, least=_COPIED)
    if not taken:
        return ""
    other = reading.article.clauses[taken.number]
    lead, rest = other.piece.text[: taken.there], other.piece.text[taken.there :]
    theirs = _things(reading.article, other.sentence, other.piece.start, other.piece.start + taken.there)
    mine = _things(reading.text, clause.sentence, clause.piece.start, clause.piece.start + taken.here)
    alone = len(theirs) == 1 and len(lead) <= _HEAD and lead.find(theirs[0]) <= 1 and theirs[0] not in STAND_INS
    if not alone or not mine or any(map(_POINTS.search, (lead, *mine))) or taken.size < _MOST * len(rest):
        return ""
    told = "".join(one.text for one in reading.text.sentences[clause.sentence - _AROUND : clause.sentence + 1])
    return "" if names_it(told, theirs[0]) or any(sign in told for sign in theirs[0]) else theirs[0]


def _new_head(reading: Reading, clause: Clause) -> bool:
    """Whether a clause puts a subject before one of the article's that goes on with another: 参数量是上一代的两倍."""
    taken = reading.taken_over(clause, least=_COPIED)
    if not taken or taken.there:
        return False
    other = reading.article.clauses[taken.number]
    mine = _things(reading.text, clause.sentence, clause.piece.start, clause.piece.start + taken.here)
    goes_on = _GOES_ON.match(other.piece.text) and taken.size >= _WHOLE * len(other.piece.text)
    if not goes_on or not mine or any(_POINTS.search(one) or one in STAND_INS for one in mine):
        return False
    sentences = reading.article.sentences
    near = (*sentences[:2], *sentences[max(other.sentence - _FURTHER, 0) : other.sentence + 2])
    around = "".join(one.text for one in near)
    known = any(one in reading.article.plain for one in mine)
    return known and not any(one in around or names_it(around, one) for one in mine)


def _things(text: Text, sentence: int, start: int, end: int) -> list[str]:
    return [
        one.word
        for one in text.tokens_of.get(sentence, ())
        if start <= one.start < end and one.tag[0] in "nj" and len(one.word) > 1 and one.word not in GENERIC
    ]


def _measured(reading: Reading, one: Quantity) -> str:
    """Return what, at the head of a clause, a number is the measure of: 积雪可能达到14℃; "" for none."""
    at = reading.text.clause_at(one.start)
    if at < 0 or not one.unit or one.unit in NAMED or not reading.own(one.start):
        return ""
    clause = reading.text.clauses[at]
    things = _things(reading.text, clause.sentence, clause.piece.start, one.start)
    lead = reading.text.plain[clause.piece.start : one.start]
    before, thing, link = lead.rpartition(things[-1]) if things else ("", "", "")
    heads = clause.sentence and len(before) <= _HEAD and not _POINTS.search(before)
    return thing if heads and _MEASURED.fullmatch(link) else ""


def _near(reading: Reading, one: Quantity, thing: str) -> bool:
    """Whether the article has a number near a thing, or does not measure that thing at all."""
    article = reading.article
    places = [mate.start for mate in article.quantities if mate.unit == one.unit and agree(one, mate)]
    told = [article.sentence_at(at) for at in places]
    around = (n for at in told for n in range(max(at - _AROUND, 0), at + _AROUND + 1) if n < len(article.sentences))
    if not places or any(names_it(article.sentences[n].text, thing) for n in around):
        return True
    return not any(
        thing in article.plain[article.clauses[max(article.clause_at(other.start), 0)].piece.start : other.start]
        for other in article.quantities
    )
