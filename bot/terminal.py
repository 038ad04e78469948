"""A note in the terminal: progress on stderr, the result on stdout, files in a folder. The home of rich."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import threading
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.errors import BotError, BrowserFailed, FileUnreadable, OutputUnwritable, PictureError, ToneUnknown, TooLarge
from bot.models import Progress, Step, Style
from bot.record import record
from bot.web.charset import decode
from handlers import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Article, Picture, Report, Version
    from bot.studio import Studio

_INPUT_LIMIT: Final = 16 * 1024 * 1024
"""Bytes of a saved page or of stdin; the same as for a fetched page."""
_PICTURE_SECONDS: Final = 60
"""How long a finished note waits for its pictures."""


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
    if job.tone and job.tone not in studio.tones:
        raise ToneUnknown(job.tone)
    with _progress() as report:
        article, html = await _read(studio, job.source, report)
        taking = asyncio.create_task(_pictures(studio, article, html, wanted=job.pictures))
        try:
            version = await studio.compose(article, style=Style(tone=job.tone), report=report)
            taken = await taking
        finally:
            taking.cancel()
    paths = await asyncio.to_thread(_save, job.out, article, version, taken) if job.out else [""] * len(taken)
    if job.as_json:
        sys.stdout.write(_as_json(article, version, list(zip(taken, paths, strict=True))) + "\n")
    else:
        _show(version, [path for path in paths if path])


async def converse(studio: Studio, *, stop: asyncio.Event) -> None:
    """Ask for links until the input ends or `stop` is set; a failure is a sentence and the next question."""
    ends: set[asyncio.Task[Any]] = {asyncio.create_task(_talk(studio)), asyncio.create_task(stop.wait())}
    done, late = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    for task in done:
        task.result()


async def _talk(studio: Studio) -> None:
    console = Console(highlight=False)
    console.print(texts.TERMINAL_HELLO)
    lines: asyncio.Queue[str] = asyncio.Queue()
    threading.Thread(target=_feed, args=(asyncio.get_running_loop(), lines), daemon=True).start()
    while True:
        sys.stdout.write(texts.TERMINAL_ASK)
        sys.stdout.flush()
        source = await lines.get()
        if not source:
            return
        if source.strip():
            await _answer(studio, source, console)


async def _answer(studio: Studio, source: str, console: Console) -> None:
    """Write one note into a folder named for the moment, or say why not."""
    out = Path("out") / f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    try:
        await note(studio, Job(source=source, out=out))
    except BotError as error:
        console.print(texts.explain(error))


def _feed(loop: asyncio.AbstractEventLoop, lines: asyncio.Queue[str]) -> None:
    """Hand over line after line, "" at the end; in a thread of its own, because reading from a person may take days."""
    line = "first"
    with contextlib.suppress(RuntimeError):  # the loop ended before the input did
        while line:
            line = sys.stdin.readline()
            loop.call_soon_threadsafe(lines.put_nowait, line)


async def _read(studio: Studio, source: str, report: Report) -> tuple[Article, str]:
    """Read what the source names: stdin, a saved page (its HTML comes along for the pictures), or a link."""
    if source == "-":
        return studio.reader.read_text(_decoded(await asyncio.to_thread(sys.stdin.buffer.read, _INPUT_LIMIT + 1))), ""
    path = Path(source)
    if path.suffix.lower() in {".html", ".htm"} and "://" not in source:
        html = _decoded(await asyncio.to_thread(_bytes, path))
        return await studio.reader.read_html(html), html
    return await studio.reader.read(source, report=report), ""


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_INPUT_LIMIT + 1)
    except OSError as error:
        raise FileUnreadable(str(path)) from error


def _decoded(content: bytes) -> str:
    if len(content) > _INPUT_LIMIT:
        raise TooLarge(_INPUT_LIMIT)
    return decode(content)


async def _pictures(studio: Studio, article: Article, html: str, *, wanted: bool) -> tuple[Picture, ...]:
    """Take the pictures while the note is written; without them the note is still good."""
    if not wanted:
        return ()
    try:
        async with asyncio.timeout(_PICTURE_SECONDS):
            return await studio.photographer.take(article, html=html)
    except (PictureError, TimeoutError) as error:
        problem = error if isinstance(error, PictureError) else BrowserFailed()
        Console(stderr=True).print(texts.explain(problem))
        return ()


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


def _save(out: Path, article: Article, version: Version, pictures: tuple[Picture, ...]) -> list[str]:
    """Write the pictures, note.txt and record.txt; return the pictures' paths."""
    names = [f"{number:02d}-{picture.kind}{picture.suffix}" for number, picture in enumerate(pictures, 1)]
    lines = [f"{name}（{picture.width}×{picture.height}）" for name, picture in zip(names, pictures, strict=True)]
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, picture in zip(names, pictures, strict=True):
            (out / name).write_bytes(picture.image)
        (out / "note.txt").write_text(f"{version.note}\n", encoding="utf-8")
        made = datetime.now().astimezone()
        (out / "record.txt").write_text(record(article, version, pictures=lines, made=made), encoding="utf-8")
    except OSError as error:
        raise OutputUnwritable(str(out)) from error
    return [str(out / name) for name in names]


def _as_json(article: Article, version: Version, pictures: list[tuple[Picture, str]]) -> str:
    fields = ("url", "title", "text", "author", "sitename", "date", "language")
    found: dict[str, Any] = {
        "article": {name: getattr(article, name) for name in fields},
        "note": asdict(version.note),
        "findings": [asdict(finding) for finding in version.findings],
        "pictures": [
            {"path": path, "width": picture.width, "height": picture.height, "kind": picture.kind}
            for picture, path in pictures
        ],
        "writer": version.writer,
        "usage": asdict(version.usage) if version.usage else None,
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _show(version: Version, paths: list[str]) -> None:
    """Print the fields, each with its counter, then what to know before posting."""
    console = Console(highlight=False)
    written = version.note
    labels = (texts.TITLE, texts.BODY, texts.TOPICS)
    parts = (written.title, written.body, written.hashtags)
    for label, text, count in zip(labels, parts, texts.counters(version), strict=True):
        console.print(Panel(Text(text), title=f"{label} {count}", title_align="left"))
    for line in texts.advice(version):
        console.print(Text(line))
    for path in paths:
        console.print(Text(path))
