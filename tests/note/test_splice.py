"""One part of a note changes, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Note
from bot.note.splice import spliced, without

PARTS = ("图书馆开到24点了。", "自习区和咖啡角开着。借还书不办。", "去年增长约四成。")
SOURCE = "来源：南湖晚报《夜读》"
BASE = Note(title="夜读", body="\n\n".join((*PARTS, SOURCE)), topics=("图书馆",))


def answer(*paragraphs: str, title: str = "") -> Note:
    return Note(title=title, body="\n\n".join(paragraphs))


def body(*paragraphs: str) -> str:
    return "\n\n".join((*paragraphs, SOURCE))


SENTENCE = "借还书不办。"
CASES = {
    "the part alone": (PARTS[1], answer("新的一段。"), ("新的一段。",)),
    "the source put below it": (PARTS[1], answer("新的。", SOURCE), ("新的。",)),
    "two for one": (PARTS[1], answer("一。", "二。"), ("一。", "二。")),
    "a sentence": (SENTENCE, answer("不办借还。"), ("自习区和咖啡角开着。不办借还。",)),
    "a sentence that became two": (SENTENCE, answer("不借。", "也不还。"), ("自习区和咖啡角开着。不借。也不还。",)),
    "all of a note changed": (PARTS[1], answer("变了？", "新的。", "也变了！", SOURCE, title="别的"), ("新的。",)),
    "a sentence in a note that changed": (
        SENTENCE,
        answer("变了？", "咖啡角和自习区开着。不办借还。", "变。", SOURCE, title="别的"),
        ("自习区和咖啡角开着。不办借还。",),
    ),
    "a part that says what another one says": (PARTS[1], answer("去年增长约四成。"), ("去年增长约四成。",)),
    "a note with one more": (
        PARTS[1],
        answer(PARTS[0], "一。", "二。", "去年增长了约四成。", SOURCE),
        ("一。", "二。"),
    ),
}


@pytest.mark.parametrize(("quote", "given", "middle"), CASES.values(), ids=CASES)
def test_only_the_part_that_was_meant_changes(quote: str, given: Note, middle: tuple[str, ...]) -> None:
    assert spliced(BASE, given, quote) == replace(BASE, body=body(PARTS[0], *middle, PARTS[2]))


def test_the_first_and_the_last_have_a_neighbour_less() -> None:
    first = spliced(BASE, answer("新开头。", *PARTS[1:], SOURCE), PARTS[0])
    last = spliced(BASE, answer(*PARTS[:2], "新结尾。"), PARTS[2])
    assert first == replace(BASE, body=body("新开头。", *PARTS[1:]))
    assert last == replace(BASE, body=body(*PARTS[:2], "新结尾。"))


def test_of_a_title_only_the_title_is_taken() -> None:
    assert spliced(BASE, answer("别的。", title="开到24点"), "夜读") == replace(BASE, title="开到24点")
    assert spliced(BASE, answer("没有标题。"), "夜读") is None


@pytest.mark.parametrize(("quote", "given"), [("没有的话。", answer("新的。")), (PARTS[1], answer(SOURCE))])
def test_what_has_no_place_or_nothing_for_it_changes_nothing(quote: str, given: Note) -> None:
    assert spliced(BASE, given, quote) is None


@given(st.sampled_from([*PARTS, "借还书不办。"]), st.text(max_size=60), st.text(max_size=9))
def test_whatever_is_answered_the_rest_stays(quote: str, text: str, title: str) -> None:
    made = spliced(BASE, Note(title=title, body=text), quote)
    if made:
        before, _, after = BASE.body.partition(quote)
        assert made.body.startswith(before)
        assert made.body.endswith(after)
        assert replace(made, body="") == replace(BASE, body="")


def test_a_part_goes_with_its_gap() -> None:
    assert without(BASE, PARTS[1]).body == body(PARTS[0], PARTS[2])
    assert without(BASE, PARTS[0]).body == body(*PARTS[1:])
    assert without(BASE, "借还书不办。").body == body(PARTS[0], "自习区和咖啡角开着。", PARTS[2])
