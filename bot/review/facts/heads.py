"""Rows of a note and what heads them: Base：80亿参数 means the number that the article has beside Base."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.review.facts.quantity import NAMED
from bot.review.facts.text import units

if TYPE_CHECKING:
    from bot.review.facts.quantity import Quantity
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source
    from bot.review.facts.text import Text

_SEPARATOR: Final = re.compile("[、,，;；]|和|与|以及|及|而")
"""Between what is told of one number and what is told of the next."""
_LABEL: Final = re.compile(r"[\W_]*([^:：\n]{1,16}?)\s*[:：](?!\d\d)")
"""Opens a row."""
_MODEL: Final = re.compile(r"\d+-(?=[a-z])")
"""松果3-Base is called Base too."""
_BEFORE: Final = re.compile(r"^[\W_]*(?:其中|而|则|另外)?")
_AFTER: Final = re.compile(r"(?:每[年月天人小时次]{0,2}|[为是约达近要到]|大约|\s)+$")
"""Between a name and its number."""
_KIND: Final = re.compile("(?<=..)(?:收入|价格|售价|票价|价|票|费)$")
"""What of a thing is told: 学生票."""
_HEAD: Final = re.compile(r"\d{0,2}[^\W\d_]{2,10}")
"""A name that may open a row."""
_NO_HEAD: Final = re.compile("^(?:其中|另有|[全一]?共|当[年天月]|[今去明前]年|目前|现在|当时|后来)|[里上中内年月日天]$")
"""Opens a clause and names nothing."""
_NAME: Final = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9]+(?: [a-z][a-z0-9]+)*")
_LINKS: Final = re.compile("[为是约达近要到]$")
_LINK: Final = 5
"""Signs between the two in the article."""
_OF_NAMES: Final = 10
"""A bare whole number up to this belongs to a name."""


class _Own(NamedTuple):
    """What stands before a number and goes with it, and what stands after."""

    lead: str
    tail: str


def meant(reading: Reading, one: Quantity, mate: Quantity, rival: Quantity) -> bool:
    """Whether what heads a number's row, or stands beside it, has in the article its place beside this one only."""
    if min(mate.start, rival.start) < 0:
        return False
    mine, theirs = _apart(reading.article, mate, rival)
    here = _beside(reading.text, one)
    carried = reading.article.sentence_at(mate.start) == reading.article.sentence_at(rival.start) and (
        reading.article.clause_at(rival.start) < reading.article.clause_at(mate.start)
    )  # 标准版为8GB内存，存储最高256GB: what heads the first clause heads the second
    return bool(here & mine) and (carried or not here & theirs)


def of_another(reading: Reading, one: Quantity, same: list[Quantity], rivals: list[Quantity]) -> bool:
    """Whether what heads a number has in the article another number right behind it, and never this one."""
    head = _head(reading.text, one)
    if not head or any(mate.start < 0 for mate in same):
        return False
    told = _telling(reading.text.sentences[reading.text.sentence_at(one.start)].text)
    return any(
        rival.start >= 0
        and _heads(head, _own(reading.article, rival).lead)
        and all(
            not _under(reading.article, head, rival, mate) and _likelier(reading.article, told, rival, mate)
            for mate in same
        )
        for rival in rivals
    )


def of_another_name(reading: Reading, one: Quantity, same: list[Quantity], rivals: list[Quantity]) -> bool:
    """Whether a row names what, by its Latin name, the article gives another number of the kind: X5 Lite, not X5."""
    article = reading.article
    here = _named(reading.text, one, label=True)
    if not here or any(mate.start < 0 for mate in same):
        return False
    exact = here & _names_of(article)
    names = exact or here
    if any(not (there := _named(article, mate)) or _meet(names, there, exact=bool(exact)) for mate in same):
        return False
    beside = _beside(reading.text, one) - frozenset(" ".join(here).split())
    told = [article.total(beside & _words(article, mate)) if beside else 0 for mate in same]
    return any(
        rival.start >= 0
        and _meet(names, _named(article, rival), exact=bool(exact))
        and bool(beside & _words(article, rival))
        and article.total(beside & _words(article, rival)) >= max(told)
        for rival in rivals
    )


def _names_of(article: Source) -> frozenset[str]:
    return frozenset(_NAME.findall(article.plain))


def _meet(names: frozenset[str], there: frozenset[str], *, exact: bool) -> bool:
    """Whether one of some names is told there; a part of one, Lite for X5 Lite, where none of them is a whole."""
    if exact:
        return not names.isdisjoint(there)
    return not frozenset(" ".join(names).split()).isdisjoint(" ".join(there).split())


def _named(text: Text, one: Quantity, *, label: bool = False) -> frozenset[str]:
    """Return the Latin names that a number goes with: those since the last of its kind; of a row, else the label's."""
    own = _own(text, one)
    found = _NAME.findall("\n".join(own))
    if label:
        found = found or _NAME.findall(_label(text, one))
    else:
        found += _NAME.findall(text.plain, _after_kin(text, one), one.start)
    return frozenset(found)


def _words(article: Source, one: Quantity) -> frozenset[str]:
    return _telling("\n".join(_own(article, one)))


def _likelier(article: Source, told: frozenset[str], rival: Quantity, mate: Quantity) -> bool:
    """Whether a sentence of the note tells what the article does around a number rather than around another."""
    mine, theirs = _apart(article, mate, rival)
    return article.total(told & theirs) > article.total(told & mine)


def _head(text: Text, one: Quantity) -> str:
    """Return what a number stands right behind in its row or clause: a label, or the clause's own words; "" for more."""
    lead = _own(text, one).lead
    label = _label(text, one)
    if label and text.plain[text.plain.rfind("\n", 0, one.start) + 1 : one.start].rstrip().endswith((":", "：")):
        lead = label
    name = _core(lead)
    heads = _HEAD.fullmatch(name) and not _NO_HEAD.search(name) and (label or one.unit not in NAMED)
    return _KIND.sub("", name) if heads else ""


def _core(lead: str) -> str:
    """Return the words before a number without what joins them to it."""
    return _AFTER.sub("", _BEFORE.sub("", lead))


def _heads(head: str, lead: str) -> bool:
    """Whether a name stands right before a number of the article, or opens its clause with little between."""
    core = _core(lead)
    name = _KIND.sub("", core)
    opens = name.startswith(head) and len(name) - len(head) <= _LINK and _HEAD.fullmatch(name)
    return bool(opens) or core.endswith(head) or name.endswith(head)


def _under(article: Source, head: str, rival: Quantity, mate: Quantity) -> bool:
    """Whether a name may head a number of the article's, not only another of its kind."""
    at = article.sentence_at(mate.start)
    if at != article.sentence_at(rival.start):
        return head in article.plain[article.sentences[at].start : mate.start]
    own, its = _own(article, mate), _own(article, rival)
    # 平峰为8分钟，周末为7分钟, told alike, but 标准版为8GB内存，存储最高256GB
    return head in own.lead or bool(own.tail or its.tail) or _LINKS.findall(own.lead) != _LINKS.findall(its.lead)


def alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are of one kind; the 3 of a name is of none."""
    named = not other.unit and not other.counted and other.value <= _OF_NAMES and other.value % 1 == 0
    return (one.unit, one.counted) == (other.unit, other.counted) and not named


def _beside(text: Text, one: Quantity) -> frozenset[str]:
    """Return what heads the row of a number, and what stands beside it."""
    return _telling("\n".join((_label(text, one), *_own(text, one))))


def _label(text: Text, one: Quantity) -> str:
    """Return what opens the line of a number, up to a colon; "" for none."""
    begin = text.plain.rfind("\n", 0, one.start) + 1
    found = _LABEL.match(text.plain, begin, one.start)
    return found[1] if found else ""


def _apart(article: Source, mate: Quantity, rival: Quantity) -> tuple[frozenset[str], frozenset[str]]:
    """Return what tells one number of the article from another, and the other from the one."""
    at, other = article.sentence_at(mate.start), article.sentence_at(rival.start)
    if at == other:
        own, its = _own(article, mate), _own(article, rival)
        if not (own.lead and its.lead):  # 参数量为20亿的A、80亿的B: what stands before the first is told of all
            own, its = own._replace(lead=""), its._replace(lead="")
        mine, theirs = _telling("\n".join(own)), _telling("\n".join(its))
    else:
        mine, theirs = (_telling(article.sentences[number].text) for number in (at, other))
    return mine - theirs, theirs - mine


def _own(text: Text, one: Quantity) -> _Own:
    """Return the words of a sentence that go with one of its numbers: those between it and the others of its kind."""
    number = text.clause_at(one.start)
    if number < 0:
        return _Own("", "")
    kin = _kin(text, one)
    before = max((other.end for other in kin if other.end <= one.start), default=None)
    after = min((other.start for other in kin if other.start >= one.end), default=None)
    begin, last = text.clauses[number].piece.start, text.sentences[text.sentence_at(one.start)].end
    if before is not None:
        found = _SEPARATOR.search(text.plain, before, one.start)
        begin = found.end() if found else before
    found = _SEPARATOR.search(text.plain, one.end, after or last)
    end = found.start() if found else one.end if after else last
    return _Own(text.plain[begin : one.start].strip(), text.plain[one.end : end].strip(" 。.!！?？\n"))


def _kin(text: Text, one: Quantity) -> list[Quantity]:
    """Return the numbers of its kind in a number's sentence."""
    sentence = text.sentences[text.sentence_at(one.start)]
    return [other for other in text.quantities if alike(one, other) and sentence.start <= other.start < sentence.end]


def _after_kin(text: Text, one: Quantity) -> int:
    """Return where the last number of its kind before it in the sentence ends; the sentence's beginning for none."""
    begin = text.sentences[text.sentence_at(one.start)].start
    return max((other.end for other in _kin(text, one) if other.end <= one.start), default=begin)


def _telling(text: str) -> frozenset[str]:
    return frozenset(unit for unit in units(_MODEL.sub(" ", text)) if len(unit) > 1 and not unit[0].isdigit())
