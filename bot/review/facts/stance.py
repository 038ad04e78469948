"""What a note affirms: nothing turned round, denied or granted, no part made a whole."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.models import Severity
from bot.review.facts.vocabulary import NEGATOR, NOT_NEGATOR, OPPOSITES, SUPERLATIVES, group, masked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source
    from bot.review.facts.text import Clause

_PART: Final = group("partial")
_WHOLE: Final = group("universal")
_NOT_SUPERLATIVE: Final = group("not_superlatives")
_REACH: Final = 6
"""How many signs before a word a negation still denies it."""
_ALIKE: Final = 0.33
_CLOSE: Final = 0.5
_EVERY: Final = re.compile("所有|全部|彻底|一律|百分|无一例外|统统")
_SHORT: Final = 6
_SURELY: Final = 0.6
_LOOSE: Final = 0.2
_WORD: Final = re.compile(r"(?:(?![的了在是和有也就都])[\u4e00-\u9fff]){2}")
_DOUBTS: Final = re.compile(
    "并非|取消|停止|不代表|不等于|不意味|不能说明|不能证明|不支持|没有?发现|没有证据|无证据|否认|缺乏|未发现"
)
"""These deny all that follows in the clause."""
_NOT_ALL: Final = re.compile("(?:并非|不是|未必)[^，。]{0,2}(?:所有|全部|都|人人|每)")
_TROUBLE: Final = re.compile("问题|不足|失误|困难|偏|差|糟|欠|难|低|少")
"""Says no without a negation."""

_Verdict = tuple[str, Severity] | None


def check(reading: Reading) -> Iterator[Finding]:
    """Name at most one turn of meaning a clause."""
    for clause in reading.clauses:
        for judge in (_opposite, _denied, _granted, _whole, _superlative):
            found = judge(reading, clause)
            if found:
                message, severity = found
                yield reading.finding(clause.piece, message, severity=severity)
                break


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
                turned = -side if NEGATOR.search(before[-3:]) or _DOUBTS.search(before) else side
                found[number] = turned if found.get(number, turned) == turned else 0
    return found


def _near(reading: Reading, clause: Clause, least: float, share: float = 0.5) -> list[str]:
    near = reading.near[clause.piece.start]
    best = near[0][0] if near else 0
    return [
        reading.article.clauses[number].piece.text
        for score, number in near
        if score >= least and score >= share * best
    ]


def _opposite(reading: Reading, clause: Clause) -> _Verdict:
    here = _sides(clause.piece.text)
    if not any(here.values()):
        return None
    near = _near(reading, clause, 0.18, 0.3)
    sides = [_sides(text) for text in near] if near else []
    for number, side in here.items():
        told = [one[number] for one in sides if number in one]
        if side and told and all(other == -side for other in told):
            return "与原文说法相反", Severity.REPAIR
    return None


def _denied(reading: Reading, clause: Clause) -> _Verdict:
    """Compare whether the words that a clause shares with the article are denied there and here."""
    here = masked(clause.piece.text, NOT_NEGATOR)
    near = reading.near[clause.piece.start]
    if not near or near[0][0] < (_CLOSE if clause.sentence == 0 else _ALIKE):
        return None
    if (clause.sentence == 0 or len(here) < _SHORT) and not NEGATOR.search(here):
        return None  # a title names what the article is about, and so does a word before a comma
    verdicts = []
    for score, number in near:
        if score < _ALIKE or score < 0.5 * near[0][0]:
            continue
        there = masked(reading.article.clauses[number].piece.text, NOT_NEGATOR)
        around = reading.source_sentence(number) if NEGATOR.search(here) else reading.sentence(clause)
        granted = NEGATOR.search(there) if NEGATOR.search(here) else NEGATOR.search(here)
        if score < _SURELY and not granted and NEGATOR.search(masked(around.text, NOT_NEGATOR)):
            return None
        verdicts.append(_differs(here, there, score))
    return ("肯定与否定与原文不同", Severity.REPAIR) if verdicts and all(verdicts) else None


def _granted(reading: Reading, clause: Clause) -> _Verdict:
    """Find a deed and its thing told together here, which the article names together only to deny them."""
    if clause.sentence == 0 or NEGATOR.search(masked(clause.piece.text, NOT_NEGATOR)):
        return None
    for words in _denials(reading.article):
        denied = [word for word in words if word in clause.piece.text]
        if len(denied) < 2 or set(denied[0]) & set(denied[-1]):  # noqa: PLR2004 - a deed and its thing
            continue
        together = [one.text for one in reading.article.sentences if denied[0] in one.text and denied[-1] in one.text]
        if together and all(_only_denied(one, denied) for one in together):
            return "肯定与否定与原文不同", Severity.REPAIR
    return None


@lru_cache(maxsize=8)
def _denials(article: Source) -> tuple[tuple[str, ...], ...]:
    """Return what each clause of the article that denies something denies, in pairs of characters."""
    masks = (masked(clause.piece.text, NOT_NEGATOR) for clause in article.clauses)
    return tuple(
        tuple(word for word in _shared(text, text) if _is_denied(word, text)) for text in masks if NEGATOR.search(text)
    )


def _only_denied(text: str, words: list[str]) -> bool:
    return all(
        _is_denied(words[-1], part)
        for part in masked(text, NOT_NEGATOR).replace("，", ",").split(",")
        if words[-1] in part
    )


def _differs(here: str, there: str, score: float) -> bool:
    denied_here, denied_there = bool(NEGATOR.search(here)), bool(NEGATOR.search(there))
    if denied_here == denied_there:
        return False
    shared = _shared(here, there)
    if _TROUBLE.search(there if denied_here else here):
        return False
    denied = there if denied_there else here
    other = here if denied_there else there
    if score < _CLOSE and len(shared) < 2:  # noqa: PLR2004 - one pair may be chance
        return False
    return any(_is_denied(word, denied) and not _is_denied(word, other) for word in shared)


def _shared(one: str, other: str) -> list[str]:
    """Return the pairs of characters of the one that the other has too."""
    return [word for at in range(len(one) - 1) if _WORD.fullmatch(word := one[at : at + 2]) and word in other]


def _is_denied(word: str, text: str) -> bool:
    at = text.find(word)
    before = re.split("[、的才]", text[:at])[-1]
    return bool(NEGATOR.search(before[-_REACH:]) or _DOUBTS.search(before))


def _whole(reading: Reading, clause: Clause) -> _Verdict:
    whole = _WHOLE.search(clause.piece.text)
    if not whole:
        return None
    windows = reading.windows(clause, least=_LOOSE)
    if any(_WHOLE.search(text) for text in windows):
        return None
    sure = any(_PART.search(text) for text in _near(reading, clause, _LOOSE)[:1]) or (
        _EVERY.search(whole[0])
        and whole[0] not in reading.article.everything
        and _near(reading, clause, _ALIKE)
        and not any(clause.piece.start <= one.start < clause.piece.end for one in reading.text.quantities)
    )
    return "把部分说成了全部", Severity.REPAIR if sure else Severity.WARN


def _superlative(reading: Reading, clause: Clause) -> _Verdict:
    here = masked(clause.piece.text, _NOT_SUPERLATIVE)
    everything = masked(reading.article.plain, _NOT_SUPERLATIVE)
    for kind, pattern in enumerate(SUPERLATIVES):
        match = pattern.search(here)
        if not match or NEGATOR.search(masked(here[: match.start()], NOT_NEGATOR)[-3:]):
            continue
        there = [one[0] for one in pattern.finditer(everything)]
        near = " ".join(reading.windows(clause, least=_LOOSE, spread=1))
        if kind == 1 and SUPERLATIVES[-1].search(near):  # 创下纪录 is 最高
            continue
        if not there or (kind == 1 and match[0] not in there and not pattern.search(near) and "最" not in near):
            return f"原文没有说“{match[0]}”", Severity.REPAIR
    return None
