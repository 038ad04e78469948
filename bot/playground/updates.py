"""The updates that a bot has not confirmed yet, and whether it polls for them or has them posted."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any

from bot.playground.failure import Failure

Update = dict[str, Any]

MAX_PENDING = 10_000
MAX_BATCH = 100
MAX_WAIT = 50.0
UNASKED = frozenset({"message_reaction", "message_reaction_count", "chat_member"})
"""Kinds that come only when allowed_updates names them."""


@dataclass(eq=False)
class Webhook:
    """Where updates are posted, and how that went the last time it failed."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error_date: int = 0
    last_error_message: str = ""


def lane(update: Update) -> int:
    """Tell the chat within which the order of updates is kept; of an inline query, who asks."""
    (content,) = (value for value in update.values() if isinstance(value, dict))
    place = content.get("chat") or content.get("message", {}).get("chat") or content["from"]
    return int(place["id"])


class Updates:
    """Hands out what is pending until an offset confirms it; the oldest go when there are too many."""

    def __init__(self, *, first: int = 100_000_001) -> None:
        """Start empty; `first` is the first update_id."""
        self._pending: deque[Update] = deque(maxlen=MAX_PENDING)
        self._next = first
        self.news = asyncio.Event()
        """Set, and replaced by another, when there is an update, a webhook or a poller more or less."""
        self._poller = object()
        self.allowed: frozenset[str] | None = None
        self.webhook: Webhook | None = None

    def __len__(self) -> int:
        return len(self._pending)

    def add(self, kind: str, content: dict[str, Any]) -> None:
        """Queue an update, unless the bot did not ask for its kind."""
        if (kind in UNASKED) if self.allowed is None else (kind not in self.allowed):
            return
        self._pending.append({"update_id": self._next, kind: content})
        self._next += 1
        self._wake()

    def allow(self, kinds: list[str] | None) -> None:
        """Remember which kinds are wanted; an empty list means the usual ones, None leaves it as it was."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def confirm(self, offset: int) -> None:
        """Forget what comes before `offset`; a negative one keeps only that many of the newest."""
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        while offset > 0 and self._pending and self._pending[0]["update_id"] < offset:
            self._pending.popleft()

    def attach(self, webhook: Webhook | None) -> None:
        """Have updates posted to this webhook from now on; None lets the bot poll again."""
        self.webhook = webhook
        self._wake()

    def lanes(self) -> dict[int, Update]:
        """Find the oldest update of each chat that has any."""
        return {lane(update): update for update in reversed(self._pending)}

    def done(self, update: Update) -> None:
        """Forget an update that was delivered, if it is still there."""
        if update in self._pending:
            self._pending.remove(update)
            self._wake()

    def clear(self) -> None:
        """Forget everything (drop_pending_updates)."""
        self._pending.clear()

    async def poll(self, *, offset: int, limit: int, seconds: float) -> list[Update]:
        """Confirm, then return up to `limit` updates, waiting for the first one.

        A later poll ends this one, and a webhook rules it out: Failure 409.
        """
        if self.webhook:
            raise Failure(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        me = self._poller = object()
        self._wake()
        self.confirm(offset)
        try:
            async with asyncio.timeout(min(max(seconds, 0), MAX_WAIT)):
                while not self._pending and self._poller is me and not self.webhook:
                    await self.news.wait()
        except TimeoutError:
            return []
        if self.webhook:
            raise Failure(409, "Conflict: terminated by setWebhook request")
        if self._poller is not me:
            raise Failure(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )
        return list(self._pending)[: min(max(limit, 1), MAX_BATCH)]

    def _wake(self) -> None:
        self.news.set()
        self.news = asyncio.Event()
