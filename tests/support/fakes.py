"""Fakes that work: a studio whose parts answer at once, and fail or wait when told to."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from bot.errors import NoLink, TooShort
from bot.models import Article, Note, Picture, Progress, Step, Tone, Usage, Written
from bot.rules import Rules
from bot.studio import Advisers, Studio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models import Brief, Finding, Headline, PictureKind, Report
    from bot.studio import Teacher

TONES = {
    "seed": Tone(name="seed", label="种草", advice="写得让人想试试。"),
    "dry": Tone(name="dry", label="干货", advice="一条一条说清楚。"),
    "pro": Tone(name="pro", label="专业", advice="用行业里的话。"),
}
ARTICLE = Article(
    url="https://example.org/chips",
    title="新芯片发布",
    text="周三，公司发布了新芯片。\n功耗比上一代低 20%。\n售价 1999 元。",
    sitename="示例网",
)


class FixedReader:
    """Reads the same article from every link, or fails; a short link `leads` to another address."""

    def __init__(self, article: Article = ARTICLE, *, error: Exception | None = None) -> None:
        self.article = article
        self.error = error
        self.sources: list[str] = []
        self.leads: dict[str, str] = {}

    async def read(self, source: str, *, report: Report) -> Article:
        self.sources.append(source)
        await report(Progress(step=Step.READ))
        if self.error:
            raise self.error
        if "://" not in source:
            raise NoLink
        return replace(self.article, url=self.leads.get(source, source))

    async def read_html(self, html: str, *, url: str = "") -> Article:
        return replace(self.article, text=html, url=url)

    def read_text(self, text: str) -> Article:
        if len(text) < 50:
            raise TooShort(len(text))
        return Article(url="", title=text.splitlines()[0], text=text)


class StreamingWriter:
    """Writes a note that says which version it is, growing piece by piece; waits for `gate`, fails with `error`."""

    def __init__(self) -> None:
        self.briefs: list[Brief] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.waiting = asyncio.Event()
        self.error: Exception | None = None
        self.model = True
        self.titles: tuple[Headline, ...] = ()

    async def write(self, brief: Brief, *, report: Report) -> Written:
        self.briefs.append(brief)
        number = len(self.briefs)
        note = Note(
            title=f"第{number}版<标题>",
            body=f"功耗低了 20% & 售价 1999 元。\n\n这是第 {number} 版。",
            topics=("新芯片", "数码"),
        )
        await report(Progress(step=Step.WRITE, thinking=True))
        await report(Progress(step=Step.WRITE, title=note.title, body=note.body[:8]))
        self.waiting.set()
        await self.gate.wait()
        if self.error:
            raise self.error
        await report(Progress(step=Step.WRITE, title=note.title, body=note.body))
        if self.model:
            return Written(note=note, writer="model", titles=self.titles, usage=Usage(model="fake", requests=1))
        return Written(note=note, writer="offline")


class PaintingPhotographer:
    """Paints one real JPEG for each kind asked for; waits for `gate`, fails with `error`."""

    def __init__(self, kinds: Sequence[PictureKind] = ("page", "page"), *, error: Exception | None = None) -> None:
        self.kinds = kinds
        self.error = error
        self.gate = asyncio.Event()
        self.gate.set()

    async def take(self, article: Article, *, html: str = "") -> tuple[Picture, ...]:
        assert article.url or article.sources or html
        await self.gate.wait()
        if self.error:
            raise self.error
        return tuple(painted(kind, shade=20 * number) for number, kind in enumerate(self.kinds, 1))


def painted(kind: PictureKind, *, shade: int) -> Picture:
    file = BytesIO()
    Image.new("RGB", (270, 360), (shade % 256, 90, 120)).save(file, "JPEG")
    return Picture(image=file.getvalue(), width=270, height=360, kind=kind)


class Parts:
    """The parts of one studio, at hand for a test to turn."""

    def __init__(self) -> None:
        self.reader = FixedReader()
        self.writer = StreamingWriter()
        self.photographer = PaintingPhotographer()
        self.findings: tuple[Finding, ...] = ()
        self.teacher: Teacher | None = None

    def studio(self) -> Studio:
        return Studio(
            reader=self.reader,
            writer=self.writer,
            photographer=self.photographer,
            tones=TONES,
            rules=Rules(
                review=lambda _note, _article, **_: self.findings,
                losses=lambda _brief, _note: (),
                mend=lambda note, _findings: note,
            ),
            advisers=Advisers(teacher=self.teacher),
        )
