"""A note in the terminal: progress on stderr, the result on stdout. The home of rich."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot import output
from bot.article import links, plain
from bot.errors import BrowserFailed, FileUnreadable, NotHtml, PictureError, ToneUnknown, TooLarge
from bot.models import Progress, Step
from bot.review import evidence
from bot.style import Style
from bot.web.charset import decode
from bot.web.content import is_textual, sniffed
from handlers import advice, texts
from handlers.texts import terminal as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Article, Picture, Report, Version
    from bot.review import Fact
    from bot.studio import Studio

_INPUT_LIMIT: Final = 16 * 1024 * 1024
"""Bytes of a saved page or of stdin; the same as for a fetched page."""
_PICTURE_SECONDS: Final = 60
"""How long a finished note waits for its pictures."""
_PAGES: Final = frozenset({".html", ".htm"})
_FILES: Final = _PAGES | {".txt", ".md"}
"""A source of such a name is a file also where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What the command line asks for."""

    source: str
    tone: str = ""
    out: Path | None = None
    as_json: bool = False
    pictures: bool = True


async def note(studio: Studio, job: Job) -> None:
    """Write the note that is asked for, show it, save it. Raises BotError."""
    style = Style(tone=_tone(studio, job.tone))
    with _progress() as report:
        article, html = await _read(studio, job.source, report)
        taking = asyncio.create_task(_pictures(studio, article, html, wanted=job.pictures))
        try:
            version = await studio.compose(article, style=style, report=report)
            taken = await taking
        finally:
            taking.cancel()
    paths = [""] * len(taken)
    try:
        if job.out:
            paths = await asyncio.to_thread(
                output.save, job.out, article, version, taken, advice=_advice(article, version)
            )
    finally:  # a note that cannot be saved is shown all the same
        if job.as_json:
            sys.stdout.write(_as_json(article, version, list(zip(taken, paths, strict=True))) + "\n")
        else:
            _show(article, version, [path for path in paths if path])


def _tone(studio: Studio, wanted: str) -> str:
    """Find a tone by its name or its label; "" is the usual one."""
    for tone in studio.tones.values():
        if wanted in {tone.name, tone.label}:
            return tone.name
    if wanted:
        raise ToneUnknown(wanted, known=tuple(studio.tones.values()))
    return ""


async def _read(studio: Studio, source: str, report: Report) -> tuple[Article, str]:
    """Read what the source names, stdin, a file or a link, or is: a text. A page's HTML comes for its pictures."""
    suffix = Path(source).suffix.lower()
    if source == "-" or os.access(source, os.F_OK) or (suffix in _FILES and not links.find(source)):
        content = await asyncio.to_thread(_content, source)
        media = sniffed(content)
        if not is_textual(media):
            raise NotHtml(media)
        text = decode(content)
        if media == "text/html" or suffix in _PAGES:
            return await studio.reader.read_html(text), text
        return studio.reader.read_text(text), ""
    if len(source) >= plain.LEAST and not links.find(source):
        return studio.reader.read_text(source), ""
    return await studio.reader.read(source, report=report), ""


def _content(source: str) -> bytes:
    """Read stdin or a file."""
    try:
        with sys.stdin.buffer if source == "-" else Path(source).open("rb") as file:
            content = file.read(_INPUT_LIMIT + 1)
    except OSError as error:
        raise FileUnreadable(source) from error
    if len(content) > _INPUT_LIMIT:
        raise TooLarge(_INPUT_LIMIT)
    return content


async def _pictures(studio: Studio, article: Article, html: str, *, wanted: bool) -> tuple[Picture, ...]:
    """Take the pictures while the note is written; without them the note is still good."""
    if not wanted:
        return ()
    try:
        async with asyncio.timeout(_PICTURE_SECONDS):
            return await studio.photographer.take(article, html=html)
    except (PictureError, TimeoutError) as error:
        problem = error if isinstance(error, PictureError) else BrowserFailed()
        tell(texts.explain(problem))
        return ()


def tell(sentence: str) -> None:
    """Say a sentence on stderr, whatever is in it."""
    Console(stderr=True, markup=False).print(sentence)


@contextlib.contextmanager
def waiting(words: str) -> Iterator[None]:
    """Say on stderr what a person waits for; silent where nobody watches."""
    with Console(stderr=True).status(words):
        yield


@contextlib.contextmanager
def _progress() -> Iterator[Report]:
    """Say on stderr where the work is; silent where nobody watches."""
    console = Console(stderr=True)
    with console.status(texts.progress(Progress(step=Step.READ))) as status:

        async def report(progress: Progress) -> None:
            status.update(texts.progress(progress))

        yield report


def _as_json(article: Article, version: Version, pictures: list[tuple[Picture, str]]) -> str:
    fields = ("url", "title", "text", "author", "sitename", "date", "language")
    found: dict[str, Any] = {
        "article": {name: getattr(article, name) for name in fields},
        "note": asdict(version.note),
        "findings": [asdict(finding) for finding in version.findings],
        "facts": [asdict(fact) for fact in evidence(version.note, article)],
        "pictures": [
            {"path": path, "width": picture.width, "height": picture.height, "kind": picture.kind}
            for picture, path in pictures
        ],
        "writer": version.writer,
        "usage": asdict(version.usage) if version.usage else None,
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _advice(article: Article, version: Version) -> list[str]:
    """List what to know before posting."""
    today = datetime.now(UTC).date()
    return [*advice.warnings(version, article), *advice.checklist(version, article, today=today)]


def _proof(facts: tuple[Fact, ...]) -> Table:
    """Set each fact beside the article's sentence that carries it."""
    table = Table(title=texts.PROOF, caption=texts.WHAT_IS_PROVED, title_justify="left", caption_justify="left")
    table.add_column(words.SPAN, overflow="fold")
    table.add_column(words.SENTENCE, overflow="fold")
    for fact in facts:
        table.add_row(Text(f"{fact.span}（{texts.KINDS[fact.kind]}）"), Text(fact.sentence or texts.NOT_FOUND))
    return table


def _show(article: Article, version: Version, paths: list[str]) -> None:
    """Print the fields, each with its counter, then each fact with its evidence, and what to know before posting."""
    console = Console(highlight=False)
    written = version.note
    labels = (texts.TITLE, texts.BODY, texts.TOPICS)
    parts = (written.title, written.body, written.hashtags)
    for label, text, count in zip(labels, parts, texts.counters(version), strict=True):
        console.print(Panel(Text(text), title=f"{label} {count}", title_align="left"))
    if facts := evidence(written, article):
        console.print(_proof(facts))
    for line in _advice(article, version):
        console.print(Text(line))
    for path in paths:
        console.print(Text(path))
