"""Which part of a note is meant."""

from __future__ import annotations

import pytest

from bot.models import Note
from bot.note.wishes import places

PARTS = ("图书馆开到24点了。", "自习区开着。借还书不办。", "📍怎么进\n带读者证。", "看人流再定。")
NOTE = Note(title="图书馆要开到24点", body="\n\n".join((*PARTS, "来源：南湖晚报《夜读》")), topics=("图书馆",))


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("第二段", PARTS[1]),
        ("第3段", PARTS[2]),
        ("第三自然段", PARTS[2]),
        ("倒数第二段", PARTS[2]),
        ("最后一段", PARTS[3]),
        ("末段", PARTS[3]),
        ("首段", PARTS[0]),
        ("开头那段", PARTS[0]),
        ("结尾", PARTS[3]),
        ("第三句话", "借还书不办。"),
        ("最后一句", "看人流再定。"),
        ("标题", NOTE.title),
        ("the third paragraph", PARTS[2]),
        ("the last sentence", "看人流再定。"),
        ("the opening", PARTS[0]),
        ("the ending", PARTS[3]),
        ("the headline", NOTE.title),
        ("第九段", ""),
        ("the eighth paragraph", ""),
    ],
)
def test_a_part_is_found_by_its_place(words: str, part: str) -> None:
    found = places.named(f"{words} 改一下", NOTE)
    assert found is not None
    assert found.part == part
    assert not found.goes


@pytest.mark.parametrize(
    "words", ["改一下", "第一段和第二段合并", "标题和正文都短一点", "全文开头", "the whole ending"]
)
def test_no_part_several_and_the_whole_are_no_part(words: str) -> None:
    assert places.named(words, NOTE) is None


@pytest.mark.parametrize(
    "words", ["第二段删掉", "把第二段去掉吧", "第二段不要了", "please delete the second paragraph"]
)
def test_a_part_that_is_only_to_go_is_known(words: str) -> None:
    found = places.named(words, NOTE)
    assert found is not None
    assert found.goes


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("借还书", "借还书不办。"),
        (" 自习区开着。 ", "自习区开着。"),
        ("开着。借还", PARTS[1]),
        ("24点了。\n\n自习区", f"{PARTS[0]}\n\n自习区开着。"),
        ("要开到24点", NOTE.title),
        ("南湖晚报", ""),
        ("18/20", ""),
        ("", ""),
    ],
)
def test_a_quotation_is_widened_to_whole_sentences(text: str, part: str) -> None:
    assert places.quoted(text, NOTE) == part
