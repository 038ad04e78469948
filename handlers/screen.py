"""Shows how a note grows, in one message: the newest state only, at a pace that can be read."""

from __future__ import annotations

import asyncio
import logging
import math
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from handlers import message
from handlers.flood import Dropped

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.models import Progress

log = logging.getLogger(__name__)


class Screen:
    """Shows by calling `show`, every `pause` seconds and `most` times at most.

    `still` is free only while nothing is being shown.
    """

    def __init__(self, show: Callable[[str], Awaitable[object]], *, pause: float, most: int | None = None) -> None:
        """Show nothing yet."""
        self._left = math.inf if most is None else most
        self.still = asyncio.Lock()
        self._show = show
        self._pause = pause
        self._wanted = asyncio.Event()
        self._text = ""

    async def report(self, now: Progress) -> None:
        """Take what is to be shown next; what was not shown yet is dropped."""
        self._text = message.growing(now)
        self._wanted.set()

    async def run(self) -> None:
        """Show what is wanted until cancelled; what found no room is tried again, or what is newer by then."""
        shown = ""
        while self._left > 0:
            await self._wanted.wait()
            self._wanted.clear()
            if self._text != shown:
                async with self.still:
                    shown = await self._edit(self._text, shown)
            await asyncio.sleep(self._pause)

    async def _edit(self, text: str, shown: str) -> str:
        """Show a text; return what was shown last. A failure only costs this one step."""
        try:
            await self._show(text)
        except Dropped:
            self._wanted.set()
            return shown
        except TelegramError as error:
            log.info("progress not shown: %s", error)
        self._left -= 1
        return text
