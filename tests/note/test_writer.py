from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import figures
from bot.errors import (
    ModelGarbled,
    ModelLimited,
    ModelMisconfigured,
    ModelRefused,
    ModelTooSlow,
    ModelUnauthorized,
    ModelUnreachable,
    WriteError,
)
from bot.models import Article, Brief, Finding, Note, Progress, Severity, Step, Usage, Written, silent
from bot.note import echo
from bot.note.writer import ModelWriter
from tests.support.model import NOTE, ModelServer, Reply, failed, said

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

KEY = "sk-very-secret-key"
BRIEF = Brief(article=Article(url="https://example.com/a", title="图书馆夜间延时开放", text="南湖图书馆开到24点。"))


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer() as running:
        yield running


async def written(server: ModelServer, report: Any = silent, *, brief: Brief = BRIEF, **options: Any) -> Written:
    settings: dict[str, Any] = {"base_url": server.base_url, "extra_body": {}, "deadline": 20, **options}
    writer = ModelWriter(api_key=KEY, model="m", tones={}, **settings)
    try:
        return await writer.write(brief, report=report)
    finally:
        await writer.aclose()


async def reported(server: ModelServer) -> list[Progress]:
    told: list[Progress] = []

    async def report(progress: Progress) -> None:
        told.append(progress)

    await written(server, report)
    return told


async def test_a_streamed_reply_becomes_a_note_and_its_cost(server: ModelServer) -> None:
    result = await written(server)
    assert result.note.title == "图书馆要开到24点，先试三个月"
    assert result.note.topics == ("图书馆", "夜间自习", "自习区")
    assert result.writer == "model"
    assert result.usage is not None
    assert (result.usage.requests, result.usage.prompt_tokens, result.usage.completion_tokens) == (1, 100, 50)
    assert result.usage.cached_tokens == 80


async def test_topics_that_a_model_forgets_are_the_articles(server: ModelServer) -> None:
    server.replies.append(said(NOTE.partition("【话题】")[0] + "【话题】#在这里 #夜读"))
    assert (await written(server)).note.topics == ("夜读", "图书馆")


RULES = (
    "【标题】让人想看的标题\n【正文】\n宁可 200 字，也不凑字。\n\n"
    "标题是一句完整的话，不截断、不堆感叹号。\n【话题】#夜读"
)
BLED = (
    "【标题】游泳馆早上6点开门，先试两个月\n【正文】\n南湖图书馆开到24点，夜里想坐一坐的人有了去处，看完书再走也来得及。\n\n"
    "早来的人可以先挑靠窗的座位，灯一直亮到关门。\n\n"
    "馆长贺青给的数字是：去年早场入馆人次比前年增长约三成，七成是50岁以上的市民。晚上的游泳馆也有人。\n"
    "【话题】#图书馆 #夜读 #南湖图书馆 #游泳馆"
)


async def test_a_model_that_copies_the_rules_is_asked_again(server: ModelServer) -> None:
    server.replies.append(said(RULES))
    assert (await written(server)).note.body.startswith("晚上9点以后")
    assert len(server.requests) == 2
    server.replies += [said(RULES)] * 9
    with pytest.raises(ModelGarbled):
        await written(server)


async def test_what_a_model_copies_of_the_example_is_left_out(server: ModelServer) -> None:
    server.replies.append(said(BLED))
    note = (await written(server)).note
    assert (note.title, note.topics) == ("", ("图书馆", "夜读", "南湖图书馆"))
    assert note.body.startswith("南湖图书馆开到24点，")
    assert "贺青" not in note.body
    assert "游泳馆" not in note.body


def test_a_word_that_only_looks_like_a_placeholder_of_the_prompt_is_kept() -> None:
    note = Note(title="图书馆延时开放", body="这个话题一直很热。", topics=("图书馆",))
    assert echo.without(note, BRIEF) == note


async def test_a_repair_that_forgets_the_topics_keeps_those_of_the_note(server: ModelServer) -> None:
    bare = said(NOTE.partition("【话题】")[0])
    note = Note(title="一个太长的标题", body="南湖图书馆开到24点。", topics=("南湖图书馆", "夜读"))
    wrong = (Finding(check="limits", severity=Severity.REPAIR, span=note.title, message="标题超长"),)
    server.replies += [bare, bare]
    assert (await written(server, brief=replace(BRIEF, base=note, findings=wrong))).note.topics == note.topics
    assert (await written(server, brief=replace(BRIEF, base=note))).note.topics == (), "somebody may have wished so"


def test_a_note_on_what_the_example_is_about_keeps_its_own_words() -> None:
    pool = Brief(article=Article(url="https://example.com/b", title="泳池开放", text="市里的游泳池六点开门。"))
    note = Note(title="市里的游泳馆开门了", body="市里的游泳馆六点开门。", topics=("游泳馆",))
    assert echo.without(note, pool) == note


async def test_the_request_is_the_portable_one(server: ModelServer) -> None:
    await written(server, extra_body={"enable_thinking": False})
    request = server.requests[0]
    assert request.keys() == {"model", "messages", "stream", "stream_options", "enable_thinking"}
    assert server.keys == [f"Bearer {KEY}"]


async def test_cached_tokens_are_read_as_deepseek_names_them(server: ModelServer) -> None:
    server.replies = [said(usage={"prompt_tokens": 10, "completion_tokens": 1, "prompt_cache_hit_tokens": 7})]
    result = await written(server)
    assert result.usage is not None
    assert result.usage.cached_tokens == 7


async def test_a_count_that_is_none_is_zero(server: ModelServer) -> None:
    server.replies = [said(usage={"prompt_tokens": -5, "completion_tokens": "many"})]
    result = await written(server)
    assert result.usage == Usage(model="m", requests=1)


async def test_one_character_chunks_and_whole_replies_make_the_same_note(server: ModelServer) -> None:
    server.replies = [said(size=1), said(size=9999)]
    assert (await written(server)).note == (await written(server)).note


async def test_the_body_is_seen_growing_and_never_told_twice(server: ModelServer) -> None:
    server.replies = [said(size=1)]
    told = await reported(server)
    assert len(told) > 3
    assert all(progress.step is Step.WRITE for progress in told)
    assert all(after.body.startswith(before.body) for before, after in pairwise(told))
    assert all(before != after for before, after in pairwise(told))


async def test_chunks_without_choices_spoil_no_note(server: ModelServer) -> None:
    server.replies = [Reply(chunks=['data: {"choices": null}', {"content": NOTE}, 'data: {"choices": [null]}'])]
    assert (await written(server)).note.title
    assert len(server.requests) == 1


@given(
    st.sampled_from(["", "<think>【正文】想想。</think>", "好的，这是笔记：\n\n", "```\n"]),
    st.sampled_from(
        [
            "【标题】{}\n【正文】\n{}\n【话题】{}",
            "**【标题】** {}\n\n**【正文】**\n{}\n",
            "标题：{}\n正文：\n{}\n话题：{}",
        ]
    ),
    st.lists(
        st.sampled_from(["夜里也开门。", "开到24点，", "# 小标题\n", "**粗**", "【", "👨\u200d👩\u200d👧", "\n\n"]),
        min_size=1,
    ),
    st.lists(st.integers(1, 60), max_size=40),
)
@settings(max_examples=30, deadline=None)
def test_however_a_reply_is_cut_it_is_the_same_note_and_what_is_seen_only_grows(
    before: str, shape: str, pieces: list[str], sizes: list[int]
) -> None:
    text = before + shape.format("夜里也开门", "开到24点。" + "".join(pieces), "#图书馆 #夜间")
    whole, _ = asyncio.run(told_in_pieces(text, []))
    cut, told = asyncio.run(told_in_pieces(text, sizes))
    assert cut == whole
    for before_it, after in pairwise(told):
        assert after.title.startswith(before_it.title)
        assert after.body.startswith(before_it.body)
    assert not any("想想" in progress.body for progress in told)


async def told_in_pieces(text: str, sizes: list[int]) -> tuple[Written, list[Progress]]:
    told: list[Progress] = []

    async def report(progress: Progress) -> None:
        told.append(progress)

    ends = [0, *accumulate(sizes), len(text)]
    reply = Reply(chunks=[{"content": text[start:end]} for start, end in pairwise(ends)])
    async with ModelServer(reply) as server:
        result = await written(server, report)
        assert len(server.requests) == 1
    return result, told


@pytest.mark.parametrize("field", ["reasoning_content", "reasoning"])
async def test_reasoning_is_told_as_thinking_and_never_as_text(server: ModelServer, field: str) -> None:
    server.replies = [Reply(chunks=[{field: "【正文】想想。"}, {field: "再想想。"}, {"content": NOTE}])]
    told = await reported(server)
    assert told[0] == Progress(step=Step.WRITE, thinking=True)
    assert sum(progress.thinking for progress in told) == 1
    assert not any("想" in progress.body for progress in told)


async def test_inline_thinking_is_told_as_thinking_and_never_as_text(server: ModelServer) -> None:
    server.replies = [said("<think>先想一想，标题写什么才好。\n【正文】想。</think>\n" + NOTE)]
    told = await reported(server)
    assert told[0].thinking
    assert not any("想" in progress.body for progress in told)


@pytest.mark.parametrize(
    "bad",
    [
        said(finish=None),
        said(NOTE[:30], finish=None, usage=None),
        said(finish="length"),
        Reply(chunks=[], finish=None, usage=None),
        Reply(chunks=["data: {broken"]),
        Reply(chunks=['data: {"choices": null}', 'data: {"choices": ["?"]}', "data: 7"], finish=None),
        Reply(chunks=['data: {"error": {"message": "overloaded"}}']),
        Reply(body="<html>busy</html>", content_type="text/html"),
        Reply(body='{"choices": []}'),
        Reply(body=json.dumps({"choices": [{"message": {"content": NOTE}, "finish_reason": "stop"}]})),
        Reply(body="", content_type="text/event-stream"),
        said("   "),
        said("只有一句闲话，没有笔记"),
        said("字" * 40_100, size=5000),
        failed(429, "slow down"),
        failed(500),
        failed(503, "Loading model"),
        failed(408),
    ],
)
async def test_a_passing_fault_is_tried_again(server: ModelServer, bad: Reply) -> None:
    server.replies = [bad]
    result = await written(server)
    assert result.note.title
    assert len(server.requests) == 2
    assert result.usage is not None
    assert result.usage.requests == 2


@pytest.mark.parametrize(
    ("bad", "error", "requests"),
    [
        (said(finish=None), ModelGarbled, 3),
        (said(finish="length"), ModelGarbled, 3),
        (said("没有笔记"), ModelGarbled, 3),
        (Reply(chunks=["data: {broken"]), ModelGarbled, 3),
        (Reply(body="<html>hi</html>", content_type="text/html"), ModelMisconfigured, 3),
        (Reply(body='{"choices": []}'), ModelMisconfigured, 3),
        (Reply(body="", content_type="text/event-stream"), ModelGarbled, 3),
        (said(finish="content_filter"), ModelRefused, 1),
        (Reply(chunks=[{"refusal": "no"}]), ModelRefused, 1),
        (said("抱歉，我无法完成这个请求。"), ModelRefused, 1),
        (failed(400, "blocked", code="content_filter"), ModelRefused, 1),
        (failed(400, "Input data may contain inappropriate content.", code="data_inspection_failed"), ModelRefused, 1),
        (failed(401), ModelUnauthorized, 1),
        (failed(403), ModelUnauthorized, 1),
        (failed(404, "no such model"), ModelMisconfigured, 1),
        (failed(400, "temperature is fixed"), ModelMisconfigured, 1),
        (failed(402, "Insufficient Balance"), ModelLimited, 1),
        (failed(429, "quota", code="insufficient_quota"), ModelLimited, 1),
        (failed(429, "slow down"), ModelLimited, 3),
        (failed(500), ModelUnreachable, 3),
        (failed(503, "Loading model"), ModelUnreachable, 7),
    ],
)
async def test_a_lasting_fault_has_its_own_error(
    server: ModelServer, bad: Reply, error: type[WriteError], requests: int
) -> None:
    server.replies = [bad] * 9
    with pytest.raises(WriteError) as raised:
        await written(server)
    assert type(raised.value) is error
    assert len(server.requests) == requests


@pytest.mark.parametrize("status", [400, 422])
async def test_a_parameter_that_is_named_is_dropped_once_and_for_good(server: ModelServer, status: int) -> None:
    server.replies = [failed(status, "Unknown parameter: include_usage"), failed(status, "extra: enable_thinking")]
    writer = ModelWriter(
        api_key=KEY,
        base_url=server.base_url,
        model="m",
        extra_body={"enable_thinking": False, "seed": 1},
        deadline=20,
        tones={},
    )
    await writer.write(BRIEF, report=silent)
    await writer.write(BRIEF, report=silent)
    await writer.aclose()
    assert [sorted(set(request) - {"model", "messages", "stream"}) for request in server.requests] == [
        ["enable_thinking", "seed", "stream_options"],
        ["enable_thinking", "seed"],
        ["seed"],
        ["seed"],
    ]


async def test_every_request_is_among_the_figures_also_of_a_note_that_fails(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    spent: list[Usage] = []
    monkeypatch.setattr(figures, "tokens_spent", spent.append)
    server.replies = [said("没有笔记"), failed(500), said(NOTE[:20], stalls=True)]
    with pytest.raises(ModelTooSlow):
        await written(server, deadline=2)
    assert [one.requests for one in spent] == [1, 1, 1]
    assert [one.prompt_tokens for one in spent] == [100, 0, 0]


async def test_a_stalled_stream_ends_at_the_deadline(server: ModelServer) -> None:
    server.replies = [said(NOTE[:20], stalls=True)]
    with pytest.raises(ModelTooSlow):
        await written(server, deadline=0.5)
    assert server.stalled.is_set()


async def test_no_answer_at_all_is_unreachable() -> None:
    async with ModelServer() as gone:
        pass
    with pytest.raises(ModelUnreachable):
        await written(gone)


async def test_endless_reasoning_is_cut(server: ModelServer) -> None:
    server.replies = [Reply(chunks=[{"reasoning": "想" * 100_000}] * 5)]
    assert (await written(server)).note.title
    assert len(server.requests) == 2


async def test_the_key_is_in_no_error_and_no_log(server: ModelServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.replies = [failed(401, f"Incorrect API key provided: {KEY}", code=KEY)]
    with pytest.raises(ModelUnauthorized) as raised:
        await written(server)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__
    assert KEY not in str(raised.value)
    assert KEY not in caplog.text
