"""The verbs: read an article, compose a note, rewrite it, take pictures, keep the draft."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from bot.errors import NoteUnfit, ToneUnknown, WriteError
from bot.models import Brief, Progress, Severity, Step, Style, Version, Wish, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.models import Article, Draft, Finding, Note, Picture, Report, Tone, Written

log = logging.getLogger(__name__)


class Reader(Protocol):
    """Turns what a person sent into an article. Raises SourceError."""

    async def read(self, source: str, *, report: Report) -> Article:
        """Read the first link of a text."""

    async def read_html(self, html: str, *, url: str = "") -> Article:
        """Read a page that is already here."""

    def read_text(self, text: str) -> Article:
        """Take plain text as the article; its first line is the title."""


class Writer(Protocol):
    """Writes what a brief asks for, telling how it grows. Raises WriteError."""

    async def write(self, brief: Brief, *, report: Report) -> Written:
        """Write one note."""


class Photographer(Protocol):
    """Takes the pictures of an article. Raises PictureError."""

    async def take(self, article: Article, *, html: str = "") -> tuple[Picture, ...]:
        """Visit the article's address, or render `html`, and return what can be posted first."""


class Store(Protocol):
    """Keeps drafts. Raises StoreError."""

    async def save(self, draft: Draft) -> None:
        """Keep a new draft with its versions; a draft of the same id is replaced."""

    async def draft(self, draft_id: str) -> Draft:
        """Find a draft with all its versions; raises DraftGone."""

    async def add_version(self, draft_id: str, version: Version, *, number: int) -> Draft:
        """Keep a version as the `number`th unless that is there, and return the whole draft; raises DraftGone."""


class Studio:
    """Put together once in `bot.app`; holds no state of its own."""

    def __init__(
        self,
        *,
        reader: Reader,
        writer: Writer,
        photographer: Photographer,
        store: Store,
        tones: Mapping[str, Tone],
        review: Callable[[Note, Article], tuple[Finding, ...]],
        mend: Callable[[Note, tuple[Finding, ...]], Note],
    ) -> None:
        """Take the parts; connects to nothing."""
        self.reader = reader
        self.photographer = photographer
        self.tones = tones
        self._writer = writer
        self._store = store
        self._review = review
        self._mend = mend

    async def compose(self, article: Article, *, style: Style | None = None, report: Report = silent) -> Version:
        """Write the first note on an article and bring it within the rules. Raises WriteError."""
        brief = Brief(article=article, style=style or Style())
        return await self.finish(brief, await self.write(brief, report=report), report=report)

    def rewriting(self, draft: Draft, wish: Wish, *, base: int) -> Brief:
        """Make the brief for another version, from the one at index `base`: same article, the style as wished."""
        version = draft.versions[base]
        return Brief(article=draft.article, style=_wished(version.style, wish), wish=wish, base=version.note)

    async def write(self, brief: Brief, *, report: Report = silent) -> Written:
        """Write what a brief asks for, not yet reviewed. Raises WriteError."""
        if brief.style.tone and brief.style.tone not in self.tones:
            raise ToneUnknown(brief.style.tone)
        await report(Progress(step=Step.WRITE))
        return await self._writer.write(brief, report=report)

    async def finish(self, brief: Brief, written: Written, *, report: Report = silent) -> Version:
        """Review what was written, and mend it: by one request, then by code. Raises NoteUnfit."""
        await report(Progress(step=Step.REVIEW, title=written.note.title, body=written.note.body))
        written = await self._repaired(brief, written, report)
        note = self._mend(written.note, self._serious(written.note, brief.article))
        if self._serious(note, brief.article):
            raise NoteUnfit
        return Version(
            note=note,
            wish=brief.wish,
            style=brief.style,
            findings=self._review(note, brief.article),
            writer=written.writer,
            usage=written.usage,
        )

    async def keep(self, draft: Draft) -> None:
        """Remember a draft, so that its buttons work after a restart. Raises StoreError."""
        await self._store.save(draft)

    async def find(self, draft_id: str) -> Draft:
        """Find a draft again. Raises DraftGone, StoreError."""
        return await self._store.draft(draft_id)

    async def add(self, draft_id: str, version: Version, *, number: int) -> Draft:
        """Keep a version of a draft as its `number`th, from 1; twice is once. Raises DraftGone, StoreError."""
        return await self._store.add_version(draft_id, version, number=number)

    async def _repaired(self, brief: Brief, written: Written, report: Report) -> Written:
        """Ask once more, naming the spans; what cannot be asked is left to the mender."""
        found = self._serious(written.note, brief.article)
        if not found or written.writer == "offline":
            return written
        try:
            again = await self._writer.write(replace(brief, base=written.note, findings=found), report=report)
        except WriteError as error:
            log.warning("the repair failed, mending by rule: %s", error)
            return written
        usage = written.usage + again.usage if written.usage and again.usage else again.usage
        better = len(self._serious(again.note, brief.article)) <= len(found)
        return replace(again if better else written, usage=usage)

    def _serious(self, note: Note, article: Article) -> tuple[Finding, ...]:
        return tuple(found for found in self._review(note, article) if found.severity is not Severity.WARN)


def _wished(style: Style, wish: Wish) -> Style:
    """Apply a wish to the style of the version that it is about."""
    if wish.kind == "tone":
        return replace(style, tone=wish.tone)
    if wish.kind in {"shorter", "longer"}:
        return replace(style, length=wish.kind)
    return style
