"""Numbers of a note: each is the article's, bound to what the article binds it to, moving the way it moves there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.models import Severity
from bot.review.facts.agreement import agree, comparable
from bot.review.facts.binding import misbound
from bot.review.facts.bounds import misstated
from bot.review.facts.derived import derived
from bot.review.facts.plain import Piece
from bot.review.facts.quantities import quantities
from bot.review.facts.quantity import NAMED, Quantity
from bot.review.facts.reckoned import reckoned
from bot.review.facts.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source

_SMALL: Final = 10
_ABOUT: Final = re.compile("[一二两三四五六七八九]{2}(?!十)")
"""一两次, 七八个."""
_ONE_OF: Final = re.compile("一(?![百千万亿十点]|块[一二两三四五六七八九半])")
"""Opens a number that is a word for any: 一斤, 一家."""
_DAY: Final = re.compile(r"(\d{1,2})[./](\d{1,2})")
_OF_MONTH: Final = re.compile(r"(?:(上个?月)|[本当]月)(\d{1,2})[日号]")
"""上个月28日, 本月3日."""
_VICTIMS: Final = frozenset(["人", "名", "例", "起", "人次"])
_THING: Final = 2
"""Characters that name a thing counted."""
_SPANS: Final = frozenset({"天", "个月", "周", "年数", "分钟"})
_NEAR: Final = 0.3
_LOOSE: Final = re.compile(
    "(?:约|近|大约|大概|将近|接近|差不多|不到|不足|不超过|最多|最高|至多|超过?|逾|高达)[可达为到贷罚限]?#|#(?:左右|上下|以内)"
)
"""Around the sign that stands for a number."""
_DOUBTFUL: Final = re.compile(
    "约|近|概|接近|差不多|不到|不足|超|最多|最高|至多|逾|多|高达|上限|封顶|左右|上下|以内|以上|来|几|半|到|至"
)
_EXACTLY: Final = re.compile("整整|正好|刚好|恰好|足足|一律|都是|统统|全部|全都|都能")
_READS: Final = re.compile(
    "(?<=分钟)(?:就?[能可]?以?|带你|帮你|教你|快速|轻松|内)*(?:看懂|读懂|看完|读完|了解|搞懂|弄懂|弄清|搞清|说清|讲清|理清|速览|速读|速看|get)"
)
"""After how long the note takes to be read."""
_BESIDE: Final = 6
"""Signs before a number that may loosen it."""


def check(reading: Reading) -> Iterator[Finding]:
    """Name the numbers that the article does not have, and those it has of something else."""
    known = known_quantities(reading.article)
    alike: dict[tuple[str, str], tuple[Quantity, ...]] = {}
    for one in reading.text.quantities:
        piece = Piece(reading.text.plain[one.start : one.end], one.start, one.end)
        if not reading.own(one.start) or _READS.match(reading.text.plain, one.end):
            continue
        if idle(one, piece.text):
            if one.unit in _SPANS and _other_span(reading, one, known):
                yield reading.finding(piece, f"原文说的不是“{reading.text.original(piece)}”")
            continue
        kind = one.unit, one.counted
        if kind not in alike:
            alike[kind] = tuple(other for other in known if comparable(one, other))
        same = [other for other in alike[kind] if agree(one, other)]
        very = [
            other for other in same if other.counted == one.counted and agree(one._replace(rough="", step=0), other)
        ]
        if same and not any(mate.unit == one.unit for mate in same) and reckoned(reading, one, known):
            continue
        if very or (same and not _structural(one)):
            yield from _bound(reading, one, very or same)
        elif same or (
            _written(piece.text, known, reading.article)
            or derived(reading, one, known)
            or reckoned(reading, one, known)
            or (_structural(one) and not _rival(reading, one))
        ):
            continue
        else:
            yield reading.finding(piece, f"原文没有“{reading.text.original(piece)}”这个数")


def _written(text: str, known: tuple[Quantity, ...], article: Source) -> bool:
    """Whether a number is the article's in signs that may mean another: 10.1 for 10月1日, 半年 for a term."""
    found = _DAY.fullmatch(text)
    if text.endswith("w") and f"{text[:-1]}瓦" in article.everything:
        return True
    if text == "半年" and "学期" in article.plain:
        return True
    bare = re.fullmatch(r"\d+(?:\.\d+)?", text)
    if bare and re.search(rf"(?<![\d.]){re.escape(text)}(?![\d.])", article.plain):
        return True
    ordinal = re.fullmatch(r"(\d{1,2})号", text)
    if ordinal and any(other.unit == "date" and other.value % 100 == int(ordinal[1]) for other in known):
        return True
    day = int(found[1]) * 100 + int(found[2]) if found else 0
    return any(other.unit == "date" and other.value == day for other in known)


def _other_span(reading: Reading, one: Quantity, known: tuple[Quantity, ...]) -> bool:
    """Whether the article, nearest to a clause with 一天, has another length of the same kind, and nowhere this one."""
    if any(agree(one, other) for other in known):
        return False
    clause = reading.text.clauses[reading.text.clause_at(one.start)]
    near = reading.near.get(clause.piece.start, [])
    return any(
        other.unit == one.unit
        for score, number in near
        if score >= _NEAR
        for other in reading.article.numbers_of.get(number, ())
    )


def known_quantities(article: Source) -> tuple[Quantity, ...]:
    """Return the article's numbers, and those that its date and its 去年, 昨天 imply."""
    implied: list[Quantity] = []
    if article.year:
        month, day = article.today
        years = {"今年": 0, "去年": -1, "明年": 1, "前年": -2, "后年": 2}
        implied += [
            Quantity(article.year + shift, "年", "", -1, -1) for word, shift in years.items() if word in article.plain
        ]
        implied += [Quantity(article.year, "年", "", -1, -1), Quantity(month * 100 + day, "date", "", -1, -1)]
        before = (month - 2) % 12 + 1
        implied += [
            Quantity((before if found[1] else month) * 100 + int(found[2]), "date", "", -1, -1)
            for found in _OF_MONTH.finditer(article.plain)
        ]
        shifts = {"昨": -1, "明天": 1, "明日": 1, "前天": -2}
        implied += [
            Quantity(month * 100 + day + shift, "date", "", -1, -1)
            for word, shift in shifts.items()
            if word in article.plain
        ]
    implied += [one._replace(start=-1) for one in quantities(Text(article.about).plain)]
    months = {one.value // 100 for one in article.of_unit.get("date", ())} | {article.today[0]}
    implied += [
        one._replace(unit="date", value=100 * month + one.value)
        for one in article.of_unit.get("日", ())
        for month in months
        if month
    ]
    return (*article.quantities, *implied)


def supported(one: Quantity, article: Source) -> bool:
    """Whether the article has a number."""
    return any(agree(one, other) for other in known_quantities(article))


def idle(one: Quantity, text: str) -> bool:
    """Whether a number is a word: 一起, 十分, 千万."""
    if (
        text == "一日"
        or text[0] == "零"
        or (_ONE_OF.match(text) and one.unit != "%" and one.unit not in NAMED)
        or _ABOUT.match(text)
    ):
        return True
    han = not text[0].isdigit()
    return (
        han and ((one.value == 1 and one.unit not in NAMED) or one.unit == "分" or not (one.unit or one.counted))
    ) or (one.value <= _SMALL and not one.unit and not one.counted and one.value == int(one.value))


def _structural(one: Quantity) -> bool:
    """Whether a number may only count what the note lists."""
    return (
        bool((one.counted and one.counted not in _VICTIMS) or one.unit == "代")
        and one.value <= _SMALL
        and one.value == int(one.value)
    )


def _rival(reading: Reading, one: Quantity) -> bool:
    """Whether the article counts the same thing otherwise: 五家公司 for 三家公司."""
    after = reading.text.plain[one.end : one.end + 2]
    return len(after.strip()) == _THING and any(
        other.counted == one.counted
        and reading.article.plain[other.start - 1 : other.start] != "第"
        and reading.article.plain[other.end : other.end + 2] == after
        for other in reading.article.quantities
    )


def _bound(reading: Reading, one: Quantity, same: list[Quantity]) -> Iterator[Finding]:
    if any(start <= one.start < end for start, end in reading.quoted()):
        return
    clause = next((one_of for one_of in reading.clauses if one_of.piece.start <= one.start < one_of.piece.end), None)
    message = misstated(reading, clause, one, same) or misbound(reading, clause, one, same) if clause else ""
    if clause and message:
        yield reading.finding(clause.piece, message)
    elif clause:
        yield from _loosened(reading, one, same)


def _loosened(reading: Reading, one: Quantity, same: list[Quantity]) -> Iterator[Finding]:
    """Find a number told as exact, or as reached, that the article gives as about or at most."""
    plain, article = reading.text.plain, reading.article.plain
    if one.unit in NAMED or any(mate.start < 0 for mate in same) or _DOUBTFUL.search(_around(plain, one)):
        return
    if not all(_LOOSE.search(_around(article, mate)) for mate in same):
        return
    piece = Piece(plain[one.start : one.end], one.start, one.end)
    exact = _EXACTLY.search(_around(plain, one))
    yield reading.finding(piece, "原文的数前有“约、最多”一类的话", severity=Severity.REPAIR if exact else Severity.WARN)


def _around(text: str, one: Quantity) -> str:
    return text[max(one.start - _BESIDE, 0) : one.start].rsplit("，", 1)[-1] + "#" + text[one.end : one.end + 2]
