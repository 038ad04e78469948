"""From a note and its article to findings: what keeps the note from being posted as it is. Pure, no waiting."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.models import Note
from bot.review.contacts import contacts
from bot.review.facts import Fact, evidence, facts
from bot.review.form import form
from bot.review.likeness import likeness
from bot.review.limits import limits
from bot.review.losses import losses
from bot.review.wording import load, wording
from bot.script import simplified

if TYPE_CHECKING:
    from bot.models import Article, Finding
    from bot.review.wording import Entry

__all__ = ["Fact", "evidence", "losses", "review"]


def review(
    note: Note, article: Article, *, excerpt: bool = False, words: tuple[Entry, ...] | None = None
) -> tuple[Finding, ...]:
    """Run every check over a note; the milliseconds it takes are few enough for the event loop.

    A note in traditional characters is compared with its article as one in simplified ones, and the other way round.
    An `excerpt` quotes by design and is told so to the person: its likeness to the source is not measured.
    `words` are the entries of the word lists, ours when None.
    """
    entries = load() if words is None else words
    read = Note(title=simplified(note.title), body=simplified(note.body), topics=tuple(map(simplified, note.topics)))
    found = (
        *contacts(read, article),
        *wording(read, article, entries=entries),
        *form(read, article, entries=entries),
        *(() if excerpt else likeness(read, _simplified(article))),
    )
    return (*limits(note, article), *facts(note, article), *(_as_written(one, read, note) for one in found))


@lru_cache(maxsize=8)
def _simplified(article: Article) -> Article:
    return replace(article, text=simplified(article.text))


def _as_written(found: Finding, read: Note, note: Note) -> Finding:
    """Name the span of a finding in the characters of the note: both stand at the same place."""
    pairs = ((read.title, note.title), (read.body, note.body), *zip(read.topics, note.topics, strict=True))
    if all(text == written for text, written in pairs):
        return found
    at = ((written, text.find(found.span)) for text, written in pairs)
    span = next((written[place : place + len(found.span)] for written, place in at if place >= 0), found.span)
    return replace(found, span=span)
