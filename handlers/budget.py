"""What Telegram takes, and when: pure, every moment is given as seconds of one clock."""

from __future__ import annotations

import math
import re
from collections import deque
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from telegram.error import BadRequest, RetryAfter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram.error import TelegramError

_BURST: Final = 2.0
"""Seconds that a chat may run ahead of one message a second."""
_GROUP: Final = 20
_MINUTE: Final = 61.0
"""A minute, and a second for the way: Telegram counts on arrival."""
_STREAM_GAP: Final = 4.5
"""Seconds between two stream edits in a group."""
_RESERVE: Final = 12
"""What stream edits leave of a group's minute: a last edit, an album of ten, the picture after it."""
_SENDS: Final = ("send", "edit", "copy", "forward")
_FREE: Final = "sendchataction"
_FLOODED: Final = re.compile(r"retry after (\d{1,6})", re.IGNORECASE)


class Window:
    """At most `limit` messages within any `span` seconds."""

    def __init__(self, limit: int, span: float) -> None:
        """Start with nothing sent."""
        self._limit = limit
        self._span = span
        self._sent: deque[tuple[float, int]] = deque()

    def used(self, now: float) -> int:
        """Count what was sent within the span."""
        while self._sent and self._sent[0][0] + self._span <= now:
            self._sent.popleft()
        return sum(weight for _, weight in self._sent)

    def wait(self, now: float, weight: int = 1) -> float:
        """Say in how many seconds `weight` messages fit; more than can ever fit go alone."""
        over = self.used(now) + weight - self._limit
        rest = 0.0
        for at, sent in self._sent:
            if over <= 0:
                break
            over -= sent
            rest = at + self._span - now
        return rest

    def spend(self, now: float, weight: int = 1) -> None:
        """Count `weight` messages as sent."""
        self._sent.append((now, weight))

    def refund(self, at: float, weight: int = 1) -> None:
        """Take back what was counted at a moment."""
        with suppress(ValueError):  # not within the span any more
            self._sent.remove((at, weight))


class Budget:
    """What one chat may be sent: a message a second after a small burst; a group twenty a minute besides."""

    def __init__(self, *, group: bool) -> None:
        """Start with nothing sent."""
        self._paid_until = -math.inf
        self._streamed = -math.inf
        self._minute = Window(_GROUP, _MINUTE) if group else None

    def wait(self, now: float, weight: int = 1) -> float:
        """Say in how many seconds `weight` messages may go; 0 for now."""
        rest = max(0.0, self._paid_until - _BURST - now)
        return max(rest, self._minute.wait(now, weight)) if self._minute else rest

    def streams(self, now: float) -> bool:
        """Say whether a stream edit may go now: only where the last edit could follow at once."""
        if self._minute and (now < self._streamed + _STREAM_GAP or self._minute.used(now) + 1 > _GROUP - _RESERVE):
            return False
        return self._paid_until + 1 <= now + _BURST

    def spend(self, now: float, weight: int = 1, *, stream: bool = False) -> None:
        """Count `weight` messages as sent."""
        self._paid_until = max(self._paid_until, now) + weight
        if stream:
            self._streamed = now
        if self._minute:
            self._minute.spend(now, weight)

    def refund(self, at: float, weight: int = 1) -> None:
        """Take back what was counted at a moment, for a call that sent nothing."""
        self._paid_until -= weight
        if self._minute:
            self._minute.refund(at, weight)

    def idle(self, now: float) -> bool:
        """Say whether this is worth no more than a new one."""
        return self._paid_until <= now and (self._minute is None or not self._minute.used(now))


def weigh(endpoint: str, data: Mapping[str, Any]) -> int:
    """Count the messages of a call: each picture of an album; none for what Telegram does not count."""
    method = endpoint.lower()
    if not method.startswith(_SENDS) or method == _FREE:
        return 0
    parts = data.get("media" if method == "sendmediagroup" else "message_ids")
    return len(parts) if parts else 1


def asked(error: TelegramError) -> float | None:
    """Find the seconds that flood control asks for. Inside an album it comes as a BadRequest that says so in words."""
    if isinstance(error, RetryAfter):
        rest = error.retry_after  # seconds or a timedelta, as the library's environment variable has it
        return rest.total_seconds() if isinstance(rest, timedelta) else float(rest)
    found = _FLOODED.search(error.message) if isinstance(error, BadRequest) else None
    return float(found[1]) if found else None
