"""Deletes the drafts that are older than they are to be kept, every hour."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.store import Store

log = logging.getLogger(__name__)

_HOUR: Final = 3600.0


@asynccontextmanager
async def retention(store: Store, *, days: int, pause: float = _HOUR) -> AsyncIterator[None]:
    """Delete now, and again after each `pause` in seconds, until left; 0 days keep everything."""
    if not days:
        yield
        return
    chore = asyncio.create_task(_kept(store, timedelta(days=days), pause))
    try:
        yield
    finally:
        chore.cancel()
        with suppress(asyncio.CancelledError):
            await chore


async def _kept(store: Store, span: timedelta, pause: float) -> None:
    while True:
        try:
            gone = await store.drafts.purge(datetime.now(UTC) - span)
            if gone:
                log.info("%d drafts were older than %d days and are deleted", gone, span.days)
        except StoreError as error:
            log.warning("old drafts were not deleted: %s", error)
        await asyncio.sleep(pause)
