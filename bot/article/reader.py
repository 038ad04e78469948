"""Link → Article: fetched, and rendered in the browser only where scripts fill the page."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, Protocol

import anyio
from anyio import BrokenWorkerProcess, CapacityLimiter, to_process

from bot.article import judge, links, plain, sites
from bot.errors import (
    LoginRequired,
    NoLink,
    NotAnArticle,
    PageMissing,
    PageRefused,
    PictureError,
    SourceError,
    TooShort,
)
from bot.models import Progress, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.article.judge import Verdict
    from bot.models import Article, Report
    from bot.web.fetch import Page

log = logging.getLogger(__name__)

_AT_ONCE: Final = 2
"""Pages judged at the same time: it is CPU work."""
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})


class Fetcher(Protocol):
    """Gets a page. Raises SourceError."""

    async def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Page:
        """Get a textual page."""


class Renderer(Protocol):
    """Visits a page with a browser. Raises PictureError."""

    async def render(self, url: str) -> tuple[str, str]:
        """Return the final address and the page's HTML once its scripts have run."""


class Reader:
    """Reads articles. `deadline` is how many seconds a page may take to be judged, once its turn has come."""

    def __init__(self, fetcher: Fetcher, renderer: Renderer | None = None, *, deadline: float = 15) -> None:
        self._fetcher = fetcher
        self._renderer = renderer
        self._deadline = deadline
        self._turns = CapacityLimiter(_AT_ONCE)

    async def read(self, source: str, *, report: Report) -> Article:
        """Read the first link of a text. Raises SourceError: NoLink, whatever the fetcher raises, no article."""
        found = links.find(source)
        if not found:
            raise NoLink
        await report(Progress(step=Step.READ))
        if article := await self._asked(found[0]):
            return article
        page = await self._fetcher.get(found[0])
        if page.content_type == "text/plain":
            return plain.article(page.text, url=page.url)
        if page.content_type not in _PAGES:
            raise NotAnArticle
        verdict = await self._judged(page.text, page.url)
        if verdict.hollow and self._renderer is not None:
            await report(Progress(step=Step.RENDER))
            verdict = await self._rendered(page.url, verdict, self._renderer)
        return _article(verdict)

    async def read_html(self, html: str, *, url: str = "") -> Article:
        """Read a page that is already here. Raises SourceError."""
        return _article(await self._judged(html, url))

    def read_text(self, text: str) -> Article:
        """Take plain text as the article; its first line is the title. Raises NotAnArticle, TooShort."""
        return plain.article(text)

    async def _asked(self, url: str) -> Article | None:
        """Ask the site's API, where it has one; None sends to the page, which may still be readable."""
        request = sites.request(url)
        if request is None:
            return None
        try:
            page = await self._fetcher.get(request.url, headers=request.headers)
        except (PageMissing, PageRefused, LoginRequired) as error:
            log.info("the API of %s answers %r", url, error)
            return None
        article = sites.answer(page.text, url)
        return article if article and len(article.text) >= plain.LEAST else None

    async def _rendered(self, url: str, verdict: Verdict, renderer: Renderer) -> Verdict:
        """Judge the page again as a browser shows it; the first verdict stands if that fails."""
        try:
            final, html = await renderer.render(url)
        except (PictureError, SourceError) as error:
            log.warning("rendering failed: %r", error)
            return verdict
        return await self._judged(html, final)

    async def _judged(self, html: str, url: str) -> Verdict:
        """Judge in a worker process; one that dies or takes too long has met a page that is no article."""
        try:
            async with self._turns:
                with anyio.fail_after(self._deadline):
                    return await to_process.run_sync(
                        judge.judge_apart, html, url, cancellable=True, limiter=CapacityLimiter(1)
                    )
        except (TimeoutError, BrokenWorkerProcess, MemoryError, RecursionError) as error:
            log.warning("a page could not be judged: %r", error)
            raise NotAnArticle from error


def _article(verdict: Verdict) -> Article:
    if verdict.article is not None:
        return verdict.article
    if verdict.problem is TooShort:
        raise TooShort(verdict.length)
    raise verdict.problem or NotAnArticle
