"""The torture in small: a death at each step, a crowd with kills, faults, fairness; `make torture` does all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.torture import crowd, fairness, faults, frozen, steps
from tests.torture.stage import Stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.nursery import Nursery
    from tests.support.postgres import Postgres

pytestmark = pytest.mark.asyncio(loop_scope="module")

FEW = [
    *(steps.Death("compose", (place,)) for place in ("after the compose", "done place", "during write")),
    *(steps.Death("compose", (place,)) for place in ("done deliver", "done pictures")),
    steps.Death("rewrite", ("done keep",)),
]


@pytest_asyncio.fixture(loop_scope="module")
async def stage(nursery: Nursery, tmp_path: Path) -> AsyncIterator[Stage]:
    async with Stage(nursery, tmp_path, quick=True) as made:
        yield made


async def test_a_bot_that_is_killed_in_any_step_delivers_the_note_once(stage: Stage) -> None:
    seen, wrong, died = await steps.torture(stage, planned=FEW)
    assert (seen.faults, wrong) == ([], [])
    assert died >= len(FEW)


async def test_a_crowd_is_answered_once_and_in_order_whenever_the_bot_is_killed(stage: Stage) -> None:
    seen, died = await crowd.torture(stage, bots=crowd.ALONE, links=20, chats=5, kills=2, pause=(0.5, 0.9), seed=1)
    assert seen.faults == []
    assert (seen.asked, seen.notes) == (20, 20)
    assert died


async def test_web_and_workers_that_are_killed_lose_nothing_either(
    nursery: Nursery, postgres: Postgres, tmp_path: Path
) -> None:
    async with Stage(nursery, tmp_path, database=postgres.database(), quick=True) as stage:
        seen, died = await crowd.torture(
            stage, bots=crowd.MANY, links=20, chats=5, kills=3, pause=(0.3, 0.6), seed=3, beat=0.2
        )
    assert seen.faults == []
    assert (seen.asked, seen.notes) == (20, 20)
    assert died


async def test_a_worker_that_was_frozen_does_not_undo_what_another_one_delivered(
    nursery: Nursery, postgres: Postgres, tmp_path: Path
) -> None:
    async with Stage(nursery, tmp_path, database=postgres.database(), quick=True) as stage:
        assert await frozen.torture(stage, beat=0.2) == []


async def test_a_telegram_that_fails_costs_no_note(stage: Stage) -> None:
    async with stage.kept(("run", faults.SETTINGS)):
        await stage.ready()
        wrong = {fault.name: await faults.telegram(stage, fault) for fault in faults.QUICK}
        assert not any(wrong.values()), wrong


async def test_a_model_that_fails_is_waited_for_and_one_that_is_gone_is_told_of(stage: Stage) -> None:
    settings = {**faults.SETTINGS, "OPENAI_BASE_URL": stage.model.base_url, "TORTURE_PAUSES": "0.05,0.1"}
    async with stage.kept(("run", settings)):
        await stage.ready()
        assert await faults.model(stage, refusals=4) == []
        assert await faults.model(stage) == []


async def test_a_chat_full_of_links_holds_up_nobody_else(stage: Stage) -> None:
    async with stage.kept(("run", {})):
        await stage.ready()
        _, before = await fairness.torture(stage, links=12, wait=0.3)
        assert before < 8
