"""Two texts → what stays, goes and comes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.note.changes import Kind, Piece, changes, listed

SENTENCE = st.sampled_from(
    [
        "功耗低了 20%。",
        "功耗低了两成！",
        "售价 1999 元。",
        "一共\n",
        "\n",
        "好用。",
        "It costs $5. ",
        "第一段😀",
        "的",
        "。",
    ]
)
TEXT = st.one_of(st.lists(SENTENCE, max_size=8).map("".join), st.text(max_size=60))


def joined(pieces: tuple[Piece, ...], kind: Kind) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in {"kept", kind})


@given(TEXT, TEXT)
def test_the_marks_give_both_texts_back(before: str, after: str) -> None:
    pieces = changes(before, after)
    assert joined(pieces, "removed") == before
    assert joined(pieces, "added") == after
    assert all(piece.text for piece in pieces)


@given(st.lists(SENTENCE, max_size=5), st.lists(SENTENCE, max_size=5))
def test_what_goes_stands_before_what_comes_and_no_two_neighbours_are_of_a_kind(
    before: list[str], after: list[str]
) -> None:
    kinds = [piece.kind for piece in listed(before, after)]
    for one, following in pairwise(kinds):
        assert (one, following) != ("added", "removed")
        assert one != following


@given(TEXT)
def test_the_same_text_has_no_marks(text: str) -> None:
    assert {piece.kind for piece in changes(text, text)} <= {"kept"}


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("", "新的。", [("added", "新的。")]),
        ("旧的。", "", [("removed", "旧的。")]),
        (
            "功耗降低了 20%。售价 1999 元。",
            "功耗降低了 30%。售价 1999 元。",
            [("kept", "功耗降低了 "), ("removed", "20%"), ("added", "30%"), ("kept", "。售价 1999 元。")],
        ),
        (
            "图书馆开到24点。咖啡角不收费。",
            "图书馆开到24点。",
            [("kept", "图书馆开到24点。"), ("removed", "咖啡角不收费。")],
        ),
        (
            "馆长介绍了安排。",
            "那么，这台机器到底听不听得懂方言呢？",
            [("removed", "馆长介绍了安排。"), ("added", "那么，这台机器到底听不听得懂方言呢？")],
        ),
    ],
)
def test_sentences_that_are_alike_are_compared_by_word_and_others_as_a_whole(
    before: str, after: str, pieces: list[tuple[Kind, str]]
) -> None:
    assert [(piece.kind, piece.text) for piece in changes(before, after)] == pieces


def test_a_lone_character_between_two_changes_changes_with_them() -> None:
    pieces = changes("今年九月的客流约有九千人左右。", "今年八月的客量约有九千人左右。")
    assert [piece.text for piece in pieces if piece.kind == "removed"] == ["九月的客流"]


def test_far_too_many_sentences_are_not_compared_with_one_another() -> None:
    before, after = "".join(f"甲{n}好。" for n in range(60)), "".join(f"乙{n}好。" for n in range(60))
    assert [piece.kind for piece in changes(before, after)] == ["removed", "added"]
