"""Comparisons and deeds keep their direction: A above B, A buying B; none is brought along."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.review.facts.text import bare, units
from bot.review.facts.vocabulary import canonical, names_it

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source
    from bot.review.facts.text import Clause, Text

_ABOVE: Final = (
    r"超过|超越|高于|优于|领先于?|击败|打败|大于|好于|强于|快于|早于|反超|赶超|胜过|战胜|多于|碾压|压倒|甩开|盖过"
)
_BELOW: Final = r"低于|少于|落后于?|不及|不如|弱于|慢于|输给|逊于|小于|晚于|不敌|逊色于"
_VERB: Final = re.compile(rf"(?P<above>{_ABOVE})|(?P<below>{_BELOW})")
_THAN: Final = re.compile(
    r"比(?![较如例方赛分率重值对照特亚喻拟起价肩翼])(?P<other>[^，。！？\n]{1,16}?)的?[^，。！？\n]{0,4}?(?:要|还|更)?(?:略|稍|都)?(?P<sign>[高大多快强好贵长早优胜缓](?![时学区家级])|[低小少慢弱差便短晚逊陡](?![时学区组]))"
)
_TIMES: Final = re.compile(
    r"(?:是|为|相当于|达到?)[^，。！？\n\d]{0,4}?(?P<other>[^，。！？\n是为]{2,14}?)的(?:近|约|差不多)?[\d.两三四五六七八九十几]+多?倍"
)
_AGAINST: Final = re.compile(
    r"(?:比(?![较如例方赛分率重值对照特亚喻拟起价肩翼])|(?:超过|超越|领先|优于|好于|强于|胜过|高于|低于|不如|不及)了?)"
    r"(?P<other>[^,，。！!？?\d]{1,12}?)"
    r"(?=[的要还更都略稍好强高大多快贵长早低小少慢轻重差香]|便宜|丰富|方便|舒|划算|$)"
)
_AMOUNT: Final = re.compile(r"\d|[一二两三四五六七八九十百千万半]{1,3}[倍成元块个人分%天小年月周公克米]")
_SIZE: Final = re.compile("贵|便宜|[多少高低长短早晚快慢大小轻重近远增减涨跌]")
"""What is so compared may follow from what the article tells of both."""
_RANKS: Final = re.compile(
    "比|较|高于|低于|超过|超出|优于|不如|不及|领先|落后|仅次于|[最更差而]|不同|相同|一样|持平|第[一二三四五]|只有|才"
)
_VAGUE: Final = re.compile("[前后]者|[想不]|往年|[去前今]年|以[往前]|过去|平[时常]|之前|一般|别[的人]|[其它他]")
"""May be anything."""
_THINGS: Final = "nvajltbz"
"""How the parts of speech begin of what is compared with."""
_MORE: Final = "高大多快强好贵长早优胜"
_COMPARES: Final = re.compile(rf"{_ABOVE}|{_BELOW}|比|相较|较|相比|对比|不相上下|持平|媲美|堪比|差距")
_BORROWED: Final = re.compile(
    r"(?:堪比|媲美|比肩|不输(?:给)?|赶超|吊打|秒杀|碾压|完胜|对标|平替|叫板|直逼)[^，。！？\n]{1,12}|比[^，。！？\n]{1,10}更(?:有|具|值得|适合|香|强|好)[^，。！？\n]{0,4}"
)
_ACTS: Final = re.compile(
    "战胜|超过|收购|起诉|投资|供应|授权|批评|取代|替代|控股|委托|赞助|指控|举报|依赖|服务于|出售给|提供给|支持|反对|否认|拒绝"
)
_CHANGE: Final = re.compile(
    r"(?:从|由)(?P<was>[^,，。]{1,14}?)(?:[换改变转调升降涨增减缩提延扩](?:[短高低长大少加整])?)(?:成|到|为|至)了?(?P<is>[^,，。]{1,14})"
)
_LATIN: Final = re.compile("[a-z][a-z0-9.+-]*")
_CROSSED: Final = 0.4
_SAME: Final = 0.7
_VERY: Final = 0.9
_ALIKE: Final = 0.38
_ONLY: Final = re.compile("只|仅|唯")
"""只有 A 支持 B says what B 只支持 A does."""


class _Relation(NamedTuple):
    above: frozenset[str]
    below: frozenset[str]


def check(reading: Reading) -> Iterator[Finding]:
    """Name comparisons turned round or brought along, and deeds done the other way round."""
    known = tuple(_relations(reading.article))
    for at, clause in enumerate(reading.clauses):
        if reading.copied(clause):
            continue
        message = (
            _backwards(reading, clause)
            or _turned(reading, at, known)
            or _borrowed(reading, clause)
            or _unmade(reading, clause)
            or _exchanged(reading, clause)
        )
        if message:
            yield reading.finding(clause.piece, message)


def _relations(text: Text) -> Iterator[_Relation]:
    """Find what is above what; the first of two, left out, is the subject of the clauses before."""
    subject: frozenset[str] = frozenset()
    opening, sentence = subject, -1
    for clause in text.clauses:
        first = clause.sentence != sentence
        relation, begins = _relation(clause.piece.text, subject, frozenset() if first else opening)
        if first:
            opening, sentence = clause.units, clause.sentence
        if relation:
            yield relation
        subject = begins or subject


def _relation(text: str, subject: frozenset[str], opening: frozenset[str]) -> tuple[_Relation | None, frozenset[str]]:
    verb = _VERB.search(text)
    than = None if verb else _THAN.search(text)
    times = None if verb or than else _TIMES.search(text)
    if verb:
        first, second = units(text[: verb.start()]) or subject, units(text[verb.end() :])
        above = bool(verb["above"])
    elif than:
        first, second = units(text[: than.start()]) or subject, units(than["other"])
        above = than["sign"] in _MORE
    elif times:
        first, second = units(text[: times.start()]) | opening, units(times["other"])
        above = True
    else:
        return None, units(text)
    if not first or not second:
        return None, units(text)
    return (_Relation(first, second) if above else _Relation(second, first)), first


def _turned(reading: Reading, at: int, known: tuple[_Relation, ...]) -> str:
    clause = reading.clauses[at]
    before = reading.clauses[at - 1].units if at else frozenset()
    if _quoted(reading, clause, before):
        return ""
    relation, _ = _relation(clause.piece.text, before, before)
    if relation is None:
        return ""
    if _one_sided(reading, clause):
        return "比较的方向与原文相反"
    article = reading.article
    relation = _apart(relation)
    for other in map(_apart, known):
        straight = _shared(relation.above, other.above, article) + _shared(relation.below, other.below, article)
        turned = _shared(relation.above, other.below, article), _shared(relation.below, other.above, article)
        if min(turned) >= 0.25 and sum(turned) > straight + 0.3:  # noqa: PLR2004 - both ends fit better the other way round
            return "比较的方向与原文相反"
    return ""


def _quoted(reading: Reading, clause: Clause, before: frozenset[str]) -> bool:
    """Whether a clause stands in the article as it is, behind one that the clause before it here is like."""
    for score, number in reading.near[clause.piece.start]:
        known = reading.article.clauses[number - 1].units if number else frozenset()
        if score >= _VERY and bare(clause.piece.text) in bare(reading.article.clauses[number].piece.text):
            return _shared(before, known, reading.article) >= _ALIKE
    return False


def _apart(relation: _Relation) -> _Relation:
    """Leave out what both sides have."""
    return _Relation(relation.above - relation.below, relation.below - relation.above)


def _one_sided(reading: Reading, clause: Clause) -> bool:
    """Whether what follows 超过 or 低于 here always follows the other of them in the article."""
    here = _VERB.search(clause.piece.text)
    if not here:
        return False
    wanted = units(clause.piece.text[here.end() :])
    sides = set()
    for other in reading.article.clauses:
        there = _VERB.search(other.piece.text)
        if there and _shared(wanted, units(other.piece.text[there.end() :]), reading.article) >= _SAME:
            sides.add(bool(there["above"]))
    return sides == {not here["above"]}


def _shared(one: frozenset[str], other: frozenset[str], article: Source) -> float:
    """Return the share of the one that the other has."""
    return sum(map(article.weight, one & other)) / article.total(one)


def _backwards(reading: Reading, clause: Clause) -> str:
    """Find 从 A 换成 B where the article has 从 B 改成 A."""
    here = _CHANGE.search(clause.piece.text)
    if not here:
        return ""
    first, second = units(here["was"]), units(here["is"])
    for _, number in reading.near[clause.piece.start]:
        there = _CHANGE.search(reading.article.clauses[number].piece.text)
        if there and first and second and first <= units(there["is"]) and second <= units(there["was"]):
            return "原文里变化的前后正好相反"
    return ""


def _borrowed(reading: Reading, clause: Clause) -> str:
    """Find a comparison where the article makes none."""
    match = _BORROWED.search(clause.piece.text)
    if not match:
        return ""
    if any(_COMPARES.search(text) for text in reading.windows(clause, least=_ALIKE)):
        return ""
    return "原文没有作这样的比较"


def _unmade(reading: Reading, clause: Clause) -> str:
    """Find a comparison with something that the article compares with nothing."""
    match = _AGAINST.search(clause.piece.text)
    if (
        not match
        or not clause.sentence
        or _VAGUE.search(match["other"])
        or _AMOUNT.search(match.string, match.start("other"))
    ):
        return ""
    start, end = (clause.piece.start + place for place in match.span("other"))
    other = [
        token.word
        for token in reading.text.tokens_of.get(clause.sentence, ())
        if start <= token.start < end and len(token.word) > 1 and token.tag[0] in _THINGS
    ] + _LATIN.findall(match["other"])
    told = [one.text for one in reading.article.sentences if any(names_it(one.text, word) for word in other)]
    made = any(_RANKS.search(text) for text in told) or (told and _SIZE.search(match.string, match.end()))
    return "原文没有作这样的比较" if other and not made else ""


def _exchanged(reading: Reading, clause: Clause) -> str:
    """Find A 收购 B where the article has B 收购 A."""
    text = canonical(clause.piece.text)
    here = _ACTS.search(text)
    if not here:
        return ""
    doer, done = units(text[: here.start()]), units(text[here.end() :])
    for score, number in reading.near[clause.piece.start]:
        there = canonical(reading.article.clauses[number].piece.text)
        act = there.find(here[0])
        if act < 0 or score < _ALIKE or (_ONLY.search(text) and _ONLY.search(there)):
            continue
        first, second = units(there[:act]), units(there[act + len(here[0]) :])
        article = reading.article
        crossed = _shared(doer, second, article), _shared(done, first, article)
        straight = _shared(doer, first, article) + _shared(done, second, article)
        if min(crossed) >= _CROSSED and sum(crossed) > straight + _CROSSED:
            return "谁对谁做了什么，与原文相反"
    return ""
