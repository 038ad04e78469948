"""What the buttons carry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Draft, Note, Tone, Version, Wish
from bot.style import Style
from handlers import buttons, texts
from handlers.buttons import Look, Press
from tests.support.fakes import ARTICLE, TONES

if TYPE_CHECKING:
    from collections.abc import Iterable

ID = "0123456789abcdef"


def draft(*bases: int, tone: str = "") -> Draft:
    """A draft with a first version, and one more made from each of `bases`."""
    note = Note(title="标题", body="正文", topics=("话题", "数码"))
    first = Version(note=note, wish=Wish(), style=Style(tone=tone), writer="model")
    return Draft(id=ID, article=ARTICLE, versions=(first, *(replace(first, base=base) for base in bases)))


def labels(shown: Draft, index: int, tones: Iterable[Tone] = TONES.values()) -> list[list[str]]:
    return [[button.text for button in row] for row in buttons.keyboard(shown, index, tones).inline_keyboard]


def data(shown: Draft, index: int) -> dict[str, str]:
    """What each button of a keyboard sends, by its text."""
    keyboard = buttons.keyboard(shown, index, TONES.values()).inline_keyboard
    return {button.text: str(button.callback_data) for row in keyboard for button in row if button.callback_data}


@pytest.mark.parametrize(
    "wish", [Wish(kind="title"), Wish(kind="shorter"), Wish(kind="longer"), Wish(kind="tone", tone="种草")]
)
def test_what_is_written_is_read_again(wish: Wish) -> None:
    press = Press(draft=ID, version=12, count=9999, wish=wish)
    assert buttons.parse(buttons.write(press)) == press


@pytest.mark.parametrize(
    ("data", "version", "count"),
    [
        (f"w:{ID}:0.1:title", 0, 1),
        (f"w:{ID}:2.7:title", 2, 7),
        (f"w:{ID}:9998.9999:title", 9998, 9999),
        (f"w:{ID}:0:title", 0, 1),  # from before there were pagers: of the newest of so many
        (f"w:{ID}:3:title", 3, 4),
    ],
)
def test_a_press_tells_the_version_shown_and_how_many_there_were(data: str, version: int, count: int) -> None:
    assert buttons.parse(data) == Press(draft=ID, version=version, count=count, wish=Wish(kind="title"))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "w",
        f"w:{ID}:0",
        f"w:{ID}:0.1",
        f"w:{ID}:1.1:title",
        f"w:{ID}:1.0:title",
        f"w:{ID}:0.01:title",
        f"w:{ID}:0.:title",
        f"w:{ID}:.1:title",
        f"w:{ID}:0.1.2:title",
        f"w:{ID}:0.99999:title",
        f"w:{ID}:0:first",
        f"w:{ID}:0:tone=",
        f"w:{ID}:0:tone",
        f"w:{ID}:0:tone=a b",
        f"w:{ID}:0:title:more",
        f"w:{ID}:0:title\n",
        f"w:{ID}:-1:title",
        f"w:{ID}:01:title",
        f"w:{ID}:99999:title",
        f"w:{ID.upper()}:0:title",
        f"w:{ID}0:0:title",
        f"x:{ID}:0:title",
    ],
)
def test_anything_else_is_no_press(data: str) -> None:
    assert buttons.parse(data) is None


@given(st.text(max_size=64))
def test_no_callback_data_breaks_the_reading(data: str) -> None:
    press = buttons.parse(data)
    assert press is None or buttons.write(press) == data


@given(
    st.builds(
        Press,
        draft=st.just(ID),
        version=st.integers(0, 4999),
        count=st.integers(5000, 9999),
        wish=st.sampled_from([Wish(kind="title"), Wish(kind="tone", tone="语" * 7)]),
    )
)
def test_whatever_is_pressed_is_read_as_it_was_written_within_telegrams_64_bytes(press: Press) -> None:
    assert buttons.parse(buttons.write(press)) == press
    assert len(buttons.write(press).encode()) <= 64


CHANGES = ["换标题", "短一点", "长一点"]
COPIES = ["复制标题", "复制话题"]
SIGHTS = ["查证", "为什么", "导出"]


def test_a_first_note_has_tones_and_changes_then_copies_then_what_can_be_had_of_it() -> None:
    assert labels(draft(), 0) == [["种草", "干货", "专业"], CHANGES, COPIES, SIGHTS]


@pytest.mark.parametrize(
    ("index", "pager", "sights"),
    [
        (0, ["·", "1/3", "›", "·"], SIGHTS),
        (1, ["‹", "2/3", "›", "撤销"], ["对比", *SIGHTS]),
        (2, ["‹", "3/3", "·", "撤销"], ["对比", *SIGHTS]),
    ],
)
def test_a_second_version_brings_a_pager_whose_buttons_stay_where_they_are(
    index: int, pager: list[str], sights: list[str]
) -> None:
    assert labels(draft(0, 0), index)[2:] == [pager, COPIES, sights]


def test_with_six_tones_there_are_no_more_than_six_rows() -> None:
    assert len(labels(draft(0), 1, [*TONES.values()] * 2)) == 6


def test_the_current_tone_is_marked_and_a_press_carries_the_version_shown_of_how_many() -> None:
    assert data(draft(0, 0, tone="seed"), 1)["✓ 种草"] == f"w:{ID}:1.3:tone=seed"


def test_the_pager_leads_one_version_on_and_undo_to_the_one_that_was_changed() -> None:
    pressed = data(draft(0, 1, 0), 2)
    assert {label: buttons.look(pressed[label]) for label in ("‹", "3/4", "›", "撤销", "对比", "查证")} == {
        "‹": Look(sight="v", draft=ID, version=1),
        "3/4": Look(sight="v", draft=ID, version=2),
        "›": Look(sight="v", draft=ID, version=3),
        "撤销": Look(sight="v", draft=ID, version=1),
        "对比": Look(sight="d", draft=ID, version=2),
        "查证": Look(sight="p", draft=ID, version=2),
    }
    assert pressed["为什么"] == f"y:{ID}:2"


def test_at_either_end_there_is_nowhere_to_go() -> None:
    assert data(draft(0), 0)["·"] == f"v:{ID}:0"
    assert data(draft(0), 1)["·"] == f"v:{ID}:1"


def test_title_and_topics_are_copied_as_they_are_pasted() -> None:
    title, topics = buttons.copies(draft().latest.note).inline_keyboard[0]
    assert title.copy_text
    assert topics.copy_text
    assert (title.copy_text.text, topics.copy_text.text) == ("标题", "#话题 #数码")


def test_what_is_too_long_for_a_button_gets_none() -> None:
    long_named = Tone(name="很" * 20, label="太长", advice="")
    assert "太长" not in str(labels(draft(), 0, [long_named]))
    note = Note(title="标题", body="正文", topics=("题" * 40,) * 10)
    assert [button.text for button in buttons.copies(note).inline_keyboard[0]] == [texts.COPY_TITLE]


def test_a_note_with_nothing_to_copy_has_no_empty_row() -> None:
    assert buttons.copies(Note(title="", body="正文")).inline_keyboard == ()


@pytest.mark.parametrize(
    "data",
    ["", f"p:{ID}", f"p:{ID}:01", f"p:{ID}:1:x", f"p:{ID}:1\n", f"w:{ID}:1", f"y:{ID}:1", f"vd:{ID}:1", f"v:{ID}:1.2"],
)
def test_anything_else_asks_for_no_sight(data: str) -> None:
    assert buttons.look(data) is None
    assert buttons.SIGHT.match(data) is None
