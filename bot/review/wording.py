"""Wording that gets notes limited or that the advertising law restricts: our word lists, a team's own on top.

A list is a TOML file: `group`, `why`, `severity`, and `entries`, each with a pattern to `find`, what to write `instead`
and the context in which it is honest (`except`). A team's file may hold the same, and `mute` what we list.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.errors import WordsUnusable
from bot.models import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Article, Note

_LISTS: Final = Path(__file__).parent / "words"
_TITLE: Final = re.compile(r"《[^《》\n]*》")
_SAID: Final = re.compile(
    r"(?:说|称|表示|写道|认为|指出|问|叫|名为|所谓|宣称|评为|获|的)[^“「\n。]{0,3}[:：,，]?[“「][^”」\n]*[”」]"
)
_MENTIONED: Final = re.compile(
    r"(?:[“「][^”」\n]{1,10}[”」][、和及]?)+(?=等|字样|用语|一词|这[种类]|之类|的?(?:说法|表述|宣传语))"
)
"""Words spoken of, not used."""
_SENTENCE: Final = re.compile(r"[^。！？!?\n]*[。！？!?]?")
_KEYS: Final = frozenset({"mute", "group", "why", "severity", "except", "entries"})
_SIZE: Final = 200_000
"""Most bytes of a list."""
_AROUND: Final = 20
"""Characters before and after a hit that may excuse it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One pattern of a list: what it finds, what excuses it, what to write instead."""

    group: str
    why: str
    severity: Severity
    find: re.Pattern[str]
    excused: re.Pattern[str] | None
    before: re.Pattern[str] | None
    """What, just before a hit, excuses any entry of the group."""
    instead: str


@lru_cache
def load(path: Path | None = None) -> tuple[Entry, ...]:
    """Read our lists, and before them a team's file, which may add entries and mute ours. Raises WordsUnusable."""
    entries = tuple(entry for own in sorted(_LISTS.glob("*.toml")) for entry in _entries(_read(own)))
    if path is None:
        return entries
    try:
        team = _read(path)
        muted = _muted(team)
        kept = (one for one in entries if not any(one.find.fullmatch(word) for word in muted))
        return (*_entries(team), *kept)  # the first to find a word says what is to be done
    except OSError as error:
        raise WordsUnusable(f"{path.name}: {error.strerror}") from error
    except (TypeError, ValueError) as error:
        raise WordsUnusable(f"{path.name}: {error}") from error


def wording(note: Note, article: Article, *, entries: tuple[Entry, ...] | None = None) -> tuple[Finding, ...]:
    """Name each word once, with the note's sentence; 《names》 and what somebody is quoted saying are left alone."""
    del article
    found: dict[str, Finding] = {}
    for text in (note.title, note.body, *note.topics):
        for finding in _in_text(text, load() if entries is None else entries):
            found.setdefault(finding.span, finding)
    return tuple(found.values())


def _in_text(text: str, entries: tuple[Entry, ...]) -> Iterator[Finding]:
    spared = [match.span() for pattern in (_TITLE, _SAID, _MENTIONED) for match in pattern.finditer(text)]
    taken: list[tuple[int, int]] = []
    for entry in entries:
        for match in entry.find.finditer(text):
            start, end = match.span()
            if start == end or any(first < end and start < last for first, last in (*spared, *taken)):
                continue
            if _excused(entry, text, start, end):
                continue
            taken.append((start, end))
            yield Finding(
                check="wording",
                severity=entry.severity,
                span=match[0],
                message=f"{entry.group}“{match[0]}”：{entry.why}，宜{_advice(entry.instead)}"
                f"（{_sentence(text, start)}）",
            )


def _excused(entry: Entry, text: str, start: int, end: int) -> bool:
    first = max(start - _AROUND, 0)
    if entry.before and entry.before.search(text[first:start]):
        return True
    if not entry.excused:
        return False
    return any(
        match.start() < end - first and match.end() > start - first
        for match in entry.excused.finditer(text[first : end + _AROUND])
    )


def _advice(instead: str) -> str:
    return instead if instead.startswith(("写", "删", "不", "按", "用", "直接")) else f"改为“{instead}”"


def _sentence(text: str, place: int) -> str:
    return next((match[0].strip() for match in _SENTENCE.finditer(text) if match.start() <= place < match.end()), "")


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        data = file.read(_SIZE + 1)
    if len(data) > _SIZE:
        raise ValueError(f"more than {_SIZE} bytes")
    return tomllib.loads(data.decode())


def _muted(team: dict[str, Any]) -> list[str]:
    """Return the words to mute. Raises TypeError; ValueError for a key that means nothing, which is one mistyped."""
    if unknown := sorted(team.keys() - _KEYS):
        raise ValueError(f"{unknown[0]}?")
    muted = team.get("mute", [])
    if not isinstance(muted, list) or not all(isinstance(word, str) for word in muted):
        raise TypeError("mute is no list of texts")
    return muted


def _entries(data: dict[str, Any]) -> Iterator[Entry]:
    """Read a list's entries. Raises TypeError, ValueError."""
    listed = data.get("entries", [])
    if not isinstance(listed, list):
        raise TypeError("entries is no list")
    for number, one in enumerate(listed, 1):
        try:
            yield _entry(one, data)
        except (TypeError, ValueError, re.error) as error:
            raise ValueError(f"entry {number}: {error}") from error


def _entry(one: object, data: dict[str, Any]) -> Entry:
    if not isinstance(one, dict):
        raise TypeError("not a table")
    excused, before = _text(one, "except", ""), _text(data, "except", "")
    return Entry(
        group=_text(data, "group"),
        why=_text(data, "why"),
        severity=Severity(_text(one, "severity", "") or _text(data, "severity")),
        find=re.compile(_text(one, "find")),
        excused=re.compile(excused) if excused else None,
        before=re.compile(before) if before else None,
        instead=_text(one, "instead"),
    )


def _text(table: dict[str, Any], key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise TypeError(f"{key} is no text" if key in table else f"no {key}")
    return value
