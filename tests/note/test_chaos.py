"""Every fault that llmock can inject, judged by llmock: it has each attempt and how long the writer waited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from llmock.scenarios import Match, Reply, ToolFault
from llmock.verdict import NON_RETRYABLE, RETRYABLE

from bot.errors import ModelGarbled, ModelRefused, ModelTooSlow, ModelUnreachable, WriteError
from bot.models import Article, Brief, Written, silent
from bot.note.writer import ModelWriter
from tests.support.model import NOTE
from tests.support.process import started

if TYPE_CHECKING:
    from pathlib import Path

    from llmock.pytest_plugin import LLMock
    from llmock.testing import LLMockServer

KEY = "sk-of-chaos"
TEXT = "南湖图书馆3月12日宣布，夜间开放时间由21点延长至24点，试行三个月，试行结束后再作决定。" * 3
BRIEF = Brief(article=Article(url="https://example.com/a", title="图书馆夜间延时开放", text=TEXT))
PLACES = (0, 1, 5, 9, 10)
"""Chunks of NOTE: 0 has no word yet, llmock cuts at blanks, 9 is the last word, 10 is what comes after."""
ENDLESS = " 尾" * 300
"""Three seconds more: a writer that leaves is seen to, before all is sent."""


async def written(llmock: LLMock, *, deadline: float = 20) -> Written:
    llmock.reply(NOTE, times=None)
    writer = ModelWriter(api_key=KEY, base_url=llmock.base_url(), model="m", extra_body={}, deadline=deadline, tones={})
    try:
        return await writer.write(BRIEF, report=silent)
    finally:
        await writer.aclose()


def faults(llmock: LLMock) -> list[str]:
    return [record.fault or "" for record in llmock.requests]


async def test_a_good_day_is_one_request(llmock: LLMock) -> None:
    result = await written(llmock)
    assert result.note.title == "图书馆要开到24点，先试三个月"
    assert faults(llmock) == [""]
    llmock.assert_resilient(strict=True)


@pytest.mark.parametrize("status", sorted(RETRYABLE))
async def test_a_status_that_passes_is_asked_again(llmock: LLMock, status: int) -> None:
    llmock.fail(status)
    assert (await written(llmock)).note.title
    assert faults(llmock) == [f"scenario:{status}", ""]
    llmock.assert_resilient(strict=True)


@pytest.mark.parametrize("status", sorted(NON_RETRYABLE))
async def test_a_status_that_stays_is_asked_once(llmock: LLMock, status: int) -> None:
    llmock.fail(status, times=None)
    with pytest.raises(WriteError):
        await written(llmock)
    assert faults(llmock) == [f"scenario:{status}"]
    llmock.assert_resilient(strict=True)


async def test_a_text_that_is_too_long_for_the_model_is_asked_once(llmock: LLMock) -> None:
    llmock.limits(context_window=10)
    with pytest.raises(WriteError):
        await written(llmock)
    assert faults(llmock) == ["context_window"]
    llmock.assert_resilient(strict=True)


async def test_a_wait_that_is_asked_for_is_waited(llmock: LLMock) -> None:
    llmock.rate_limit(times=2, retry_after=0.7)
    assert (await written(llmock)).note.title
    assert faults(llmock) == ["scenario:429", "scenario:429", ""]
    llmock.assert_resilient(strict=True)


async def test_a_quota_that_is_spent_is_waited_for(llmock: LLMock, llmock_server: LLMockServer) -> None:
    llmock.limits(rpm=60)
    limiter = llmock_server.state.limiter
    while limiter.admit("openai", f"Bearer {KEY}", 0).allowed:
        pass
    assert (await written(llmock)).note.title
    assert faults(llmock) == ["ratelimit:requests", ""]
    llmock.assert_resilient(strict=True)


async def test_an_endpoint_that_is_down_is_given_up_with_growing_pauses(llmock: LLMock) -> None:
    llmock.outage(status=500)
    with pytest.raises(ModelUnreachable):
        await written(llmock)
    assert len(faults(llmock)) == 3
    llmock.assert_resilient(strict=True)


@pytest.mark.parametrize("after", PLACES)
@pytest.mark.parametrize("kind", ["disconnect", "truncate", "corrupt"])
async def test_a_stream_that_breaks_anywhere_is_asked_again(llmock: LLMock, kind: str, after: int) -> None:
    getattr(llmock, kind)(after_chunks=after).reply(NOTE + ENDLESS).pace(10)
    result = await written(llmock)
    assert result.note.topics == ("图书馆", "夜间自习", "自习区")
    assert [fault.partition("@")[2] for fault in faults(llmock)] == [str(after), ""]
    llmock.assert_resilient(strict=True)


@pytest.mark.parametrize("after", [0, 3])
async def test_a_stream_that_hangs_is_left_at_the_deadline(llmock: LLMock, after: int) -> None:
    llmock.stall(after_chunks=after, seconds=3)
    with pytest.raises(ModelTooSlow):
        await written(llmock, deadline=1)  # long enough for a busy machine to come as far as the stall
    assert faults(llmock) == [f"stream:stall@{after}"]
    llmock.assert_resilient(strict=True)


async def test_a_slow_answer_is_waited_for(llmock: LLMock) -> None:
    llmock.delay(0.3).slow_first_token(0.3).pace(20)
    assert (await written(llmock)).note.title
    assert faults(llmock) == [""]
    llmock.assert_resilient(strict=True)


@pytest.mark.parametrize("broken", [None, "malformed_arguments", "unknown_tool"])
async def test_a_call_of_a_tool_is_no_note_and_asked_again(llmock: LLMock, broken: Any) -> None:
    llmock.call_tool("post_note", {"title": "假的"})
    if broken:
        llmock.add(ToolFault(broken, match=Match()))
    assert (await written(llmock)).note.title == "图书馆要开到24点，先试三个月"
    assert len(llmock.requests) == 2
    llmock.assert_resilient(strict=True)


@pytest.mark.parametrize(
    ("finish", "error", "requests"), [("length", ModelGarbled, 3), ("content_filter", ModelRefused, 1)]
)
async def test_an_answer_with_a_bad_end_is_no_note(
    llmock: LLMock, finish: str, error: type[WriteError], requests: int
) -> None:
    llmock.add(Reply(text=NOTE, finish_reason=finish, times=None))
    with pytest.raises(error):
        await written(llmock)
    assert len(llmock.requests) == requests
    llmock.assert_resilient(strict=True)


async def test_the_bot_as_it_is_started_writes_through_a_bad_hour(llmock: LLMock, tmp_path: Path) -> None:
    llmock.rate_limit(retry_after=0.2).truncate(after_chunks=3).reply(NOTE, times=None)
    environment = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": llmock.base_url()}
    async with started("note", TEXT, "--no-pictures", cwd=tmp_path, environment=environment) as bot:
        await bot.ended.wait()
    assert faults(llmock)[:3] == ["scenario:429", "stream:truncate@3", ""]
    llmock.assert_resilient(strict=True)
