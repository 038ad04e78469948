"""The model's text on what in a note is doubtful → findings, pure; they are its opinion, and say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.models import Finding, Severity
from bot.note import form, reply

if TYPE_CHECKING:
    from bot.models import Note

MARK: Final = "模型的看法："
_MOST: Final = 5
"""Most doubts that are told."""
_REASON: Final = 80
"""Characters of a reason that are kept."""
_LINE: Final = re.compile(r"^[\s*•\d.、)）-]*[「“\"]?(?P<span>.{2,120}?)[」”\"]?\s*[｜|]\s*(?P<reason>.*)$")


def read(text: str, note: Note) -> tuple[Finding, ...]:
    """Return a finding for each line that quotes the note; what it does not have, nobody can look up."""
    found: dict[str, Finding] = {}
    for line in reply.spoken(text).split("\n"):
        match = _LINE.match(line)
        if match and (match["span"] in note.title or match["span"] in note.body):
            reason = form.title(match["reason"])[:_REASON] or "原文没有"
            found[match["span"]] = Finding(
                check="facts", severity=Severity.WARN, span=match["span"], message=f"{MARK}{reason}"
            )
    return tuple(found.values())[:_MOST]
