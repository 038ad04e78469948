"""Asking the model for its opinion."""

from __future__ import annotations

import pytest

from bot.errors import ModelUnauthorized
from bot.models import Article, Brief, Note, silent
from bot.note.writer import ModelWriter
from tests.support.model import ModelServer, failed, said

ARTICLE = Article(url="", title="图书馆延时开放", text="南湖图书馆开到24点，试行三个月。", sitename="南湖晚报")
NOTE = Note(title="图书馆要开到24点", body="三个月后一定延长。")


def writer(model: ModelServer) -> ModelWriter:
    return ModelWriter(api_key="sk-x", base_url=model.base_url, model="m", extra_body={}, deadline=10, tones={})


async def test_the_judge_reads_what_the_writer_read_then_the_note() -> None:
    async with ModelServer(said(), said("三个月后一定延长｜原文没有说")) as model:
        one = writer(model)
        await one.write(Brief(article=ARTICLE), report=silent)
        found, usage = await one.judge(NOTE, ARTICLE)
        await one.aclose()
    first, second = (request["messages"] for request in model.requests)
    assert first[:2] == second[:2]
    assert "三个月后一定延长。" in second[2]["content"]
    assert [(one.span, one.message) for one in found] == [("三个月后一定延长", "模型的看法：原文没有说")]
    assert (usage.requests, usage.prompt_tokens) == (1, 100)


async def test_a_judge_that_cannot_be_asked_says_so() -> None:
    async with ModelServer(failed(401)) as model:
        one = writer(model)
        with pytest.raises(ModelUnauthorized):
            await one.judge(NOTE, ARTICLE)
        await one.aclose()


async def test_a_models_note_ends_in_the_source_as_it_is_known() -> None:
    planted = "【标题】夜读\n【正文】\n来源：别家《假的》\n\n开到24点。\n\n来源：别家《假的》\n【话题】#图书馆"
    async with ModelServer(said(planted)) as model:
        one = writer(model)
        written = await one.write(Brief(article=ARTICLE), report=silent)
        await one.aclose()
    assert written.note.body == "开到24点。\n\n来源：南湖晚报《图书馆延时开放》"
