"""Text made comparable sign for sign, so that each place in it is the same place in the original; and its pieces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.script import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator

_SENTENCE: Final = re.compile(r"[^。！!？?…；;\n]+(?:[。！!？?…；;]+[”’」』）)】\"']*|\n|$)")
_CLAUSE: Final = re.compile(r"(?:[^，,。！!？?…；;:：\n\U0001f300-\U0001faff\u2600-\u27bf]|(?<=\d)[:：](?=\d))+")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


class Piece(NamedTuple):
    """A sentence or a clause: the text of it, made plain, and where it begins and ends in the whole."""

    text: str
    start: int
    end: int


def plain(text: str) -> str:
    """Fold width, case and script; the length never changes."""
    return "".join(map(_plain, simplified(text)))


@lru_cache(maxsize=8192)
def _plain(sign: str) -> str:
    folded = unicodedata.normalize("NFKC", sign).lower()
    return folded if len(folded) == 1 else sign


def sentences(text: str) -> tuple[Piece, ...]:
    """Cut a plain text at the ends of sentences and lines."""
    return tuple(_pieces(_SENTENCE, text, 0, len(text)))


def clauses(text: str, sentence: Piece) -> tuple[Piece, ...]:
    """Cut one sentence of a plain text at its commas; 1,399 is one number."""
    held = _THOUSANDS.sub("'", text[sentence.start : sentence.end])
    return tuple(
        Piece(
            text[piece.start + sentence.start : piece.end + sentence.start],
            piece.start + sentence.start,
            piece.end + sentence.start,
        )
        for piece in _pieces(_CLAUSE, held, 0, len(held))
    )


def _pieces(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Piece]:
    for match in pattern.finditer(text, start, end):
        stripped = match[0].strip()
        if stripped:
            begin = match.start() + match[0].index(stripped)
            yield Piece(stripped, begin, begin + len(stripped))
