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
    part = _part(answer, before, after)
    if not found or not part:
        return None
    if not (_ends(before) and after[:1] in {"", "\n"}):
        part = "".join(part.split("\n"))
    return replace(base, body=f"{before}{part}{after}")


def without(base: Note, quote: str) -> Note:
    """Leave a part of the body out."""
    before, _, after = base.body.partition(quote)
    return replace(base, body=_GAPS.sub("\n\n", f"{before}{after}").strip())


def _part(answer: Note, before: str, after: str) -> str:
    """Find in an answer what stands between the base's sentences."""
    lines = (line for line in answer.body.split("\n") if not _SOURCE.match(line))
    sentences = [one for one in form.sentences("\n".join(lines).strip()) if one.strip()]
    earlier, later = _sentences(before), _sentences(after)
    known = {*earlier, *later}
    if answer.title or answer.topics or any(one.strip() in known for one in sentences):
        sentences = _between(sentences, earlier, later)
    return "".join(sentences).strip()


def _between(sentences: list[str], earlier: list[str], later: list[str]) -> list[str]:
    start = max((place for place, one in enumerate(sentences, 1) if _like(one, earlier)), default=0)
    end = min((place for place, one in enumerate(sentences) if place >= start and _like(one, later)), default=None)
    return sentences[start:end]


def _like(sentence: str, others: Iterable[str]) -> bool:
    return any(SequenceMatcher(None, sentence.strip(), other, autojunk=False).ratio() >= _ALIKE for other in others)


def _sentences(text: str) -> list[str]:
    return [stripped for one in form.sentences(text) if (stripped := one.strip())]


def _ends(text: str) -> bool:
    return not text or text.endswith("\n")
