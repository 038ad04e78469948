"""Deletes, every hour, what is past its term: drafts, lessons in which nobody is waited for, what was spent."""

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
_SPENDS: Final = timedelta(days=90)
"""How long it is kept what was spent: the most that /usage looks back."""


@asynccontextmanager
async def retention(store: Store, *, days: int, pause: float = _HOUR) -> AsyncIterator[None]:
    """Delete now, and again after each `pause` in seconds, until left; 0 `days` keep every draft."""
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
            if span:
                await _drafts(store, span)
            await store.lessons.purge()
            await store.spends.purge(before=datetime.now(UTC) - _SPENDS)
        except StoreError as error:
            log.warning("what is old was not deleted: %s", error)
        await asyncio.sleep(pause)


async def _drafts(store: Store, span: timedelta) -> None:
    gone = await store.drafts.purge(datetime.now(UTC) - span)
    if gone:
        log.info("%d drafts were older than %d days and are deleted", gone, span.days)
