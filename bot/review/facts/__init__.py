"""Whether a note says only what its article says, as far as words can tell; never that it is verified.

Numbers, names, quotations, what is affirmed, who does what, and what is added: each has its module. All compare a
note's clauses with the article's nearest ones, so that rewording, another order and synonyms pass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from bot.models import Severity
from bot.review.facts import invented, names, numbers, relations, stance, unknown
from bot.review.facts.reading import Reading
from bot.review.facts.source import Text, source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.models import Article, Finding, Note

Kind = Literal["number", "name", "quotation"]
LONGEST: Final = 4_000
"""Characters of a note that are read, four times what one may have."""
_CHECKS: Final[tuple[Callable[[Reading], Iterable[Finding]], ...]] = (
    numbers.check, names.check, stance.check, relations.check, invented.check, unknown.check,
)  # fmt: skip
_SOURCE_LINE: Final = re.compile(r"\n*来源[：:][^\n]*\s*$")


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
    found += unknown.topics(note.topics, prepared)
    kept: dict[str, Finding] = {}
    for one in found:
        before = kept.get(one.span)
        if before is None or (before.severity is Severity.WARN and one.severity is not Severity.WARN):
            kept[one.span] = one
    return tuple(kept.values())


def _reading(note: Note, article: Article) -> Reading:
    """Read title and body as one text; the line that names the source is checked by its title only."""
    body = _SOURCE_LINE.sub("", note.body[:LONGEST])
    return Reading(Text(f"{note.title[:LONGEST]}\n{body}"), source(article))
