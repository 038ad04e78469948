"""Everything that happens, in order, for those who wait for it."""

from __future__ import annotations

import asyncio
from collections import deque
from itertools import takewhile
from typing import Any

Event = dict[str, Any]


class Journal:
    """Keeps the last `limit` events; each has a rising `seq`, the first is 1."""

    def __init__(self, *, limit: int = 20_000) -> None:
        """Start empty."""
        self._events: deque[Event] = deque(maxlen=limit)
        self._news = asyncio.Event()
        self.last = 0

    def add(self, kind: str, **facts: Any) -> None:  # noqa: ANN401 - facts are JSON of any shape
        """Write an event down and wake whoever waits."""
        self.last += 1
        self._events.append({"seq": self.last, "type": kind} | facts)
        self._news.set()
        self._news = asyncio.Event()

    def since(self, seq: int, *, kind: str = "") -> list[Event]:
        """List the events after `seq`, all or of one kind."""
        newest = list(takewhile(lambda event: event["seq"] > seq, reversed(self._events)))
        return [event for event in reversed(newest) if kind in {"", event["type"]}]

    async def wait(self, seq: int, *, seconds: float) -> list[Event]:
        """Return the events after `seq`, waiting for the first one; empty when the time is over."""
        if self.last <= seq and seconds > 0:
            try:
                await asyncio.wait_for(self._news.wait(), seconds)
            except TimeoutError:
                return []
        return self.since(seq)
