"""Sends at the pace that Telegram takes, chat by chat: what is final waits for its turn, a stream edit is dropped."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from telegram.constants import FloodLimit
from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot import figures
from bot.errors import StoreError
from handlers.budget import Budget, Window, asked, weigh

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine

log = logging.getLogger(__name__)

Answer: TypeAlias = "bool | dict[str, Any] | list[dict[str, Any]]"

STREAM: Final = "stream"
"""The `rate_limit_args` of an edit that only shows progress: it goes at once, or raises Dropped."""
LONGEST: Final = 120.0
"""Seconds of flood control that are waited for; a longer one is given up."""
_TRIES: Final = 4
"""How often one call meets flood control before it is given up."""
_FRESH: Final = 1.0
"""Seconds for which what the book says is believed."""
_PATIENCE: Final = 2.0
"""Seconds for the book to answer."""
_CHATS: Final = 1000
"""Chats that are kept in mind; beyond, those that have been quiet are forgotten."""


class Book(Protocol):
    """Where processes tell one another which chats are to be left in peace. Raises StoreError."""

    async def flood(self, chat: int) -> float:
        """Say for how many seconds more; 0 or less for a chat that may be sent to."""

    async def add_flood(self, chat: int, seconds: float) -> None:
        """Keep that flood control asked for `seconds` from now; where more was asked before, that stays."""


class Dropped(TelegramError):
    """A stream edit for which there was no room."""


@dataclass(slots=True)
class _Line:
    """What is known of one chat: its budget, who waits, until when it rests, when the book was read (seconds)."""

    budget: Budget
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    resting: float = -math.inf
    read: float = -math.inf

    def idle(self, now: float) -> bool:
        return not self.waiting and self.resting <= now and self.budget.idle(now)


class Flood(BaseRateLimiter[str]):
    """One chat's flood control holds up that chat alone. Without a `book`, this process knows only its own floods."""

    def __init__(
        self,
        book: Book | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Start with every budget full."""
        self._book = book
        self._clock = clock
        self._sleep = sleep
        self._all = Window(FloodLimit.MESSAGES_PER_SECOND, 1.0)
        self._lines: dict[int, _Line] = {}

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Leave nothing behind."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,  # noqa: ANN401 - the library's signature
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Answer:
        """Call when it is the chat's turn, again after a flood. Raises RetryAfter, and Dropped for a stream edit."""
        chat, weight, stream = data.get("chat_id"), weigh(endpoint, data), rate_limit_args == STREAM
        if not weight or not isinstance(chat, int):
            return await callback(*args, **kwargs)
        outcome = "failed"
        try:
            answer = await self._sent(lambda: callback(*args, **kwargs), chat, weight, stream=stream)
            outcome = "ok"
        except Dropped:
            outcome = "dropped"
            raise
        finally:
            figures.sent(endpoint, outcome)
        return answer

    async def _sent(self, call: Callable[[], Awaitable[Answer]], chat: int, weight: int, *, stream: bool) -> Answer:
        tried = 0
        while True:
            at = await (self._stream(chat) if stream else self._turn(chat, weight))
            try:
                return await call()
            except TelegramError as error:
                seconds, tried = asked(error), tried + 1
                if seconds is None:
                    raise
                self._line(chat).budget.refund(at, weight)
                await self._note(chat, seconds)
                if stream or tried == _TRIES:
                    raise RetryAfter(math.ceil(seconds)) from error

    async def _turn(self, chat: int, weight: int) -> float:
        """Wait until a chat may be sent `weight` messages, first come, first served; return when that was."""
        line = self._line(chat)
        line.waiting += 1
        try:
            async with line.turn:
                while (rest := await self._rest(chat, line, weight)) > 0:
                    await self._sleep(rest)
                return self._spend(line, weight)
        finally:
            line.waiting -= 1

    async def _stream(self, chat: int) -> float:
        """Let a stream edit go, unless anything final waits or the room is needed for what comes; return when."""
        line = self._line(chat)
        if await self._rest(chat, line) > 0 or line.waiting or not line.budget.streams(self._clock()):
            raise Dropped("no room for a stream edit")
        return self._spend(line, stream=True)

    async def _rest(self, chat: int, line: _Line, weight: int = 1) -> float:
        """Say for how many seconds nothing may go. Raises RetryAfter for a flood that is not waited for."""
        if self._book and self._clock() >= line.read + _FRESH:
            line.read = self._clock()
            async with _in_book():
                line.resting = max(line.resting, await self._book.flood(chat) + self._clock())
        now = self._clock()
        if line.resting - now > LONGEST:
            raise RetryAfter(math.ceil(line.resting - now))
        return max(line.resting - now, line.budget.wait(now, weight), self._all.wait(now, weight))

    def _spend(self, line: _Line, weight: int = 1, *, stream: bool = False) -> float:
        now = self._clock()
        line.budget.spend(now, weight, stream=stream)
        self._all.spend(now, weight)
        return now

    async def _note(self, chat: int, seconds: float) -> None:
        """Let a chat rest, in every process."""
        figures.flooded()
        log.info("flood control in chat %s for %.0f s", chat, seconds)
        line = self._line(chat)
        line.resting = max(line.resting, self._clock() + seconds)
        if self._book:
            async with _in_book():
                await self._book.add_flood(chat, seconds)

    def _line(self, chat: int) -> _Line:
        if chat not in self._lines:
            if len(self._lines) >= _CHATS:
                now = self._clock()
                self._lines = {chat: line for chat, line in self._lines.items() if not line.idle(now)}
            self._lines[chat] = _Line(Budget(group=chat < 0))
        return self._lines[chat]


@asynccontextmanager
async def _in_book() -> AsyncIterator[None]:
    """Give a book its time; one that fails holds up nothing."""
    try:
        async with asyncio.timeout(_PATIENCE):
            yield
    except (StoreError, TimeoutError) as error:
        log.warning("the floods of other processes are not known: %s", str(error) or "no answer")
