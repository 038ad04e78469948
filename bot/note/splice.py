"""Changes one part of a note and nothing else, whatever a model's answer holds. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from bot.note import form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.models import Note

_ALIKE: Final = 0.6
"""From which share of common characters a sentence is one of the base's, told a little differently."""
_GAPS: Final = re.compile(r"\n{3,}")
_SOURCE: Final = re.compile(r"^[来來]源：")


def spliced(base: Note, answer: Note, quote: str) -> Note | None:
    """Put what an answer has for `quote`, a part of the base, in its place; None where it has nothing for it.

    The answer may be the part alone, as it was asked for, or a whole note, in which only that part is looked at.
    """
    if quote == base.title:
        return replace(base, title=answer.title) if answer.title else None
    before, found, after = base.body.partition(quote)
    part = _part(answer, before, quote, after)
    if not found or not part:
        return None
    if not (_ends(before) and after[:1] in {"", "\n"}):
        part = "".join(part.split("\n"))
    return replace(base, body=f"{before}{part}{after}")


def without(base: Note, quote: str) -> Note:
    """Leave a part of the body out."""
    before, _, after = base.body.partition(quote)
    return replace(base, body=_GAPS.sub("\n\n", f"{before}{after}").strip())


def _part(answer: Note, before: str, quote: str, after: str) -> str:
    """Find in an answer what is to stand between what stands before and after a quote."""
    paragraphs = _paragraphs(answer.body)
    text = "\n\n".join(paragraphs).strip()
    if not (answer.title or answer.topics or any(one in text for one in _sentences(before + after))):
        return text
    above, below = before.split("\n\n"), _paragraphs(after)
    if len(paragraphs) == len(above) + len(quote.split("\n\n")) + len(below) - 2:
        # As many as the base has: the others may all be changed, and need not be known again.
        text = "\n\n".join(paragraphs[len(above) - 1 : len(paragraphs) - len(below) + 1])
        above, below = above[-1:], below[:1]
    part = _between(text, _sentences("\n".join(above)), _sentences("\n".join(below)))
    return part or ("" if answer.title or answer.topics else text)


def _between(text: str, earlier: list[str], later: list[str]) -> str:
    """Cut off the sentences that are the base's, told a little differently perhaps."""
    sentences = form.sentences(text)
    start = max((place for place, one in enumerate(sentences, 1) if _like(one, earlier)), default=0)
    end = min((place for place, one in enumerate(sentences) if place >= start and _like(one, later)), default=None)
    return "".join(sentences[start:end]).strip()


def _like(sentence: str, others: Iterable[str]) -> bool:
    return any(SequenceMatcher(None, sentence.strip(), other, autojunk=False).ratio() >= _ALIKE for other in others)


def _paragraphs(text: str) -> list[str]:
    """Part a text into paragraphs, the line that names the source left out."""
    return [one for one in text.split("\n\n") if not _SOURCE.match(one)]


def _sentences(text: str) -> list[str]:
    return [stripped for one in form.sentences(text) if (stripped := one.strip())]


def _ends(text: str) -> bool:
    return not text or text.endswith("\n")
