"""A busy group: several people's notes grow in it, and Telegram's pace is kept, on one clock for both ends."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from aiohttp import web

from bot.access import Rules
from bot.jobs import Jobs
from bot.models import Note, Progress, Step, Usage, Written
from bot.playground.__main__ import application
from bot.playground.flood import GROUP_LIMIT, GROUP_SPAN
from bot.playground.flood import Flood as Refusing
from bot.playground.world import World
from bot.store import jobs_engine
from bot.team import Act
from handlers import service
from handlers.courier import Courier
from handlers.flood import STREAM, Flood
from handlers.service import Plan, serve
from handlers.texts import team
from tests.support.fakes import PaintingPhotographer
from tests.support.telegram import TOKEN, Telegram

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.models import Brief, Report
    from bot.store import Store
    from tests.support.fakes import Parts
    from tests.support.telegram import Message, Transcript

pytestmark = pytest.mark.asyncio(loop_scope="session")

URL = "https://example.org/chips"
CLAIM = team.BUTTONS[Act.CLAIM]
PIECE = 2.0
"""Seconds that a piece of a note takes to be written."""
PIECES = [f"第{number}段，功耗低了 20%。" for number in range(1, 13)]
BODY = "\n\n".join(PIECES)


class Time:
    """Time that passes only where somebody waits, and never while a call is on its way: both ends count alike."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.still = asyncio.Lock()

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        async with self.still:
            self.now = max(self.now, until)


class Counting(Refusing):
    """The server's own limits; keeps when it took how many messages and edits."""

    def __init__(self, time: Time) -> None:
        super().__init__(on=True, clock=time)
        self.time = time
        self.taken: list[tuple[float, int]] = []

    def spend(self, chat_id: int, *, weight: int = 1) -> None:
        super().spend(chat_id, weight=weight)
        self.taken.append((self.time(), weight))

    @property
    def most(self) -> int:
        """The most that it took within any span."""
        starts = {at for at, _ in self.taken}
        return max(sum(weight for at, weight in self.taken if 0 <= at - start < GROUP_SPAN) for start in starts)


class Sending(Flood):
    """The bot's pace; tells which progress was tried, and how much of it went out."""

    def __init__(self, time: Time) -> None:
        super().__init__(clock=time, sleep=time.sleep)
        self.time = time
        self.tried: set[str] = set()
        self.shown = 0
        self.news = asyncio.Condition()

    async def process_request(
        self, callback: Any, args: Any, kwargs: Any, endpoint: str, data: dict[str, Any], rate_limit_args: str | None
    ) -> Any:
        if "chat_id" not in data:  # to look for updates takes no time
            return await callback(*args, **kwargs)

        async def call(*args: Any, **kwargs: Any) -> Any:
            async with self.time.still:
                answer = await callback(*args, **kwargs)
            self.shown += rate_limit_args == STREAM
            return answer

        try:
            return await super().process_request(call, args, kwargs, endpoint, data, rate_limit_args)
        finally:
            async with self.news:
                self.tried.add(data.get("text", "") if rate_limit_args == STREAM else "")
                self.news.notify_all()

    async def trying(self, text: str, *, unless: Callable[[], bool]) -> None:
        """Wait until an edit with this text was tried."""
        async with self.news:
            await self.news.wait_for(lambda: unless() or any(text in one for one in self.tried))


class Slow:
    """Writes piece by piece; each was tried to be shown before time goes on, until a note has been shown enough."""

    def __init__(self, sending: Sending) -> None:
        self.sending = sending
        self.briefs: list[Brief] = []

    async def write(self, brief: Brief, *, report: Report) -> Written:
        self.briefs.append(brief)
        title, before = f"第{len(self.briefs)}篇", self.sending.shown
        for count in range(1, len(PIECES) + 1):
            body = "\n\n".join(PIECES[:count])
            await report(Progress(step=Step.WRITE, title=title, body=body))
            enough = before + 8
            await self.sending.trying(f"{title}\n\n{body}\n", unless=lambda enough=enough: self.sending.shown >= enough)
            await self.sending.time.sleep(PIECE)
        note = Note(title=title, body=BODY, topics=("新芯片",))
        return Written(note=note, writer="model", usage=Usage(model="fake", requests=1))


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def limits(clock: Time) -> Counting:
    return Counting(clock)


@pytest.fixture
def sending(clock: Time) -> Sending:
    return Sending(clock)


@pytest_asyncio.fixture(loop_scope="session")
async def telegram(limits: Counting) -> AsyncIterator[Telegram]:
    """A server in this process, for its clock to be ours."""
    world = World(token=TOKEN)
    world.flood = limits
    runner = web.AppRunner(application(world), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with Telegram(f"http://127.0.0.1:{runner.addresses[0][1]}") as client:
        yield client
    await runner.cleanup()


@pytest_asyncio.fixture(loop_scope="session")
async def bot(
    telegram: Telegram, parts: Parts, database: str, store: Store, sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    monkeypatch.setattr(service, "Courier", partial(Courier, pause=0, group_pause=0))
    monkeypatch.setattr(parts, "writer", Slow(sending))
    monkeypatch.setattr(parts, "photographer", PaintingPhotographer(["page"] * 6))
    stop = asyncio.Event()
    plan = Plan(token=telegram.token, base_url=telegram.address, polls=True, rules=Rules(everyone=True))
    jobs = Jobs(jobs_engine(database), name="alone", poll=0.02, pauses=(0.01, 0.01))
    serving = asyncio.create_task(serve(plan, studio=parts.studio(), jobs=jobs, store=store, flood=sending, stop=stop))
    yield
    stop.set()
    await serving


def notes(chat: Transcript) -> list[Message]:
    return [one for one in chat if one.marked("pre")]


def claimed(chat: Transcript) -> bool:
    return any("小丽" in one.text for one in notes(chat))


@pytest.mark.usefixtures("bot")
async def test_five_peoples_notes_grow_within_twenty_a_minute_and_each_arrives_whole(
    telegram: Telegram, limits: Counting, sending: Sending, clock: Time
) -> None:
    members = [await telegram.user(name) for name in ("小王", "小丽", "小张", "小李", "小赵")]
    group = await telegram.group("编辑部", *members)
    username = (await telegram.call("getMe"))["result"]["username"]
    asked = [await one.send(f"/note@{username} {URL}/{number}", chat=group) for number, one in enumerate(members)]
    (first, *_) = await group.wait(notes, within=30)
    await members[1].press(first, CLAIM, chat=group)
    await group.wait(claimed, within=30)
    await group.wait(lambda chat: len({one.album for one in chat if one.album}) == len(asked), within=60)
    found = notes(await group.transcript())
    assert [note.marked("pre") for note in found] == [[BODY]] * len(asked)
    assert [note.wire["reply_to_message"]["message_id"] for note in found] == [one.id for one in asked]
    assert sum(one["status"] == 429 for one in await telegram.calls()) == 0
    assert limits.most <= GROUP_LIMIT
    assert clock() - 1000 > GROUP_SPAN
    assert sending.shown > 0
