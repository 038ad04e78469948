"""The vocabulary of the check: words of words.toml as patterns, read once."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_WORDS: Final[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def any_of(words: str) -> re.Pattern[str]:
    """Match any of the words, each a pattern, the longest first."""
    return re.compile("|".join(sorted(words.split(), key=len, reverse=True)))


def group(name: str) -> re.Pattern[str]:
    """Match any word of a named group."""
    return any_of(_WORDS[name])


def names(name: str) -> frozenset[str]:
    """Return the words of a group of names."""
    return frozenset(_WORDS["names"][name].split())


def invented() -> dict[str, tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...]]:
    """Return for each kind the patterns, each with what must stand in the article to allow it."""
    return {
        kind: tuple((re.compile(pattern), re.compile(allowed) if allowed else None) for pattern, allowed in rows)
        for kind, rows in _WORDS["invented"].items()
    }


def fates() -> tuple[str, ...]:
    """Return the words for what befalls people, in groups of one meaning."""
    return tuple(_WORDS["fates"])


def chat() -> re.Pattern[str]:
    """Match what is only said to a note's reader."""
    found = _WORDS["chat"]
    return re.compile("|".join(found["phrases"]).replace("READERS", f"(?:{found['readers']})"))


OPPOSITES: Final = tuple((any_of(one), any_of(other)) for one, other in _WORDS["opposite"])
SUPERLATIVES: Final = tuple(any_of(words) for words in _WORDS["superlatives"])
NEGATOR: Final = group("negators")
NOT_NEGATOR: Final = group("not_negators")
"""Holds a negator's sign and denies nothing."""
FIRST_PERSON: Final = re.compile("(?<![自忘你他她它])我(?![国军市省区县校院司方])们?")
"""An 我 that is somebody's, not 我国."""
SPOKEN: Final = re.compile("[“「『][^”」』]*[”」』]")
"""Words in quotation marks: an 我 in them is not the writer's."""
GENERIC: Final = frozenset(_WORDS["generic"]["words"].split())
SURNAMES: Final = frozenset(_WORDS["names"]["surnames"])
STAND_INS: Final = frozenset(_WORDS["names"]["stand_ins"].split())
"""Words that stand for something named before: 平台."""
_SAME: Final = {word: words.split()[0] for words in _WORDS["same"] for word in words.split()}
_ANY_SAME: Final = any_of(" ".join(_SAME))


def _thesaurus() -> dict[str, tuple[str, ...]]:
    """Return for each word of thesaurus.txt (a line: words of one meaning or nearly) the others of its lines."""
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "thesaurus.txt").read_text("utf-8").splitlines():
        group = line.split()
        for word in group:
            found.setdefault(word, []).extend(group)
    return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}


ALIKE: Final = _thesaurus()
"""For a word, those that may stand for it in a retelling."""


@lru_cache(maxsize=8192)
def canonical(text: str) -> str:
    """Put one word for all that say the same."""
    return _ANY_SAME.sub(lambda match: _SAME[match[0]], text)


def names_it(text: str, word: str) -> bool:
    """Whether a text has a word, or one of the same meaning."""
    return word in text or canonical(word) in canonical(text) or any(other in text for other in ALIKE.get(word, ()))


@lru_cache(maxsize=4096)
def masked(text: str, pattern: re.Pattern[str]) -> str:
    """Blank out what a pattern matches; the length stays."""
    return pattern.sub(lambda match: "　" * len(match[0]), text)
