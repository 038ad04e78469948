"""Contact data and ways off the platform: none may be in a note, not even one that the article has.

An injected link stands in the article too, so comparing would not help. The platform limits accounts that divert
readers "directly, in altered form or embedded" (交易导流违规管理细则, 2025-03-12): altered forms are folded back first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Finding, Severity
from bot.review.contacts_rules import RULES, View
from bot.review.folding import HEART, folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Article, Note


def contacts(note: Note, _article: Article) -> tuple[Finding, ...]:
    """Name what leads a reader off the platform, in title, body and topics; `span` is exactly what stands there."""
    texts = (note.title, note.body, *note.topics)
    return tuple(finding for text in texts for finding in _in_text(text))


def _in_text(text: str) -> Iterator[Finding]:
    """Take the first rule's match where several meet."""
    taken = bytearray(len(text))
    for message, start, end in _matches(text):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            yield Finding(check="contacts", severity=Severity.REPAIR, span=text[start:end], message=message)


def _matches(text: str) -> Iterator[tuple[str, int, int]]:
    shown = folded(text).joined()
    plain = shown.without(HEART)
    tight = plain.squeezed()
    views = {
        View.SHOWN: shown,
        View.PLAIN: plain,
        View.TIGHT: tight,
        View.COUNTED: plain.counted(),
        View.TIGHT_COUNTED: tight.counted(),
    }
    for rule in RULES:
        view = views[rule.view]
        for match in rule.pattern.finditer(view.text):
            start, end = view.place(*match.span())
            if not rule.broken or end - start > len(match[0]):
                yield rule.message, start, end
