"""From a note and its article to findings: what keeps the note from being posted as it is. Pure, no waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review.contacts import contacts
from bot.review.form import form
from bot.review.limits import limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.models import Article, Finding, Note

_CHECKS: tuple[Callable[[Note, Article], tuple[Finding, ...]], ...] = (limits, contacts, form)
"""In the order in which their findings are told."""


def review(note: Note, article: Article) -> tuple[Finding, ...]:
    """Run every check over a note; the milliseconds it takes are few enough for the event loop."""
    return tuple(finding for check in _CHECKS for finding in check(note, article))
