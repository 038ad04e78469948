"""Telegram's sending budget: one message a second a chat, twenty a minute a group; off unless asked for."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from typing import TYPE_CHECKING

from bot.playground.failure import flooded

if TYPE_CHECKING:
    from collections.abc import Callable

BURST = 3.0
"""Seconds that a chat may run ahead of one message a second."""
GROUP_LIMIT = 20
GROUP_SPAN = 60.0


class Flood:
    """Counts what goes to each chat; each picture of an album counts."""

    def __init__(self, *, on: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with full budgets."""
        self.on = on
        self._clock = clock
        self._spent_until: dict[int, float] = defaultdict(float)
        self._group: dict[int, deque[float]] = defaultdict(deque)

    def spend(self, chat_id: int, *, weight: int = 1) -> None:
        """Take `weight` messages from the chat's budget; raises Failure 429 with the seconds to wait."""
        if not self.on:
            return
        now = self._clock()
        until = max(self._spent_until[chat_id], now)
        if until - now > BURST:
            raise flooded(math.ceil(until - now - BURST))
        if chat_id < 0:
            self._spend_group(chat_id, now, weight)
        self._spent_until[chat_id] = until + weight

    def _spend_group(self, chat_id: int, now: float, weight: int) -> None:
        sent = self._group[chat_id]
        while sent and now - sent[0] >= GROUP_SPAN:
            sent.popleft()
        if len(sent) + weight > GROUP_LIMIT and sent:
            raise flooded(math.ceil(sent[0] + GROUP_SPAN - now))
        sent.extend([now] * weight)
