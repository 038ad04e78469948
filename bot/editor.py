"""Makes a version of what was written: reviewed, asked for again at most twice, mended by code, judged."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from bot.errors import ModelGarbled, WriteError
from bot.models import Progress, Step, Version
from bot.note import dressed, splice

if TYPE_CHECKING:
    from bot.models import Article, Brief, Finding, Note, Report, Usage, Written
    from bot.rules import Rules

log = logging.getLogger(__name__)

_REPAIRS: Final = 2
"""Most requests to mend one note."""


class Writer(Protocol):
    """Writes what a brief asks for, telling how it grows. Raises WriteError."""

    async def write(self, brief: Brief, *, report: Report) -> Written:
        """Write one note."""


class Judge(Protocol):
    """Has an opinion on a note. Raises WriteError."""

    async def judge(self, note: Note, article: Article) -> tuple[tuple[Finding, ...], Usage]:
        """Name what the article does not say, and what it cost to ask."""


class Editor:
    """Stands between a writer and the people; a judge's opinion may be absent."""

    def __init__(self, writer: Writer, rules: Rules, *, judge: Judge | None = None) -> None:
        """Take the parts."""
        self._writer = writer
        self._rules = rules
        self._judge = judge

    async def write(self, brief: Brief, *, report: Report) -> Written:
        """Have written what a brief asks for, not yet reviewed. Raises WriteError."""
        return _kept_to_quote(brief, await self._writer.write(brief, report=report))

    async def finish(self, brief: Brief, written: Written, *, report: Report) -> Version:
        """Put what was written into its style, review it, and mend it: by two requests at most, then by code.

        Raises NoteUnfit.
        """
        brief = replace(brief, style=self._rules.proper(brief.style))
        written = dressed.whole(written, brief.style)
        await report(Progress(step=Step.REVIEW, title=written.note.title, body=written.note.body))
        written = self._rules.mended(brief, await self._repaired(brief, written, report))
        if not brief.ready:
            written = await self._judged(brief, written)
        found = self._rules.found(brief, written)
        return Version(
            note=written.note,
            wish=brief.wish,
            style=brief.style,
            titles=self._rules.fit(brief, written),
            findings=(*self._rules.losses(brief, written.note), *found, *written.findings),
            writer=written.writer,
            usage=written.usage,
        )

    async def _repaired(self, brief: Brief, written: Written, report: Report) -> Written:
        """Ask again, naming the spans, as long as it helps; what cannot be asked is left to the mender.

        What went missing is named once.
        """
        named, wrong = False, self._rules.wrong(brief, written)
        for _ in range(_REPAIRS):
            found = wrong.serious if named else (*wrong.serious, *wrong.lost)
            if not found or written.writer == "offline":
                break
            named = named or bool(wrong.lost)
            try:
                asked = replace(brief, base=dressed.bare(written.note, brief.style), findings=found)
                again = _kept_to_quote(brief, await self._writer.write(asked, report=report))
                again = dressed.whole(again, brief.style)
            except WriteError as error:
                log.warning("the repair failed, mending by rule: %s", error)
                break
            usage = written.usage + again.usage if written.usage and again.usage else again.usage
            before, wrong = wrong, self._rules.wrong(brief, again)
            if wrong.weight > before.weight:
                return replace(written, usage=usage)
            written = replace(again, titles=again.titles or written.titles, usage=usage)
        return written

    async def _judged(self, brief: Brief, written: Written) -> Written:
        """Add the judge's opinion, where there is one; a note does not wait for it twice."""
        if self._judge is None or written.writer == "offline":
            return written
        try:
            opinion, cost = await self._judge.judge(dressed.bare(written.note, brief.style), brief.article)
        except WriteError as error:
            log.warning("no opinion from the judge: %s", error)
            return written
        usage = written.usage + cost if written.usage else cost
        return replace(written, findings=(*written.findings, *opinion), usage=usage)


def _kept_to_quote(brief: Brief, written: Written) -> Written:
    """Take of what was written only the part that was meant. Raises ModelGarbled where it is not there."""
    if not brief.wish.quote or brief.base is None:
        return written
    note = splice.spliced(brief.base, written.note, brief.wish.quote)
    if note is None:
        raise ModelGarbled("nothing for the part that was meant")
    return replace(written, note=note)
