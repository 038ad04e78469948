"""What a note is held to: says what is wrong with one that was written, and brings it within the rules. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from bot.errors import NoteUnfit
from bot.models import Article, Note, Severity
from bot.note import dressed
from bot.note.avoided import avoided

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.models import Brief, Finding, Headline, Written
    from bot.style import Style

_MENDINGS: Final = 3
"""Most rounds of mending by code."""


class Review(Protocol):
    """Checks a note against its article and the platform's rules. Pure."""

    def __call__(self, note: Note, article: Article, *, excerpt: bool = False) -> tuple[Finding, ...]:
        """Name what is wrong; an `excerpt` may be like its source."""


class Losses(Protocol):
    """Compares a note with the one that it was made from. Pure."""

    def __call__(self, brief: Brief, note: Note) -> tuple[Finding, ...]:
        """Name the facts that went though the wish did not ask for it, as warnings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong with a note: what must go, and what went that should not have."""

    serious: tuple[Finding, ...]
    lost: tuple[Finding, ...]

    @property
    def weight(self) -> tuple[int, int]:
        """How much that is, the worse first."""
        return len(self.serious), len(self.lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a note is looked at; `mend` takes out of one what findings name."""

    review: Review
    losses: Losses
    mend: Callable[[Note, tuple[Finding, ...]], Note]

    def found(self, brief: Brief, written: Written) -> tuple[Finding, ...]:
        """Review a note without its signature; the topics that a person fixed need not be the article's."""
        note, fixed = dressed.bare(written.note, brief.style), dressed.fixed(brief.style)
        found = self.review(note, brief.article, excerpt=written.writer == "offline")
        of_note = (one for one in found if one.check != "facts" or one.span not in fixed)
        return (*of_note, *avoided(note, brief.style, brief.article))

    def wrong(self, brief: Brief, written: Written) -> Wrong:
        """Find what a writer may be asked to mend."""
        return Wrong(serious=self._serious(brief, written), lost=self.losses(brief, written.note))

    def mended(self, brief: Brief, written: Written) -> Written:
        """Mend by code; what a sentence leaves when it goes may want mending again. Raises NoteUnfit."""
        for _ in range(_MENDINGS):
            plain = self.mend(dressed.bare(written.note, brief.style), self._serious(brief, written))
            written = replace(written, note=dressed.dressed(plain, brief.style))
            if not self._serious(brief, written):
                return written
        raise NoteUnfit

    def fit(self, brief: Brief, written: Written) -> tuple[Headline, ...]:
        """Keep the titles that break no limit and add no fact, and whose reason leads nowhere."""
        known = {found.span for found in self.found(brief, written)}

        def fits(offered: Headline) -> bool:
            note = replace(written.note, title=offered.title)
            found = self.found(brief, replace(written, note=note))
            return not any(
                one.severity is not Severity.WARN or (one.check == "facts" and one.span not in known) for one in found
            ) and not self._leads_away(offered.title, offered.reason or offered.title)

        return tuple(offered for offered in written.titles if fits(offered))

    def proper(self, style: Style) -> Style:
        """Leave out of a style what no note may have, however it came there: a signature or topic that leads away."""
        sign = dressed.signature(style)
        leads = sign and self._leads_away(sign, sign)
        topics = tuple(topic for topic in style.topics if not self._leads_away(topic, topic))
        return replace(style, signature="" if leads else style.signature, topics=topics)

    def _serious(self, brief: Brief, written: Written) -> tuple[Finding, ...]:
        return tuple(found for found in self.found(brief, written) if found.severity is not Severity.WARN)

    def _leads_away(self, title: str, body: str) -> bool:
        nothing = Article(url="", title="", text="")
        return any(one.check == "contacts" for one in self.review(Note(title=title, body=body), nothing))
