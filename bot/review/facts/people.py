"""Who says and does it: people and bodies keep their words, their deeds and their office."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.names import ROLES
from bot.review.facts.persons import SAYS, bodies_of, organisations_of, people_of
from bot.review.facts.text import units
from bot.review.facts.vocabulary import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source
    from bot.review.facts.text import Clause

_NO_COMMENT: Final = re.compile(
    r"(?:^|[。，；\n])([\u4e00-\u9fffa-z]{2,10}?)(?:对此)?(?:均|目前|暂)?(?:未|没有|尚未|拒绝)[^，。\n]{0,4}(?:置评|回应|评论)"
)
_DECLARES: Final = re.compile("表示|承诺|称|说|宣布|透露|会重新")
_BODY: Final = re.compile(
    r"(?:政府|局|公司|部门|部|委|院|会|中心|集团|平台|大学|学校|协会|法院|支队|银行|医院)[^，。]{0,3}(?:表示|宣布|称|通报|提醒|公布|说|回应|决定|要求)"
)
"""A body speaks: nobody named before it does."""
_BETWEEN: Final = 14
"""Signs between an office and who holds it."""
_INTRODUCED: Final = re.compile("(?:(?![诉告对与和跟被向为]|批评|质疑)[\u4e00-\u9fff])*")
"""Stands between a body and one of its people: 科技产品总监."""
_DOER: Final = re.compile("[\u4e00-\u9fffa-z]")
"""Begins who does it: 由65%提高到75% names nobody."""
_CALLED: Final = {"医生": re.compile("医|主任|大夫"), "老师": re.compile("教|校长|讲师")}
_IDLE: Final = re.compile("^[\\W_]*(?:这|那)[就也]?是|志愿者|种植户|养殖户|创办人|主理人|站长|维护者")
"""Connects only, or says who somebody is."""
_PRONOUN: Final = re.compile("[他她](?!们)")
"""Somebody who may be named after: 有人劝她. 林晓禾说."""
_OPENING: Final = 10
_VERB: Final = 4
_FEW: Final = 4
_BACK: Final = 3
"""Sentences back to who 她 is."""
_SEVERAL: Final = 2
"""People of one sentence; where there are more, it is a list."""
_ENOUGH: Final = 8
"""Units that are found alone."""
_ALIKE: Final = 0.38
_SURELY: Final = 0.5
_SOURCE: Final = re.compile("来自|据|摘自|来源|转自")


def check(reading: Reading) -> Iterator[Finding]:
    """Name words and deeds of another, and offices of another holder."""
    people, bodies = people_of(reading.article), bodies_of(reading.article)
    organisations = organisations_of(reading.article)
    for clause in reading.clauses:
        message = (
            _misplaced(reading, clause, people)
            or _other_doer(reading, clause, people)
            or _other_doer(reading, clause, bodies)
            or (not _cited(clause, people) and _other_doer(reading, clause, organisations, least=_SURELY))
            or _other_agent(reading, clause)
            or _silent(reading, clause)
        )
        if message:
            yield reading.finding(clause.piece, message)


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
            if any(_holds(reading.article, place, title) or _called(reading.article, place, title) for place in places):
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


def _called(article: Source, place: int, title: str) -> bool:
    """Whether an office is what one calls somebody with another: 医生 for 主任医师."""
    known = _CALLED.get(title)
    return known is not None and bool(known.search(article.plain, max(place - _BETWEEN, 0), place + _BETWEEN))


def _cited(clause: Clause, people: dict[str, list[int]]) -> bool:
    """Whether a clause only says whose its words are, or what it is about."""
    return (
        not clause.sentence
        or bool(_SOURCE.search(clause.piece.text))
        or any(name in clause.piece.text for name in people)
    )


def _other_doer(reading: Reading, clause: Clause, people: dict[str, list[int]], *, least: float = _ALIKE) -> str:
    """Find a person in a sentence that the article tells of another."""
    here = [name for name in people if name in clause.piece.text and not _within(name, people, clause.piece.text)]
    if len(here) != 1 or sum(name in reading.sentence(clause).text for name in people) > _SEVERAL:
        return ""
    person = here[0]
    for following in _told(reading, clause, person):
        message = _tells_of_other(reading, person, people, following, least)
        if message:
            return message
    return ""


def _tells_of_other(
    reading: Reading, person: str, people: dict[str, list[int]], following: frozenset[str], least: float
) -> str:
    near = reading.article.near(following)
    if not near or near[0][0] < least:
        return ""
    for score, number in near:
        if score < 0.85 * near[0][0]:
            break
        at = reading.article.clauses[number].sentence
        whole = reading.article.sentences[at].text
        back = not any(name in whole for name in people) or bool(_PRONOUN.search(whole[:_OPENING]))
        on = whole.endswith(("”", "」")) and back
        on = on or (back and bool(_PRONOUN.search(whole)))
        first = _last_named(reading.article, at, people) if _PRONOUN.match(whole) else max(at - back, 0)
        told = "".join(one.text for one in reading.article.sentences[first : at + 1 + on])
        if canonical(person) in canonical(told) or _speaks_for(reading.article, told, person):
            return ""
    at = reading.article.clauses[near[0][1]].sentence
    others = _speakers(reading.article, at, people)
    return f"原文里这句话说的不是{person}" if others and person not in others else ""


def _speaks_for(article: Source, told: str, body: str) -> bool:
    """Whether somebody in a sentence is introduced, anywhere, as one of a body: 云陌科技产品总监沈珂."""
    return any(
        _INTRODUCED.fullmatch(article.plain[max(place - _BETWEEN, 0) : place].rpartition(body)[2])
        for name, places in people_of(article).items()
        if name in told and name != body
        for place in places
        if body in article.plain[max(place - _BETWEEN, 0) : place]
    )


def _last_named(article: Source, at: int, people: dict[str, list[int]]) -> int:
    """Return the number of the last sentence before one that names somebody, who is its 她; not far back."""
    before = range(at - 1, max(at - _BACK, 0) - 1, -1)
    named = (number for number in before if any(name in article.sentences[number].text for name in people))
    return next(named, max(at - 1, 0))


def _within(name: str, people: dict[str, list[int]], text: str) -> bool:
    """Whether a name is only a part of a longer one that stands there."""
    return any(name != other and name in other and other in text for other in people)


def _other_agent(reading: Reading, clause: Clause) -> str:
    """Find 由 A 组织 where the article has 由 B 组织."""
    at = clause.piece.text.find("由")
    agent = (
        clause.piece.text[at + 1 : at + 3] if at >= 0 and not clause.piece.text.startswith(("由于", "由此"), at) else ""
    )
    if not agent or not _DOER.match(agent):
        return ""
    for score, number in reading.near[clause.piece.start]:
        there = reading.article.clauses[number].piece.text
        if score >= _ALIKE and "由" in there and not re.search(f"由.{{0,12}}{agent[0]}.{{0,3}}{agent[1:]}", there):
            return "原文里做这件事的是别人"
    return ""


def _silent(reading: Reading, clause: Clause) -> str:
    """Find words of one who, in the article, made no comment."""
    for match in _NO_COMMENT.finditer(reading.article.plain) if _DECLARES.search(clause.piece.text) else ():
        said = re.search(f"{re.escape(match[1])}[^，。]{{0,4}}(?:{_DECLARES.pattern})", clause.piece.text)
        if said and not re.search("没有|未|拒绝", said[0]):
            return f"原文里{match[1]}没有表态"
    return ""


def _told(reading: Reading, clause: Clause, person: str) -> Iterator[frozenset[str]]:
    """Tell what is told of a person: the rest of the clause with the sentence's rest, and as much as says enough."""
    before, _, after = clause.piece.text.partition(person)
    says = SAYS.match(after)
    named = says and len(after) <= _VERB  # 局长林佩说: what stands before says who it is
    rest = after if named else f"{before}　{after}"
    found = short = units(SAYS.sub("　", ROLES.sub("　", _IDLE.sub("　", rest))))
    for other in reading.text.clauses:
        if other.sentence == clause.sentence and other.piece.start > clause.piece.start:
            short = short if len(short) >= _ENOUGH else short | other.units
            found |= other.units
    yield from (one for one in dict.fromkeys((found, short)) if len(one) >= _FEW)


def _speakers(article: Source, sentence: int, people: dict[str, list[int]]) -> set[str]:
    """Return the people a sentence names; where it names none, those of the last sentence that does."""
    quoted = article.sentences[sentence].text.endswith(("”", "」"))
    body = _BODY.search(article.sentences[sentence].text)
    if body and not any(name in article.sentences[sentence].text for name in people):
        return {body[0]}
    for at in (
        *((sentence + 1,) if quoted and _goes_on(article, sentence) else ()),
        *range(sentence, max(sentence - 3, -1), -1),
    ):
        found = {name for name in people if name in article.sentences[at].text}
        if found:
            return found
    return set()


def _goes_on(article: Source, sentence: int) -> bool:
    """Whether the paragraph goes on after a sentence, with who said it."""
    here, *after = article.sentences[sentence : sentence + 2]
    return bool(after) and "\n" not in article.plain[here.start : after[0].start]
