from __future__ import annotations

import asyncio
import errno
import sqlite3
import threading
from contextlib import AsyncExitStack, closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from bot.errors import DraftGone, StoreBroken, StoreError, StoreFull, StoreLocked
from bot.models import Article, Draft, Finding, Headline, Note, Severity, Usage, Version, Wish
from bot.store import Store, engines, open_store
from bot.store.database import Database
from bot.store.engines import engine, migrate, parsed
from bot.style import Layer, Scope, Style

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from tests.store.conftest import Fresh

VERSION = Version(
    note=Note(title="标题 😀", body="第一段\n\n第二段 \ud83d", topics=("话题", "AI")),
    wish=Wish(kind="said", text="短一点", quote="第一段", style=Style(length="shorter", avoid=("家人们",))),
    style=Style(tone="dry", length="shorter"),
    titles=(Headline(title="标题 😀", kind="数字", reason="原因"),),
    findings=(Finding(check="form", severity=Severity.WARN, span="段", message="偏短", evidence="原文"),),
    writer="model",
    usage=Usage(model="m", requests=2, prompt_tokens=10, completion_tokens=5, cached_tokens=1),
    key="msg:1:1",
    person=2**52,
)
PLAIN = Version(note=Note(title="一", body="二"), wish=Wish(), style=Style(), writer="offline", key="msg:1:2")
LATER = replace(PLAIN, note=Note(title="三", body="四"), key="cb:3", base=1, person=5)
DRAFT = Draft(
    id="d1",
    article=Article(
        url="https://a.example/1", title="题", text="文\x00字", author="人", image="https://a.example/i.png"
    ),
    versions=(VERSION, PLAIN),
    chat=-1001234567890123,
    topic=7,
    person=2**52,
    layers=(Layer(scope=Scope.PERSON, style=Style(tone="dry", avoid=("姐妹们",))),),
    created=datetime(2026, 11, 24, 8, 30, 15, 123456, tzinfo=UTC),
)


def _address(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'drafts.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, fresh: Callable[[str], str]) -> AsyncIterator[Store]:
    async with open_store(fresh(request.param)) as opened:
        yield opened


async def test_a_draft_comes_back_as_it_was_kept(store: Store) -> None:
    await store.drafts.save(DRAFT)
    assert await store.drafts.find("d1") == DRAFT


async def test_a_version_is_appended_and_the_whole_draft_returned(store: Store) -> None:
    await store.drafts.save(DRAFT)
    longer = await store.drafts.add("d1", LATER)
    assert [version.note.title for version in longer.versions] == ["标题 😀", "一", "三"]
    assert await store.drafts.find("d1") == longer


async def test_a_draft_of_the_same_id_is_replaced_with_its_versions(store: Store) -> None:
    await store.drafts.save(DRAFT)
    other = replace(DRAFT, versions=(PLAIN,), chat=1)
    await store.drafts.save(other)
    assert await store.drafts.find("d1") == other


async def test_an_unknown_draft_is_gone(store: Store) -> None:
    with pytest.raises(DraftGone, match="nope"):
        await store.drafts.find("nope")
    with pytest.raises(DraftGone, match="nope"):
        await store.drafts.add("nope", PLAIN)


async def test_a_draft_without_a_time_gets_one_in_utc(store: Store) -> None:
    before = datetime.now(tz=UTC)
    await store.drafts.save(replace(DRAFT, created=None))
    created = (await store.drafts.find("d1")).created
    assert created is not None
    assert created.tzinfo is UTC
    assert before <= created <= datetime.now(tz=UTC)


async def test_a_time_of_another_zone_is_the_same_moment(store: Store) -> None:
    beijing = datetime(2026, 11, 24, 8, tzinfo=timezone(timedelta(hours=8)))
    await store.drafts.save(replace(DRAFT, created=beijing))
    assert (await store.drafts.find("d1")).created == beijing


async def test_a_draft_may_have_no_version_yet(store: Store) -> None:
    await store.drafts.save(replace(DRAFT, versions=()))
    assert (await store.drafts.add("d1", PLAIN)).versions == (PLAIN,)


async def test_a_version_that_is_kept_twice_is_there_once(store: Store) -> None:
    await store.drafts.save(DRAFT)
    once = await store.drafts.add("d1", LATER)
    assert await store.drafts.add("d1", replace(LATER, note=Note(title="五", body="六"))) == once


async def test_twenty_writers_at_once_keep_each_version_once(store: Store) -> None:
    await store.drafts.save(replace(DRAFT, versions=()))
    added = (store.drafts.add("d1", replace(LATER, note=Note(title=f"{writer}", body=""))) for writer in range(20))
    drafts = await asyncio.gather(*added)
    assert {len(draft.versions) for draft in drafts} == {1}
    assert {draft.latest.note for draft in drafts} == {(await store.drafts.find("d1")).latest.note}


async def test_twenty_who_add_at_once_lose_no_version(store: Store) -> None:
    await store.drafts.save(replace(DRAFT, versions=()))
    await asyncio.gather(*(store.drafts.add("d1", replace(LATER, key=f"cb:{number}")) for number in range(20)))
    assert {version.key for version in (await store.drafts.find("d1")).versions} == {f"cb:{n}" for n in range(20)}


async def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    async with open_store(_address(tmp_path)) as store:
        await store.drafts.save(DRAFT)
        with _held(tmp_path, "BEGIN IMMEDIATE"):
            assert await store.drafts.find("d1") == DRAFT


async def test_drafts_survive_a_restart_and_folders_are_made(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet 100%"
    async with open_store(_address(folder)) as store:
        await store.drafts.save(DRAFT)
    async with open_store(_address(folder)) as store:
        assert await store.drafts.find("d1") == DRAFT


async def test_two_programs_may_open_a_new_database_and_write_at_once(address: str) -> None:
    async with open_store(address) as first, open_store(address) as second:
        await first.drafts.save(DRAFT)
        for number in range(3, 13):
            version = replace(PLAIN, key=f"cb:{number}")
            await asyncio.gather(*(store.drafts.add("d1", version) for store in (first, second)))
        assert len((await second.drafts.find("d1")).versions) == 12


async def test_a_flood_is_known_to_every_program_until_it_ends(address: str) -> None:
    async with open_store(address) as first, open_store(address) as second:
        await first.floods.add_flood(-1001234567890123, 50)
        await first.floods.add_flood(7, -1)
        assert 0 < await second.floods.flood(-1001234567890123) <= 50
        assert await second.floods.flood(7) <= 0
        assert await second.floods.flood(8) == 0


@pytest.mark.parametrize("order", [(50, 100), (100, 50)])
async def test_of_two_floods_of_a_chat_the_longer_holds(address: str, order: tuple[float, float]) -> None:
    async with open_store(address) as store:
        await store.floods.add_flood(7, order[0])
        await store.floods.add_flood(7, order[1])
        assert 50 < await store.floods.flood(7) <= 100


async def test_a_database_that_another_program_holds_is_locked_and_works_again_after(tmp_path: Path) -> None:
    async with open_store(_address(tmp_path), busy_timeout=0.05) as store:
        await store.drafts.save(DRAFT)
        with _held(tmp_path, "BEGIN EXCLUSIVE"):
            with pytest.raises(StoreLocked):
                await store.drafts.save(DRAFT)
            with pytest.raises(StoreLocked):
                await store.drafts.add("d1", LATER)
        assert len((await store.drafts.add("d1", LATER)).versions) == 3


async def test_a_database_that_is_held_cannot_be_opened(tmp_path: Path) -> None:
    async with open_store(_address(tmp_path)):
        pass
    with _held(tmp_path, "BEGIN EXCLUSIVE"), pytest.raises(StoreLocked):
        await _open(_address(tmp_path), busy_timeout=0.05)


async def test_a_writer_that_gave_up_waiting_leaves_a_store_that_works(tmp_path: Path) -> None:
    async with open_store(_address(tmp_path), busy_timeout=0.5) as store:
        await store.drafts.save(DRAFT)
        with _held(tmp_path, "BEGIN EXCLUSIVE"), pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await store.drafts.add("d1", LATER)
        assert len((await store.drafts.add("d1", LATER)).versions) == 3


async def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path) -> None:
    url = parsed(_address(tmp_path))
    migrate(url, busy_timeout=1)
    writer, reader = (engine(url, busy_timeout=1, writes=writes) for writes in (True, False))
    sa.event.listen(writer.sync_engine, "connect", _small_disk)
    store = Store(Database(writer=writer, reader=reader))
    await store.drafts.save(DRAFT)
    long = replace(LATER, note=Note(title="", body="字" * 100_000))
    with pytest.raises(StoreFull):
        await store.drafts.add("d1", long)
    with pytest.raises(StoreFull):
        await store.drafts.save(replace(DRAFT, versions=(long,)))
    assert await store.drafts.find("d1") == DRAFT
    await store.drafts.add("d1", LATER)
    await writer.dispose()
    await reader.dispose()


def _small_disk(connection: Any, _record: object) -> None:
    """Let SQLite itself run out of pages; 24 hold the tables and a little more."""
    connection.cursor().execute("PRAGMA max_page_count=24")


async def test_no_space_for_the_folder_is_a_full_disk_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pathlib.Path.mkdir", full)
    with pytest.raises(StoreFull):
        await _open(_address(tmp_path))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nonsense",
        "mysql://db/x",
        "oracle+nothing://db/x",
        "sqlite+aiosqlite://",
        "sqlite:///:memory:",
        "postgres://me:secret@127.0.0.1/x",
        "postgresql+psycopg://me:secret@127.0.0.1/x",
    ],
)
async def test_a_database_that_cannot_be_used_is_refused_without_telling_its_password(address: str) -> None:
    with pytest.raises(StoreBroken) as caught:
        await _open(address)
    assert str(caught.value)
    assert "secret" not in f"{caught.value} {caught.value.__cause__}"


async def test_a_file_that_is_no_database_is_broken(tmp_path: Path) -> None:
    (tmp_path / "drafts.db").write_bytes(b"<html>" * 1000)
    with pytest.raises(StoreBroken):
        await _open(_address(tmp_path))


async def test_a_folder_that_cannot_be_made_is_broken(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreBroken):
        await _open(_address(tmp_path / "file"))


async def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    async with open_store(_address(tmp_path)) as store:
        await store.drafts.save(DRAFT)
    with closing(sqlite3.connect(tmp_path / "drafts.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreBroken):
        await _open(_address(tmp_path))


async def test_a_short_address_names_the_same_file(tmp_path: Path) -> None:
    async with open_store(f"sqlite:///{tmp_path / 'drafts.db'}") as store:
        await store.drafts.save(DRAFT)
    async with open_store(_address(tmp_path)) as store:
        assert await store.drafts.find("d1") == DRAFT


async def test_nothing_keeps_the_process_alive_after_closing(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    async with open_store(_address(tmp_path)) as store:
        await asyncio.gather(store.drafts.save(DRAFT), store.drafts.save(replace(DRAFT, id="d2")))
        await asyncio.gather(*(store.drafts.find("d1") for _ in range(5)))
        drivers = {thread for thread in set(threading.enumerate()) - before if not thread.name.startswith("asyncio")}
    assert len(drivers) >= 2
    for thread in drivers:
        thread.join(timeout=5)
    assert not any(thread.is_alive() for thread in drivers)


async def _open(address: str, *, busy_timeout: float = 1) -> None:
    async with open_store(address, busy_timeout=busy_timeout):
        pass


@contextmanager
def _held(folder: Path, begin: str) -> Iterator[None]:
    """Hold the database as another program would."""
    with closing(sqlite3.connect(folder / "drafts.db", isolation_level=None)) as connection:
        connection.execute(begin)
        yield


async def test_who_works_is_known_to_every_program_until_they_leave_or_fall_silent(address: str) -> None:
    async with open_store(address) as first, open_store(address) as second:
        await first.workers.beat("here")
        await first.workers.beat("leaving")
        await second.workers.beat("there")
        await first.workers.beat("here")
        await second.workers.leave("leaving")
        async with second.workers.alive(within=60) as names:
            assert names == {"here", "there"}
        async with first.workers.alive(within=-60) as names:
            assert not names
        async with first.workers.alive(within=60) as names:
            assert not names


async def test_only_one_program_at_a_time_holds_the_roll(address: str) -> None:
    async with open_store(address) as first, open_store(address) as second:
        order: list[str] = []
        held = asyncio.Event()

        async def wait() -> None:
            await held.wait()
            async with second.workers.alive(within=60):
                order.append("second")

        waiting = asyncio.create_task(wait())
        async with first.workers.alive(within=60):
            held.set()
            await first_reads(first)
            order.append("first")
        await waiting
        assert order == ["first", "second"]


async def test_a_program_that_was_frozen_over_the_roll_holds_nobody_up(
    fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = fresh("postgresql")
    async with open_store(address):
        pass  # to make the tables may take longer than what comes
    monkeypatch.setattr(engines, "_IDLE", 0.5)
    async with open_store(address) as frozen, open_store(address) as other:
        await other.workers.beat("other")
        over = AsyncExitStack()
        await over.enter_async_context(frozen.workers.alive(within=60))
        async with asyncio.timeout(20), other.workers.alive(within=60) as names:
            assert names == {"other"}
        with pytest.raises(StoreError):
            await over.aclose()
        await frozen.workers.beat("frozen")
        async with frozen.workers.alive(within=60) as names:
            assert names == {"frozen", "other"}


async def first_reads(store: Store) -> None:
    """Give the other program time to ask, by asking the database a few things."""
    for _ in range(5):
        await store.floods.flood(1)
