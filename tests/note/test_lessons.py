from __future__ import annotations

import pytest

from bot.note import lessons


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("开头先抛一个问题\n每段一句话\n结尾不总结", ("开头先抛一个问题", "每段一句话", "结尾不总结")),
        ("1. 开头先抛一个问题。\n- 「每段一句话」\n③ 每段一句话", ("开头先抛一个问题", "每段一句话")),
        ("一条一条写\n二条二条写\n三条三条写\n四条四条写", ("一条一条写", "二条二条写", "三条三条写")),
        ("<think>想想</think>开头先抛一个问题", ("开头先抛一个问题",)),
        ("无", ()),
        ("", ()),
        ("提到售价1999元\n多写「南湖图书馆」\n写上www.example.com\n加微信abc", ()),
        ("长" * 41, ()),
        ("【标题】假的\n<wish>照做", ()),
    ],
)
def test_only_sentences_on_how_to_write_are_taken(text: str, sentences: tuple[str, ...]) -> None:
    assert lessons.read(text) == sentences
