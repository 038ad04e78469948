"""Finds the topics of an article: names, products and compound nouns that a person would search for."""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot import chinese
from bot.note import form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Article

_READ: Final = 6000
"""Characters that are looked through."""
_MOST: Final = 6
_LEAST: Final = 3
_COMPOUND: Final = 10
"""Most characters of a compound."""
_NAMES: Final = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})
_NOUNS: Final = _NAMES | {"n", "j"}
_SET: Final = "l"
_SET_LEAST: Final = 4
"""Characters of a set phrase that may be a noun: 有轨电车."""
_JOINING: Final = frozenset({"n", "nz", "vn", "j", "ns", "nt", "an"})
_LATIN: Final = re.compile(r"(?<![A-Za-z0-9.'’-])[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2}(?![A-Za-z0-9'’]|[.-]\w)")
_IN_SENTENCE: Final = re.compile(rf"(?<=[a-z,] ){_LATIN.pattern}")
_COINED: Final = re.compile(r"\b[A-Z][a-z]+[A-Z][A-Za-z]*\b|\b[A-Z]{3,}\b")
"""A name by its very look: OpenAI, NASA."""
_COINED_WITHIN: Final = re.compile(r"[a-z][A-Z]")
_WORK: Final = re.compile(r"《([^《》\n]{2,10})》")
_PHRASE_LEAST: Final = 3
_PHRASE: Final = re.compile(r"(?=\b([a-z]{4,}) ([a-z]{4,})\b)")
_REPORTING: Final = re.compile(
    r"[（(][^（）()\n]{0,40}(?:记者|通讯员)[^（）()\n]{0,40}[）)]"
    r"|(?:记者|通讯员|编辑|校对|摄影|作者)\s*[:：丨|/]?\s*[\u3400-\u9fff]{2,4}(?:[\s、][\u3400-\u9fff]{2,4})*\s*(?:摄|文|报道|$)",
    re.MULTILINE,
)
"""Where the people are named who made the article, whom nobody looks for."""
_TELLING: Final = ("说", "称", "表示", "指出", "认为", "记者", "日报", "时报", "晚报", "商报", "新闻")
"""How a name ends with which a speaker or a newspaper was taken along."""
# Words that anything can be about: nobody finds an article by them.
_GENERIC: Final = frozenset((Path(__file__).parent / "generic.txt").read_text("utf-8").split())


def topics(article: Article) -> tuple[str, ...]:
    """Return three to six topics, the surest first; fewer where the article has no more."""
    names = Counter(_names(article))
    text = article.text[:_READ]
    makers = {word for match in _REPORTING.finditer(text) for word, _ in chinese.tagged(match.group())}
    makers |= set(chinese.words(article.author))
    nouns = Counter(_nouns(_REPORTING.sub("", f"{article.title}。\n{text}")))
    title = article.title.replace(" ", "")
    counts = {word: max(names[word], nouns[word]) for word in (*names, *nouns) if _says_something(word, makers)}
    surest = sorted(counts, key=lambda word: -_worth(word, counts[word], title))
    kept: list[str] = []
    for word in surest:
        telling = word in names or counts[word] >= _recurring(word, title)
        if telling and len(kept) < _MOST and not any(word in other or other in word for other in kept):
            kept.append(word)
    spare = (word for word in surest if word not in kept and word in title and (counts[word] > 1 or len(word) > 2))  # noqa: PLR2004
    return form.topics("#".join([*kept, *islice(spare, max(_LEAST - len(kept), 0))]))


def filled(found: tuple[str, ...], article: Article) -> tuple[str, ...]:
    """Return topics as they were found, too few filled up from the article: small models forget them."""
    if len(found) >= _LEAST:
        return found
    more = [topic for topic in topics(article) if not any(topic in own or own in topic for own in found)]
    return form.topics([*found, *more])


def _names(article: Article) -> Iterator[str]:
    """Find Latin names, English phrases and the titles of works."""
    text = article.text[:_READ]
    english = len(text.encode()) < 1.2 * len(text)
    if english:
        yield from _english(article.title, text)
    else:
        times = Counter(match.group().replace(" ", "") for match in _LATIN.finditer(f"{article.title}\n{text}"))
        yield from (name for name in times.elements() if times[name] > 1 or name in article.title)
    yield from (match.group(1) for match in _WORK.finditer(text))


def _english(title: str, text: str) -> Iterator[str]:
    """Find names, which are written large within a sentence too, and pairs of words that come again and again."""
    known = {match.group() for match in _IN_SENTENCE.finditer(text)} | set(_COINED.findall(f"{title} {text}"))
    common = set(re.findall(r"\b[a-z]+\b", text))
    for name in known:
        times = len(re.findall(rf"\b{name}\b", text))
        if name.lower() in common and not _COINED_WITHIN.search(name):
            continue
        if times > 1 or name in title:
            yield from [name.replace(" ", "")] * times
    pairs = Counter(match.groups() for match in _PHRASE.finditer(text.lower()))
    for (one, other), times in pairs.items():
        plain = one.capitalize() not in _GENERIC and other.capitalize() not in _GENERIC
        if plain and times >= _PHRASE_LEAST and f"{one} {other}" in title.lower():
            yield from [one.capitalize() + other.capitalize()] * times


def _nouns(text: str) -> Iterator[str]:
    """Find nouns, Chinese names, and runs of two or three nouns."""
    run: list[str] = []
    for word, tag in (*chinese.tagged(text), ("", "x")):
        noun = tag in _NOUNS or (tag == _SET and len(word) >= _SET_LEAST)
        if noun and len(word) > 1 and not word.isascii():
            yield word
        if tag in _JOINING and len(word) > 1 and not word.isascii():
            run.append(word)
            continue
        if 1 < len(run) < 4 and len("".join(run)) <= _COMPOUND:  # noqa: PLR2004 - two or three nouns
            yield "".join(run)
        run = []


def _says_something(word: str, makers: set[str]) -> bool:
    if word in _GENERIC or word in makers or not word.isalnum() or word.isdigit() or word.endswith(_TELLING):
        return False
    return word.isascii() or not all(part in _GENERIC for part in chinese.words(word))


def _worth(word: str, times: int, title: str) -> float:
    """Weigh how often, how telling (long words are), and whether the title has it."""
    length = len(word) if not word.isascii() else 3
    return math.sqrt(times) * min(length, 6) * (3 if word in title else 1)


def _recurring(word: str, title: str) -> int:
    """Say how often a noun must occur before the article is about it."""
    if word in title:
        return 2 if len(word) > 2 else 3  # noqa: PLR2004 - words of two characters are common ones
    return 4 if len(word) <= 2 else 2  # noqa: PLR2004 - words of two characters are common ones
