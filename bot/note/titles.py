"""Makes a title fit: whole clauses where they stand alone, else cut between words, never inside one or an emoji."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot import chinese
from bot.models import TITLE_LIMIT, title_length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LEAST: Final = 8
"""A clause below this says too little to be the title."""
_LOOKED_AT: Final = 300
"""Most characters of a title that are looked at."""
_CLAUSE: Final = re.compile(
    r"(?<=[，。！？；｜|—…、])|(?<=[,!?;:：](?=[\s\u2e80-\U0001faff]))|(?<=\s[-–])(?=\s)|(?<=[^A-Za-z\s])\s(?=[\u2e80-\u9fff])"
)
_HALF: Final = re.compile(r"(?:即使|即便|虽然|尽管|如果|假如|因为|由于|随着|为了|既然|只要|除了|关于|对于|当)[^，]*")
"""A clause that waits for another."""
_EDGE: Final = " \t\n，。；：、,;:|｜-–—·…/\\&+和与及"
_DANGLING: Final = frozenset({"p", "c", "uj", "ud", "uv", "m", "r", "d", "f"})
"""Parts of speech that lead to something: prepositions, conjunctions, 的, numbers, pronouns, adverbs."""
_DANGLING_WORDS: Final = re.compile(
    "[的地得之和与及或在是把被将对从为向就也还又而但让给用以于到比跟因所每各该]"
    "|an?|the|of|and|or|in|on|at|to|for|with|by|from|as|is|are|was|were|its|his|her|their|that|this",
    re.IGNORECASE,
)
_PAIRS: Final = {"《": "》", "“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "‘": "’", "【": "】", "[": "]"}
_JOINED: Final = re.compile("[\u200d\ufe00-\ufe0f\u0300-\u036f\u20d0-\u20ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG: Final = re.compile("[\U0001f1e6-\U0001f1ff]")


def fitted(title: str, *, limit: int = TITLE_LIMIT) -> str:
    """Return the title within `limit` as the platform counts, "" if nothing of it stands alone."""
    title = title.strip()
    if title_length(title) <= limit:
        return title
    title = title[:_LOOKED_AT]
    return next(iter(standing(title, limit=limit)), "") or _words_of(title, limit)


def standing(title: str, *, limit: int = TITLE_LIMIT) -> list[str]:
    """Return the runs of whole clauses that fit, the best first: from the start and long before late and short."""
    clauses = [clause for clause in _CLAUSE.split(title) if clause.strip()]
    runs = {
        run: (start > 0, -title_length(run))
        for start in range(len(clauses))
        for end in range(len(clauses), start, -1)
        if (run := _whole("".join(clauses[start:end])))
        and _LEAST <= title_length(run) <= limit
        and not _HALF.fullmatch(run)
    }
    return sorted(runs, key=lambda run: runs[run])


def graphemes_within(text: str, units: int) -> str:
    """Cut to at most `units` UTF-16 units between two visible characters."""
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore")
    while kept and not _is_border(text, len(kept)):
        kept = kept[:-1]
    return kept


def _whole(run: str) -> str:
    """Trim the punctuation at the edges; "" if a bracket or a quotation is open."""
    run = run.strip(_EDGE)
    return run if all(run.count(opening) == run.count(closing) for opening, closing in _PAIRS.items()) else ""


def _words_of(title: str, limit: int) -> str:
    """Keep as many words as fit, without a last one that leads nowhere; as the very last resort, characters."""
    for end in _borders(title):
        kept = title[:end].rstrip(_EDGE)
        if title_length(kept) <= limit and (kept := _closed(_undangled(kept)).strip()):
            return kept
    return ""


def _borders(title: str) -> Iterator[int]:
    """Yield the ends of words, the last first; a Latin name, a number and an emoji are never parted."""
    ends, at = [], 0
    for word in _cut(title):
        at += len(word)
        ends.append(at)
    return (end for end in reversed(ends) if _is_border(title, end) and not _in_one_name(title, end))


def _is_border(text: str, at: int) -> bool:
    if at >= len(text) or at == 0:
        return True
    before, after = text[at - 1], text[at]
    return not (before == "\u200d" or _JOINED.match(after) or (_FLAG.match(before) and _FLAG.match(after)))


def _in_one_name(text: str, at: int) -> bool:
    """Whether both sides are ASCII without a space between: GPT-5, V3.1, 3.5%; or a number and its unit."""
    if at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isascii() and not before.isspace() and ((after.isascii() and not after.isspace()) or before.isdigit())


def _undangled(text: str) -> str:
    """Drop the last words while they lead to something that was cut."""
    while text:
        word, tag = _tagged(text)[-1]
        if not (tag in _DANGLING or _DANGLING_WORDS.fullmatch(word)):
            break
        text = text[: -len(word)].rstrip(_EDGE)
    return text


def _closed(text: str) -> str:
    """Cut before a bracket or quotation that no longer closes; without anything before it, drop the mark."""
    for opening, closing in _PAIRS.items():
        while text.count(opening) > text.count(closing):
            before, _, after = text.rpartition(opening)
            text = before.rstrip(_EDGE) if title_length(before) >= _LEAST else before + after
    return text


@lru_cache(maxsize=256)
def _cut(text: str) -> tuple[str, ...]:
    return chinese.words(text)


@lru_cache(maxsize=256)
def _tagged(text: str) -> tuple[tuple[str, str], ...]:
    return chinese.tagged(text)


def first_of(candidates: Iterable[str]) -> str:
    """Return the first candidate of which something fits."""
    return next(filter(None, map(fitted, candidates)), "")
