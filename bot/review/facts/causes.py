"""Causes that a note tells: the article tells them too, of the same effect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot import chinese
from bot.models import Severity
from bot.review.facts.text import units
from bot.review.facts.vocabulary import ALIKE, GENERIC, NEGATOR, canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.text import Clause, Token

_BECAUSE: Final = re.compile(r"因为|由于|归功于|得益于|源于|多亏|原因[是在]|(?<![原起成病谁])因(?![为此而素子果])")
"""What follows, to the end of the clause, is the cause."""
_THEREFORE: Final = re.compile(r"^[\W_]*(?:所以|因此|于是|导致|造成|使得|促使)")
"""Opens a clause whose cause is the clause before."""
_LOOSELY: Final = re.compile("^[\\W_]*(?:所以|于是)")
"""Joins more often than it gives a cause."""
_THEN: Final = re.compile("^[\\W_]*于是")
"""What came next, as a story goes."""
_OTHERWISE: Final = re.compile(r"^[\W_]*(?:否则|如若不然)")
_OR_ELSE: Final = re.compile("否则|不然|要不")
_NEAR: Final = 0.4
"""How near the article's clause must be that threatens the same."""
_PURPOSE: Final = re.compile(
    "为了?(?:更好地?|进一步)?(?:确保|保障|保证|方便|避免|提升|提高|满足|减少|降低|防止|维护|缓解|改善|促进|推动|扩大|吸引|增加|开拓|迎合|应对|实现|打造|解决(?![这此该]|上述)|适应|鼓励|加强|优化)"
    r"[^,，。]{2,}|^[\W_]*旨在"
)
_PURPOSES: Final = re.compile(
    "为|以便|避免|防止|确保|保障|目的|旨在|考虑|希望|让|以免|方便|因|减少|降低|保证|解决|想|缺|招徕|于是|要(?!求)"
)
"""With one of these, the article tells what something is for."""
_HINT: Final = 0.1
"""How near the article's clause must be beside which a purpose is looked for."""
_TELLING: Final = frozenset({"n", "nz", "nr", "ns", "nt", "v", "vn", "a", "an", "i", "l"})
_EFFECT: Final = 0.3
"""How near the article's clause must be that tells the effect."""
_HALF: Final = 0.5
"""Share of a cause's words around the effect, below which the cause is the note's own."""
_SAME: Final = 0.35
"""How near the article's clause that gives a cause must be to be the same."""
_MOST: Final = 0.67


def check(reading: Reading) -> Iterator[Finding]:
    """Name the sentences whose cause stands nowhere near their effect, and what only the note threatens."""
    yield from _threats(reading)
    yield from _purposes(reading)
    for at, clause in enumerate(reading.clauses):
        told = _cause(reading, at)
        if told is None:
            continue
        cause, start, effects = told
        words = _words(reading, clause, start, cause)
        around = _around(reading, effects)
        if not words:
            continue
        known = [_known(token.word, around or reading.article.everything) for token in words]
        share = sum(known) / len(known)
        strange = not known[-1] and not _known(words[-1].word, reading.article.everything)
        if _given(reading, clause):
            continue
        if _LOOSELY.search(clause.piece.text) and share >= _HALF / 2:
            continue
        if share < _HALF or (share < _MOST and strange):
            severity = Severity.REPAIR if share < _HALF and not _THEN.search(clause.piece.text) else Severity.WARN
            yield reading.finding(reading.sentence(clause), "原文没有说这样的因果", severity=severity)


def _threats(reading: Reading) -> Iterator[Finding]:
    """Find what happens otherwise where the article has nothing of the kind: 否则可能会被取消资格."""
    for clause in reading.clauses:
        threatens = _OTHERWISE.search(clause.piece.text) and not _OR_ELSE.search(reading.article.plain)
        if threatens and reading.nearest(clause)[0] < _NEAR:
            yield reading.finding(clause.piece, "原文没有说这样的后果")


def _purposes(reading: Reading) -> Iterator[Finding]:
    """Find what something is for where the article, around it, has no purpose: 为了确保施工顺利."""
    for clause in reading.clauses:
        if not clause.sentence or not _PURPOSE.search(clause.piece.text):
            continue
        told = reading.windows(clause, least=_HINT, spread=1)
        for other in reading.clauses:
            if other.sentence == clause.sentence:
                told += reading.windows(other, least=_EFFECT, spread=1)
        if not any(_PURPOSES.search(text) for text in told):
            yield reading.finding(clause.piece, "原文没有说是为了这个")


def _cause(reading: Reading, at: int) -> tuple[str, int, list[Clause]] | None:
    """Return the text of a cause, where it begins, and the clauses of its effect."""
    clause = reading.clauses[at]
    rest = [one for one in reading.clauses if one.sentence == clause.sentence and one is not clause]
    because = _BECAUSE.search(clause.piece.text)
    if because:
        text = clause.piece.text[because.end() :]
        lead = clause.piece.text[: because.start()]
        effects = rest or list(reading.clauses[max(at - 1, 0) : at])
        if len(lead) > 3:  # noqa: PLR2004 - 展厅暗，是因为…: the effect stands before
            effects = [clause._replace(units=units(lead)), *effects]
        return text, clause.piece.start + because.end(), effects
    if at and _THEREFORE.search(clause.piece.text):
        before = reading.clauses[at - 1]
        return before.piece.text, before.piece.start, [clause]
    return None


def _given(reading: Reading, clause: Clause) -> bool:
    """Whether the article's clause that is nearest gives this very cause, or this very effect as one."""
    near = [reading.article.clauses[at].piece.text for score, at in reading.near[clause.piece.start] if score >= _SAME]
    return any(_BECAUSE.search(text) or _THEREFORE.search(text) for text in near)


def _words(reading: Reading, clause: Clause, start: int, text: str) -> list[Token]:
    """Return the telling words of a cause."""
    return [
        token
        for number in {clause.sentence, reading.text.sentence_at(start)}
        for token in reading.text.tokens_of.get(number, ())
        if start <= token.start < start + len(text)
        and len(token.word) > 1
        and token.tag in _TELLING
        and (token.word not in GENERIC or token.word in ALIKE)
        and not NEGATOR.fullmatch(token.word)
        and chinese.in_dictionary(token.word)
    ]


def _around(reading: Reading, effects: list[Clause]) -> str:
    """Return the article's sentences that tell an effect, with their neighbours; "" where none does."""
    found: dict[int, str] = {}
    for effect in effects:
        near = reading.article.near(effect.units)
        for score, number in near:
            if score >= _EFFECT and score >= 0.8 * near[0][0]:
                at = reading.article.clauses[number].sentence
                own = _BECAUSE.search(reading.article.clauses[number].piece.text)  # what it gives is the cause
                found |= {
                    n: reading.article.sentences[n].text
                    for n in range(at if own else max(at - 1, 0), at + (1 if own else 2))
                    if n < len(reading.article.sentences)
                }
    return "".join(found[number] for number in sorted(found))


def _known(word: str, around: str) -> float:
    """Say how well some sentences know a word: it, one of its meaning, half of its signs."""
    others = (other for other in ALIKE.get(word, ()) if len(other) > 1)
    if word in around or canonical(word) in canonical(around) or any(other in around for other in others):
        return 1.0
    if len(word) > 3:  # noqa: PLR2004 - 资金紧张: two words in the dictionary's eyes
        halves = word[: len(word) // 2], word[len(word) // 2 :]
        return sum(_known(half, around) for half in halves) / 2
    return 0.5 * sum(sign in around for sign in word) / len(word)
