"""Whether a note says only what its article says, as far as words can tell; never that it is verified.

Numbers, names, quotations, what is affirmed, who does what, and what is added: each has its module. All compare a
note's clauses with the article's nearest ones, so that rewording, another order and synonyms pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from bot.models import Severity
from bot.review.facts import (
    causes,
    comparisons,
    compounds,
    credit,
    crossed,
    cut,
    doers,
    doubt,
    events,
    fates,
    invented,
    names,
    negated,
    numbers,
    people,
    persons,
    promises,
    qualities,
    replaced,
    said,
    stance,
    subjects,
    swaps,
    unknown,
)
from bot.review.facts.agreement import agree
from bot.review.facts.chat import Told
from bot.review.facts.reading import Reading
from bot.review.facts.source import source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.models import Article, Finding, Note
    from bot.review.facts.quantity import Quantity

Kind = Literal["number", "name", "quotation"]
LONGEST: Final = 4_000
"""Characters of a note that are read, four times what one may have."""
_CHECKS: Final[tuple[Callable[[Reading], Iterable[Finding]], ...]] = (
    numbers.check, fates.check, names.check, compounds.check, stance.check, negated.check, doubt.check,
    cut.check, comparisons.check, people.check, doers.check, said.check, swaps.check, crossed.check, subjects.check,
    replaced.check, qualities.check, promises.check, invented.check, causes.check, events.check, unknown.check,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something in a note that can be looked up: `sentence` is the article's that carries it, "" where none does."""

    span: str
    kind: Kind
    sentence: str


def facts(note: Note, article: Article) -> tuple[Finding, ...]:
    """Name what the article does not say: to be mended where that is sure, else a warning."""
    prepared = source(article)
    reading = _reading(note, article)
    found = [one for check in _CHECKS for one in check(reading)]
    found += (*unknown.topics(note.topics, prepared), *credit.check(note.body[:LONGEST], article, prepared))
    kept: dict[str, Finding] = {}
    for one in found:
        before = kept.get(one.span)
        if before is None or (before.severity is Severity.WARN and one.severity is not Severity.WARN):
            kept[one.span] = one
    return tuple(kept.values())


def evidence(note: Note, article: Article) -> tuple[Fact, ...]:
    """List what can be looked up in a note, each with the article's sentence that carries it, in the note's order."""
    reading = _reading(note, article)
    found = [
        (one.start, Fact(span=reading.text.raw[one.start : one.end], kind="number", sentence=_carrier(reading, one)))
        for one in reading.text.quantities
        if not numbers.idle(one, reading.text.plain[one.start : one.end])
    ]
    for start, end, kind in names.mentioned(reading, persons.named(reading.article)):
        span = reading.text.raw[start:end]
        found.append(
            (start, Fact(span=span, kind=kind, sentence=reading.article.holding(span, beside=_clause(reading, start))))
        )
    kept = {fact.span: fact for _, fact in sorted(found, key=lambda one: one[0])}
    return tuple(kept.values())


def _carrier(reading: Reading, one: Quantity) -> str:
    """Return the article's sentence that has a number, the one most like the note's clause if there are several."""
    article = reading.article
    at = {article.sentence_at(other.start) for other in article.quantities if agree(one, other)}
    return article.likest(at, _clause(reading, one.start))


def _clause(reading: Reading, place: int) -> str:
    """Return the clause at a place of the note."""
    return next((one.piece.text for one in reversed(reading.text.clauses) if one.piece.start <= place), "")


def _reading(note: Note, article: Article) -> Reading:
    """Read title and body as one text; the line that names the source is checked apart."""
    body = credit.LINE.sub("", note.body[:LONGEST])
    return Reading(Told(f"{note.title[:LONGEST]}\n{body}"), source(article))
