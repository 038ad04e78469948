"""Old drafts, and what was spent long ago, are deleted, now and then again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import StoreLocked
from bot.models import Draft
from bot.retention import retention
from bot.store import open_store
from bot.store.spends import Spend
from tests.support.database import Rows
from tests.support.fakes import ARTICLE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.store import Store


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    async with open_store(database) as opened:
        await opened.drafts.save(
            Draft(id="old", article=ARTICLE, versions=(), created=datetime.now(UTC) - timedelta(days=91))
        )
        await opened.drafts.save(
            Draft(id="young", article=ARTICLE, versions=(), created=datetime.now(UTC) - timedelta(days=89))
        )
        yield opened


class Watched:
    """A store's purge that tells when it was done; the first time it fails."""

    def __init__(self, store: Store) -> None:
        self._purge = store.drafts.purge
        self.done = asyncio.Event()
        self.failures = 1

    async def __call__(self, before: datetime) -> int:
        if self.failures:
            self.failures -= 1
            raise StoreLocked
        gone = await self._purge(before)
        self.done.set()
        return gone


async def test_drafts_past_their_term_are_deleted_although_the_first_try_failed(
    store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(store)
    monkeypatch.setattr(store.drafts, "purge", watched)
    async with retention(store, days=90, pause=0.01), asyncio.timeout(10):
        await watched.done.wait()
    assert await Rows(database)("SELECT id FROM drafts") == [("young",)]


@pytest.mark.parametrize(("days", "drafts"), [(0, {"old", "young"}), (90, {"young"})])
async def test_what_was_spent_is_kept_for_ninety_days_and_zero_days_keep_every_draft_but_no_lesson_that_is_over(
    store: Store, database: str, monkeypatch: pytest.MonkeyPatch, days: int, drafts: set[str]
) -> None:
    for ago in (91, 89):
        spend = Spend(key=str(ago), person=5, chat=5, link=True)
        await store.spends.reserve(spend, [], now=datetime.now(UTC) - timedelta(days=ago))
    for chat, seconds in ((5, -1.0), (6, 600.0)):
        await store.lessons.begin(chat, seconds=seconds)
    done, purge = asyncio.Event(), store.spends.purge

    async def watched(*, before: datetime) -> None:
        await purge(before=before)
        done.set()

    monkeypatch.setattr(store.spends, "purge", watched)
    async with retention(store, days=days), asyncio.timeout(10):
        await done.wait()
    rows = Rows(database)
    assert await rows("SELECT key FROM spends") == [("89",)]
    assert await rows("SELECT chat FROM lessons") == [(6,)]
    assert {name for (name,) in await rows("SELECT id FROM drafts")} == drafts
