from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest, TelegramError

from bot.models import Progress, Step
from handlers.flood import Dropped
from handlers.screen import Screen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Wall:
    """What was shown; raises what is in `errors` first, one at a time."""

    def __init__(self, *errors: TelegramError) -> None:
        self.errors = list(errors)
        self.texts: asyncio.Queue[str] = asyncio.Queue()
        self.tried = 0

    async def show(self, text: str) -> None:
        self.tried += 1
        if self.errors:
            raise self.errors.pop(0)
        self.texts.put_nowait(text)


@asynccontextmanager
async def running(wall: Wall) -> AsyncIterator[Screen]:
    screen = Screen(wall.show, pause=0)
    task = asyncio.create_task(screen.run())
    yield screen
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def written(body: str) -> Progress:
    return Progress(step=Step.WRITE, body=body)


async def test_only_the_newest_is_shown() -> None:
    wall = Wall()
    async with running(wall) as screen:
        await screen.report(written("一"))
        await screen.report(written("一二"))
        assert (await wall.texts.get()).startswith("一二")
    assert wall.texts.empty()


async def test_what_found_no_room_is_shown_as_soon_as_there_is_some() -> None:
    wall = Wall(Dropped("no room"), Dropped("no room"))
    async with running(wall) as screen:
        await screen.report(written("一"))
        assert (await wall.texts.get()).startswith("一")
    assert wall.tried == 3


async def test_a_failure_costs_its_own_step_and_the_same_is_not_shown_twice() -> None:
    wall = Wall(BadRequest("message to edit not found"))
    async with running(wall) as screen:
        for body in ("一", "一", "一二"):
            await screen.report(written(body))
            for _ in range(5):
                await asyncio.sleep(0)
        assert (await wall.texts.get()).startswith("一二")
    assert wall.tried == 2
