"""Rows of a note and what heads them: Base：80亿参数 means the number that the article has beside Base."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.review.facts import beside
from bot.review.facts.quantity import NAMED

if TYPE_CHECKING:
    from bot.review.facts.quantity import Quantity
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source
    from bot.review.facts.text import Text

_BEFORE: Final = re.compile(r"^[\W_]*(?:其中|而|则|另外)?")
_AFTER: Final = re.compile(r"(?:每[年月天人小时次]{0,2}|[为是约达近要到]|大约|\s)+$")
"""Between a name and its number."""
_KIND: Final = re.compile("(?<=..)(?:收入|价格|售价|票价|价|票|费)$")
"""What of a thing is told: 学生票."""
_HEAD: Final = re.compile(r"\d{0,2}[^\W\d_]{2,10}")
"""A name that may open a row."""
_JOIN: Final = re.compile(r"^[\W为是起]+")
"""Between a day and what is told of it."""
_LETTER: Final = re.compile(r"[^\W_]")
_NO_HEAD: Final = re.compile("^(?:其中|另有|[全一]?共|当[年天月]|[今去明前]年|目前|现在|当时|后来)|[里上中内年月日天]$")
"""Opens a clause and names nothing."""
_NAME: Final = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9]+(?: [a-z][a-z0-9]+)*")
_LINKS: Final = re.compile("[为是约达近要到]$")
_LINK: Final = 5
"""Signs between the two in the article."""


def meant(reading: Reading, one: Quantity, mate: Quantity, rival: Quantity) -> bool:
    """Whether what heads a number's row, or stands beside it, has in the article its place beside this one only."""
    if min(mate.start, rival.start) < 0:
        return False
    mine, theirs = beside.apart(reading.article, mate, rival)
    here = beside.beside(reading.text, one)
    carried = reading.article.sentence_at(mate.start) == reading.article.sentence_at(rival.start) and (
        reading.article.clause_at(rival.start) < reading.article.clause_at(mate.start)
    )  # 标准版为8GB内存，存储最高256GB: what heads the first clause heads the second
    return bool(here & mine) and (carried or not here & theirs)


def of_another(reading: Reading, one: Quantity, same: list[Quantity], rivals: list[Quantity]) -> bool:
    """Whether what a row names has, in the article, another number of the kind beside it, and never this one."""
    placed = [rival for rival in rivals if rival.start >= 0]
    if not placed or any(mate.start < 0 for mate in same):
        return False
    return any(wrong(reading, one, same, placed) for wrong in (_behind_another, _of_another_name, _of_another_day))


def _behind_another(reading: Reading, one: Quantity, same: list[Quantity], rivals: list[Quantity]) -> bool:
    """Whether a name has another number right behind it: 平峰：7分钟."""
    head = _head(reading.text, one)
    if not head:
        return False
    told = beside.telling(reading.text.sentences[reading.text.sentence_at(one.start)].text)
    return any(
        _heads(head, beside.own(reading.article, rival).lead)
        and all(
            not _under(reading.article, head, rival, mate) and _likelier(reading.article, told, rival, mate)
            for mate in same
        )
        for rival in rivals
    )


def _of_another_name(reading: Reading, one: Quantity, same: list[Quantity], rivals: list[Quantity]) -> bool:
    """Whether a row names what, by its Latin name, the article gives another number of the kind: X5 Lite, not X5."""
    article = reading.article
    here = _named(reading.text, one, label=True)
    if not here:
        return False
    exact = here & _names_of(article)
    names = exact or here
    if any(not (there := _named(article, mate)) or _meet(names, there, exact=bool(exact)) for mate in same):
        return False
    rest = beside.beside(reading.text, one) - frozenset(" ".join(here).split())
    told = [article.total(rest & beside.words(article, mate)) if rest else 0 for mate in same]
    return any(
        _meet(names, _named(article, rival), exact=bool(exact))
        and bool(rest & beside.words(article, rival))
        and article.total(rest & beside.words(article, rival)) >= max(told)
        for rival in rivals
    )


@lru_cache(maxsize=8)
def _names_of(article: Source) -> frozenset[str]:
    return frozenset(_NAME.findall(article.plain))


def _meet(names: frozenset[str], there: frozenset[str], *, exact: bool) -> bool:
    """Whether one of some names is told there; a part of one, Lite for X5 Lite, where none of them is a whole."""
    if exact:
        return not names.isdisjoint(there)
    return not frozenset(" ".join(names).split()).isdisjoint(" ".join(there).split())


def _named(text: Text, one: Quantity, *, label: bool = False) -> frozenset[str]:
    """Return the Latin names that a number goes with: those since the last of its kind; of a row, else the label's."""
    own = beside.own(text, one)
    found = _NAME.findall("\n".join(own))
    if label:
        found = found or _NAME.findall(beside.label(text, one))
    else:
        found += _NAME.findall(text.plain, beside.after_kin(text, one), one.start)
    return frozenset(found)


def _of_another_day(reading: Reading, one: Quantity, same: list[Quantity], rivals: list[Quantity]) -> bool:
    """Whether a row tells of a day or an hour what the article tells right behind another: 15:30 入场."""
    own = beside.own(reading.text, one)
    thing = _JOIN.sub("", own.tail)
    if one.unit not in NAMED or _LETTER.search(own.lead) or not _HEAD.fullmatch(thing):
        return False
    article = reading.article
    behind = [_JOIN.sub("", beside.own(article, mate).tail) for mate in same]
    if not all(behind) or any(thing in beside.around(article, mate) for mate in same):
        return False
    return any(_JOIN.sub("", beside.own(article, rival).tail).startswith(thing) for rival in rivals)


def _likelier(article: Source, told: frozenset[str], rival: Quantity, mate: Quantity) -> bool:
    """Whether a sentence of the note tells what the article does around a number rather than around another."""
    mine, theirs = beside.apart(article, mate, rival)
    return article.total(told & theirs) > article.total(told & mine)


def _head(text: Text, one: Quantity) -> str:
    """Return what a number stands right behind in its row or clause: a label or the clause's words; "" for more."""
    lead = beside.own(text, one).lead
    label = beside.label(text, one)
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
    own, its = beside.own(article, mate), beside.own(article, rival)
    # 平峰为8分钟，周末为7分钟, told alike, but 标准版为8GB内存，存储最高256GB
    if not beside.alike(mate, rival):  # 16片场地，救生员12名
        return head in own.lead
    return head in own.lead or bool(own.tail or its.tail) or _LINKS.findall(own.lead) != _LINKS.findall(its.lead)
