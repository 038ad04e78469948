"""What the buttons carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Draft, Note, Tone, Version, Wish
from bot.style import Style
from handlers import buttons, texts
from handlers.buttons import Press
from tests.support.fakes import ARTICLE, TONES

ID = "0123456789abcdef"


def draft(*, versions: int = 1, tone: str = "", note: Note | None = None) -> Draft:
    note = note or Note(title="标题", body="正文", topics=("话题", "数码"))
    version = Version(note=note, wish=Wish(), style=Style(tone=tone), writer="model")
    return Draft(id=ID, article=ARTICLE, versions=(version,) * versions)


@pytest.mark.parametrize(
    "wish", [Wish(kind="title"), Wish(kind="shorter"), Wish(kind="longer"), Wish(kind="tone", tone="种草")]
)
def test_what_is_written_is_read_again(wish: Wish) -> None:
    press = Press(draft=ID, version=12, wish=wish)
    assert buttons.parse(buttons.write(press)) == press


@pytest.mark.parametrize(
    "data",
    [
        "",
        "w",
        f"w:{ID}:0",
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


def test_tones_come_first_then_changes_then_copies() -> None:
    rows = [[button.text for button in row] for row in buttons.keyboard(draft(), 0, TONES.values()).inline_keyboard]
    assert rows == [["种草", "干货", "专业"], ["换标题", "短一点", "长一点"], ["复制标题", "复制话题", "查证"]]


def test_the_current_tone_is_marked_and_the_version_is_the_one_shown() -> None:
    first = buttons.keyboard(draft(versions=3, tone="seed"), 2, TONES.values()).inline_keyboard[0][0]
    assert first.text == "✓ 种草"
    assert first.callback_data == f"w:{ID}:2:tone=seed"


def test_title_and_topics_are_copied_as_they_are_pasted() -> None:
    title, topics = buttons.copies(draft().latest.note).inline_keyboard[0]
    assert title.copy_text
    assert topics.copy_text
    assert (title.copy_text.text, topics.copy_text.text) == ("标题", "#话题 #数码")


def test_what_is_too_long_for_a_button_gets_none() -> None:
    long_named = Tone(name="很" * 20, label="太长", advice="")
    labels = [button.text for row in buttons.keyboard(draft(), 0, [long_named]).inline_keyboard for button in row]
    assert "太长" not in labels
    note = Note(title="标题", body="正文", topics=("题" * 40,) * 10)
    assert [button.text for button in buttons.copies(note).inline_keyboard[0]] == [texts.COPY_TITLE]


def test_a_note_with_nothing_to_copy_has_no_empty_row() -> None:
    assert buttons.copies(Note(title="", body="正文")).inline_keyboard == ()


def test_the_proof_is_of_the_version_that_its_button_stands_under() -> None:
    button = buttons.keyboard(draft(versions=3), 2, TONES.values()).inline_keyboard[-1][-1]
    assert isinstance(button.callback_data, str)
    assert len(button.callback_data.encode()) <= 64
    assert buttons.proved(button.callback_data) == (ID, 2)


@pytest.mark.parametrize("data", ["", f"p:{ID}", f"p:{ID}:01", f"p:{ID}:1:x", f"p:{ID}:1\n", f"w:{ID}:1"])
def test_anything_else_asks_for_no_proof(data: str) -> None:
    assert buttons.proved(data) is None
    assert buttons.PROOF.match(data) is None
