"""One chat's pace and floods, with a clock of our own and with a server that refuses what comes too fast."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from telegram import InputMediaPhoto
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError
from telegram.ext import Defaults, ExtBot

from bot import figures
from bot.errors import StoreLocked
from bot.models import Progress, Step
from bot.store import open_store
from handlers import flood, message
from handlers.courier import Courier, Place
from handlers.flood import STREAM, Dropped, Flood
from tests.support.fakes import painted
from tests.support.telegram import TelegramServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from handlers.flood import Book
    from tests.support.telegram import Message, Transcript, User

GROUP, PERSON = -1001234567890123, 42
ALBUM = [InputMediaPhoto(f"file{number}") for number in range(10)]


class Clock:
    """Time that passes only by sleeping; `gate` holds the sleepers."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.gate = asyncio.Event()
        self.gate.set()
        self.asleep = asyncio.Event()

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        self.asleep.set()
        await self.gate.wait()
        await asyncio.sleep(0)
        self.now = max(self.now, until)


class Shelf:
    """A book on a clock that stands still for others too; fails with `error`."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.until: dict[int, float] = {}
        self.error: Exception | None = None
        self.read = 0

    async def flood(self, chat: int) -> float:
        self.read += 1
        if self.error:
            raise self.error
        return self.until.get(chat, 0) - self.clock()

    async def add_flood(self, chat: int, seconds: float) -> None:
        if self.error:
            raise self.error
        self.until[chat] = self.clock() + seconds


class Line:
    """What a limiter let go to Telegram, and when; Telegram raises what is in `errors` first, one at a time."""

    def __init__(self, clock: Clock, book: Book | None = None) -> None:
        self.clock = clock
        self.flood = Flood(book, clock=clock, sleep=clock.sleep)
        self.errors: list[TelegramError] = []
        self.sent: list[tuple[float, str]] = []

    async def send(
        self, chat: int | str = PERSON, *, endpoint: str = "sendMessage", stream: bool = False, **data: Any
    ) -> Any:
        async def call(name: str) -> bool:
            self.sent.append((self.clock() - 1000, name))
            if self.errors:
                raise self.errors.pop(0)
            return True

        data["chat_id"] = chat
        return await self.flood.process_request(call, (endpoint,), {}, endpoint, data, STREAM if stream else None)

    @property
    def times(self) -> list[float]:
        return [at for at, _ in self.sent]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def line(clock: Clock) -> Line:
    return Line(clock)


async def test_messages_of_a_chat_go_in_their_order_a_second_apart_after_the_first_three(line: Line) -> None:
    await asyncio.gather(*(line.send(endpoint=f"sendMessage{number}") for number in range(6)))
    assert line.sent == [(at, f"sendMessage{number}") for number, at in enumerate([0, 0, 0, 1, 2, 3])]


async def test_a_group_gets_twenty_a_minute_edits_among_them(line: Line) -> None:
    await asyncio.gather(*(line.send(GROUP, endpoint=f"{kind}Message") for kind in ("send", "edit") * 25))
    assert len(line.times) == 50
    assert all(later - first > 60 for first, later in zip(line.times, line.times[20:], strict=False))


async def test_all_chats_together_get_thirty_a_second(line: Line) -> None:
    await asyncio.gather(*(line.send(chat) for chat in range(1, 66)))
    assert line.times == [0] * 30 + [1] * 30 + [2] * 5


async def test_courtesies_and_calls_without_a_chat_of_ours_spend_nothing_and_never_wait(line: Line) -> None:
    for _ in range(50):
        for endpoint in ("sendChatAction", "setMessageReaction", "answerCallbackQuery", "getChat"):
            await line.send(endpoint=endpoint)
        await line.send("@channel")
    await line.send()
    assert set(line.times) == {0}


async def test_an_album_counts_each_picture(line: Line) -> None:
    await line.send(endpoint="sendMediaGroup", media=ALBUM)
    await line.send()
    assert line.times == [0, 8]


async def test_what_comes_after_an_album_does_not_overtake_it(line: Line, clock: Clock) -> None:
    for _ in range(12):
        await line.send(GROUP)
    clock.now += 10
    await asyncio.gather(line.send(GROUP, endpoint="sendMediaGroup", media=ALBUM), line.send(GROUP))
    assert [endpoint for _, endpoint in line.sent[12:]] == ["sendMediaGroup", "sendMessage"]


async def test_a_stream_edit_is_dropped_while_anything_final_waits(line: Line, clock: Clock) -> None:
    for _ in range(3):
        await line.send()
    clock.gate.clear()
    final = asyncio.create_task(line.send(endpoint="editMessageText"))
    await clock.asleep.wait()
    clock.now += 60
    with pytest.raises(Dropped):
        await line.send(endpoint="editMessageText", stream=True)
    clock.gate.set()
    await final
    assert line.times == [0, 0, 0, 60]


async def test_a_stream_edit_never_waits_and_leaves_room_for_the_last_one(line: Line) -> None:
    await line.send()
    assert await line.send(stream=True)
    with pytest.raises(Dropped):
        await line.send(stream=True)
    await line.send(endpoint="editMessageText")
    assert line.times == [0, 0, 0]


async def test_in_a_group_eight_of_twenty_go_before_the_last_edit(line: Line, clock: Clock) -> None:
    await line.send(GROUP)
    for _ in range(50):
        clock.now += 1
        try:
            await line.send(GROUP, stream=True)
        except Dropped:
            continue
    assert line.times == [0, *range(1, 36, 5)]


@pytest.mark.parametrize(
    "error",
    [
        lambda: RetryAfter(8),
        lambda: BadRequest("Failed to send message #1 with the error message Too Many Requests: retry after 8"),
    ],
)
async def test_an_album_that_meets_flood_control_is_sent_when_that_ends(
    line: Line, error: Callable[[], TelegramError]
) -> None:
    await line.send(GROUP)
    line.errors = [error()]
    assert await line.send(GROUP, endpoint="sendMediaGroup", media=ALBUM)
    assert line.times == [0, 0, 8]


async def test_a_flood_of_one_chat_holds_up_no_other(line: Line, clock: Clock) -> None:
    clock.gate.clear()
    line.errors = [RetryAfter(60)]
    held = asyncio.create_task(line.send(GROUP))
    await clock.asleep.wait()
    await line.send(PERSON)
    with pytest.raises(Dropped):
        await line.send(GROUP, stream=True)
    assert line.times == [0, 0]
    clock.gate.set()
    await held
    assert line.times == [0, 0, 60]


async def test_a_stream_edit_that_meets_flood_control_is_not_tried_again_and_what_is_final_waits(line: Line) -> None:
    line.errors = [RetryAfter(5)]
    with pytest.raises(RetryAfter):
        await line.send(stream=True)
    await line.send(endpoint="editMessageText")
    assert line.times == [0, 5]


async def test_floods_without_end_are_given_up(line: Line) -> None:
    line.errors = [RetryAfter(3), BadRequest("Too Many Requests: retry after 3"), RetryAfter(3), RetryAfter(9)]
    with pytest.raises(RetryAfter):
        await line.send()
    assert line.times == [0, 3, 6, 9]


async def test_a_flood_too_long_to_wait_for_is_given_up_at_once_by_all_that_is_sent_there(line: Line) -> None:
    line.errors = [RetryAfter(3600)]
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await line.send()
    with pytest.raises(RetryAfter):
        await line.send(stream=True)
    assert line.times == [0]


async def test_other_failures_are_for_the_caller(line: Line) -> None:
    line.errors = [Forbidden("bot was blocked by the user"), BadRequest("chat not found")]
    for error in (Forbidden, BadRequest):
        with pytest.raises(error):
            await line.send()
    assert line.times == [0, 0]


async def test_a_caller_that_gives_up_waiting_leaves_its_place_to_the_next(line: Line, clock: Clock) -> None:
    clock.gate.clear()
    line.errors = [RetryAfter(60)]
    waiting = [asyncio.create_task(line.send()) for _ in range(2)]
    await clock.asleep.wait()
    waiting[0].cancel()
    clock.gate.set()
    assert await waiting[1]
    assert await line.send(stream=True)
    assert line.times[0] == 0
    assert all(at == 60 for at in line.times[1:])


async def test_a_flood_is_respected_by_every_process(clock: Clock) -> None:
    book = Shelf(clock)
    first, second = Line(clock, book), Line(clock, book)
    await second.send()
    first.errors = [RetryAfter(40)]
    with pytest.raises(RetryAfter):
        await first.send(stream=True)
    clock.now += 1
    await second.send()
    assert second.times == [0, 40]


async def test_the_store_is_such_a_book(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'floods.db'}"
    async with open_store(address) as ours, open_store(address) as theirs:
        first, second = Line(Clock(), ours.floods), Line(Clock(), theirs.floods)
        first.errors = [RetryAfter(3600)]
        for line in (first, second):
            with pytest.raises(RetryAfter):
                await line.send(GROUP)
        await second.send(PERSON)
    assert (first.times, second.times) == ([0], [0])


async def test_the_book_is_read_once_a_second(clock: Clock) -> None:
    book = Shelf(clock)
    line = Line(clock, book)
    for _ in range(3):
        await line.send()
    assert book.read == 1
    await line.send()
    assert book.read == 2


async def test_a_book_that_fails_holds_up_nothing(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    book = Shelf(clock)
    book.error = StoreLocked("held")
    line = Line(clock, book)
    line.errors = [RetryAfter(5)]
    await line.send()
    assert line.times == [0, 5]
    assert "held" in caplog.text


async def test_a_book_that_does_not_answer_holds_up_nothing(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Silent(Shelf):
        async def flood(self, chat: int) -> float:
            await asyncio.Event().wait()
            return await super().flood(chat)

    monkeypatch.setattr(flood, "_PATIENCE", 0)
    line = Line(clock, Silent(clock))
    await line.send()
    assert line.times == [0]
    assert "no answer" in caplog.text


async def test_only_quiet_chats_are_forgotten(line: Line, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "_CHATS", 1)
    for chat in (GROUP, *range(1, 20)):
        await line.send(chat)
        clock.now += 1
    for _ in range(20):
        await line.send(GROUP)
    assert line.times[-1] == 61
    assert len(line.flood._lines) == 2  # noqa: SLF001 - what is remembered cannot be seen otherwise


async def test_a_chat_that_rests_is_not_forgotten(line: Line, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "_CHATS", 1)
    line.errors = [RetryAfter(60)]
    with pytest.raises(RetryAfter):
        await line.send(stream=True)
    clock.now += 30
    await line.send(GROUP)
    await line.send()
    assert line.times == [0, 30, 60]


async def test_a_chat_where_something_waits_is_not_forgotten(
    line: Line, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "_CHATS", 1)
    for chat in range(100, 130):
        await line.send(chat)
    clock.gate.clear()
    waiting = asyncio.create_task(line.send())
    await clock.asleep.wait()
    clock.now += 60
    await line.send(GROUP)
    with pytest.raises(Dropped):
        await line.send(stream=True)
    clock.gate.set()
    await waiting


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(flood=True) as server:
        yield server


@pytest.fixture
async def courier(telegram: TelegramServer) -> AsyncIterator[Courier]:
    bot: ExtBot[str] = ExtBot(
        telegram.token,
        base_url=telegram.base_url,
        base_file_url=telegram.base_file_url,
        defaults=Defaults(parse_mode="HTML"),
        rate_limiter=Flood(),
    )
    async with bot:
        yield Courier(bot, pause=0)


@pytest.fixture
async def person(telegram: TelegramServer) -> User:
    return await telegram.user("小王")


async def exhausted(telegram: TelegramServer, chat: int) -> None:
    """Send as another process would until Telegram wants a second of rest."""
    while (await telegram.call("sendMessage", chat_id=chat, text="别的进程"))["ok"]:
        pass


def saying(text: str) -> Callable[[Transcript], Message | None]:
    return lambda chat: next((one for one in chat if one.text.startswith(text)), None)


async def test_a_whole_job_at_its_pace_is_never_refused(
    telegram: TelegramServer, courier: Courier, person: User
) -> None:
    place = await courier.send(person.id, message.sentence("排队"))
    async with courier.growing(place) as report:
        await report(Progress(step=Step.WRITE, body="写到一半"))
        await person.chat.wait(saying("写到一半"))
        await report(Progress(step=Step.WRITE, body="写到最后"))
    await courier.deliver(place, message.sentence("写好了"))
    await courier.album(place, [painted("page", shade=number) for number in range(2)])
    chat = await person.chat.transcript()
    assert [one.text for one in chat] == ["写好了", "", ""]
    assert 429 not in {call["status"] for call in await telegram.calls()}


async def test_a_flood_during_the_stream_lets_the_last_edit_through(
    telegram: TelegramServer, courier: Courier, person: User
) -> None:
    place = await courier.send(person.id, message.sentence("排队"))
    await telegram.faults("editMessageText", kind="429")
    async with courier.growing(place) as report:
        await report(Progress(step=Step.WRITE, body="写到一半"))
        await telegram.wait_event(lambda event: event["type"] == "call" and event["status"] == 429)
    await courier.deliver(place, message.sentence("写好了"))
    assert [one.text for one in await person.chat.transcript()] == ["写好了"]


async def test_a_last_edit_and_an_album_that_meet_flood_control_are_delivered_once(
    telegram: TelegramServer, courier: Courier, person: User
) -> None:
    place = await courier.send(person.id, message.sentence("排队"))
    await exhausted(telegram, person.id)
    await courier.deliver(place, message.sentence("写好了"))
    await exhausted(telegram, person.id)
    await courier.album(place, [painted("page", shade=number) for number in range(2)])
    chat = await person.chat.transcript()
    assert [one.text for one in chat if one.text != "别的进程"] == ["写好了", "", ""]
    refused = {(call["method"], call["status"]) for call in await telegram.calls() if call["status"] != 200}
    assert {("editMessageText", 429), ("sendMediaGroup", 400)} <= refused


async def test_a_flooded_chat_delays_no_other(telegram: TelegramServer, courier: Courier, person: User) -> None:
    other = await telegram.user("小李")
    place = await courier.send(person.id, message.sentence("排队"))
    await telegram.faults("editMessageText", kind="429", seconds=60)
    held = asyncio.create_task(courier.deliver(place, message.sentence("写好了")))
    await telegram.wait_event(lambda event: event["type"] == "call" and event["status"] == 429)
    await courier.send(other.id, message.sentence("你好"))
    assert [one.text for one in await other.chat.transcript()] == ["你好"]
    assert not held.done()
    held.cancel()
    with pytest.raises(asyncio.CancelledError):
        await held


async def test_what_is_sent_and_what_flood_control_refused_is_counted(
    telegram: TelegramServer, courier: Courier, person: User
) -> None:
    def count(line: str) -> float:
        shown = figures.exposition()[0].decode().splitlines()
        return sum(float(one.rpartition(" ")[2]) for one in shown if one.startswith(line))

    sends = 'xiaogao_sends_total{method="sendMessage",outcome="ok"}'
    sent, floods = count(sends), count("xiaogao_floods_total")
    await telegram.faults("sendMessage", kind="429")
    await courier.send(person.id, message.sentence("你好"))
    assert (count(sends), count("xiaogao_floods_total")) == (sent + 1, floods + 1)


async def test_a_message_that_is_gone_is_sent_anew(courier: Courier, person: User) -> None:
    await courier.deliver(Place(person.id, 999), message.sentence("写好了"))
    assert [one.text for one in await person.chat.transcript()] == ["写好了"]
