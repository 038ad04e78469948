"""What the article is silent on: sentences of unknown words, one stranger in a list, topics about something else."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from bot import chinese
from bot.models import Severity
from bot.review.facts.names import latin_known, strange
from bot.review.facts.numbers import idle, supported
from bot.review.facts.plain import Piece, plain
from bot.review.facts.quantities import quantities
from bot.review.facts.quantity import NAMED
from bot.review.facts.reading import finding
from bot.review.facts.text import units
from bot.review.facts.vocabulary import ALIKE, GENERIC, canonical, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source
    from bot.review.facts.text import Clause, Token

_TELLING: Final = frozenset(
    {"n", "nz", "nr", "ns", "nt", "nrt", "v", "vn", "a", "an", "ad", "i", "l", "j", "vd", "z", "vi"}
)
_LIST: Final = re.compile(r"[\w·+-]{1,12}(?:、[\w·+-]{1,12})+(?:(?:和|以及|与|或者?)[\w·+-]{1,10})?")
_BETWEEN: Final = re.compile(r"、|和|以及|与|或者?")
_ASKED: Final = re.compile("怎么|怎样|如何|什么|为什么|哪|谁|多少|几")
"""Opens what a list asks: 怎么去、看什么."""
_BROAD: Final = names("topics")
_CALLS: Final = re.compile(
    "[^。,，]*有(?:这些|这几|以下|如下)[^。,，]*[\\W_哦啦呢呀]*$|[^。]*吧[^\\u4e00-\\u9fff]*$|[\\W_]*(?:别|不怪|难怪|怪不得|谁)|[^。]{0,12}(?:收好|收藏|码住|记好|存好|姐妹|友友|宝子|家人们|朋友[们请]?注意|注意啦|看过来|可以去)|[^,，。]{0,8}[,，]?(?:先|来|一起|快来|接着|往下|下面)[^,，。]{0,2}(?:看|听|聊|了解|认识|说说|瞧)"
)
"""Opens what is said to the reader, which asserts little."""
_ABOUT: Final = re.compile("文章[里中还也对]|这篇|本文|文[中里末]|全文|(?:本文|文章)?作者是|笔者")
"""Tells of the article rather than of what it tells."""
_UNKNOWN: Final = 0.3
_KNOWN_LEAST: Final = 0.45
_FEW: Final = 2
_STRANGE: Final = 2
"""Words of which the article has not one sign nearby."""
_CHATTER: Final = 3
"""Words of a sentence that is too short to assert much: 别怪它抠门."""
_THINGS: Final = frozenset({"n", "nz", "nr", "ns", "nt", "vn", "an"})
_HALF_KNOWN: Final = 0.6
_COVERED: Final = 0.25
"""Of what a sentence tells, what two neighbouring sentences of the article have at least."""
_CARRIED: Final = 0.3
"""… above which two new words are taken for a rewording."""
_MOSTLY: Final = 0.67
"""Share of its signs that an item of a list has of the article, to be a rewording."""
_LARGE: Final = 1000
"""A number without a unit that is no chance."""
_LONG: Final = 3
"""Signs of a topic that says something: of two are the words for whole fields."""
_KNOWN_WELL: Final = 0.7


def check(reading: Reading) -> Iterator[Finding]:
    """Name the sentences that are hardly the article's, and the strangers in lists."""
    by_sentence: dict[int, list[Token]] = defaultdict(list)
    for token in reading.text.tokens:
        if _tells(token):
            by_sentence[reading.text.sentence_at(token.start)].append(token)
    asserted = {clause.sentence for clause in reading.clauses}
    for sentence, tokens in by_sentence.items():
        if sentence in asserted and not _CALLS.match(reading.text.sentences[sentence].text):
            yield from _silent(reading, sentence, tokens)
    yield from _strangers(reading)


def telling(reading: Reading, clause: Clause) -> list[str]:
    """Return the words of a clause that claim something."""
    tokens = reading.text.tokens_of.get(clause.sentence, ())
    return [one.word for one in tokens if clause.piece.start <= one.start < clause.piece.end and _tells(one)]


def _tells(token: Token) -> bool:
    """Whether a word claims something; what is cut by guess is often no word."""
    common = token.tag in _TELLING and len(token.word) > 1 and token.word not in GENERIC
    return common and chinese.in_dictionary(token.word)


def _anchored(reading: Reading, sentence: int) -> bool:
    """Whether a sentence tells a number of the article's, which then it retells in words of its own."""
    piece, plain = reading.text.sentences[sentence], reading.text.plain
    return any(
        piece.start <= one.start < piece.end
        and not idle(one, plain[one.start : one.end])
        and (one.unit not in NAMED if one.unit else one.value >= _LARGE)
        and supported(one, reading.article)
        for one in reading.text.quantities
    )


def _silent(reading: Reading, sentence: int, tokens: list[Token]) -> Iterator[Finding]:
    piece = reading.text.sentences[sentence]
    around = _around(reading.article, piece.text)
    known = [_known(token.word, reading.article, around) for token in tokens]
    unknown = sum(1 for one in known if one < _UNKNOWN)
    strange = [token for token, one in zip(tokens, known, strict=True) if not one]
    things = sum(token.tag in _THINGS for token in strange)
    share = sum(known) / len(known)
    told = len(tokens) >= _CHATTER and sentence > 0
    cover = reading.article.cover(units(piece.text))
    if (
        (told and unknown >= _FEW and share < _KNOWN_LEAST and cover < _CARRIED)
        or (told and share < _HALF_KNOWN and cover < _COVERED)
        or (max(things, len(strange) - 1) >= _STRANGE and cover < _CARRIED)
    ):
        severity = Severity.WARN if _ABOUT.search(piece.text) or _anchored(reading, sentence) else Severity.REPAIR
        yield reading.finding(piece, "原文里找不到这句话的依据", severity=severity)
    elif len(strange) > 1 and share < _KNOWN_WELL:
        yield reading.finding(piece, f"这句话里的“{strange[0].word}”，原文没有", severity=Severity.WARN)


def _around(article: Source, text: str) -> str:
    """Return the article's sentences nearest to a text, with their neighbours."""
    found = []
    for _, number in article.near(units(text), 3):
        at = article.clauses[number].sentence
        found += [one.text for one in article.sentences[max(at - 1, 0) : at + 2]]
    return "".join(found)


def _known(word: str, article: Source, around: str) -> float:
    """Say how well the article knows a word: it, a word of the same meaning, its signs nearby."""
    if known_anywhere(word, article):
        return 1
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    if len(word) > 2 and any(pair in article.everything for pair in pairs):  # noqa: PLR2004 - half of a longer word
        return 0.7
    return 0.8 * sum(1 for sign in word if sign in around) / len(word)


def known_anywhere(word: str, article: Source) -> bool:
    """Whether an article has a word, or one of the same meaning."""
    return (
        word in article.everything
        or canonical(word) in article.canonical
        or any(other in article.everything for other in ALIKE.get(word, ()))
    )


def _strangers(reading: Reading) -> Iterator[Finding]:
    everything = reading.article.everything
    for match in _LIST.finditer(reading.text.plain):
        if not reading.own(match.start()):
            continue
        items = [item for item in _BETWEEN.split(match[0]) if len(item) > 1 and not _ASKED.match(item)]
        # The first and the last carry what stands before and after the list.
        unknown = [item for item in items if not _item_known(item, reading.article)]
        if len(items) < 3 or len(unknown) == len(items):  # noqa: PLR2004 - one of two may be a rewording
            continue
        copied = len(unknown) == 1 and sum(item in everything for item in items) > 1
        for item in unknown:
            start = match.start() + match[0].index(item)
            known = sum(sign in everything for sign in item)
            sure = not known or (copied and known < _MOSTLY * len(item))
            yield reading.finding(
                Piece(item, start, start + len(item)),
                "并列里的这一项，原文没有",
                severity=Severity.REPAIR if sure else Severity.WARN,
            )


def _item_known(item: str, article: Source) -> bool:
    folded = canonical(item)
    return (
        item in article.everything
        or folded in article.canonical
        or any(folded[at : at + 2] in article.canonical for at in range(len(folded) - 1))
    )


def topics(found: tuple[str, ...], article: Source) -> Iterator[Finding]:
    """Name the topics with a name or number that the article does not have, and those that share nothing with it."""
    for topic in found:
        text = plain(topic)
        if text in _BROAD or text in article.everything or latin_known(text, article):
            continue
        numbers = [one for one in quantities(text) if one.unit and not supported(one, article)]
        if numbers or strange(text, article):
            yield finding(topic, "话题里的名称或数字原文没有", article)
        elif len(text) >= _LONG and not any(sign in article.everything for sign in text):
            yield finding(topic, "话题与原文没有共同的词", article, severity=Severity.WARN)
