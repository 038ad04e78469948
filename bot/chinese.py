"""Words and sentences of Chinese text: the only home of rjieba."""

from __future__ import annotations

import re
from typing import Final

import rjieba

_SENTENCE: Final = re.compile(r"[^。！？!?…\n]*(?:[。！？!?…]+[”’」』）)】\"']*|\n|$)")


def words(text: str) -> tuple[str, ...]:
    """Cut a text into words; joined they are the text again."""
    return tuple(rjieba.cut(text))


def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """Cut a text into (word, part of speech), the tags being jieba's (n, nr, ns, nt, v, eng, …)."""
    return tuple((word, tag) for word, tag in rjieba.tag(text))


def sentences(text: str) -> tuple[str, ...]:
    """Cut a text into sentences, stripped, without empty ones. A line's end always ends a sentence."""
    return tuple(stripped for found in _SENTENCE.findall(text) if (stripped := found.strip()))
