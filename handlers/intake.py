"""Acknowledges an update only after its handlers have run."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from telegram import Update

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)


class Intake(asyncio.Queue[object]):
    """The updater's queue, whose `put` handles an update instead of queueing it.

    The updater raises its offset, and thereby acknowledges, only after `put` has returned. An exception out of `put`
    would end the polling for ever, so none leaves it.
    """

    handle: Callable[[object], Awaitable[None]]
    """Set once the application is built: its `process_update`."""

    async def put(self, item: object) -> None:
        """Handle an update; anything else, such as the library's signal to stop, is queued."""
        if not isinstance(item, Update):
            await super().put(item)
            return
        try:
            await self.handle(item)
        except Exception:
            log.exception("update %s was not handled", item.update_id)
