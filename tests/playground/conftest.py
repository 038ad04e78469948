"""The server in this process, quick to start and asked over loopback all the same; and its page in a browser."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from aiohttp import web
from PIL import Image
from playwright.async_api import async_playwright

from bot.playground.__main__ import application
from bot.playground.world import World
from bot.web.chromium import find_browser
from tests.support.page import DESKTOP, PHONE, Playground, greeted, opened
from tests.support.telegram import TOKEN, Telegram

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from playwright.async_api import Browser
    from playwright.async_api import Page as Tab

    from tests.support.page import Chat
    from tests.support.telegram import User


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    runner = web.AppRunner(application(World(token=TOKEN), retry=0.01), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with Telegram(f"http://127.0.0.1:{runner.addresses[0][1]}") as client:
        yield client
    await runner.cleanup()


@pytest.fixture
async def person(telegram: Telegram) -> User:
    return await telegram.user("小明", username="xiaoming")


@pytest.fixture
def picture() -> Callable[..., bytes]:
    def draw(width: int = 90, height: int = 120, kind: str = "PNG", **options: object) -> bytes:
        buffer = BytesIO()
        Image.new("RGB", (width, height)).save(buffer, kind, **options)
        return buffer.getvalue()

    return draw


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        path = find_browser()
        assert path is not None
        running = await playwright.chromium.launch(executable_path=path, chromium_sandbox=False)
        yield running
        await running.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[Playground]:
    async with Playground() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def tabs(browser: Browser, server: Playground) -> AsyncIterator[dict[str, Tab]]:
    async with opened(browser, server.address, PHONE) as phone, opened(browser, server.address, DESKTOP) as desktop:
        yield {"phone": phone, "desktop": desktop}


@pytest_asyncio.fixture(loop_scope="module", params=["phone", "desktop"])
async def chat(tabs: dict[str, Tab], server: Playground, request: pytest.FixtureRequest) -> Chat:
    return await greeted(tabs[request.param], server)


@pytest_asyncio.fixture(loop_scope="module")
async def desk(tabs: dict[str, Tab], server: Playground) -> Chat:
    return await greeted(tabs["desktop"], server)
