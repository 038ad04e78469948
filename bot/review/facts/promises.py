"""What a note promises in words of its own: something can be done, will be, or does no harm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.unknown import known_anywhere, telling
from bot.review.facts.vocabulary import names_it

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.text import Clause, Token

_PROMISES: Final = re.compile(
    "(?:还|都|也|就|完全|绝对|肯定|一定|从此|直接)(?:不?[能会]|可以)|(?<![不可只])能(?!不能|否|源|力|量)"
    "|一点[都也]?不|不伤|高达|达到?了?|(?:缓解|预防|防止|避免|改善|治好|赶走|保护|提升|帮你|让你)"
)
_EFFECT: Final = re.compile(
    "(?:促进|改善|提升|提高|增强|缓解|预防|防止|减轻|有助于|有利于|优化|拉动|带动|推动|保障|加快)(?P<what>[^,，。!！?？\\d]{2,14})"
)
_EFFECTS: Final = re.compile(
    "促进|改善|提升|提高|增强|缓解|预防|防止|减轻|保护|加快|有助于|有利于|帮助|增加|降低|减少|避免|优化|便于|方便|保障|拉动|带动|推动"
)
"""With one of these, the article tells an effect."""
_GIFTS: Final = tuple(
    (re.compile(here), re.compile(there))
    for here, there in (
        ("(?<!有)免费(?:的午餐)?", "免费|免票|不收|不要钱|不用交|无需|花钱|零"),
        ("没有任何|毫无|零(?=[风副投差门])", "没有任何|毫无|零|没有"),
        ("赠送|送(?=[你一了])", "[赠送含附]"),
    )
)
"""What is had for nothing, or without the least of something, and how the article would say it."""
_WISHES: Final = re.compile(r"[\W_]*(?:祝|愿|希望|期待|但愿)")
_STRANGE: Final = 0.6
"""Share of its telling words that the article has nowhere, in no other form either."""
_NEAR: Final = 0.2
"""How near the article may come to such a clause at most."""


def check(reading: Reading) -> Iterator[Finding]:
    """Name the promises made up of words that the article does not have, the title's left out."""
    for clause in reading.clauses:
        if not clause.sentence or _WISHES.match(clause.piece.text):
            continue
        if any(made(reading, clause) for made in (_promised, _effected, _given)):
            yield reading.finding(clause.piece, "原文没有说这样的好处")


def _promised(reading: Reading, clause: Clause) -> bool:
    if not _PROMISES.search(clause.piece.text):
        return False
    words = telling(reading, clause)
    strange = sum(not known_anywhere(word, reading.article) for word in words)
    return bool(strange) and strange >= _STRANGE * len(words) and reading.nearest(clause)[0] < _NEAR


def _effected(reading: Reading, clause: Clause) -> bool:
    """Whether something is made better of which no sentence of the article tells an effect."""
    effect = _EFFECT.search(clause.piece.text)
    if not effect:
        return False
    start = clause.piece.start
    what = [
        token.word
        for token in reading.text.tokens_of.get(clause.sentence, ())
        if start + effect.start("what") <= token.start < start + effect.end("what") and _names(token)
    ]
    return bool(what) and not _together(reading, what, _EFFECTS)


def _names(token: Token) -> bool:
    return len(token.word) > 1 and token.tag[0] in "nvajl"


def _given(reading: Reading, clause: Clause) -> bool:
    """Whether something is had for nothing that the article has so in no sentence."""
    for here, there in _GIFTS:
        words = [word for word in telling(reading, clause) if not here.search(word)]
        if words and here.search(clause.piece.text) and not _together(reading, words, there):
            return True
    return False


def _together(reading: Reading, words: list[str], pattern: re.Pattern[str]) -> bool:
    """Whether a sentence of the article has one of the words beside what a pattern matches."""
    told = (one.text for one in reading.article.sentences if pattern.search(one.text))
    return any(names_it(text, word) for text in told for word in words)
