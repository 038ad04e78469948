"""A post of the platform, how the platform counts it, and what a check can see in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

TITLE_LIMIT = 20
"""Longest title, as `title_length` counts."""
BODY_LIMIT = 1000
"""Longest text field of a note in UTF-16 units: body, blank line and topics together, the safe reading."""
TOPICS_LIMIT = 10
"""Most topics of a note."""


def utf16_length(text: str) -> int:
    """Count UTF-16 code units, as Telegram and the platform's own page do (😀 is 2)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def title_length(title: str) -> int:
    """Count a title as the platform does: an ASCII unit weighs half, any other UTF-16 unit one, rounded up.

    Source: the platform's own web editor, as read by xpzouying/xiaohongshu-mcp (`pkg/xhsutil/title.go`, issue 401).
    """
    units = utf16_length(title)
    halves = sum(1 for character in title if ord(character) < 128)  # noqa: PLR2004 - the border of ASCII
    return (2 * units - halves + 1) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A post of the platform; topics are stored without their #."""

    title: str
    body: str
    topics: tuple[str, ...] = ()

    @property
    def title_length(self) -> int:
        """The title's length as the platform counts; at most `TITLE_LIMIT`."""
        return title_length(self.title)

    @property
    def hashtags(self) -> str:
        """The topics as they are pasted."""
        return " ".join(f"#{topic}" for topic in self.topics)

    @property
    def text(self) -> str:
        """What is pasted into the platform's text field: the body, a blank line, the topics."""
        return "\n\n".join(part for part in (self.body, self.hashtags) if part)

    @property
    def text_length(self) -> int:
        """The length of `text` in UTF-16 units; at most `BODY_LIMIT`."""
        return utf16_length(self.text)

    def __str__(self) -> str:
        """Return the whole note as it is pasted."""
        return f"{self.title}\n\n{self.text}"


class Severity(StrEnum):
    """What a finding leads to."""

    BLOCK = "block"
    """The note never leaves like this."""
    REPAIR = "repair"
    """The writer is asked to mend it; what remains is mended by code."""
    WARN = "warn"
    """Shown to the person beside the note."""


Check = Literal["facts", "losses", "limits", "contacts", "wording", "likeness", "form", "style"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a check saw in a note: `span` is the exact text, `evidence` the article's nearest sentence."""

    check: Check
    severity: Severity
    span: str
    message: str
    evidence: str = ""
