"""The last resort, by code: brings any note within the platform's rules. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.models import BODY_LIMIT, TITLE_LIMIT, Note, utf16_length
from bot.note import form, titles

if TYPE_CHECKING:
    from bot.models import Finding

_BY_RULE: Final = frozenset({"limits", "form"})
"""Checks whose findings are mended by shape, not by deleting what they name."""
_NOT_OF_SOURCE: Final = frozenset({"facts", "style"})
"""Checks that do not ask the line that names the source."""
_ROUNDS: Final = 8
_LONGEST: Final = 20_000
"""Characters of a body that are looked at."""
_SOURCE_MOST: Final = 200
"""UTF-16 units of a last line that is still kept as the source."""
_CLAUSE_END: Final = re.compile(r"[，。！？；,!?;\n]")


def mend(note: Note, findings: tuple[Finding, ...]) -> Note:
    """Return the note within every limit, plain, without the sentences that `findings` name.

    Nothing is rewritten but an over-long title; the line that names the source stays, alone it is nothing.
    A second time changes nothing.
    """
    note = replace(note, body=note.body[:_LONGEST])
    named = [found for found in findings if found.span.strip() and found.check not in _BY_RULE]
    spans = [found.span for found in named]
    of_source = [found.span for found in named if found.check not in _NOT_OF_SOURCE]
    for _ in range(_ROUNDS):
        before = note
        note = _round(note, spans, of_source)
        if note == before:
            break
    return note


def _round(note: Note, spans: list[str], of_source: list[str]) -> Note:
    topics = form.topics([topic for topic in note.topics if not any(span in topic or topic == span for span in spans)])
    room = BODY_LIMIT - (utf16_length(Note(title="", body="", topics=topics).text) + 2 if topics else 0)
    text, source = parted(note.body)
    text = form.body(_without(text, spans))
    body = within(form.body(f"{text}\n\n{_without(source, of_source)}"), room) if text else ""
    title = form.title(note.title)
    if any(span in title for span in spans):
        title = ""
    return Note(title=_title(title, body), body=body, topics=topics)


def _without(body: str, spans: list[str]) -> str:
    """Delete the sentences that a span touches, wherever it occurs, and what deleting brings together."""
    for span in spans:
        while span in body:
            starts = [found.start() for found in re.finditer(re.escape(span), body)]
            body = _untouched(body, starts, len(span))
    return body


def _untouched(body: str, starts: list[int], length: int) -> str:
    """Keep the sentences that none of the places touches; a line's end stays."""
    kept, at, left = "", 0, starts[::-1]
    for sentence in form.sentences(body):
        end = at + len(sentence)
        while left and left[-1] + length <= at:
            left.pop()
        touched = bool(left) and left[-1] < end
        kept += ("\n" if sentence.endswith("\n") else "") if touched else sentence
        at = end
    return kept


def within(body: str, room: int) -> str:
    """Drop whole sentences from the end, before the source line, until a body has at most `room` UTF-16 units.

    A single endless one is cut between characters.
    """
    if utf16_length(body) <= room:
        return body
    text, source = parted(body)
    room -= utf16_length(source) + 2 if source else 0
    kept = ""
    for sentence in form.sentences(text):
        if utf16_length(kept + sentence) > room:
            break
        kept += sentence
    kept = kept.rstrip() or titles.graphemes_within(text, room).rstrip()
    return "\n\n".join(filter(None, (kept, source)))


def parted(body: str) -> tuple[str, str]:
    """Part the body from the line at its end that names the source."""
    text, _, last = body.rpartition("\n\n")
    return (text, last) if form.is_source(last) and utf16_length(last) <= _SOURCE_MOST else (body, "")


def _title(title: str, body: str) -> str:
    """Shorten the title, or make one of the body's first clause."""
    found = titles.first_of((title, _CLAUSE_END.split(body, maxsplit=1)[0], body))
    return found or titles.graphemes_within(title or body, TITLE_LIMIT).strip()
