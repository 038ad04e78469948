"""Names of a note: Latin words, people, organisations, places, quotations, 《titles》; each is the article's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from bot import chinese
from bot.review.facts.plain import Piece
from bot.review.facts.text import bare
from bot.review.facts.vocabulary import GENERIC, SURNAMES, any_of, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source

_LATIN: Final = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9]*(?:[.+'-]?[a-z0-9]+)*")
_COMMON_LATIN: Final = names("latin")
_KNOWN: Final = any_of(" ".join(names("known")))
ROLES: Final = any_of(" ".join(names("roles")))
_SAYS: Final = re.compile(
    r"(?:说|表示|认为|指出|介绍|透露|称|坦言|强调|解释|提醒|觉得|提到|建议|女士|先生|阿姨|教授|医生)"
)
_ORGANISATION: Final = re.compile(
    r"(?:大学|医院|研究院|研究所|研究中心|公司|集团|银行|证券|协会|委员会|管理局|教育局|公安局|法院|学院|实验室|出版社|日报|晚报|电视台)$"
)
_ENDS_PLACE: Final = re.compile("[省市县区州国镇村岛湾港城]$")
_NAMED: Final = frozenset({"ns", "nt", "nz"})
_COUNTS: Final = "一二两三四五六七八九十几各每"
"""Open what is a number of places: 三城."""
_CUT: Final = "用在从到去由至往与和向于把对为是住"
"""Signs that are cut together with a name behind them: 用青湾."""
_PROVINCES: Final = dict(pair.split("=") for pair in names("provinces"))
"""The one sign by which a province goes as well: 滇."""
_GENERIC_PLACES: Final = names("generic_places")
_QUOTE: Final = re.compile(r"[“「『\"]([^“”「」『』\"\n]{2,})[”」』\"]")
_TITLE: Final = re.compile(r"《([^《》\n]{1,80})》")
_SPEECH: Final = re.compile(
    r"(?:说|表示|称|道|讲|指出|强调|坦言|介绍|写道|回应|问|喊|直言|提到)[^。！？\n]{0,3}[:：,，]?$"
)
_SPOKEN: Final = 5
"""Letters of a quotation that somebody is said to have said."""
_EMPHASIS: Final = 9
"""Letters of one that nobody is: shorter ones are irony or a term."""


def check(reading: Reading) -> Iterator[Finding]:
    """Name what the article does not name."""
    seen: set[str] = set()
    for piece, message in (*_strangers(reading), *_quotations(reading)):
        if piece.text not in seen:
            seen.add(piece.text)
            yield reading.finding(piece, message)


def mentioned(reading: Reading, people: Iterable[str]) -> Iterator[tuple[int, int, Literal["name", "quotation"]]]:
    """Tell what of a note can be looked up: Latin words, people, places, bodies, quotations, 《titles》."""
    text = reading.text.plain
    for match in _LATIN.finditer(text):
        if len(match[0]) > 1 and match[0] not in _COMMON_LATIN:
            yield (*match.span(), "name")
    for name in people:
        yield from ((match.start(), match.end(), "name") for match in re.finditer(re.escape(name), text))
    for piece, _ in _strangers(reading):
        yield piece.start, piece.end, "name"
    for token in reading.text.tokens:
        if _is_place(token.word, token.tag) and token.word in reading.article.everything:
            yield token.start, token.start + len(token.word), "name"
    for pattern in (_QUOTE, _TITLE):
        for match in pattern.finditer(text):
            yield (*match.span(), "quotation")


def _is_place(word: str, tag: str) -> bool:
    """Whether a word names a place or a body: one that anyone knows, or with 省, 大学 at its end."""
    if _KNOWN.fullmatch(word):
        return tag != "n"
    named = (tag == "ns" and _ENDS_PLACE.search(word)) or (tag in _NAMED and _ORGANISATION.search(word))
    return bool(named) and len(word.lstrip(_CUT)) > 2 and word not in _GENERIC_PLACES and word not in GENERIC  # noqa: PLR2004 - 城市


def strange(text: str, article: Source) -> list[str]:
    """Return the names in a plain text that an article does not have: Latin words and names that anyone knows."""
    latin = [match[0] for match in _LATIN.finditer(text) if not latin_known(match[0], article)]
    return latin + [match[0] for match in _KNOWN.finditer(text) if match[0] not in article.everything]


def latin_known(word: str, article: Source) -> bool:
    """Whether a Latin word is the article's, or names nothing."""
    return len(word) == 1 or word.rstrip("0123456789") in _COMMON_LATIN or bare(word) in article.bare


def _strangers(reading: Reading) -> Iterator[tuple[Piece, str]]:
    text, article = reading.text.plain, reading.article
    for match in _LATIN.finditer(text):
        if not latin_known(match[0], article):
            yield Piece(match[0], *match.span()), "原文没有这个名称"
    for match in _KNOWN.finditer(text):
        if match[0] not in article.everything and not _short_for(match[0], article):
            yield Piece(match[0], *match.span()), "原文没有提到"
    yield from _tagged(reading)


def _tagged(reading: Reading) -> Iterator[tuple[Piece, str]]:
    """Find the people, organisations and places by their part of speech, and by what stands beside them."""
    text, tokens = reading.text.plain, reading.text.tokens
    for before, token in zip((None, *tokens), tokens, strict=False):
        word, end = token.word, token.start + len(token.word)
        if len(word) < 2 or word[:2] in reading.article.everything or word in GENERIC:  # noqa: PLR2004 - one sign is no name
            continue
        piece = Piece(word, token.start, end)
        beside = _SAYS.match(text, end) or (before and ROLES.search(before.word))
        if token.tag == "nr" and word[0] in SURNAMES and len(word) <= 3 and beside:  # noqa: PLR2004 - as long as names are
            yield piece, "原文没有这个人"
        elif (
            token.tag == "ns"
            and word.rstrip("省市区县") not in reading.article.everything
            and word not in _GENERIC_PLACES
            and word[-2:] not in reading.article.everything
            and not any(sign in reading.article.everything for sign in _PROVINCES.get(word.rstrip("省市"), ""))
            and _ENDS_PLACE.search(word)
            and word[0] not in _COUNTS
            and chinese.in_dictionary(word)
        ):
            yield piece, "原文没有这个地方"
        elif token.tag == "nt" and _ORGANISATION.search(word) and not _short_for(word, reading.article):
            yield piece, "原文没有这个机构"


def _short_for(word: str, article: Source) -> bool:
    """Whether a name is a short form: 药监局 of 药品监督管理局."""
    return bool(re.search(".{0,4}".join(map(re.escape, word)), article.everything))


def _quotations(reading: Reading) -> Iterator[tuple[Piece, str]]:
    text = reading.text.plain
    for match in _QUOTE.finditer(text):
        quote = bare(match[1])
        spoken = bool(_SPEECH.search(text[max(match.start() - 10, 0) : match.start()]))
        if len(quote) >= (_SPOKEN if spoken else _EMPHASIS) and quote not in reading.article.bare:
            yield Piece(match[0], *match.span()), "引号里的话与原文不一致"
    for match in _TITLE.finditer(text):
        title = bare(match[1].rstrip("…"))
        if title and title not in reading.article.bare:
            yield Piece(match[0], *match.span()), "原文没有这个题名"
