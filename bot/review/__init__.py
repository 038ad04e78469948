"""From a note and its article to findings: what keeps the note from being posted as it is. Pure, no waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review.contacts import contacts
from bot.review.facts import Fact, evidence, facts
from bot.review.form import form
from bot.review.likeness import likeness
from bot.review.limits import limits
from bot.review.losses import losses
from bot.review.wording import load, wording

if TYPE_CHECKING:
    from bot.models import Article, Finding, Note
    from bot.review.wording import Entry

__all__ = ["Fact", "evidence", "losses", "review"]


def review(
    note: Note, article: Article, *, excerpt: bool = False, words: tuple[Entry, ...] | None = None
) -> tuple[Finding, ...]:
    """Run every check over a note; the milliseconds it takes are few enough for the event loop.

    An `excerpt` quotes by design and is told so to the person: its likeness to the source is not measured.
    `words` are the entries of the word lists, ours when None.
    """
    entries = load() if words is None else words
    return (
        *limits(note, article),
        *facts(note, article),
        *contacts(note, article),
        *wording(note, article, entries=entries),
        *form(note, article, entries=entries),
        *(() if excerpt else likeness(note, article)),
    )
