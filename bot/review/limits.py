"""The platform's limits: what it would refuse to publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import BODY_LIMIT, TITLE_LIMIT, TOPICS_LIMIT, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Article, Note


def limits(note: Note, _article: Article) -> tuple[Finding, ...]:
    """Name every limit that a note breaks; only what is missing cannot be mended by code, and blocks."""
    return tuple(_broken(note))


def _broken(note: Note) -> Iterator[Finding]:
    if not note.title.strip():
        yield _finding(Severity.BLOCK, "", "缺少标题")
    if note.title_length > TITLE_LIMIT:
        yield _finding(Severity.REPAIR, note.title, f"标题超长（{note.title_length}/{TITLE_LIMIT}）")
    if not note.body.strip():
        yield _finding(Severity.BLOCK, "", "缺少正文")
    if note.text_length > BODY_LIMIT:
        yield _finding(Severity.REPAIR, "", f"正文和话题合计超长（{note.text_length}/{BODY_LIMIT}）")
    if len(note.topics) > TOPICS_LIMIT:
        yield _finding(Severity.REPAIR, "", f"话题太多（{len(note.topics)}/{TOPICS_LIMIT}）")
    for topic in note.topics:
        if not topic.isalnum():
            yield _finding(Severity.REPAIR, topic, "话题里只能有文字和数字")


def _finding(severity: Severity, span: str, message: str) -> Finding:
    return Finding(check="limits", severity=severity, span=span, message=message)
