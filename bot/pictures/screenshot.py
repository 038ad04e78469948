"""Takes the pictures of an article: a cover, the article page by page, and the site's first screen for reference."""

from __future__ import annotations

import logging
import math
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.errors import AddressRefused, BrowserFailed
from bot.models import Picture
from bot.pictures.card import cover_html
from bot.pictures.frames import Box, Frame, frames
from bot.pictures.sheet import article_blocks, found_blocks, sheet_html

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.models import Article, PictureKind
    from bot.pictures.sheet import Block
    from bot.web.browser import Browser
    from bot.web.engine import Visit

log = logging.getLogger(__name__)

WIDTH: Final = 360
HEIGHT: Final = 480
SCALE: Final = 3
"""360×480 CSS pixels at this scale are the platform's 1080×1440."""
_PAGE: Final = 402
"""Height of a page's text, in CSS pixels; sheet.css has the same."""
_ALBUM: Final = 10
"""Most pictures of one Telegram album."""
_BLOCKS: Final = 4000
_BLOCK_LENGTH: Final = 2000
_IMAGE_SECONDS: Final = 5
_SMALLEST_IMAGE: Final = 200
"""Least width of an illustration, in its own pixels; half of it is the least height."""
_BLANK: Final = 15_000
"""Bytes of a JPEG of this size that shows nothing; an empty one takes 9,000."""
_TITLE_SIZES: Final = (50, 18)


def _script(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


_TIDY: Final = _script("tidy.js")
_MEASURE: Final = _script("measure.js")
_SHOW: Final = _script("page.js")
_FIT: Final = _script("fit.js")
_MARK: Final = "(name) => document.body.classList.add(name)"


class Photographer:
    """Takes at most `most` pictures that can be posted, and one of the first screen that cannot.

    Raises BrowserMissing and BrowserFailed; a page that cannot be visited is no failure: the article's text is enough.
    """

    def __init__(self, browser: Browser, *, most: int = 9, leads_away: Callable[[str], bool] = lambda _: False) -> None:
        """Take the browser, and what tells whether a sentence leads readers off the platform."""
        self._browser = browser
        self._leads_away = leads_away
        self._most = min(most, _ALBUM - 1)

    async def take(self, article: Article, *, html: str = "") -> tuple[Picture, ...]:
        """Visit the article's address, or render `html`; return the cover, the pages, then the first screen."""
        page, screen = await self._seen(article, html)
        cover = await self._cover(article)
        pages = await self._pages(article, article_blocks(article, page, leads_away=self._leads_away))
        return (cover, *pages, *screen)

    async def _seen(self, article: Article, html: str) -> tuple[tuple[Block, ...], tuple[Picture, ...]]:
        """Look at the site's own page: what blocks it has, and its first screen."""
        if not (article.url or html):
            return (), ()
        try:
            async with self._browser.visit(url=article.url, html=html) as visit:
                screen = await _shot(visit, "screen")
                found = found_blocks(await visit.run(_TIDY, [_BLOCKS, _BLOCK_LENGTH]))
                return found, (screen,) if len(screen.image) > _BLANK else ()
        except (AddressRefused, BrowserFailed) as error:
            log.info("the pages are set from the text alone: %s", error)
            return (), ()

    async def _cover(self, article: Article) -> Picture:
        async with self._browser.visit(html=cover_html(article, leads_away=self._leads_away)) as visit:
            await visit.run(_FIT, _TITLE_SIZES)
            return await _shot(visit, "cover")

    async def _pages(self, article: Article, blocks: Sequence[Block]) -> tuple[Picture, ...]:
        """Set the sheet as if it came from the article's address, since sites serve images to no other."""
        has_images = any(block.kind == "image" for block in blocks)
        html = sheet_html(article, blocks)
        async with self._browser.visit(url=article.url if has_images else "", html=html) as visit:
            cut = await _cut(visit)
            if len(cut) >= self._most:
                await visit.run(_MARK, "dense")
                cut = await _cut(visit)
            if len(cut) >= self._most:
                await visit.run(_MARK, "excerpt")
            shown = cut[: self._most - 1]
            return tuple([await _page(visit, frame, f"{n}/{len(shown)}") for n, frame in enumerate(shown, 1)])


async def _cut(visit: Visit) -> tuple[Frame, ...]:
    measured = await visit.run(_MEASURE, [_IMAGE_SECONDS, _SMALLEST_IMAGE])
    boxes = (Box(top=top, bottom=bottom, bound=bound) for top, bottom, bound in measured)
    return frames(boxes, height=_PAGE)


async def _page(visit: Visit, frame: Frame, number: str) -> Picture:
    await visit.run(_SHOW, [frame.top, math.ceil(frame.height), number])
    return await _shot(visit, "page")


async def _shot(visit: Visit, kind: PictureKind) -> Picture:
    image = await visit.shoot(x=0, y=0, width=WIDTH, height=HEIGHT)
    return Picture(image=image, width=WIDTH * SCALE, height=HEIGHT * SCALE, kind=kind)
