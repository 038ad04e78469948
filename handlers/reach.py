"""Reaches a chat whatever the network does, and under the id that it has by now."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, TelegramError

from bot.errors import ChatClosed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

log = logging.getLogger(__name__)

T = TypeVar("T")

_OUTAGE: Final = 86_400.0
"""Seconds for which a failing network is outlived: as long as Telegram keeps what people sent meanwhile."""
_LONGEST_PAUSE: Final = 30.0


@contextmanager
def _at_the_door() -> Iterator[None]:
    """Say in our own words that nobody listens any more."""
    try:
        yield
    except Forbidden as error:
        raise ChatClosed(error.message) from error


class Reach:
    """Remembers which group became which supergroup."""

    def __init__(self) -> None:
        """Know of none."""
        self._became: dict[int, int] = {}

    async def told(self, chat: int, call: Callable[[int], Awaitable[T]]) -> T:
        """Make a call to a chat until Telegram takes it. Raises ChatClosed, TelegramError."""
        return await self._followed(chat, lambda now: _patiently(lambda: call(now)))

    async def told_once(self, chat: int, call: Callable[[int], Awaitable[T]]) -> T:
        """Make a call that is not tried again after a lost answer: it may have arrived. Raises likewise."""
        return await self._followed(chat, call)

    async def _followed(self, chat: int, call: Callable[[int], Awaitable[T]]) -> T:
        with _at_the_door():
            try:
                return await call(self._became.get(chat, chat))
            except ChatMigrated as error:
                self._became[chat] = error.new_chat_id
            return await call(self._became[chat])


async def _patiently(call: Callable[[], Awaitable[T]]) -> T:
    """Call until Telegram takes it; a network that fails is outlived, the pauses between growing from a second."""
    pause, left = 1.0, _OUTAGE
    while True:
        try:
            return await call()
        except TelegramError as error:
            if not heals(error) or left <= 0:
                raise
            log.warning("Telegram failed, trying again in %.0f s: %s", pause, error)
        await asyncio.sleep(pause)
        pause, left = min(2 * pause, _LONGEST_PAUSE), left - pause


def heals(error: TelegramError) -> bool:
    """Decide whether another try can help: after a network's failure, not after a refusal."""
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)  # the library makes one of the other
