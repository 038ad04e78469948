"""What to know before posting, made from this note: the warnings that are left, and a checklist. Pure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from bot.models import Severity
from bot.note import form
from handlers import texts
from handlers.texts import drafts
from handlers.texts import versions as words

if TYPE_CHECKING:
    from bot.models import Article, Finding, Version

_WARNINGS: Final = 8
"""Most warnings below one note."""
_STALE: Final = 180
"""Days after which an article may be out of date."""


def reason(version: Version) -> str:
    """Say why the note has this title, "" where nobody did."""
    return texts.REASON.format(reason=texts.short(version.reason)) if version.reason else ""


def warnings(version: Version, article: Article) -> list[str]:
    """List what the person is to decide, one line each; what was lost stands on one."""
    left = [found for found in version.findings if found.severity is Severity.WARN]
    lost = "、".join(found.span for found in left if found.check == "losses")
    lines = [texts.WARNING.format(message=texts.short(words.LOST.format(spans=lost), 2 * texts.QUOTED))] if lost else []
    lines += [_warning(found, article) for found in left if found.check != "losses"]
    if len(lines) > _WARNINGS:
        lines[_WARNINGS:] = [texts.MORE_WARNINGS.format(count=len(lines) - _WARNINGS)]
    return lines


def checklist(version: Version, article: Article, *, today: date) -> list[str]:
    """List what to do when posting, one line each: declare, pick topics, look at what is doubtful or old."""
    excerpt = version.writer == "offline"
    left = sum(found.severity is Severity.WARN for found in version.findings)
    return [
        *([texts.EXCERPT] if excerpt else []),
        texts.CHECKLIST,
        texts.DECLARE_REPRINT.format(medium=_medium(article)) if excerpt else texts.DECLARE_AI,
        *([texts.PICK_TOPICS.format(count=len(version.note.topics))] if version.note.topics else []),
        *([texts.READ_WARNINGS.format(count=left)] if left else []),
        *_stale(article, today),
    ]


def _medium(article: Article) -> str:
    name = form.medium(article)
    return texts.MEDIUM.format(name=name) if name else texts.UNKNOWN_MEDIUM


def _stale(article: Article, today: date) -> list[str]:
    """Hint at an article's age, where its date is known and long ago."""
    try:
        written = date.fromisoformat(article.date)
    except ValueError:
        return []
    old = (today - written).days > _STALE
    return [texts.STALE.format(year=written.year, month=written.month)] if old else []


def _warning(found: Finding, article: Article) -> str:
    line = texts.WARNING.format(message=texts.short(found.message, 2 * texts.QUOTED))
    if found.span and found.span not in found.message:
        line += texts.SPAN.format(span=texts.short(found.span))
    if found.evidence:
        source = article.source_of(found.evidence)
        origin = texts.short(drafts.origin(source)) if source else texts.ORIGINAL
        line += texts.EVIDENCE.format(origin=origin, evidence=texts.short(found.evidence))
    return line
