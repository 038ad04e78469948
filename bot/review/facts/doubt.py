"""What a note is sure of: no doubt lost, nothing planned told as done, nothing open told as settled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.models import Severity
from bot.review.facts.agreement import agree
from bot.review.facts.alignment import supported
from bot.review.facts.text import bare, units
from bot.review.facts.vocabulary import group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.quantity import Quantity
    from bot.review.facts.reading import Reading
    from bot.review.facts.text import Clause

_HEDGE: Final = group("hedges")
_PLAN: Final = group("plans")
_DONE: Final = group("done")
_SURE: Final = group("sure")
_CLOSE: Final = 0.5
_LAUNCH: Final = group("launches")
_SHORT: Final = 6
_LABEL: Final = 4
"""Letters of a clause that only names what follows, its day left out."""
_NUMBERS: Final = re.compile(r"[\d年月日]")
_LEFT_OPEN: Final = 0.3
_LOOSE: Final = 0.2
_AFTERWARDS: Final = re.compile("已|正式|完成")
_WEAK: Final = group("weak")
"""Doubts that 将 and 会 do not keep."""
_MILD: Final = re.compile("目标|怕|担心|担忧|想(?![到起不法])|取决|要看|约|左右|大概|如果|假如|也许")
"""What in a note is doubt enough."""
_ASKS: Final = re.compile("[?？]|吗|是否|会不会|能不能|不")
_TO_COME: Final = re.compile("要(?![求点])|会(?!议)")
_IS_DONE: Final = re.compile("已(?!在?[^,，。]{0,6}(?:测试|研究|申请|商量|商谈|协商|讨论|准备|征求))|正式")
_UNDER_WAY: Final = re.compile("已经?(?:正?在|开始|着手)[^,，。]{0,6}(?:测试|研究|申请|商|谈|讨论|准备|筹备|征求|考虑)")
"""Says no more than that it is planned."""
_YET: Final = re.compile(
    "(?:会|将|要|能|才|就算|[日号底月点]前)(?:把|被|在)?[^,，。]{0,8}(?:完成|建成|投用|出台|落地|发放)"
)
_OF_NOUN: Final = re.compile("(?:还没有?|尚未|没有|未)[^,，。]{1,6}的")
"""Denies a noun only: 还没有发生的事."""
_BY_NOW: Final = re.compile(r"已经?有了?[^,，。]{0,2}[\d一二两三四五六七八九十几]")
_LASTED: Final = re.compile(
    r"已经?[^,，。]{0,6}了[^,，。]{0,2}[\d一二两三四五六七八九十几]+[多余]?个?(?:年|月|天|周|星期|小时)"
)
"""How long something has gone on: 已经用了三十多年."""
_INTENT: Final = group("intents")
_SO: Final = re.compile("确实|果然|真的[会能有]|实锤|证实")
"""Affirms what was asked."""
_UNSETTLED: Final = group("unsettled")

_Verdict = tuple[str, Severity] | None


def check(reading: Reading) -> Iterator[Finding]:
    """Name at most one loss of doubt a clause."""
    for clause in reading.clauses if reading.article.clauses else ():
        if reading.copied(clause):
            continue
        for judge in (_decided, _done, _hardened, _settled, _softened, _answered):
            found = judge(reading, clause)
            if found:
                message, severity = found
                yield reading.finding(clause.piece, message, severity=supported(reading, clause, severity))
                break


def _decided(reading: Reading, clause: Clause) -> _Verdict:
    """Find 将 or 会 said of what the article says only may be: 将扩大 for 再决定是否扩大."""
    score, number = reading.nearest(clause)
    here, there = clause.piece.text, reading.article.clauses[number].piece.text
    if score < _CLOSE or not (_TO_COME.search(here) or "将" in here) or not _WEAK.search(there):
        return None
    kept = _paragraph(reading, clause)
    open_here = any(one.search(kept) for one in (_WEAK, _HEDGE, _MILD)) or _ASKS.search(here)
    return None if open_here else ("原文没有这么肯定", Severity.REPAIR)


def _done(reading: Reading, clause: Clause) -> _Verdict:
    """Find a clause that has done what the article plans."""
    score, number = reading.nearest(clause)
    here, whole = clause.piece.text, reading.source_sentence(number).text
    if score < _LOOSE or "否认" in whole or _doubts(here):
        return None
    if any(one.search(here) for one in (_UNDER_WAY, _YET, _LASTED)) or _past(reading, clause, number):
        return None
    there, nearest = _scope(reading, number), reading.article.clauses[number].piece.text
    dated = not _AFTERWARDS.search(here) and "了" not in here and _same_day(reading, clause, number)
    if dated:
        return None
    if not _open(nearest) and (_DONE.search(nearest) or _counts(reading, clause, number)):
        return None
    if (_DONE.search(here) and _open(whole) and not _IS_DONE.search(nearest if _open(nearest) else whole)) or (
        _AFTERWARDS.search(here) and _open(there) and not _IS_DONE.search(there)
    ):
        return "原文只说有此可能或计划，没有说已经做到", Severity.REPAIR
    return None


def _same_day(reading: Reading, clause: Clause, number: int) -> bool:
    """Whether a clause tells the day on which, in the article, something is to be: 4月1日生效."""
    return bool(_days_of_both(reading, clause, number))


def _past(reading: Reading, clause: Clause, number: int) -> bool:
    """Whether a clause tells a day of the article's clause that was over when the article came out."""
    month, day = reading.article.today
    there = reading.article.numbers_of.get(number, ())
    return any(one in there and one.value < 100 * month + day for one in _days_of_both(reading, clause, number))


def _days_of_both(reading: Reading, clause: Clause, number: int) -> list[Quantity]:
    """Return the days of the article's sentence that a clause names too."""
    at = reading.article.clauses[number].sentence
    here = reading.text.numbers_of.get(reading.text.clause_at(clause.piece.start), ())
    days = [one for one in reading.article.of_unit.get("date", ()) if reading.article.sentence_at(one.start) == at]
    return [other for other in days if any(one.unit == "date" and agree(one, other) for one in here)]


def _counts(reading: Reading, clause: Clause, number: int) -> bool:
    """Whether a clause only says how many there are by now, and the article's says so too: 已经有43本."""
    if not _BY_NOW.search(clause.piece.text):
        return False
    here = reading.text.numbers_of.get(reading.text.clause_at(clause.piece.start), ())
    return any(agree(one, other) for one in here for other in reading.article.numbers_of.get(number, ()))


def _hardened(reading: Reading, clause: Clause) -> _Verdict:
    """Find a clause that is sure of what the article doubts."""
    score, number = reading.nearest(clause)
    here, whole = clause.piece.text, reading.source_sentence(number).text
    there = _scope(reading, number)
    if (
        score < _LOOSE
        or "否认" in whole
        or _doubts(here)
        or not _open(there)
        or len(_NUMBERS.sub("", bare(here))) < _LABEL
    ):
        return None
    sure = _SURE.search(here) or (score >= _LEFT_OPEN and _SURE.search(reading.sentence(clause).text))
    if sure and not _SURE.search(whole):
        return "原文没有这么肯定", Severity.REPAIR
    return _dropped(reading, clause, number, there) if score >= _CLOSE else None


def _answered(reading: Reading, clause: Clause) -> _Verdict:
    """Find a title that affirms what the article's title asks: 确实伤眼 for 真的伤眼吗."""
    score, number = reading.nearest(clause)
    asks = reading.article.clauses[number].sentence == 0 and reading.article_asks(number)
    if clause.sentence or not asks or score < _LEFT_OPEN or not _SO.search(clause.piece.text):
        return None
    told = (reading.article.clauses[at] for near, at in reading.near[clause.piece.start] if near >= _LEFT_OPEN)
    if any(one.sentence and not _open(one.piece.text) and not _ASKS.search(one.piece.text) for one in told):
        return None
    return "原文的标题是在问，没有这样下结论", Severity.REPAIR


def _doubts(text: str) -> bool:
    return any(doubt.search(text) for doubt in (_HEDGE, _MILD, _PLAN))


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
    text = _OF_NOUN.sub("", text)
    return bool(_HEDGE.search(text) or _PLAN.search(text))


def _dropped(reading: Reading, clause: Clause, number: int, there: str) -> _Verdict:
    """Find a doubt or an intention that neither the paragraph nor, for an intention, the note keeps."""
    if _open(_paragraph(reading, clause)) or _TO_COME.search(clause.piece.text):
        return None
    if _MILD.search(reading.sentence(clause).text):
        return None
    shared = clause.units & reading.article.clauses[number].units
    if not any(len(unit) > 1 and not unit.isascii() for unit in shared):
        return None  # they have only a number in common
    if _HEDGE.search(there) and not _governs(clause, reading.article.clauses[number].piece.text):
        return None
    if _HEDGE.search(there):
        kept = clause.sentence == 0 and _HEDGE.search(reading.text.plain)  # a title is short: the body says it
        return "丢了原文的分寸（可能、预计、有望…）", Severity.WARN if kept else Severity.REPAIR
    lost = _INTENT.search(reading.article.clauses[number].piece.text) and not _PLAN.search(reading.text.plain)
    return ("丢了原文的分寸（计划、拟、打算…）", Severity.REPAIR) if lost else None


def _governs(clause: Clause, there: str) -> bool:
    """Whether a clause tells some of what, in the article's, stands behind the doubt: 纪录 in 纪录可能被打破 is not."""
    doubt = _HEDGE.search(there)
    after = {unit for unit in units(there[doubt.end() :]) if len(unit) > 1 or unit.isascii()} if doubt else set()
    return not after or not after.isdisjoint(clause.units)


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
