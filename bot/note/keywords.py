"""Finds the topics of an article: names, products and compound nouns that a person would search for."""

from __future__ import annotations

import math
import re
from collections import Counter
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
_JOINING: Final = frozenset({"n", "nz", "vn", "j", "ns", "nt", "an"})
_LATIN: Final = re.compile(r"(?<![A-Za-z0-9.'’-])[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2}(?![A-Za-z0-9'’]|[.-]\w)")
_IN_SENTENCE: Final = re.compile(rf"(?<=[a-z,] ){_LATIN.pattern}")
_WORK: Final = re.compile(r"《([^《》\n]{2,15})》")
# Words that anything can be about: nobody finds an article by them.
_GENERIC: Final = frozenset((Path(__file__).parent / "generic.txt").read_text("utf-8").split())


def topics(article: Article) -> tuple[str, ...]:
    """Return three to six topics, the surest first; fewer where the article has no more."""
    names = Counter(_names(article))
    nouns = Counter(_nouns(f"{article.title}。\n{article.text[:_READ]}"))
    title = article.title.replace(" ", "")
    counts = {word: max(names[word], nouns[word]) for word in (*names, *nouns) if _says_something(word)}
    surest = sorted(counts, key=lambda word: -_worth(word, counts[word], title))
    kept: list[str] = []
    for word in surest:
        telling = word in names or counts[word] >= _recurring(word, title)
        if telling and len(kept) < _MOST and not any(word in other or other in word for other in kept):
            kept.append(word)
    kept += [word for word in surest if word not in kept and word in title][: max(_LEAST - len(kept), 0)]
    return form.topics("#".join(kept))


def _names(article: Article) -> Iterator[str]:
    """Find Latin names and the titles of works; in an English text every word of a title or sentence may be large."""
    text = article.text[:_READ]
    english = len(text.encode()) < 1.2 * len(text)
    found = _IN_SENTENCE.finditer(text) if english else _LATIN.finditer(f"{article.title}\n{text}")
    times = Counter(match.group().replace(" ", "") for match in found)
    yield from (name for name in times.elements() if times[name] > 1 or name in article.title)
    yield from (match.group(1) for match in _WORK.finditer(text))


def _nouns(text: str) -> Iterator[str]:
    """Find nouns, Chinese names, and runs of two or three nouns."""
    run: list[str] = []
    for word, tag in (*chinese.tagged(text), ("", "x")):
        if tag in _NOUNS and len(word) > 1 and not word.isascii():
            yield word
        if tag in _JOINING and len(word) > 1 and not word.isascii():
            run.append(word)
            continue
        if 1 < len(run) < 4 and len("".join(run)) <= _COMPOUND:  # noqa: PLR2004 - two or three nouns
            yield "".join(run)
        run = []


def _says_something(word: str) -> bool:
    return word not in _GENERIC and word.isalnum() and not word.isdigit()


def _worth(word: str, times: int, title: str) -> float:
    """Weigh how often, how telling (long words are), and whether the title has it."""
    length = len(word) if not word.isascii() else 3
    return math.sqrt(times) * min(length, 6) * (3 if word in title else 1)


def _recurring(word: str, title: str) -> int:
    """Say how often a noun must occur before the article is about it."""
    if word in title:
        return 2
    return 4 if len(word) <= 2 else 2  # noqa: PLR2004 - words of two characters are common ones
