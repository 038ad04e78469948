"""The steps of one job, with a record that is a dictionary."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot import errors
from bot.errors import BotError, JobStopped, ModelGarbled, ModelLimited, ModelUnreachable, Unexpected
from bot.steps import Steps, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from bot.steps import Work


class Record:
    """Writes down what each step came to, as JSON, in the order of the steps; `began` is set when one is asked for."""

    def __init__(self) -> None:
        self.outcomes: list[tuple[str, str]] = []
        self.began = asyncio.Event()
        self.at = 0

    async def __call__(self, name: str, work: Work) -> dict[str, Any]:
        self.began.set()
        if self.at == len(self.outcomes):
            self.outcomes.append((name, json.dumps(await work())))
        written, outcome = self.outcomes[self.at]
        assert written == name
        self.at += 1
        return json.loads(outcome)

    def steps(self, *, pauses: tuple[float, ...] = ()) -> Steps:
        """Begin the job, from its start or, after a crash, anew."""
        self.at = 0
        return Steps(self, pauses=pauses)


@pytest.fixture
def record() -> Record:
    return Record()


class Script:
    """Does what its script says, one thing each time: raises an error, or returns a value."""

    def __init__(self, *script: object) -> None:
        self.script = list(script)
        self.done = 0

    async def __call__(self) -> Any:
        self.done += 1
        what = self.script.pop(0)
        if isinstance(what, Exception):
            raise what
        return what


async def forever() -> None:
    await asyncio.Event().wait()


async def test_what_a_step_returned_is_not_done_again_after_a_crash(record: Record) -> None:
    work = Script({"title": "一"}, {"title": "二"})
    assert await record.steps()("write", work) == {"title": "一"}
    assert await record.steps()("write", work) == {"title": "一"}
    assert work.done == 1


async def test_an_error_is_an_outcome_too(record: Record) -> None:
    work = Script(errors.TooShort(3), "never")
    for _ in range(2):
        with pytest.raises(errors.TooShort) as caught:
            await record.steps()("read", work)
        assert caught.value.length == 3
    assert work.done == 1


def family(kind: type[BotError]) -> Iterator[type[BotError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from family(child)


ARGUMENTS: dict[type[BotError], tuple[Any, ...]] = {
    errors.PageRefused: (503,),
    errors.NotHtml: ("application/pdf",),
    errors.TooLarge: (1024,),
    errors.TooShort: (7,),
    errors.QuotaReached: ("你每天的笔记", 30),
}


@pytest.mark.parametrize("kind", list(dict.fromkeys(family(BotError))))
def test_every_error_comes_back_as_it_was(kind: type[BotError]) -> None:
    error = kind(*ARGUMENTS.get(kind, ("何处",)))
    back = unpacked(json.loads(json.dumps(packed(error))))
    assert type(back) is kind
    assert (str(back), vars(back)) == (str(error), json.loads(json.dumps(vars(error))))


@pytest.mark.parametrize("name", ["Forgotten", "annotations", "BaseException"])
def test_an_error_that_is_known_no_more_is_unexpected(name: str) -> None:
    error = unpacked({"error": name, "args": [], "facts": {}})
    assert isinstance(error, Unexpected)
    assert str(error) == name


async def test_a_fault_of_ours_is_unexpected_and_in_the_log(record: Record, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Unexpected, match="write"):
        await record.steps()("write", Script(RuntimeError("a bug")))
    assert "RuntimeError: a bug" in caplog.text


async def test_what_can_heal_is_tried_again_as_often_as_there_are_pauses(record: Record) -> None:
    work = Script(ModelLimited(), ModelUnreachable(), "written")
    steps = record.steps(pauses=(0, 0))
    assert await steps("write", work, heals=(ModelLimited, ModelUnreachable)) == "written"
    assert work.done == 3


async def test_what_does_not_heal_in_time_is_the_outcome(record: Record) -> None:
    work = Script(*[ModelLimited() for _ in range(3)])
    with pytest.raises(ModelLimited):
        await record.steps(pauses=(0, 0))("write", work, heals=(ModelLimited,))
    assert work.done == 3


async def test_what_cannot_heal_is_tried_once(record: Record) -> None:
    work = Script(ModelGarbled(), "never")
    with pytest.raises(ModelGarbled):
        await record.steps(pauses=(0, 0))("write", work, heals=(ModelLimited,))
    assert work.done == 1


@pytest.mark.parametrize("work", [forever, Script(ModelLimited())])
async def test_a_stop_ends_the_step_that_runs_or_pauses(record: Record, work: Callable[[], Awaitable[Any]]) -> None:
    steps = record.steps(pauses=(3600,))
    running = asyncio.create_task(steps("write", work, heals=(ModelLimited,)))
    await record.began.wait()
    await asyncio.sleep(0)
    steps.stop()
    with pytest.raises(JobStopped):
        await running


async def test_after_a_stop_nothing_is_begun_but_the_last_words(record: Record) -> None:
    steps, work = record.steps(), Script("never")
    steps.stop()
    with pytest.raises(JobStopped):
        await steps("write", work)
    with pytest.raises(JobStopped):
        await steps.unrecorded(work)
    assert work.done == 0
    assert await steps("excuse", Script("sorry"), last=True) == "sorry"


async def test_that_a_job_was_stopped_is_remembered_after_a_crash(record: Record) -> None:
    steps = record.steps()
    steps.stop()
    for one in (steps, record.steps()):
        with pytest.raises(JobStopped):
            await one("write", Script("never"))
        record.at = 0


@pytest.mark.parametrize("last", [False, True])
async def test_leaving_writes_nothing_down_and_another_process_goes_on(record: Record, *, last: bool) -> None:
    steps = record.steps()
    running = asyncio.create_task(steps("write", forever, last=last))
    await record.began.wait()
    steps.leave()
    await steps.ended.wait()
    assert not running.done()
    assert record.outcomes == []
    running.cancel()
    assert await record.steps()("write", Script("written")) == "written"


async def test_after_leaving_no_step_is_begun(record: Record) -> None:
    steps, work = record.steps(), Script("never")
    steps.leave()
    running = asyncio.create_task(steps("write", work, last=True))
    await steps.ended.wait()
    assert (work.done, record.outcomes) == (0, [])
    running.cancel()


async def test_what_must_not_happen_twice_happens_once(record: Record) -> None:
    work = Script(None, None)
    assert await record.steps().once("album", work)
    assert await record.steps().once("album", work)
    assert work.done == 1


async def test_what_a_crash_may_have_cut_off_is_not_done_again(record: Record) -> None:
    work = Script(None, None)
    assert await record.steps().once("album", work)
    del record.outcomes[-1]  # the crash came before it was written down
    assert not await record.steps().once("album", work)
    assert work.done == 1


async def test_what_is_not_written_down_is_done_again(record: Record) -> None:
    work = Script("one", "two")
    assert [await record.steps().unrecorded(work) for _ in range(2)] == ["one", "two"]
    assert record.outcomes == []
