"""What a note affirms: nothing turned round, denied or granted, no doubt lost, no part made a whole."""

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
    from bot.review.facts.source import Clause

_HEDGE: Final = group("hedges")
_PLAN: Final = group("plans")
_DONE: Final = group("done")
_SURE: Final = group("sure")
_PART: Final = group("partial")
_WHOLE: Final = group("universal")
_NOT_SUPERLATIVE: Final = group("not_superlatives")
_REACH: Final = 6
"""How many signs before a word a negation still denies it."""
_ALIKE: Final = 0.33
_CLOSE: Final = 0.5
_EVERY: Final = re.compile("所有|全部|彻底|一律|百分|无一例外|统统")
_LAUNCH: Final = group("launches")
_SHORT: Final = 6
_LEFT_OPEN: Final = 0.3
_SURELY: Final = 0.6
_LOOSE: Final = 0.2
_WORD: Final = re.compile(r"(?:(?![的了在是和有也就都])[\u4e00-\u9fff]){2}")
_DOUBTS: Final = re.compile("取消|停止|不代表|不等于|不意味|不能说明|不能证明|不支持|没有?发现|没有证据|无证据|否认|缺乏|不能证明|未发现")
"""These deny all that follows in the clause."""
_AFTERWARDS: Final = re.compile("已|正式|完成")
_MILD: Final = re.compile("怕|担心|担忧|取决|要看|约|左右|大概|如果|假如|也许")
"""What in a note is doubt enough."""
_ASKS: Final = re.compile("[?？]|吗|是否|会不会|能不能|不")
_TROUBLE: Final = re.compile("问题|不足|失误|困难|偏|差|糟|欠|难|低|少")
"""Says no without a negation."""
_TO_COME: Final = re.compile("要(?![求点])|会(?!议)")
_IS_DONE: Final = re.compile("已|正式")
_INTENT: Final = group("intents")
_UNSETTLED: Final = group("unsettled")


def check(reading: Reading) -> Iterator[Finding]:
    """Name at most one turn of meaning a clause."""
    for clause in reading.clauses:
        for judge in (_opposite, _denied, _granted, _hardened, _settled, _softened, _whole, _superlative):
            found = judge(reading, clause)
            if found:
                message, severity = found
                yield reading.finding(clause.piece, message, severity=severity)
                break


_Verdict = tuple[str, Severity] | None


@lru_cache(maxsize=4096)
def _sides(text: str) -> dict[int, int]:
    """Say for each pair of opposites which side a text takes, 0 for both."""
    text = masked(text, NOT_NEGATOR)
    found: dict[int, int] = {}
    for number, pair in enumerate(OPPOSITES):
        for side, pattern in zip((1, -1), pair, strict=True):
            for match in pattern.finditer(text):
                before = text[: match.start()]
                turned = -side if NEGATOR.search(before[-3:]) or _DOUBTS.search(before) else side
                found[number] = turned if found.get(number, turned) == turned else 0
    return found


def _near(reading: Reading, clause: Clause, least: float) -> list[str]:
    near = reading.near[clause.piece.start]
    best = near[0][0] if near else 0
    return [
        reading.article.clauses[number].piece.text for score, number in near if score >= least and score >= 0.5 * best
    ]


def _opposite(reading: Reading, clause: Clause) -> _Verdict:
    here = _sides(clause.piece.text)
    if not any(here.values()):
        return None
    near = _near(reading, clause, 0.18)
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
    if clause.sentence == 0 and not NEGATOR.search(here):
        return None  # a title names what the article is about
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
    for text in reading.article.denials:
        shared = [word for at in range(len(text) - 1) if _WORD.fullmatch(word := text[at : at + 2]) and word in clause.piece.text]
        denied = [word for word in shared if _is_denied(word, text)]
        if len(denied) < 2 or set(denied[0]) & set(denied[-1]):  # noqa: PLR2004 - a deed and its thing
            continue
        together = [one.text for one in reading.article.sentences if denied[0] in one.text and denied[-1] in one.text]
        if together and all(_only_denied(one, denied) for one in together):
            return "肯定与否定与原文不同", Severity.REPAIR
    return None


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
    shared = [word for at in range(len(here) - 1) if _WORD.fullmatch(word := here[at : at + 2]) and word in there]
    if _TROUBLE.search(there if denied_here else here):
        return False
    denied = there if denied_there else here
    other = here if denied_there else there
    if score < _CLOSE and len(shared) < 2:  # noqa: PLR2004 - one pair may be chance
        return False
    return any(_is_denied(word, denied) and not _is_denied(word, other) for word in shared)


def _is_denied(word: str, text: str) -> bool:
    at = text.find(word)
    before = re.split("[、的才]", text[:at])[-1]
    return bool(NEGATOR.search(before[-_REACH:]) or _DOUBTS.search(before))


def _hardened(reading: Reading, clause: Clause) -> _Verdict:
    """Find a clause that is sure of what the article doubts, or has done what the article plans."""
    here = clause.piece.text
    near = reading.near[clause.piece.start]
    if not near or near[0][0] < _LOOSE or any(doubt.search(here) for doubt in (_HEDGE, _MILD, _PLAN)):
        return None
    score, number = near[0]
    whole = reading.source_sentence(number).text
    if "否认" in whole:
        return None
    there = _scope(reading, number)
    open_there = _open(there)
    nearest = reading.article.clauses[number].piece.text
    if (_DONE.search(here) and _open(whole) and not _IS_DONE.search(nearest if _open(nearest) else whole)) or (
        _AFTERWARDS.search(here) and open_there and not _IS_DONE.search(there)
    ):
        return "原文只说有此可能或计划，没有说已经做到", Severity.REPAIR
    if open_there and _SURE.search(here) and not _SURE.search(there):
        return "原文没有这么肯定", Severity.REPAIR
    return _dropped(reading, clause, number, there) if score >= _CLOSE and open_there else None


def _settled(reading: Reading, clause: Clause) -> _Verdict:
    """Find a clause that asserts what the article's sentence leaves open."""
    near = reading.near[clause.piece.start]
    around = _paragraph(reading, clause)
    if clause.sentence == 0 or any(one.search(around) for one in (_UNSETTLED, _HEDGE, _MILD, _PLAN, _ASKS)):
        return None
    if _launched(reading, clause):
        return "原文只说有此可能或计划，没有说已经做到", Severity.REPAIR
    if not near or near[0][0] < _LEFT_OPEN or len(clause.piece.text) < _SHORT or _UNSETTLED.search(reading.text.plain):
        return None
    for score, number in near:
        if score >= 0.8 * near[0][0] and not _UNSETTLED.search(_paragraph_tail(reading, number)):
            return None
    return "原文对此没有定论", Severity.REPAIR


def _launched(reading: Reading, clause: Clause) -> bool:
    """Whether something starts here of which every sentence of the article says that it is open when."""
    act = _LAUNCH.search(clause.piece.text)
    told = [one.text for one in reading.article.sentences if act and act[0] in one.text]
    return bool(told) and all(_UNSETTLED.search(text) for text in told)


def _paragraph_tail(reading: Reading, number: int) -> str:
    """Return the article's clause and those after it in its sentence, where what it leaves open is said."""
    clause = reading.article.clauses[number]
    return reading.article.plain[clause.piece.start : reading.source_sentence(number).end]


def _open(text: str) -> bool:
    return bool(_HEDGE.search(text) or _PLAN.search(text))


def _dropped(reading: Reading, clause: Clause, number: int, there: str) -> _Verdict:
    """Find a doubt or an intention that neither the paragraph nor, for an intention, the note keeps."""
    if _open(_paragraph(reading, clause)) or _TO_COME.search(clause.piece.text):
        return None
    if _HEDGE.search(there):
        return "丢了原文的分寸（可能、预计、有望…）", Severity.REPAIR
    lost = _INTENT.search(reading.article.clauses[number].piece.text) and not _PLAN.search(reading.text.plain)
    return ("丢了原文的分寸（计划、拟、打算…）", Severity.REPAIR) if lost else None


def _scope(reading: Reading, number: int) -> str:
    """Return the article's clause with the one before it in the sentence, whose doubt may reach on."""
    clause = reading.article.clauses[number]
    before = reading.article.clauses[number - 1] if number else clause
    return (before.piece.text + "，" if before.sentence == clause.sentence else "") + clause.piece.text


def _paragraph(reading: Reading, clause: Clause) -> str:
    """Return the paragraph of a clause, with the line before it."""
    text = reading.text.plain
    start = text.rfind("\n", 0, clause.piece.start) + 1
    before = text.rfind("\n", 0, max(len(text[:start].rstrip()), 0)) + 1
    end = text.find("\n", clause.piece.end)
    return text[before if start else 0 : end if end >= 0 else len(text)]


def _softened(reading: Reading, clause: Clause) -> _Verdict:
    near = reading.near[clause.piece.start]
    softened = _HEDGE.search(clause.piece.text)
    if not softened or not near or near[0][0] < _CLOSE:
        return None
    there = reading.source_sentence(near[0][1]).text
    if _HEDGE.search(there) or _PLAN.search(there) or re.search("约|左右|大概|认为|建议", there):
        return None
    return "原文没有这份犹豫", Severity.WARN


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
        if not there or (kind == 1 and match[0] not in there and not pattern.search(near) and "最" not in near):
            return f"原文没有说“{match[0]}”", Severity.REPAIR
    return None
