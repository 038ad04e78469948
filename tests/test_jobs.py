"""The durable queue, on its real library, in this process."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from structlog.contextvars import get_contextvars

from bot import figures, jobs
from bot.errors import ModelGarbled, StoreBroken, StoreError, StoreLocked
from bot.jobs import Jobs, chores, ledger
from bot.store import jobs_engine
from tests.support.lanes import Work, opened, submit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.steps import Steps
    from tests.support.postgres import Postgres


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
async def lanes(database: str, work: Work) -> AsyncIterator[Jobs]:
    async with opened(database, work) as running:
        yield running


async def test_within_a_lane_jobs_run_one_at_a_time_and_in_order(lanes: Jobs, work: Work) -> None:
    for name in "abc":
        await submit(lanes, name)
    work.let_go("c", "b", "a")
    await work.until("c ends")
    assert work.log == ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]


async def test_lanes_do_not_wait_for_each_other(lanes: Jobs, work: Work) -> None:
    for name in ("slow", "behind", "further behind"):
        await submit(lanes, name, lane="1")
    await submit(lanes, "quick", lane="2")
    await submit(lanes, "question", lane="talk:1")
    work.let_go("quick", "question")
    await work.until("slow begins", "quick ends", "question ends")
    assert "slow ends" not in work.log
    work.let_go("slow", "behind", "further behind")
    await work.until("further behind ends")


async def test_no_more_jobs_work_at_once_than_allowed(database: str, work: Work) -> None:
    async with opened(database, work, at_once=1) as lanes:
        await submit(lanes, "a", lane="1")
        await work.until("a begins")
        await submit(lanes, "b", lane="2")
        assert await asyncio.to_thread(lanes.depth) == 1
        work.let_go("a", "b")
        await work.until("b ends")
    assert work.log == ["a begins", "a ends", "b begins", "b ends"]


async def test_an_order_that_comes_again_is_carried_out_once_even_after_a_restart(database: str, work: Work) -> None:
    work.let_go("a", "last")
    async with opened(database, work) as lanes:
        await asyncio.gather(*(submit(lanes, "a") for _ in range(3)))
        await work.until("a ends")
        await submit(lanes, "a")
    async with opened(database, work) as lanes:
        await submit(lanes, "a")
        await submit(lanes, "last")
        await work.until("last ends")
    assert work.log.count("a begins") == 1


async def test_the_loops_threads_work_after_the_jobs_have_ended(database: str) -> None:
    async with Jobs(jobs_engine(database), name="alone", poll=0.02).open(within=1):
        pass
    assert await asyncio.to_thread(lambda: "done") == "done"


async def test_an_order_is_forgotten_only_long_after_its_end(
    database: str, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chores, "_KEPT", timedelta(seconds=-5))
    monkeypatch.setattr(chores, "_TIDY", 0.01)
    work.let_go("a")
    async with opened(database, work) as lanes, asyncio.timeout(10):
        while work.log.count("a ends") < 2:
            await submit(lanes, "a")


async def test_a_job_that_fails_is_logged_and_counted_and_the_next_one_runs(
    lanes: Jobs, work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    work.errors = {"broken": RuntimeError("out of paper"), "unlucky": ModelGarbled()}
    for name in ("broken", "unlucky", "next"):
        work.let_go(name)
        await submit(lanes, name)
    await work.until("next ends")
    assert "RuntimeError: out of paper" in caplog.text
    assert caplog.text.count("Traceback") == 1
    shown = figures.exposition()[0].decode()
    assert 'xiaogao_jobs_total{kind="work",outcome="ModelGarbled"}' in shown
    assert 'xiaogao_jobs_total{kind="work",outcome="RuntimeError"}' in shown


async def test_a_job_that_runs_is_stopped(lanes: Jobs, work: Work) -> None:
    await submit(lanes, "a")
    await work.until("a begins")
    assert await lanes.stop("1", key="msg:a") == 1
    await work.until("a is stopped")
    async with asyncio.timeout(10):
        while await lanes.stop("1", key="msg:a"):
            pass


async def test_what_waits_in_a_lane_is_stopped_with_what_runs_and_other_lanes_go_on(lanes: Jobs, work: Work) -> None:
    for name in ("a", "b"):
        await submit(lanes, name, lane="1")
    await submit(lanes, "other", lane="12")
    await work.until("a begins", "other begins")
    assert await lanes.stop("1") == 2
    await work.until("a is stopped", "b is stopped")
    work.let_go("other")
    await work.until("other ends")


async def test_one_job_that_waits_is_stopped_alone(lanes: Jobs, work: Work) -> None:
    for name in ("a", "b"):
        await submit(lanes, name)
    await work.until("a begins")
    assert await lanes.stop("1", key="msg:b") == 1
    work.let_go("a", "b")
    await work.until("a ends", "b is stopped")


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> str:
    """The address of each kind of database."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("database"))
    server: Postgres = request.getfixturevalue("postgres")
    return server.database()


async def test_an_order_that_waits_is_amended_and_a_job_that_has_begun_keeps_its_own(either: str, work: Work) -> None:
    async with opened(either, work) as lanes:

        async def read(order: dict[str, Any], step: Steps) -> None:
            asked = await step("order", lambda: lanes.newest("1", key=order["key"], order=order))
            await work(asked, step)

        lanes.on("reads", read)
        for key in ("first", "second"):
            await lanes.submit("reads", key=key, lane="1", order={"key": key, "name": key})
        await work.until("first begins")
        for key in ("first", "second", "unknown"):
            await lanes.amend("1", key=key, order={"key": key, "name": f"{key} amended"})
        work.let_go("first", "second amended")
        await work.until("second amended ends")
    assert work.log == ["first begins", "first ends", "second amended begins", "second amended ends"]


async def test_a_job_that_was_amended_can_still_be_stopped(lanes: Jobs, work: Work) -> None:
    await submit(lanes, "a")
    await work.until("a begins")
    await lanes.amend("1", key="msg:a", order={"name": "b"})
    assert await lanes.stop("1") == 1
    await work.until("a is stopped")


def kept_jobs(address: str) -> set[str]:
    """What is written down of jobs, past the code."""
    engine = jobs_engine(address)
    schema = "dbos." if engine.dialect.name == "postgresql" else ""
    with engine.connect() as connection:
        names = {
            name
            for table in ("workflow_status", "workflow_input", "workflow_output", "operation_outputs")
            for name in connection.scalars(sa.text(f"SELECT workflow_uuid FROM {schema}{table}"))  # noqa: S608 - ours
        }
    engine.dispose()
    return names


async def until_kept(address: str, *names: str) -> None:
    """Return when this is all that is written down."""
    async with asyncio.timeout(10):
        while await asyncio.to_thread(kept_jobs, address) != set(names):
            pass


async def test_what_ended_in_a_lane_is_forgotten_at_once_what_runs_after_its_end_and_what_waits_never(
    either: str, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chores, "_TICK", 0.02)
    work.let_go("done", "other")
    async with opened(either, work) as lanes:
        await submit(lanes, "other", lane="12")
        for name in ("done", "runs", "waits"):
            await submit(lanes, name)
        await work.until("other ends", "runs begins")
        await until_kept(either, "1|msg:done", "1|msg:runs", "1|msg:waits", "12|msg:other")
        await lanes.forget(["1", "talk:1"])
        await until_kept(either, "1|msg:runs", "1|msg:waits", "12|msg:other")
        work.let_go("runs")
        await work.until("waits begins")
        await until_kept(either, "1|msg:waits", "12|msg:other")
        work.let_go("waits")
        await work.until("waits ends")


async def test_what_is_to_stop_is_forgotten_too_also_after_a_restart(
    database: str, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(database, work, within=0.1) as lanes:
        for name in ("runs", "waits"):
            await submit(lanes, name)
        await work.until("runs begins")
        await lanes.stop("1", key="msg:waits")
        await lanes.forget(["1"])
    monkeypatch.setattr(chores, "_TICK", 0.02)
    async with opened(database, work):
        work.let_go("runs")
        await work.until("runs ends", "waits is stopped")
        await until_kept(database)


async def test_the_orders_of_a_lane_are_those_that_wait_or_run(lanes: Jobs, work: Work) -> None:
    for name in ("a", "b"):
        await submit(lanes, name, lane="1")
    await submit(lanes, "other", lane="12")
    await work.until("a begins", "other begins")
    assert [order["name"] for order in await lanes.orders("1")] == ["a", "b"]
    assert await lanes.orders("2") == []
    work.let_go("a", "b", "other")
    await work.until("b ends", "other ends")
    async with asyncio.timeout(10):
        while await lanes.orders("1"):
            pass


async def test_how_many_orders_wait_is_shown(lanes: Jobs, work: Work) -> None:
    for name in "abc":
        await submit(lanes, name)
    await work.until("a begins")
    assert b"xiaogao_jobs_waiting 2.0" in (await asyncio.to_thread(figures.exposition))[0]
    work.let_go("a", "b", "c")
    await work.until("c ends")


@pytest.mark.parametrize("lane", ["-100123", "talk:-100123"])
async def test_each_line_of_a_jobs_log_names_its_chat_and_the_job(lanes: Jobs, lane: str) -> None:
    known: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    async def job(_order: dict[str, Any], _step: Steps) -> None:
        known.set_result(get_contextvars())

    lanes.on("look", job)
    await lanes.submit("look", key="msg:a", lane=lane, order={})
    assert await asyncio.wait_for(known, 10) == {"chat": -100123, "job": f"{lane}|msg:a"}


async def test_at_the_end_what_runs_is_waited_for_and_what_waits_is_left(database: str, work: Work) -> None:
    async with opened(database, work) as lanes:
        await submit(lanes, "a", lane="1")
        await submit(lanes, "b", lane="1")
        await work.until("a begins")
        asyncio.get_running_loop().call_later(0.1, work.let_go, "a")
    assert "b ends" not in work.log
    work.let_go("b")
    async with opened(database, work):
        await work.until("b ends")
    assert work.log.count("a begins") == 1


async def test_what_takes_too_long_at_the_end_goes_on_at_the_next_start(database: str, work: Work) -> None:
    async with opened(database, work, within=0.01) as lanes:
        await submit(lanes, "a")
        await work.until("a begins")
    work.let_go("a")
    async with opened(database, work):
        await work.until("a ends")
    assert work.log == ["a begins", "a begins", "a ends"]


async def test_who_only_takes_orders_leaves_them_to_the_workers(database: str, work: Work) -> None:
    work.let_go("a")
    async with opened(database, work, works=False) as lanes:
        await submit(lanes, "a")
        assert [order["name"] for order in await lanes.orders("1")] == ["a"]
    assert work.log == []
    async with opened(database, work):
        await work.until("a ends")


async def test_a_database_that_does_not_answer_is_a_store_error(
    lanes: Jobs, database: str, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "_PATIENCE", 0.1)
    other = jobs_engine(database)
    with other.connect() as connection:
        connection.exec_driver_sql("BEGIN EXCLUSIVE")
        with pytest.raises(StoreLocked):
            await submit(lanes, "a")
        connection.rollback()
    other.dispose()
    work.let_go("a")
    await work.until("a ends")  # it was not known whether the order came through, and here it did


async def test_jobs_whose_database_is_held_do_not_open(
    database: str, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.engines._JOBS_PATIENCE", 0.1)
    holder = sa.create_engine(str(jobs_engine(database).url))
    with holder.connect() as connection:
        connection.exec_driver_sql("BEGIN EXCLUSIVE")
        with pytest.raises(StoreLocked):
            await opened(database, work).__aenter__()
    holder.dispose()


async def test_jobs_without_a_database_do_not_open(work: Work, tmp_path: Path) -> None:
    (tmp_path / "x.jobs.db").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreBroken):
        await opened(f"sqlite:///{tmp_path}/x.db", work).__aenter__()


async def test_a_chore_that_fails_is_tried_again(
    database: str, work: Work, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(chores, "_BEAT", 0.01)
    beats: list[str] = []
    enough = asyncio.Event()

    class Roll:
        """Answers at the start, fails in both ways, then answers again."""

        async def beat(self, name: str) -> None:
            beats.append(name)
            if len(beats) == 2:
                raise StoreLocked
            if len(beats) == 3:
                raise RuntimeError("a bug")
            if len(beats) > 3:
                enough.set()

        async def leave(self, name: str) -> None:
            beats.append(f"{name} left")

        @asynccontextmanager
        async def alive(self, *, within: float) -> AsyncIterator[frozenset[str]]:
            assert within
            yield frozenset({"here"})

    async with opened(database, work, name="here", roll=Roll()), asyncio.timeout(10):
        await enough.wait()
    assert beats[-1] == "here left"
    assert "RuntimeError: a bug" in caplog.text


def test_the_tables_can_be_made_beforehand_and_twice(database: str, postgres: Postgres) -> None:
    for address in (database, postgres.database()):
        engine = jobs_engine(address)
        jobs.migrate(engine)
        jobs.migrate(engine)
        assert any("workflow_status" in one for one in sa.inspect(engine).get_table_names(schema=_schema(engine)))
        engine.dispose()


def test_a_database_that_is_not_there_cannot_be_migrated() -> None:
    engine = jobs_engine("postgresql://127.0.0.1:9/none?connect_timeout=1")
    with pytest.raises(StoreError):
        jobs.migrate(engine)


def _schema(engine: sa.Engine) -> str | None:
    return "dbos" if engine.dialect.name == "postgresql" else None


@pytest.mark.parametrize("end", ["ends", "is stopped"])
async def test_a_job_that_comes_back_to_a_process_that_still_does_it_has_one_end(
    database: str, work: Work, end: str
) -> None:
    begun: list[Steps] = []
    again = asyncio.Event()

    async def watched(order: dict[str, Any], step: Steps) -> None:
        begun.append(step)
        if len(begun) > 1:
            again.set()
        await work(order, step)

    async with opened(database, work) as lanes, asyncio.timeout(10):
        lanes.on("work", watched)
        await submit(lanes, "a")
        await work.until("a begins")
        await ledger.Ledger(jobs_engine(database)).queue_again(["1|msg:a"])
        await again.wait()
        assert [step.ours() for step in begun] == [False, True]
        if end == "is stopped":
            assert await lanes.stop("1") == 1
            await work.until("a is stopped")
        work.let_go("a", "b")
        await submit(lanes, "b")
        await work.until("b ends")
    assert work.log == ["a begins", "a begins", f"a {end}", "b begins", "b ends"]
