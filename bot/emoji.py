"""Emoji in a text: what is joined, coloured, a flag or a keycap is one."""

from __future__ import annotations

import re
from typing import Final

_EMOJI: Final = re.compile(
    r"""
    [\U0001F1E6-\U0001F1FF]{2}           # a flag
    | [0-9#*]\uFE0F?\u20E3               # a keycap
    | (?:[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\u231A-\u23FF]
        [\uFE0F\U0001F3FB-\U0001F3FF]*
        (?:\u200D(?=[\U0001F000-\U0001FAFF\u2600-\u27BF]))?)+?(?<!\u200D)
    """,
    re.VERBOSE,
)
_NUMBER: Final = re.compile(r"([0-9])\uFE0F?\u20E3[ \t]*")
_AROUND: Final = re.compile(r"(?m)[ \t]+$|^[ \t]+|(?<=[ \t])[ \t]+")


def found(text: str) -> list[str]:
    """Find the emoji of a text."""
    return _EMOJI.findall(text)


def removed(text: str) -> str:
    """Leave the emoji out, and the spaces that they stood between; a keycap becomes the number of an item."""
    if not _EMOJI.search(text):
        return text
    numbered = _NUMBER.sub(r"\1. ", text)
    return _AROUND.sub("", _EMOJI.sub("", numbered).replace("\ufe0f", ""))
