"""Simplified and traditional Chinese, sign for sign: the only home of OpenCC."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import opencc

_ONE_WAY: Final = str.maketrans("澂", "澄")
"""What the way there writes in the name of a place, and the way back leaves: 澂江."""


def traditional(text: str) -> str:
    """Write a text in traditional characters as Taiwan has them; its words stay, and one that is so already."""
    return _converted("s2tw", simplified(text))


def simplified(text: str) -> str:
    """Write a text in simplified characters; one that is so already stays as it is."""
    return _converted("tw2s", text).translate(_ONE_WAY)


def _converted(way: str, text: str) -> str:
    """Convert, never changing the length: each place of the text stays the same place."""
    converted = _tried(way, text)
    return converted if len(converted) == len(text) else "".join(_sign(way, sign) for sign in text)


@lru_cache(maxsize=8192)
def _sign(way: str, sign: str) -> str:
    converted = _tried(way, sign)
    return converted if len(converted) == 1 else sign


def _tried(way: str, text: str) -> str:
    """Convert what the library takes: it ends at a NUL, and knows no lone surrogates."""
    try:
        converted: str = _converter(way).convert(text)
    except UnicodeEncodeError:
        return ""
    return converted


@lru_cache(maxsize=2)
def _converter(way: str) -> opencc.OpenCC:
    """Make a converter once, when it is first needed: that takes some 50 ms."""
    return opencc.OpenCC(way)
