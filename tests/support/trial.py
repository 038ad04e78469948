"""The whole product as a newcomer has it: `run` without a token, its page in a browser, a model that writes notes."""

from __future__ import annotations

import asyncio
import re
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from playwright.async_api import async_playwright

from bot.web.chromium import find_browser
from tests.support.model import ModelServer, said
from tests.support.process import started

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Browser, Page

PHONE: Final[dict[str, Any]] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
DESKTOP: Final[dict[str, Any]] = {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 2}
TITLE: Final = "听得懂方言的导览机，老人最爱问"
FIRST: Final = f"""【标题】{TITLE}
【正文】
三个月被问了2.3万次，其中六成用的是方言🗣️

青湾县博物馆从8月起试用一台方言导览机，到10月底满三个月。提问的人里，60岁以上的超过一半。

🎧它怎么学会的
县文化馆从2019年起录过约410小时方言故事，省城一家公司拿去训练，又请26位本地人补录日常对话。安静的展厅里，听懂一句话的比例约为91%，人多时降到七成左右。

🤔它还不会的
只答馆里有资料的问题，遇到没有把握的，就请人去找讲解员。三个月里，它说了1900多次“不知道”。

也有外地游客不满意：机器默认先说方言，要按两次才能换成普通话。馆方表示，下个月会把语言选择放到第一屏。

来源：江口周报《县博物馆来了一台听得懂方言的导览机》2026-11-02
【话题】#博物馆 #方言 #方言导览机 #青湾县博物馆
"""
ANOTHER: Final = "方言导览机试用3个月：会答，也会说不知道"
SECOND: Final = FIRST.replace(TITLE, ANOTHER)


@dataclass(frozen=True)
class Trial:
    """A running product: where its page is, where the articles to try are, and a browser to go there."""

    address: str
    browser: Browser

    @asynccontextmanager
    async def page(self, view: dict[str, Any], **more: Any) -> AsyncIterator[Page]:
        """Come to the page as a person does."""
        context = await self.browser.new_context(
            **view, **more, locale="zh-CN", permissions=["clipboard-read", "clipboard-write"]
        )
        try:
            page = await context.new_page()
            await page.goto(self.address)
            yield page
        finally:
            await context.close()


@asynccontextmanager
async def trying_out(folder: Path, *, pace: float = 0) -> AsyncIterator[Trial]:
    """Start everything; the model takes `pace` seconds between a few characters."""
    async with AsyncExitStack() as stack:
        model = await stack.enter_async_context(
            ModelServer(*(said(text, pace=pace) for text in (FIRST, SECOND, FIRST, SECOND)))
        )
        environment = {"OPENAI_API_KEY": "sk-of-a-trial", "OPENAI_BASE_URL": model.base_url}
        bot = await stack.enter_async_context(started("run", cwd=folder, environment=environment))
        async with asyncio.timeout(30):
            while not (found := re.search(r"http://127\.0\.0\.1:\d+", bot.said)):
                assert bot.code is None, bot.said
                await asyncio.sleep(0.1)
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=find_browser(None))
        stack.push_async_callback(browser.close)
        yield Trial(found[0], browser)


async def asked(page: Page, *, sample: int = 1) -> None:
    """Send one of the articles to try, by its link in the first message."""
    await page.get_by_test_id("chat").first.click()
    link = await page.get_by_test_id("code").nth(sample).inner_text()
    await page.get_by_test_id("composer").fill(f"看看这篇 {link}")
    await page.get_by_test_id("send").click()
