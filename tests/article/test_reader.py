from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from aiohttp import web

from bot.article.reader import Reader
from bot.errors import (
    BrowserFailed,
    ChallengePage,
    NoLink,
    NotAnArticle,
    PageMissing,
    PageRefused,
    SourceError,
    TooLarge,
    TooShort,
)
from bot.models import Progress, Step, silent
from bot.web.browser import Browser
from bot.web.fetch import Fetcher, Limits, Page
from bot.web.guard import Guard
from tests.support.site import Site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

# The process that judges pages lives as long as its loop.
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("only_this_process_measured")]

_PAGES = Path(__file__).parent.parent / "pages"
_RENDERED = "<title>一个人的气象站</title><article><h1>一个人的气象站</h1>" + "".join(
    f"<p>第{year}年，山里的气象站还是只有他一个人，每三个小时记录一次云、风和能见度。</p>" for year in range(1, 9)
)


def _saved(name: str) -> bytes:
    return (_PAGES / f"{name}.html").read_bytes()


class Window:
    """A renderer that shows one page, or fails."""

    def __init__(self, shown: str | Exception) -> None:
        self.shown = shown
        self.visited: list[str] = []

    async def render(self, url: str) -> tuple[str, str]:
        self.visited.append(url)
        if isinstance(self.shown, Exception):
            raise self.shown
        return f"{url}#seen", self.shown


class Shelf:
    """A fetcher whose pages stand ready."""

    def __init__(self, pages: dict[str, Page | Exception]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    async def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Page:  # noqa: ARG002 - the protocol
        self.asked.append(url)
        found = self.pages[url]
        if isinstance(found, Exception):
            raise found
        return found


@pytest_asyncio.fixture(loop_scope="module")
async def site() -> AsyncIterator[Site]:
    async with Site() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def fetcher(site: Site) -> AsyncIterator[Fetcher]:
    running = Fetcher(Guard(allowed=frozenset({site.address})), limits=Limits(raw=100_000, decoded=100_000))
    yield running
    await running.aclose()


async def test_a_share_text_with_a_link_becomes_the_article(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = _saved("gbk")
    steps: list[Step] = []

    async def report(progress: Progress) -> None:
        steps.append(progress.step)

    article = await Reader(fetcher).read(f"看看这个{site.url('/a')}，写得真好", report=report)
    assert article.title == "百年水塔扶正记"
    assert article.url == site.url("/a")
    assert steps == [Step.READ]


async def test_a_page_filled_by_scripts_is_rendered(site: Site, fetcher: Fetcher) -> None:
    site.pages["/spa"] = _saved("client")
    steps: list[Step] = []

    async def report(progress: Progress) -> None:
        steps.append(progress.step)

    window = Window(_RENDERED)
    article = await Reader(fetcher, window).read(site.url("/spa"), report=report)
    assert article.title == "一个人的气象站"
    assert article.url == site.url("/spa#seen")
    assert steps == [Step.READ, Step.RENDER]


async def test_a_real_browser_shows_what_scripts_write(site: Site, fetcher: Fetcher) -> None:
    site.pages["/spa"] = _saved("client")
    browser = Browser(Guard(allowed=frozenset({site.address})))
    try:
        article = await Reader(fetcher, browser).read(site.url("/spa"), report=silent)
    finally:
        await browser.aclose()
    assert article.title == "一个人的气象站"
    assert len(article.text.splitlines()) == 3


async def test_without_a_working_browser_the_fetched_page_is_the_answer(site: Site, fetcher: Fetcher) -> None:
    site.pages["/spa"] = _saved("client")
    for renderer in (None, Window(BrowserFailed("it died"))):
        with pytest.raises(NotAnArticle):
            await Reader(fetcher, renderer).read(site.url("/spa"), report=silent)


async def test_a_page_that_says_why_it_is_empty_is_not_rendered(site: Site, fetcher: Fetcher) -> None:
    site.pages["/gone"] = _saved("missing")
    window = Window(_RENDERED)
    with pytest.raises(PageMissing):
        await Reader(fetcher, window).read(site.url("/gone"), report=silent)
    assert not window.visited


async def test_a_message_without_a_link_is_told_so(fetcher: Fetcher) -> None:
    with pytest.raises(NoLink):
        await Reader(fetcher).read("今天没有链接", report=silent)


async def test_a_page_over_the_limit_is_not_read(site: Site, fetcher: Fetcher) -> None:
    site.pages["/large"] = b"<p>" + "长".encode() * 40_000
    with pytest.raises(TooLarge):
        await Reader(fetcher).read(site.url("/large"), report=silent)


async def test_a_redirect_to_a_captcha_is_a_challenge(site: Site, fetcher: Fetcher) -> None:
    async def away(_request: web.Request) -> web.Response:
        raise web.HTTPFound("/mp/wappoc_appmsgcaptcha?poc=1")

    site.pages["/s"] = away
    site.pages["/mp/wappoc_appmsgcaptcha"] = b"<p>x</p>"
    with pytest.raises(ChallengePage):
        await Reader(fetcher).read(site.url("/s"), report=silent)


async def test_plain_text_is_an_article_and_json_is_none() -> None:
    text = "船台上的剧场\n" + "河边的旧船厂改成了一座小剧场，首演那天来了三百多人。" * 5
    shelf = Shelf(
        {
            "http://a.example/t": Page(url="http://a.example/t", content=text.encode(), content_type="text/plain"),
            "http://a.example/j": Page(url="http://a.example/j", content=b"{}", content_type="application/json"),
        }
    )
    article = await Reader(shelf).read("http://a.example/t", report=silent)
    assert (article.title, article.url) == ("船台上的剧场", "http://a.example/t")
    with pytest.raises(NotAnArticle):
        await Reader(shelf).read("http://a.example/j", report=silent)


_PAGE = "https://www.jiqizhixin.com/articles/2026-10-09-3"
_API = "https://www.jiqizhixin.com/api/article_library/articles/2026-10-09-3.json"


async def test_jiqizhixin_is_read_from_its_api_alone() -> None:
    found = {"title": "小模型上手机", "content": f"<p>{'它在一台旧手机上连续运行了四个小时，没有联网。' * 6}</p>"}
    answer = Page(url=_API, content=json.dumps(found).encode(), content_type="application/json")
    shelf = Shelf({_API: answer})
    article = await Reader(shelf).read(_PAGE, report=silent)
    assert article.title == "小模型上手机"
    assert shelf.asked == [_API]


@pytest.mark.parametrize(
    "answer", [Page(url=_API, content=b"<html>wait</html>", content_type="text/html"), PageRefused(403)]
)
async def test_a_challenge_at_its_api_sends_to_the_page(answer: Page | Exception) -> None:
    page = Page(url=_PAGE, content=_saved("jiqizhixin"), content_type="text/html")
    shelf = Shelf({_API: answer, _PAGE: page})
    article = await Reader(shelf).read(_PAGE, report=silent)
    assert article.title == "七亿参数的小模型，能在旧手机上跑四个小时"
    assert shelf.asked == [_API, _PAGE]


async def test_a_page_that_takes_too_long_to_judge_is_given_up() -> None:
    reader = Reader(Shelf({}), deadline=30)
    assert (await reader.read_html(_saved("chinese").decode())).title  # the worker process is up now
    impatient = Reader(Shelf({}), deadline=0.001)
    with pytest.raises(NotAnArticle):
        await impatient.read_html(_saved("chinese").decode() * 50)
    assert (await reader.read_html(_saved("english").decode(), url="https://post.example/ferry")).language == "en"


async def test_a_saved_page_with_too_little_text_tells_its_length() -> None:
    with pytest.raises(TooShort) as caught:
        await Reader(Shelf({})).read_html("<title>一句话</title><p>这一页只有一句话，没有别的了。</p>")
    assert caught.value.length == 15


async def test_a_pasted_text_is_read_as_it_is() -> None:
    assert Reader(Shelf({})).read_text("题目\n" + "这是一段足够长的正文。" * 12).title == "题目"
    with pytest.raises(SourceError):
        Reader(Shelf({})).read_text("太短")
