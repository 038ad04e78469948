"""What of a text is a whole phrase: runs of clauses, ends that lead nowhere, quotations that stay open."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot import chinese
from bot.models import title_length

LEAST: Final = 8
"""A clause below this says too little to be the title."""
_BARE: Final = 10
"""A phrase below this needs a predicate."""
CLAUSE: Final = re.compile(
    r"(?<=[，。！？；：｜|—…、])|(?<=[a-z]\.)(?=\s[A-Z])|(?<=[,!?;:](?=[\s\u2e80-\U0001faff]))|(?<=\s[-–])(?=\s)|(?<=[^A-Za-z\s])\s(?=[\u2e80-\u9fff“《「【])"
)
_HALF: Final = re.compile(
    r"(?:即使|即便|虽然|尽管|如果|假如|因为|由于|随着|为了|既然|只要|除了|关于|对于|当)[^，]*|.*(?P<one>一边|一方面|越)(?!.*(?P=one)).*"
)
"""A clause that waits for another."""
_CONTINUING: Final = frozenset({"c", "d", "m", "r", "p", "y", "u", "uj", "ul"})
"""Parts of speech that begin a clause which goes on from the one before."""
_PREDICATES: Final = frozenset({"v", "a", "i", "l", "an", "ad", "vi", "vg"})
_LABELLING: Final = ":：|｜"
"""After a clause that only names who speaks, or the column."""
_ATTRIBUTE: Final = re.compile(r".*的[^，。！？\s]{1,6}")
"""A noun with what is said of it: a subject that waits for its predicate."""
HAN: Final = re.compile(r"[\u2e80-\u9fff]")
EDGE: Final = " \t\n，。；：、,;:|｜-–—·…/\\&+和与及"
DANGLING: Final = frozenset({"p", "c", "uj", "ud", "uv", "m", "r", "d", "f"})
"""Parts of speech that lead to something: prepositions, conjunctions, 的, numbers, pronouns, adverbs."""
_DANGLING_WORDS: Final = re.compile(
    "[的地得之和与及或在是把被将对从为向就也还又而但让给用以于到比跟因所每各该起]"
    "|an?|the|of|and|or|in|on|at|to|for|with|by|from|as|is|are|was|were|its|his|her|their|that|this"
    "|i|we|she|he|they|it|up|be",
    re.IGNORECASE,
)
_PAIRS: Final = {"《": "》", "“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "‘": "’", "【": "】", "[": "]"}
_APOSTROPHE: Final = re.compile(r"(?<=\w)’(?=\w)")


def runs(title: str, limit: int) -> list[tuple[int, bool, int, str]]:
    """Return the runs of whole clauses within `limit`, each after what it lacks, if it starts late, and its length."""
    clauses = [clause for clause in CLAUSE.split(title) if clause.strip()]
    return sorted(
        {
            (_wanting(run, clauses[end - 1], late=start > 0), start > 0, -title_length(run), run)
            for start in range(len(clauses))
            for end in range(len(clauses), start, -1)
            if (run := whole("".join(clauses[start:end])))
            and LEAST <= title_length(run) <= limit
            and not _HALF.fullmatch(run)
        }
    )


def _wanting(run: str, last: str, *, late: bool) -> int:
    """Count what a run of clauses lacks for a complete phrase; `last` is its last clause with its punctuation."""
    if not HAN.search(run):
        return int(late)
    words = tagged(run)
    return (
        2 * (late and (words[0][1] in _CONTINUING or run[0].isdigit()))
        + (last.rstrip()[-1] in _LABELLING)
        + (title_length(run) < _BARE and all(tag not in _PREDICATES for _, tag in words))
        + bool(_ATTRIBUTE.fullmatch(run))
    )


def whole(run: str) -> str:
    """Trim the punctuation at the edges; "" if a bracket or a quotation is open."""
    run = run.strip(EDGE).rstrip(EDGE + ".")
    marks = _APOSTROPHE.sub("", run)
    return run if all(marks.count(opening) == marks.count(closing) for opening, closing in _PAIRS.items()) else ""


def undangled(text: str) -> str:
    """Drop the last words while they lead to something that was cut."""
    while text:
        word, tag = tagged(text)[-1]
        if not (tag in DANGLING or _DANGLING_WORDS.fullmatch(word)):
            break
        text = text[: -len(word)].rstrip(EDGE)
    return text


def closed(text: str) -> str:
    """Cut before a bracket or quotation that no longer closes; without anything before it, drop the mark."""
    for opening, closing in _PAIRS.items():
        while text.count(opening) > _APOSTROPHE.sub("", text).count(closing):
            before, _, after = text.rpartition(opening)
            text = before.rstrip(EDGE) if title_length(before) >= LEAST else before + after
    return text


@lru_cache(maxsize=256)
def cut(text: str) -> tuple[str, ...]:
    """Cut a title into words; asked again and again, so remembered."""
    return chinese.words(text)


@lru_cache(maxsize=256)
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """Cut a title into (word, part of speech), remembered likewise."""
    return chinese.tagged(text)
