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

from bot.errors import SettingsInvalid
from bot.models import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Article, Note

_LISTS: Final = Path(__file__).parent / "words"
_TITLE: Final = re.compile(r"《[^《》\n]*》")
_SAID: Final = re.compile(
    r"(?:说|称|表示|写道|认为|指出|问|叫|名为|所谓|宣称|评为|获|的)[^“「\n。]{0,3}[:：,，]?[“「][^”」\n]*[”」]"
)
_SENTENCE: Final = re.compile(r"[^。！？!?\n]*[。！？!?]?")
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
    """Read our lists, and on top of them a team's file, which may add entries and mute hits. Raises SettingsInvalid."""
    entries = tuple(entry for own in sorted(_LISTS.glob("*.toml")) for entry in _entries(_read(own)))
    if path is None:
        return entries
    team = _read(path)
    muted = [str(word) for word in team.get("mute", ())]
    kept = tuple(one for one in entries if not any(one.find.fullmatch(word) for word in muted))
    try:
        return (*kept, *_entries(team))
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise SettingsInvalid(f"{path.name}: {error}") from error


def wording(note: Note, article: Article, *, entries: tuple[Entry, ...] | None = None) -> tuple[Finding, ...]:
    """Name each word once, with the note's sentence; 《names》 and what somebody is quoted saying are left alone."""
    del article
    found: dict[str, Finding] = {}
    for text in (note.title, note.body, *note.topics):
        for finding in _in_text(text, load() if entries is None else entries):
            found.setdefault(finding.span, finding)
    return tuple(found.values())


def _in_text(text: str, entries: tuple[Entry, ...]) -> Iterator[Finding]:
    spared = [match.span() for pattern in (_TITLE, _SAID) for match in pattern.finditer(text)]
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
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsInvalid(f"{path.name}: {error}") from error


def _entries(data: dict[str, Any]) -> Iterator[Entry]:
    before = data.get("except")
    for one in data.get("entries", ()):
        excused = one.get("except")
        yield Entry(
            group=data["group"],
            why=data["why"],
            severity=Severity(one.get("severity", data["severity"])),
            find=re.compile(one["find"]),
            excused=re.compile(excused) if excused else None,
            before=re.compile(before) if before else None,
            instead=one["instead"],
        )
