"""The form of a note: Markdown that would show literally, and the measures of copy that reads well on a phone."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot import emoji
from bot.models import Finding, Severity
from bot.review.facts.chat import CHAT
from bot.review.facts.source import source
from bot.review.facts.vocabulary import FIRST_PERSON, GENERIC, SPOKEN, masked
from bot.review.wording import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Article, Note
    from bot.review.wording import Entry

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
TITLE_HEAD = 13
"""Characters of the title that the feed shows first: a word of the article stands there, or nobody knows of what."""
ONCE = 1
"""How often 不是…而是… and —— may come."""
WORN_EVERY = 300
"""Characters of the body for one worn phrase."""

_TELLING: Final = frozenset({"n", "nr", "ns", "nt", "nz", "nrt", "vn", "v", "j", "l", "i", "eng"})
_NUMBER: Final = re.compile(r"\d|[一二两三四五六七八九十百千万]+[个名位家年月天小分元倍成种次]")
_CONTRAST: Final = re.compile(r"不是[^。！？\n]{1,30}?而是")
_DASH: Final = re.compile("——|⸺|—{1,2}")
_MORE: Final = re.compile(r"更[^，,、。！？\n]{1,8}[，,、]\s*(?:也)?更[^，,、。！？\n]{1,8}[，,、]\s*(?:也)?更")
_OPINION: Final = re.compile(
    r"(?:^|[。！？\n])[^。！？\n]{0,12}"
    r"(?:应该|应当|必须|显然|无疑|毫无疑问|理应|不应该|不该|本质上|归根到底)"
)
_ATTRIBUTED: Final = re.compile("认为|表示|指出|看来|觉得|说|称|据|建议|主张|提醒|观点|呼吁|评论|写道|作者")
_ARGUES: Final = re.compile("我认为|我们认为|笔者|在我看来|应该|应当|必须|不该|理应|何必|岂|难道|显然|毋庸")
_WORN: Final = "套话"
_ARGUING: Final = 3
"""Such words in an article that argues rather than reports."""

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


def form(note: Note, article: Article, *, entries: tuple[Entry, ...] | None = None) -> tuple[Finding, ...]:
    """Name Markdown (to be mended) and what reads badly (the person decides). An empty field is not of this check.

    The worn phrases are those among the word lists' `entries`, ours when None.
    """
    nouns = _key_words(article)
    return (
        *_markdown(note),
        *_measures(note),
        *_paragraphs(note),
        *_emoji(note),
        *_opening(note, nouns),
        *_phrases(note, load() if entries is None else entries),
        *_opinions(note, article),
        *_borrowed(note, article),
    )


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
        if len(found := emoji.found(text)) > EMOJI_PARAGRAPH:
            yield _finding(text, f"表情偏多（一处 {len(found)} 个，宜 {EMOJI_PARAGRAPH} 个以内）")
    everywhere = emoji.found(note.body)
    for sign, times in Counter(everywhere).items():
        if times > EMOJI_SAME:
            yield _finding(sign, f"同一个表情用了 {times} 次，宜 {EMOJI_SAME} 次以内")
    if len(everywhere) > len(note.body) * EMOJI_SHARE:
        yield _finding("", f"表情占正文 {len(everywhere) / len(note.body):.0%}，宜 {EMOJI_SHARE:.0%} 以内")


@lru_cache(maxsize=8)
def _key_words(article: Article) -> frozenset[str]:
    """Return the nouns and deeds of an article, cut into pairs of characters; those of any article are left out."""
    key = {
        one.word
        for one in source(article).tokens
        if one.tag in _TELLING and len(one.word) > 1 and one.word not in GENERIC
    }
    return frozenset(word[at : at + 2] for word in key for at in range(len(word) - 1))


def _opening(note: Note, nouns: frozenset[str]) -> Iterator[Finding]:
    """Find a title and a first line that do not say what the note is about."""
    if not nouns:
        return
    head = note.title[:TITLE_HEAD].lower()
    if note.title and not any(noun in head for noun in nouns):
        yield _finding(note.title, f"标题前 {TITLE_HEAD} 字看不出说的是什么")
    first = next((line for line in note.body.split("\n") if line.strip()), "")
    telling = _NUMBER.search(first) or re.search("[?？]", first) or any(noun in first.lower() for noun in nouns)
    if first and not telling:
        yield _finding(first, "首行没有数字、问题或原文的关键词")


def _phrases(note: Note, entries: tuple[Entry, ...]) -> Iterator[Finding]:
    """Count the turns that give a text away."""
    for pattern, name in ((_CONTRAST, "“不是…而是…”"), (_DASH, "破折号")):
        found = [match[0] for match in pattern.finditer(note.body)]
        if len(found) > ONCE:
            yield _finding(found[-1], f"{name}用了 {len(found)} 次，宜 {ONCE} 次以内")
    for match in _MORE.finditer(note.body):
        yield _finding(match[0], "“更…更…更…”的排比读来像套话")
    worn = [match[0] for entry in entries if entry.group == _WORN for match in entry.find.finditer(note.body)]
    most = max(len(note.body) // WORN_EVERY, ONCE)
    if len(worn) > most:
        yield _finding(worn[-1], f"套话 {len(worn)} 处，宜每 {WORN_EVERY} 字一处以内")


def _opinions(note: Note, article: Article) -> Iterator[Finding]:
    """Find a view told as a fact where the article argues; one that names whose it is nearby is attributed."""
    if len(_ARGUES.findall(article.text)) < _ARGUING or _ATTRIBUTED.search(note.body):
        return
    if found := _OPINION.search(note.body):
        yield _finding(found[0].strip("。！？\n"), "原文是在表达看法，宜写明是谁的看法（作者认为…）")


def _borrowed(note: Note, article: Article) -> Iterator[Finding]:
    """Find the first 我 that is taken over from an article told by an 我: it makes its author's life the poster's."""
    if not FIRST_PERSON.search(SPOKEN.sub("", article.text)):
        return
    for line in note.body.split("\n"):
        if found := FIRST_PERSON.search(masked(masked(line, SPOKEN), CHAT)):
            yield _finding(line, f"“{found[0]}”是原文作者，署你的名发出去就成了你的经历")
            return


def _finding(span: str, message: str, *, severity: Severity = Severity.WARN) -> Finding:
    return Finding(check="form", severity=severity, span=span, message=message)
