"""What a note denies and grants: the words that it shares with its article are denied in both, or in neither."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.models import Severity
from bot.review.facts.vocabulary import GENERIC, NEGATOR, NOT_NEGATOR, masked

if TYPE_CHECKING:
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source
    from bot.review.facts.text import Clause, Token

_ALIKE: Final = 0.33
_REACH: Final = 4
"""How many signs before a word a negation still denies it."""
_CLOSE: Final = 0.5
_SHORT: Final = 6
_BESIDE: Final = 2
"""Signs between a negation and the word right after it."""
_CANNOT: Final = re.compile("不[到了出住着清见完起动]")
"""感觉不到 for 没有感觉到."""
_UNREAL: Final = re.compile("前提|只要|除非|怕|担心|如果|要是|以为|想")
"""What is feared or wished is not told as so."""
ENDS_SCOPE: Final = re.compile("[、才但而却]|的(?=[事人])|(?<!没有)(?<!不是)(?<![没不])(?:因为|由于)")
"""What a negation does not reach over: 不重要但喜欢."""
_NOT_YET: Final = re.compile("还没|尚未|还未|没有?(?:开始|正式)")
_TO_BE: Final = re.compile("预计|计划|将|拟|打算|准备|之后|才能|要等|待[^,，。]{1,8}后")
_SAME: Final = 0.85
_SURELY: Final = 0.6
_WORD: Final = re.compile(r"(?:(?![的了在是和有也就都这那样])[\u4e00-\u9fff]){2}")
DENIES_ALL: Final = re.compile(
    "告别|并非|取消|停止(?![^,，。]{0,4}、)|移除|去掉|砍掉|不代表|不等于|不意味|不能说明|不能证明|不支持|没有?发现|没有证据|无证据|否认|缺乏|未发现"
)
"""These deny all that follows in the clause."""
_CALLED_OFF: Final = re.compile("取消|停[止办用售]|下架|不再|禁止|撤[销下]")
"""Said of what then is no more: 今年没有 for 今年取消."""
_TROUBLE: Final = re.compile("问题|不足|失误|困难|偏|差|糟|欠|难|低|少")
"""Says no without a negation."""

Verdict = tuple[str, Severity] | None


def denied(reading: Reading, clause: Clause) -> Verdict:
    """Compare whether the words that a clause shares with the article are denied there and here."""
    here = masked(clause.piece.text, NOT_NEGATOR)
    near = reading.near[clause.piece.start]
    if not near or near[0][0] < (_CLOSE if clause.sentence == 0 else _ALIKE):
        return None
    if (clause.sentence == 0 or len(here) < _SHORT) and not NEGATOR.search(here):
        return None  # a title names what the article is about, and so does a word before a comma
    if (_UNREAL.search(here) and not NEGATOR.search(here)) or _to_be(reading, clause, here):
        return None
    verdicts = []
    for score, number in near:
        if score < _ALIKE or score < 0.5 * near[0][0] or reading.article_asks(number):
            continue
        there = masked(reading.article.clauses[number].piece.text, NOT_NEGATOR)
        around = reading.source_sentence(number) if NEGATOR.search(here) else reading.sentence(clause)
        granted = NEGATOR.search(there) if NEGATOR.search(here) else NEGATOR.search(here)
        sure = _SURELY if NEGATOR.search(here) else _SAME
        if score < sure and not granted and NEGATOR.search(masked(around.text, NOT_NEGATOR)):
            return None
        verdicts.append(_differs(here, there, score))
    if not verdicts or not all(verdicts) or _denied_too(reading.article, here):
        return None
    return "肯定与否定与原文不同", Severity.REPAIR


def granted(reading: Reading, clause: Clause) -> Verdict:
    """Find a deed and its thing told together here, which the article names together only to deny them."""
    if clause.sentence == 0 or any(one.search(masked(clause.piece.text, NOT_NEGATOR)) for one in (NEGATOR, _UNREAL)):
        return None
    for words in _denials(reading.article):
        denied = [word for word in words if word in clause.piece.text]
        if len(denied) < 2 or set(denied[0]) & set(denied[-1]):  # noqa: PLR2004 - a deed and its thing
            continue
        together = [one.text for one in reading.article.sentences if denied[0] in one.text and denied[-1] in one.text]
        if together and all(_only_denied(one, denied) for one in together):
            return "肯定与否定与原文不同", Severity.REPAIR
    return None


def _to_be(reading: Reading, clause: Clause, here: str) -> bool:
    """Whether a clause says of what is planned that it has not been yet."""
    return bool(_NOT_YET.search(here)) and any(_TO_BE.search(text) for text in reading.windows(clause, least=_ALIKE))


def _denied_too(article: Source, here: str) -> bool:
    """Whether all that a clause denies and the article knows is denied somewhere in it."""
    denied = [word for word in _shared(here, article.plain) if NEGATOR.search(here) and _is_denied(word, here)]
    return bool(denied) and all(any(word in words for words in _denials(article)) for word in denied)


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
    if _TROUBLE.search(there if denied_here else here) or (denied_here and _CALLED_OFF.search(there)):
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
    before = ENDS_SCOPE.split(text[:at])[-1].rpartition("的")[2]
    after = text[at + len(word) :]
    return bool(NEGATOR.search(before[-_REACH:]) or DENIES_ALL.search(before) or _CANNOT.match(after))


def turned(reading: Reading, clause: Clause) -> Verdict:
    """Find a word told as so that the article only ever denies, or denied right before it where nothing denies it."""
    if clause.sentence == 0:
        return None
    text, whole = (masked(one, NOT_NEGATOR) for one in (clause.piece.text, reading.sentence(clause).text))
    if _to_be(reading, clause, text):
        return None
    denies = any(one.search(whole) for one in (NEGATOR, DENIES_ALL, _UNREAL))
    denied_there = bool(NEGATOR.search(_nearest(reading, clause)))
    told = _told(reading.article) if reading.nearest(clause)[0] >= _ALIKE else {}
    for token in reading.text.tokens_of.get(clause.sentence, ()):
        at = token.start - clause.piece.start
        if token.word not in told or not 0 <= at < len(text):
            continue
        ever, never = told[token.word]
        before = text[max(at - _BESIDE, 0) : at]
        if (never and not denies) or (
            not ever
            and not denied_there
            and NEGATOR.search(before)
            and not _TROUBLE.search(before)
            and not any(token.word in words for words in _denials(reading.article))
        ):
            return "肯定与否定与原文不同", Severity.REPAIR
    return None


def _nearest(reading: Reading, clause: Clause) -> str:
    """Return the article's clause nearest to one; "" for none."""
    if not reading.near[clause.piece.start]:
        return ""
    return masked(reading.article.clauses[reading.nearest(clause)[1]].piece.text, NOT_NEGATOR)


@lru_cache(maxsize=8)
def _told(article: Source) -> dict[str, tuple[bool, bool]]:
    """Return for each deed and quality of an article whether its sentences ever, and whether they always, deny it."""
    found: dict[str, list[tuple[bool, bool]]] = {}
    for clause in article.clauses:
        text = masked(clause.piece.text, NOT_NEGATOR)
        sentence = masked(article.sentences[clause.sentence].text, NOT_NEGATOR)
        ever = bool(NEGATOR.search(sentence) or _TROUBLE.search(sentence) or DENIES_ALL.search(sentence))
        for token in article.tokens_of.get(clause.sentence, ()):
            inside = clause.piece.start <= token.start < clause.piece.end
            if inside and _tells(token):
                found.setdefault(token.word, []).append((ever, _is_denied(token.word, text)))
    return {word: (any(one for one, _ in all_), all(one for _, one in all_)) for word, all_ in found.items()}


def _tells(token: Token) -> bool:
    return (
        len(token.word) > 1 and token.tag[0] in "vali" and token.word not in GENERIC and not NEGATOR.search(token.word)
    )
