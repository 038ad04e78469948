"""The verbs: read an article, compose a note, rewrite it, take pictures."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from bot.errors import ModelGarbled, NoteUnfit, ToneUnknown, WriteError
from bot.models import Article, Brief, Meaning, Note, Progress, Severity, Step, Version, Wish, Written, silent
from bot.note import dressed, splice
from bot.note.avoided import avoided
from bot.style import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.models import Draft, Finding, Headline, Picture, Report, Tone, Usage

log = logging.getLogger(__name__)

_REPAIRS: Final = 2
"""Most requests to mend one note."""
_MENDINGS: Final = 3
"""Most rounds of mending by code."""


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


class Judge(Protocol):
    """Has an opinion on a note. Raises WriteError."""

    async def judge(self, note: Note, article: Article) -> tuple[tuple[Finding, ...], Usage]:
        """Name what the article does not say, and what it cost to ask."""


class Teacher(Protocol):
    """Tells from posts how their author writes. Raises WriteError."""

    async def learn(self, posts: Sequence[str], ours: Note | None = None) -> tuple[str, ...]:
        """Say so in a few sentences; `ours` is the note that became the last of the posts."""


class Interpreter(Protocol):
    """Says what a person means. Raises WriteError."""

    async def interpret(self, words: str, version: Version) -> tuple[Meaning | None, Usage]:
        """Say what words mean that were said of a version, None for who knows, and what it cost to ask."""


class Review(Protocol):
    """Checks a note against its article and the platform's rules. Pure."""

    def __call__(self, note: Note, article: Article, *, excerpt: bool = False) -> tuple[Finding, ...]:
        """Name what is wrong; an `excerpt` may be like its source."""


class Losses(Protocol):
    """Compares a note with the one that it was made from. Pure."""

    def __call__(self, brief: Brief, note: Note) -> tuple[Finding, ...]:
        """Name the facts that went though the wish did not ask for it, as warnings."""


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
        review: Review,
        losses: Losses,
        mend: Callable[[Note, tuple[Finding, ...]], Note],
        advisers: Advisers | None = None,
    ) -> None:
        """Take the parts; connects to nothing."""
        self.reader = reader
        self.photographer = photographer
        self.tones = tones
        self._writer = writer
        self._review = review
        self._losses = losses
        self._mend = mend
        self.advisers = advisers or Advisers()

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
        return _kept_to_quote(brief, await self._writer.write(brief, report=report))

    async def finish(self, brief: Brief, written: Written, *, report: Report = silent) -> Version:
        """Put what was written into its style, review it, and mend it: by two requests at most, then by code.

        Raises NoteUnfit.
        """
        brief = replace(brief, style=self._proper(brief.style))
        written = dressed.whole(written, brief.style)
        await report(Progress(step=Step.REVIEW, title=written.note.title, body=written.note.body))
        written = self._mended(brief, await self._repaired(brief, written, report))
        if not brief.ready:
            written = await self._judged(brief, written)
        return Version(
            note=written.note,
            wish=brief.wish,
            style=brief.style,
            titles=self._fit(written, brief),
            findings=(*self._losses(brief, written.note), *self._found(written, brief), *written.findings),
            writer=written.writer,
            usage=written.usage,
        )

    async def _repaired(self, brief: Brief, written: Written, report: Report) -> Written:
        """Ask again, naming the spans, as long as it helps; what cannot be asked is left to the mender.

        What went missing is named once.
        """
        named, wrong = False, self._wrong(brief, written)
        for _ in range(_REPAIRS):
            serious, lost = wrong
            found = serious if named else (*serious, *lost)
            if not found or written.writer == "offline":
                break
            named = named or bool(lost)
            try:
                asked = replace(brief, base=dressed.bare(written.note, brief.style), findings=found)
                again = _kept_to_quote(brief, await self._writer.write(asked, report=report))
                again = dressed.whole(again, brief.style)
            except WriteError as error:
                log.warning("the repair failed, mending by rule: %s", error)
                break
            usage = written.usage + again.usage if written.usage and again.usage else again.usage
            before, wrong = wrong, self._wrong(brief, again)
            if _weight(wrong) > _weight(before):
                return replace(written, usage=usage)
            written = replace(again, titles=again.titles or written.titles, usage=usage)
        return written

    def _wrong(self, brief: Brief, written: Written) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Find what must go, and what went that should not have."""
        return self._serious(written, brief), self._losses(brief, written.note)

    def _mended(self, brief: Brief, written: Written) -> Written:
        """Mend by code; what a sentence leaves when it goes may want mending again. Raises NoteUnfit."""
        for _ in range(_MENDINGS):
            plain = self._mend(dressed.bare(written.note, brief.style), self._serious(written, brief))
            written = replace(written, note=dressed.dressed(plain, brief.style))
            if not self._serious(written, brief):
                return written
        raise NoteUnfit

    async def _judged(self, brief: Brief, written: Written) -> Written:
        """Add the judge's opinion, where there is one; a note does not wait for it twice."""
        if self.advisers.judge is None or written.writer == "offline":
            return written
        try:
            opinion, cost = await self.advisers.judge.judge(dressed.bare(written.note, brief.style), brief.article)
        except WriteError as error:
            log.warning("no opinion from the judge: %s", error)
            return written
        usage = written.usage + cost if written.usage else cost
        return replace(written, findings=(*written.findings, *opinion), usage=usage)

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
        said -= set(self._found(written, of_version))
        kept = (found for found in version.findings if found in said and found.span in str(note))
        return replace(written, note=note, findings=tuple(kept))

    def _fit(self, written: Written, brief: Brief) -> tuple[Headline, ...]:
        """Keep the titles that break no limit and add no fact, and whose reason leads nowhere."""
        known = {found.span for found in self._found(written, brief)}

        def fits(offered: Headline) -> bool:
            note = replace(written.note, title=offered.title)
            found = self._found(replace(written, note=note), brief)
            return not any(
                one.severity is not Severity.WARN or (one.check == "facts" and one.span not in known) for one in found
            ) and not self._leads_away(offered.title, offered.reason or offered.title)

        return tuple(offered for offered in written.titles if fits(offered))

    def _proper(self, style: Style) -> Style:
        """Leave out of a style what no note may have, however it came there: a signature or topic that leads away."""
        sign = dressed.signature(style)
        leads = sign and self._leads_away(sign, sign)
        topics = tuple(topic for topic in style.topics if not self._leads_away(topic, topic))
        return replace(style, signature="" if leads else style.signature, topics=topics)

    def _leads_away(self, title: str, body: str) -> bool:
        nothing = Article(url="", title="", text="")
        return any(one.check == "contacts" for one in self._review(Note(title=title, body=body), nothing))

    def _found(self, written: Written, brief: Brief) -> tuple[Finding, ...]:
        """Review a note without its signature; the topics that a person fixed need not be the article's."""
        note, fixed = dressed.bare(written.note, brief.style), dressed.fixed(brief.style)
        found = self._review(note, brief.article, excerpt=written.writer == "offline")
        of_note = (one for one in found if one.check != "facts" or one.span not in fixed)
        return (*of_note, *avoided(note, brief.style, brief.article))

    def _serious(self, written: Written, brief: Brief) -> tuple[Finding, ...]:
        return tuple(found for found in self._found(written, brief) if found.severity is not Severity.WARN)


def _weight(wrong: tuple[tuple[Finding, ...], ...]) -> tuple[int, ...]:
    """Weigh what is wrong, the worse first."""
    return tuple(map(len, wrong))


def _kept_to_quote(brief: Brief, written: Written) -> Written:
    """Take of what was written only the part that was meant. Raises ModelGarbled where it is not there."""
    if not brief.wish.quote or brief.base is None:
        return written
    note = splice.spliced(brief.base, written.note, brief.wish.quote)
    if note is None:
        raise ModelGarbled("nothing for the part that was meant")
    return replace(written, note=note)


def _wished(style: Style, wish: Wish) -> Style:
    """Lay a wish over the style of the version that it is about."""
    if wish.kind == "tone":
        return Style(tone=wish.tone).over(style)
    if wish.kind in {"shorter", "longer"}:
        return Style(length=wish.kind).over(style)
    return wish.style.over(style)
