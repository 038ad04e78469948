"""Asking the model how a person writes."""

from __future__ import annotations

import pytest

from bot.errors import ModelUnauthorized
from bot.models import Note
from bot.note.writer import ModelWriter
from tests.support.model import ModelServer, failed, said

POST = "今天去了南湖图书馆，开到24点，坐得很舒服。"


def writer(model: ModelServer) -> ModelWriter:
    return ModelWriter(api_key="sk-x", base_url=model.base_url, model="m", extra_body={}, deadline=10, tones={})


async def test_the_model_reads_the_posts_and_its_sentences_come_back() -> None:
    async with ModelServer(said("开头先抛一个问题\n无关：24点\n每段一句话")) as model:
        one = writer(model)
        found = await one.learn([POST], Note(title="题", body="初稿的文字。"))
        await one.aclose()
    assert found == ("开头先抛一个问题", "每段一句话")
    asked = model.requests[0]["messages"][1]["content"]
    assert POST in asked
    assert "初稿的文字。" in asked


async def test_a_model_that_cannot_be_asked_says_so() -> None:
    async with ModelServer(failed(401)) as model:
        one = writer(model)
        with pytest.raises(ModelUnauthorized):
            await one.learn([POST])
        await one.aclose()
