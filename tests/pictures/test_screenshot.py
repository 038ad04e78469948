from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from aiohttp import web
from PIL import Image

from bot.errors import BrowserMissing
from bot.models import Article, Picture
from bot.pictures.card import cover_html
from bot.pictures.screenshot import _FIT, _TITLE_SIZES, Photographer
from bot.web.browser import Browser
from bot.web.guard import Guard
from tests.support.site import Site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

pytestmark = pytest.mark.asyncio(loop_scope="module")

SENTENCE = "城市里的老菜场正在变样，我们走访了六座城市的二十三家，发现它们不约而同地做了同一件事。"
_LINES_OF_THE_NAME = """() => {
  const texts = [...document.querySelector("h1 span").childNodes].filter((node) => node.data?.includes("早餐摊"));
  const range = document.createRange();
  range.selectNodeContents(texts[0]);
  return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
}"""
RED = (220, 20, 60)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pages() -> AsyncIterator[Site]:
    async with Site() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def photographer(pages: Site) -> AsyncIterator[Photographer]:
    browser = Browser(Guard(allowed=frozenset({pages.address})))
    yield Photographer(browser)
    await browser.aclose()


def article(*lines: str, url: str = "") -> Article:
    return Article(url=url, title="老菜场为什么突然成了新客厅？🍜", text="\n".join(lines), sitename="城市观察")


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.image))


def has_red(picture: Picture) -> bool:
    image = opened(picture).convert("RGB").resize((108, 144))
    return any(abs(r - RED[0]) + abs(g - RED[1]) + abs(b - RED[2]) < 30 for r, g, b in image.get_flattened_data())


def red_square() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (600, 400), RED).save(file, "PNG")
    return file.getvalue()


def kinds(pictures: tuple[Picture, ...]) -> list[str]:
    return [picture.kind for picture in pictures]


async def test_an_article_becomes_a_cover_its_pages_with_images_and_last_the_first_screen(
    photographer: Photographer, pages: Site
) -> None:
    async def image(request: web.Request) -> web.StreamResponse:
        if request.headers.get("Referer", "").startswith(pages.url("/")):
            return web.Response(body=red_square(), content_type="image/png")
        return web.Response(status=403)

    pages.pages["/image.png"] = image
    lines = [f"{number}、{SENTENCE}" for number in range(14)]
    body = "".join(f"<p>{line}</p>" for line in lines[:3]) + '<img src="data:image/gif;base64,x" data-src="/image.png">'
    body += "".join(f"<p>{line}</p>" for line in lines[3:])
    pages.pages["/a"] = f"<meta charset=utf-8><nav>首页 登录</nav><article>{body}</article>"
    pictures = await photographer.take(article(*lines, url=pages.url("/a")))
    assert kinds(pictures) == ["cover", *["page"] * (len(pictures) - 2), "screen"]
    assert {opened(picture).size for picture in pictures} == {(1080, 1440)}
    assert all(picture.suffix == ".jpg" and (picture.width, picture.height) == (1080, 1440) for picture in pictures)
    assert any(has_red(picture) for picture in pictures[1:-1])


async def test_saved_html_is_rendered_instead_of_the_address(photographer: Photographer, pages: Site) -> None:
    pages.journal.clear()
    html = f"<h1>标题</h1><p>{SENTENCE}</p>"
    pictures = await photographer.take(article(SENTENCE, url=pages.url("/saved")), html=html)
    assert kinds(pictures) == ["cover", "page", "screen"]
    assert pages.journal == []


async def test_plain_text_without_a_page_is_enough(photographer: Photographer) -> None:
    assert kinds(await photographer.take(article(SENTENCE))) == ["cover", "page"]


async def test_a_page_that_cannot_be_visited_or_has_no_article_costs_only_its_own_look(
    photographer: Photographer, pages: Site
) -> None:
    pages.pages["/empty"] = "<meta charset=utf-8><p>.</p>"
    for url in (pages.url("/missing"), pages.url("/empty"), "http://127.0.0.1:1/", "ftp://example.com/"):
        assert kinds(await photographer.take(article(SENTENCE, url=url))) == ["cover", "page"]


async def test_a_long_article_is_excerpted_to_fit_one_album(photographer: Photographer) -> None:
    pictures = await photographer.take(article(*[SENTENCE * 3] * 60), html="<p>网站自己的样子</p>" * 40)
    assert kinds(pictures) == ["cover", *["page"] * 8, "screen"]


async def test_no_line_is_cut_at_the_edges_of_a_page(photographer: Photographer) -> None:
    pictures = await photographer.take(article(*[SENTENCE * 2] * 6, "- 一点", "## 小标题", SENTENCE))
    for picture in pictures[1:]:
        grey = opened(picture).convert("L")
        for top in (80, 1302):  # just outside the text's window: 30 and 432 CSS pixels, three each
            strip = grey.crop((0, top, 1080, top + 6))
            assert min(strip.get_flattened_data()) > 240


async def test_an_endless_title_still_fits_its_card(photographer: Photographer) -> None:
    endless = Article(url="", title="这是一个特别长的标题" * 30, text=SENTENCE)
    assert kinds(await photographer.take(endless)) == ["cover", "page", "page"]


async def test_a_quoted_name_is_set_smaller_rather_than_split(photographer: Photographer) -> None:
    title = "老菜场：“早餐摊特别热闹”，怎么做到的"
    async with photographer._browser.visit(html=cover_html(Article(url="", title=title, text=SENTENCE))) as visit:  # noqa: SLF001
        await visit.run(_FIT, _TITLE_SIZES)
        tall = await visit.run(_LINES_OF_THE_NAME, [])
    assert tall == 1


async def test_without_a_browser_there_are_no_pictures(tmp_path: Path) -> None:
    with pytest.raises(BrowserMissing):
        await Photographer(Browser(Guard(), path=tmp_path / "none")).take(article(SENTENCE))
