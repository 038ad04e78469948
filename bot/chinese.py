"""Words and sentences of Chinese text: the only home of rjieba."""

from __future__ import annotations

import re
from typing import Final

import rjieba

_SENTENCE: Final = re.compile(r"[^。！？!?…\n]*(?:[。！？!?…]+[”’」』）)】\"']*|\n|$)")

_DATELINE: Final = re.compile(
    r"^\s*(?:[\w（）()]{0,12}(?:讯|电|网|报|社)[^\S\n]*)?(?:[\u3400-\u9fff]{0,8}\d{1,4}年?\d{0,2}月?\d{1,2}日[电讯消息]{1,2}[，,]?\s*)?"
    r"(?:[（(][^（）()\n]{0,40}(?:记者|通讯员)[^（）()\n]{0,40}[）)]|(?<=讯)\s+|(?<=[电讯])[\s，,]+|(?<=消息)[，,]\s*)\s*"
)
"""How a news report opens: 本报讯（记者某某）, 新华社北京2月29日电."""


def without_dateline(text: str) -> str:
    """Leave out the agency, place, day and reporters before a report's first words."""
    return _DATELINE.sub("", text, count=1)


def words(text: str) -> tuple[str, ...]:
    """Cut a text into words; joined they are the text again."""
    return tuple(rjieba.cut(text))


def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """Cut a text into (word, part of speech), the tags being jieba's (n, nr, ns, nt, v, eng, …)."""
    return tuple(rjieba.tag(text))


def in_dictionary(word: str) -> bool:
    """Whether a word is one of the dictionary's, not cut by guess."""
    return bool(rjieba.has_word(word))


def sentences(text: str) -> tuple[str, ...]:
    """Cut a text into sentences, stripped, without empty ones. A line's end always ends a sentence."""
    return tuple(stripped for found in _SENTENCE.findall(text) if (stripped := found.strip()))
