"""What of a sentence goes with each of its numbers of a kind, and what opens the row that a number stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.review.facts.text import units

if TYPE_CHECKING:
    from bot.review.facts.quantity import Quantity
    from bot.review.facts.source import Source
    from bot.review.facts.text import Text

_SEPARATOR: Final = re.compile("[、,，;；]|和|与|以及|及|而")
"""Between what is told of one number and what is told of the next."""
_LABEL: Final = re.compile(r"[\W_]*([^:：\n]{1,16}?)\s*[:：](?!\d\d)")
"""Opens a row."""
_MODEL: Final = re.compile(r"\d+-(?=[a-z])")
"""松果3-Base is called Base too."""
_OF_NAMES: Final = 10
"""A bare whole number up to this belongs to a name."""


class Own(NamedTuple):
    """What stands before a number and goes with it, and what stands after."""

    lead: str
    tail: str


def alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are of one kind; the 3 of a name is of none."""
    named = not other.unit and not other.counted and other.value <= _OF_NAMES and other.value % 1 == 0
    return (one.unit, one.counted) == (other.unit, other.counted) and not named


def own(text: Text, one: Quantity) -> Own:
    """Return the words of a sentence that go with one of its numbers: those between it and the others of its kind."""
    number = text.clause_at(one.start)
    if number < 0:
        return Own("", "")
    kin = _kin(text, one)
    before = max((other.end for other in kin if other.end <= one.start), default=None)
    after = min((other.start for other in kin if other.start >= one.end), default=None)
    begin, last = text.clauses[number].piece.start, text.sentences[text.sentence_at(one.start)].end
    if before is not None:
        found = _SEPARATOR.search(text.plain, before, one.start)
        begin = found.end() if found else before
    found = _SEPARATOR.search(text.plain, one.end, after or last)
    end = found.start() if found else one.end if after else last
    return Own(text.plain[begin : one.start].strip(), text.plain[one.end : end].strip(" 。.!！?？\n"))


def around(article: Text, one: Quantity) -> str:
    """Return what goes with a number, as one text."""
    return "\n".join(own(article, one))


def words(article: Text, one: Quantity) -> frozenset[str]:
    """Return what goes with a number, as it is compared."""
    return telling(around(article, one))


def beside(text: Text, one: Quantity) -> frozenset[str]:
    """Return what heads the row of a number, and what stands beside it."""
    return telling("\n".join((label(text, one), *own(text, one))))


def label(text: Text, one: Quantity) -> str:
    """Return what opens the line of a number, up to a colon; "" for none."""
    begin = text.plain.rfind("\n", 0, one.start) + 1
    found = _LABEL.match(text.plain, begin, one.start)
    return found[1] if found else ""


def apart(article: Source, mate: Quantity, rival: Quantity) -> tuple[frozenset[str], frozenset[str]]:
    """Return what tells one number of the article from another, and the other from the one."""
    at, other = article.sentence_at(mate.start), article.sentence_at(rival.start)
    if at == other:
        here, there = own(article, mate), own(article, rival)
        if not (here.lead and there.lead):  # 参数量为20亿的A、80亿的B: what stands before the first is told of all
            here, there = here._replace(lead=""), there._replace(lead="")
        mine, theirs = telling("\n".join(here)), telling("\n".join(there))
    else:
        mine, theirs = (telling(article.sentences[number].text) for number in (at, other))
    return mine - theirs, theirs - mine


def after_kin(text: Text, one: Quantity) -> int:
    """Return where the last number of its kind before it in the sentence ends; the sentence's beginning for none."""
    begin = text.sentences[text.sentence_at(one.start)].start
    return max((other.end for other in _kin(text, one) if other.end <= one.start), default=begin)


def _kin(text: Text, one: Quantity) -> list[Quantity]:
    """Return the numbers of its kind in a number's sentence."""
    sentence = text.sentences[text.sentence_at(one.start)]
    return [other for other in text.quantities if alike(one, other) and sentence.start <= other.start < sentence.end]


def telling(text: str) -> frozenset[str]:
    """Return the pairs of signs and the Latin words of a plain text; numbers tell nothing here."""
    return frozenset(unit for unit in units(_MODEL.sub(" ", text)) if len(unit) > 1 and not unit[0].isdigit())
