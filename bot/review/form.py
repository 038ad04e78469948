"""The form of a note: Markdown that would show literally, and the measures of copy that reads well on a phone."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.models import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Article, Note

TITLE_LEAST = 8
"""As `title_length` counts."""
BODY_LEAST = 200
BODY_MOST = 800
"""Characters."""
LINE_MOST = 35
"""Characters of the first line: more is folded away in the feed."""
PARAGRAPH_MOST = 90
"""Characters."""
TOPICS_LEAST = 3
EMOJI_PARAGRAPH = 2
"""Emoji in one paragraph, or in the title."""
EMOJI_SAME = 2
"""How often the same one."""
EMOJI_SHARE = 0.05
"""Emoji among the characters of the body."""

_MARKDOWN: Final = re.compile(
    r"""
    \*\*                                 # bold
    | ~~                                 # struck out
    | ```                                # a block of code
    | `[^`\n]+`                          # code
    | !?\[[^\]\n]*\]\([^)\n]*\)          # a link, a picture
    | ^[ \t]*\#{1,6}[ \t]+               # a heading
    | ^[ \t]*[-*+][ \t]+                 # a list
    | ^[ \t]*>[ \t]+                     # a quotation
    | ^[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$   # a rule
    """,
    re.MULTILINE | re.VERBOSE,
)
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


def form(note: Note, _article: Article) -> tuple[Finding, ...]:
    """Name Markdown (to be mended) and what reads badly (the person decides). An empty field is not of this check."""
    return (*_markdown(note), *_measures(note), *_paragraphs(note), *_emoji(note))


def emoji(text: str) -> list[str]:
    """Find the emoji of a text; what is joined, coloured or a flag is one."""
    return _EMOJI.findall(text)


def _markdown(note: Note) -> Iterator[Finding]:
    for text in (note.title, note.body):
        for mark in dict.fromkeys(match[0].strip() for match in _MARKDOWN.finditer(text)):
            yield _finding(mark, "有 Markdown 符号，平台会原样显示", severity=Severity.REPAIR)


def _measures(note: Note) -> Iterator[Finding]:
    if note.title and note.title_length < TITLE_LEAST:
        yield _finding(note.title, f"标题偏短（{note.title_length}，宜 {TITLE_LEAST} 以上）")
    if note.body and len(note.body) < BODY_LEAST:
        yield _finding("", f"正文偏短（{len(note.body)} 字，宜 {BODY_LEAST}–{BODY_MOST} 字）")
    if len(note.body) > BODY_MOST:
        yield _finding("", f"正文偏长（{len(note.body)} 字，宜 {BODY_LEAST}–{BODY_MOST} 字）")
    if len(note.topics) < TOPICS_LEAST:
        yield _finding("", f"话题偏少（{len(note.topics)} 个，宜 {TOPICS_LEAST} 个以上）")
    for topic, times in Counter(note.topics).items():
        if times > 1:
            yield _finding(topic, "话题重复")


def _paragraphs(note: Note) -> Iterator[Finding]:
    lines = [line for line in note.body.split("\n") if line.strip()]
    for line in lines[:1]:
        if len(line) > LINE_MOST:
            yield _finding(line, f"首行偏长（{len(line)} 字，宜 {LINE_MOST} 字以内）")
    for line in lines:
        if len(line) > PARAGRAPH_MOST:
            yield _finding(line, f"段落偏长（{len(line)} 字，宜 {PARAGRAPH_MOST} 字以内）")


def _emoji(note: Note) -> Iterator[Finding]:
    for text in (note.title, *note.body.split("\n")):
        if len(found := emoji(text)) > EMOJI_PARAGRAPH:
            yield _finding(text, f"表情偏多（一处 {len(found)} 个，宜 {EMOJI_PARAGRAPH} 个以内）")
    everywhere = emoji(note.body)
    for sign, times in Counter(everywhere).items():
        if times > EMOJI_SAME:
            yield _finding(sign, f"同一个表情用了 {times} 次，宜 {EMOJI_SAME} 次以内")
    if len(everywhere) > len(note.body) * EMOJI_SHARE:
        yield _finding("", f"表情占正文 {len(everywhere) / len(note.body):.0%}，宜 {EMOJI_SHARE:.0%} 以内")


def _finding(span: str, message: str, *, severity: Severity = Severity.WARN) -> Finding:
    return Finding(check="form", severity=severity, span=span, message=message)
