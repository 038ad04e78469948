"""The verbs: read an article, compose a note, rewrite it, take pictures."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from bot.editor import Editor
from bot.errors import ToneUnknown, WriteError
from bot.models import Brief, Meaning, Progress, Step, Wish, Written, silent
from bot.note import dressed, splice
from bot.style import Style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.editor import Judge, Writer
    from bot.models import Article, Draft, Note, Picture, Report, Tone, Usage, Version
    from bot.rules import Rules

log = logging.getLogger(__name__)


class Reader(Protocol):
    """Turns what a person sent into an article. Raises SourceError."""

    async def read(self, source: str, *, report: Report) -> Article:
        """Read the first link of a text."""

    async def read_html(self, html: str, *, url: str = "") -> Article:
        """Read a page that is already here."""

    def read_text(self, text: str) -> Article:
        """Take plain text as the article; its first line is the title."""


class Teacher(Protocol):
    """Tells from posts how their author writes. Raises WriteError."""

    async def learn(self, posts: Sequence[str], ours: Note | None = None) -> tuple[str, ...]:
        """Say so in a few sentences; `ours` is the note that became the last of the posts."""


class Interpreter(Protocol):
    """Says what a person means. Raises WriteError."""

    async def interpret(self, words: str, version: Version) -> tuple[Meaning | None, Usage]:
        """Say what words mean that were said of a version, None for who knows, and what it cost to ask."""


class Photographer(Protocol):
    """Takes the pictures of an article. Raises PictureError."""

    async def take(self, article: Article, *, html: str = "") -> tuple[Picture, ...]:
        """Visit the article's address, or render `html`, and return what can be posted first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advisers:
    """Whom else a model's answers serve beside the writing; each may be absent."""

    judge: Judge | None = None
    teacher: Teacher | None = None
    interpreter: Interpreter | None = None


class Studio:
    """Put together once in `bot.app`; holds no state of its own."""

    def __init__(
        self,
        *,
        reader: Reader,
        writer: Writer,
        photographer: Photographer,
        tones: Mapping[str, Tone],
        rules: Rules,
        advisers: Advisers | None = None,
    ) -> None:
        """Take the parts; connects to nothing."""
        self.reader = reader
        self.photographer = photographer
        self.tones = tones
        self.advisers = advisers or Advisers()
        self._rules = rules
        self._editor = Editor(writer, rules, judge=self.advisers.judge)

    async def compose(self, article: Article, *, style: Style | None = None, report: Report = silent) -> Version:
        """Write the first note on an article and bring it within the rules. Raises WriteError."""
        brief = Brief(article=article, style=style or Style())
        return await self.finish(brief, await self.write(brief, report=report), report=report)

    def rewriting(self, draft: Draft, wish: Wish, *, base: int) -> Brief:
        """Make the brief for another version, from the one at index `base`: same article, the style as wished."""
        version = draft.versions[base]
        return Brief(
            article=draft.article,
            style=_wished(version.style, wish),
            wish=wish,
            base=dressed.bare(version.note, version.style),
            ready=self._ready(draft, version, wish),
        )

    async def interpret(self, words: str, version: Version) -> tuple[Meaning, Usage | None]:
        """Ask what words mean that no rule knows, and what that cost; they are for this note where nobody can tell."""
        meaning, usage = None, None
        if self.advisers.interpreter:
            try:
                meaning, usage = await self.advisers.interpreter.interpret(words, version)
            except WriteError as error:
                log.warning("nobody can say what is meant: %s", error)
        return meaning or Meaning(wish=Wish(kind="said", text=words)), usage

    async def write(self, brief: Brief, *, report: Report = silent) -> Written:
        """Write what a brief asks for, not yet reviewed, unless it is ready. Raises WriteError."""
        if brief.style.tone and brief.style.tone not in self.tones:
            raise ToneUnknown(brief.style.tone)
        if brief.ready:
            return brief.ready
        await report(Progress(step=Step.WRITE))
        return await self._editor.write(brief, report=report)

    async def finish(self, brief: Brief, written: Written, *, report: Report = silent) -> Version:
        """Make a version of what was written. Raises NoteUnfit."""
        return await self._editor.finish(brief, written, report=report)

    def _ready(self, draft: Draft, version: Version, wish: Wish) -> Written | None:
        """Find what a wish can be fulfilled with at once."""
        if wish.kind == "cut":
            note = splice.without(version.note, wish.quote)
            return Written(note=note, writer=version.writer, titles=version.titles)
        return self._retitled(draft, version) if wish.kind == "title" else None

    def _retitled(self, draft: Draft, version: Version) -> Written | None:
        """Take the next title that a version offers and no version had, with what others than the review said."""
        had = {one.note.title for one in draft.versions}
        title = next((offered.title for offered in version.titles if offered.title not in had), "")
        if not title:
            return None
        written = Written(note=version.note, writer=version.writer, titles=version.titles)
        note = replace(version.note, title=title)
        of_version = Brief(article=draft.article, style=version.style)
        said = {found for found in version.findings if found.check != "losses"}
        said -= set(self._rules.found(of_version, written))
        kept = (found for found in version.findings if found in said and found.span in str(note))
        return replace(written, note=note, findings=tuple(kept))


def _wished(style: Style, wish: Wish) -> Style:
    """Lay a wish over the style of the version that it is about."""
    if wish.kind == "tone":
        return Style(tone=wish.tone).over(style)
    if wish.kind in {"shorter", "longer"}:
        return Style(length=wish.kind).over(style)
    return wish.style.over(style)
