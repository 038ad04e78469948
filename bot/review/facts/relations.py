"""Who does what to whom: comparisons keep their direction, deeds their doer, people their office."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.review.facts.names import ROLES
from bot.review.facts.source import units
from bot.review.facts.vocabulary import SURNAMES, canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Clause, Source, Text

_ABOVE: Final = (
    r"超过|超越|高于|优于|领先于?|击败|打败|大于|好于|强于|快于|早于|反超|赶超|胜过|战胜|多于|碾压|压倒|甩开|盖过"
)
_BELOW: Final = r"低于|少于|落后于?|不及|不如|弱于|慢于|输给|逊于|小于|晚于|不敌|逊色于"
_VERB: Final = re.compile(rf"(?P<above>{_ABOVE})|(?P<below>{_BELOW})")
_THAN: Final = re.compile(
    r"比(?![较如例方赛分率重值对照特亚喻拟起价肩翼])(?P<other>[^，。！？\n]{1,16}?)的?[^，。！？\n]{0,4}?(?:要|还|更)?(?:略|稍|都)?(?P<sign>[高大多快强好贵长早优胜缓]|[低小少慢弱差便短晚逊陡])"
)
_MORE: Final = "高大多快强好贵长早优胜"
_COMPARES: Final = re.compile(rf"{_ABOVE}|{_BELOW}|比|相较|较|相比|对比|不相上下|持平|媲美|堪比|差距")
_BORROWED: Final = re.compile(
    r"(?:堪比|媲美|比肩|不输(?:给)?|赶超|吊打|秒杀|碾压|完胜|对标|平替|叫板|直逼)[^，。！？\n]{1,12}|比[^，。！？\n]{1,10}更(?:有|具|值得|适合|香|强|好)[^，。！？\n]{0,4}"
)
_ACTS: Final = re.compile(
    "战胜|超过|收购|起诉|投资|供应|授权|批评|取代|替代|控股|委托|赞助|指控|举报|依赖|服务于|出售给|提供给|支持|反对|否认|拒绝"
)
_NO_COMMENT: Final = re.compile(
    r"(?:^|[。，；\n])([\u4e00-\u9fffa-z]{2,10}?)(?:对此)?(?:均|目前|暂)?(?:未|没有|尚未|拒绝)[^，。\n]{0,4}(?:置评|回应|评论)"
)
_DECLARES: Final = re.compile("表示|承诺|称|说|宣布|透露|会重新")
_SAYS: Final = re.compile(
    r"(?:说|表示|认为|指出|介绍|透露|称|坦言|强调|解释|提醒|觉得|提到|建议|担心|承认|否认|讲|谈到|的(?:看法|说法|判断|观点|回答|建议|理由|态度))"
)
_PERSON_TAGS: Final = frozenset({"nr", "nrt", "nrfg"})
_BETWEEN: Final = 8
"""Signs between an office and who holds it."""
_CROSSED: Final = 0.4
_SAME: Final = 0.7
_ALIKE: Final = 0.38


class _Relation(NamedTuple):
    above: frozenset[str]
    below: frozenset[str]


def check(reading: Reading) -> Iterator[Finding]:
    """Name comparisons turned round or brought along, deeds of another doer, offices of another holder."""
    people = _people(reading.article)
    known = tuple(_relations(reading.article))
    for at, clause in enumerate(reading.clauses):
        message = (
            _turned(reading, at, known)
            or _borrowed(reading, clause)
            or _exchanged(reading, clause)
            or _misplaced(reading, clause, people)
            or _other_doer(reading, clause, people)
            or _other_agent(reading, clause)
            or _silent(reading, clause)
        )
        if message:
            yield reading.finding(clause.piece, message)


def _people(article: Source) -> dict[str, list[int]]:
    """Return the people of an article, and where each stands."""
    found: set[str] = set()
    for token in article.tokens:
        name = token.word
        if token.tag in _PERSON_TAGS and 2 <= len(name) <= 3 and name[0] in SURNAMES:  # noqa: PLR2004 - as long as names are
            found.add(name.rstrip("说称讲道也则还"))
    for match in re.finditer(
        rf"(?:{ROLES.pattern})([\u4e00-\u9fff]{{2,4}}?)(?={_SAYS.pattern}|在|对|$)", article.plain
    ):
        found.add(match[1])
    found.update(
        match[0]
        for match in re.finditer(rf"[{''.join(SURNAMES)}](?:女士|先生|阿姨|大爷|大妈|师傅|奶奶|爷爷)", article.plain)
    )
    return {name: [match.start() for match in re.finditer(re.escape(name), article.plain)] for name in found}


def _relations(text: Text) -> Iterator[_Relation]:
    """Find what is above what; the first of two, left out, is the subject of the clause before."""
    subject: frozenset[str] = frozenset()
    for clause in text.clauses:
        relation, begins = _relation(clause.piece.text, subject)
        if relation:
            yield relation
        subject = begins or subject


def _relation(text: str, subject: frozenset[str]) -> tuple[_Relation | None, frozenset[str]]:
    verb = _VERB.search(text)
    than = None if verb else _THAN.search(text)
    if verb:
        first, second = units(text[: verb.start()]) or subject, units(text[verb.end() :])
        above = bool(verb["above"])
    elif than:
        first, second = units(text[: than.start()]) or subject, units(than["other"])
        above = than["sign"] in _MORE
    else:
        return None, units(text)
    if not first or not second:
        return None, units(text)
    return (_Relation(first, second) if above else _Relation(second, first)), first


def _turned(reading: Reading, at: int, known: tuple[_Relation, ...]) -> str:
    clause = reading.clauses[at]
    before = reading.clauses[at - 1].units if at else frozenset()
    relation, _ = _relation(clause.piece.text, before)
    if relation is None:
        return ""
    if _one_sided(reading, clause):
        return "比较的方向与原文相反"
    article = reading.article
    for other in known:
        straight = _shared(relation.above, other.above, article) + _shared(relation.below, other.below, article)
        turned = _shared(relation.above, other.below, article), _shared(relation.below, other.above, article)
        if min(turned) >= 0.25 and sum(turned) > straight + 0.3:  # noqa: PLR2004 - both ends fit better the other way round
            return "比较的方向与原文相反"
    return ""


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


def _borrowed(reading: Reading, clause: Clause) -> str:
    """Find a comparison where the article makes none."""
    match = _BORROWED.search(clause.piece.text)
    if not match:
        return ""
    if any(_COMPARES.search(text) for text in reading.windows(clause, least=_ALIKE)):
        return ""
    return "原文没有作这样的比较"


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
        if act < 0 or score < _ALIKE:
            continue
        first, second = units(there[:act]), units(there[act + len(here[0]) :])
        article = reading.article
        crossed = _shared(doer, second, article), _shared(done, first, article)
        straight = _shared(doer, first, article) + _shared(done, second, article)
        if min(crossed) >= _CROSSED and sum(crossed) > straight + _CROSSED:
            return "谁对谁做了什么，与原文相反"
    return ""


def _misplaced(reading: Reading, clause: Clause, people: dict[str, list[int]]) -> str:
    """Find an office given to another of the article's people."""
    text = clause.piece.text
    for person, places in people.items():
        at = text.find(person)
        if at < 0:
            continue
        for role in ROLES.finditer(text):
            apart = at - role.end() if role.end() <= at else role.start() - at - len(person)
            if not 0 <= apart <= 1 or role[0] not in reading.article.plain:
                continue
            title = _title(text, role.start(), role.end())
            if any(_holds(reading.article, place, title) for place in places):
                continue
            if any(
                _holds(reading.article, place, title)
                for name, others in people.items()
                if name != person
                for place in others
            ):
                return f"原文里{person}不是{title}"
    return ""


def _title(text: str, start: int, end: int) -> str:
    """Return an office with its 副, 首席."""
    return text[start - 1 : end] if start and text[start - 1] == "副" else text[start:end]


def _holds(article: Source, place: int, title: str) -> bool:
    return title in article.plain[max(place - _BETWEEN, 0) : place + _BETWEEN]


def _other_doer(reading: Reading, clause: Clause, people: dict[str, list[int]]) -> str:
    """Find a person in a sentence that the article tells of another."""
    here = [name for name in people if name in clause.piece.text]
    if len(here) != 1:
        return ""
    person = here[0]
    following = _told(reading, clause, person)
    if not following:
        return ""
    near = reading.article.near(following)
    if not near or near[0][0] < _ALIKE:
        return ""
    for score, number in near:
        if score < 0.85 * near[0][0]:
            break
        at = reading.article.clauses[number].sentence
        sentences = reading.article.sentences[
            max(at - 1, 0) : at + 1 + reading.article.sentences[at].text.endswith(("”", "」"))
        ]
        if any(person in one.text for one in sentences):
            return ""
    at = reading.article.clauses[near[0][1]].sentence
    others = _speakers(reading.article, at, people)
    return f"原文里这句话说的不是{person}" if others and person not in others else ""


def _other_agent(reading: Reading, clause: Clause) -> str:
    """Find 由 A 组织 where the article has 由 B 组织."""
    at = clause.piece.text.find("由")
    agent = (
        clause.piece.text[at + 1 : at + 3] if at >= 0 and not clause.piece.text.startswith(("由于", "由此"), at) else ""
    )
    if not agent:
        return ""
    for score, number in reading.near[clause.piece.start]:
        there = reading.article.clauses[number].piece.text
        if score >= _ALIKE and "由" in there and agent not in there:
            return "原文里做这件事的是别人"
    return ""


def _silent(reading: Reading, clause: Clause) -> str:
    """Find words of one who, in the article, made no comment."""
    for match in _NO_COMMENT.finditer(reading.article.plain) if _DECLARES.search(clause.piece.text) else ():
        said = re.search(f"{re.escape(match[1])}[^，。]{{0,4}}(?:{_DECLARES.pattern})", clause.piece.text)
        if said and not re.search("没有|未|拒绝", said[0]):
            return f"原文里{match[1]}没有表态"
    return ""


def _told(reading: Reading, clause: Clause, person: str) -> frozenset[str]:
    """Return what is told of a person: the rest of the clause, and of the sentence where the clause says too little."""
    rest = clause.piece.text.replace(person, "　")
    found = units(_SAYS.sub("　", ROLES.sub("　", rest)))
    for other in reading.text.clauses:
        if other.sentence == clause.sentence and other.piece.start > clause.piece.start:
            found |= other.units
    return found if len(found) >= 4 else frozenset()  # noqa: PLR2004 - likewise


def _speakers(article: Source, sentence: int, people: dict[str, list[int]]) -> set[str]:
    """Return the people a sentence names; where it names none, those of the last sentence that does."""
    quoted = article.sentences[sentence].text.endswith(("”", "」"))
    for at in (
        *((sentence + 1,) if quoted and sentence + 1 < len(article.sentences) else ()),
        *range(sentence, max(sentence - 3, -1), -1),
    ):
        found = {name for name in people if name in article.sentences[at].text}
        if found:
            return found
    return set()
