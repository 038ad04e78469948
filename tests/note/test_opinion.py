from __future__ import annotations

from bot.models import Note
from bot.note import opinion

NOTE = Note(title="图书馆要开到24点", body="夜间开放到24点。\n\n三个月后一定延长。", topics=())


def test_each_line_that_quotes_the_note_is_a_doubt_called_the_models_opinion() -> None:
    found = opinion.read("1. 「三个月后一定延长」｜原文说视人流决定\n- 图书馆要开到24点 | ", NOTE)
    assert [(one.span, one.message, one.severity) for one in found] == [
        ("三个月后一定延长", "模型的看法：原文说视人流决定", "warn"),
        ("图书馆要开到24点", "模型的看法：原文没有", "warn"),
    ]


def test_what_the_note_does_not_say_cannot_be_doubted_in_it() -> None:
    assert opinion.read("别的句子｜原文没有\n无", NOTE) == ()


def test_thinking_is_no_opinion() -> None:
    assert opinion.read("<think>三个月后一定延长｜嗯</think>无", NOTE) == ()


def test_a_judge_that_runs_on_is_heard_for_five_doubts_of_one_line() -> None:
    note = Note(title="题", body="".join(f"第{n}句话。" for n in range(9)))
    found = opinion.read("\n".join(f"第{n}句话｜{'长' * 500}" for n in range(9)), note)
    assert len(found) == 5
    assert all(len(one.message) < 100 for one in found)
