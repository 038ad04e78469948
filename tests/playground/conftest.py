"""The server in this process: quick to start, and asked over loopback all the same."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from PIL import Image

from bot.playground.__main__ import application
from bot.playground.world import World
from tests.support.telegram import TOKEN, Telegram

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

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
