"""Notes that are nearly the same: posted twice, the platform hides both. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.models import Draft, Note

ALIKE: Final = 0.5
"""Share of the character 4-grams that two bodies have in common, of all that either has, from which they are twins."""
_SIZE: Final = 4
_KEPT: Final = re.compile(r"\w")


def twins(note: Note, others: Iterable[Draft]) -> Iterator[Draft]:
    """Find the drafts whose last version says nearly the same in nearly the same words."""
    mine = _grams(note.body)
    for other in others:
        theirs = _grams(other.latest.note.body) if other.versions else frozenset()
        if mine and theirs and len(mine & theirs) >= ALIKE * len(mine | theirs):
            yield other


def _grams(body: str) -> frozenset[str]:
    text = "".join(_KEPT.findall(body.rpartition("来源：")[0] or body))
    return frozenset(text[at : at + _SIZE] for at in range(len(text) - _SIZE + 1))
