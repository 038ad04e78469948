"""From a note and its article to findings: what keeps the note from being posted as it is. Pure, no waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review.contacts import contacts
from bot.review.facts import Fact, evidence, facts
from bot.review.form import form
from bot.review.likeness import likeness
from bot.review.limits import limits
from bot.review.wording import wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.models import Article, Finding, Note

__all__ = ["Fact", "evidence", "review"]

_CHECKS: tuple[Callable[[Note, Article], tuple[Finding, ...]], ...] = (limits, facts, contacts, wording, form)
"""In the order in which their findings are told."""


def review(note: Note, article: Article, *, excerpt: bool = False) -> tuple[Finding, ...]:
    """Run every check over a note; the milliseconds it takes are few enough for the event loop.

    An `excerpt` quotes by design and is told so to the person: its likeness to the source is not measured.
    """
    found = [finding for check in _CHECKS for finding in check(note, article)]
    return (*found, *(() if excerpt else likeness(note, article)))
