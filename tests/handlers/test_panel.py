from __future__ import annotations

import re

import pytest

from bot.style import Layer, Scope, Style, Trait, traits
from handlers import panel
from handlers.texts import style as said
from tests.support.fakes import TONES

WHOLE = Style(
    tone="dry",
    length="shorter",
    emoji="none",
    audience="<新手>",
    persona="自称小编",
    topics=("咖啡", "读书"),
    avoid=("姐妹们",),
    signature="小王",
    script="traditional",
    wishes=("长" * 80, "多用数字"),
)
OWN = Layer(scope=Scope.PERSON, style=WHOLE)
GROUP = Layer(scope=Scope.CHAT, style=Style(tone="pro"))
TOPIC = Layer(scope=Scope.TOPIC, style=Style(length="longer"))


def buttons(*layers: Layer) -> list[tuple[str, str]]:
    keyboard = panel.panel(layers, TONES).keyboard
    assert keyboard is not None
    return [(one.text, str(one.callback_data)) for row in keyboard.inline_keyboard for one in row]


def test_every_line_of_ones_own_has_a_button_that_takes_it_back() -> None:
    removes = [data for text, data in buttons(OWN, GROUP, TOPIC) if text.startswith("✕")]
    presses = [panel.parse(data) for data in removes]
    assert [panel.marked(traits(WHOLE), one.field, one.mark) for one in presses if one] == list(traits(WHOLE))


def test_every_field_can_be_set_and_says_whether_it_is() -> None:
    adds = [text for text, data in buttons(OWN) if re.match("s:(choices|ask)", data)]
    assert adds == [
        *("改语气", "改篇幅", "改表情", "改简繁", "改写给谁", "改称呼"),
        *("＋ 话题", "＋ 忌用词", "改落款", "＋ 其他"),
    ]
    assert len([text for text, data in buttons() if text.startswith("＋")]) == len(said.FIELDS)


def test_what_buttons_carry_is_short_and_read_back() -> None:
    found = [data for _, data in buttons(OWN)]
    assert max(len(data.encode()) for data in found) <= 64
    assert all(panel.parse(data) or panel.LEARN.match(data) for data in found)


@pytest.mark.parametrize(
    "data", ["", "s:remove:avoid", "s:remove:avoid:xyz", "s:ask:nothing", "s:back:", "w:1", "s:remove:a:00000000"]
)
def test_other_data_is_nothing(data: str) -> None:
    assert panel.parse(data) is None


def test_layers_are_shown_as_such_and_words_are_escaped() -> None:
    html = panel.panel([OWN, GROUP, TOPIC], TONES, notice="<好>").html
    places = [html.index(words) for words in said.LAYERS.values()]
    assert places == sorted(places)
    assert html.startswith("<i>&lt;好&gt;</i>")
    assert "写给：&lt;新手&gt;" in html
    assert "• 语气：专业" in html


def test_a_group_alone_leaves_nothing_of_ones_own() -> None:
    assert said.NOTHING in panel.panel([GROUP], TONES).html
    assert not [text for text, _ in buttons(GROUP) if text.startswith("✕")]


@pytest.mark.parametrize("field", ["tone", "length", "emoji", "script"])
def test_a_choice_is_found_by_its_mark_and_the_present_one_is_ticked(field: str) -> None:
    keyboard = panel.offer(field, TONES, WHOLE).keyboard
    assert keyboard is not None
    *rows, back = keyboard.inline_keyboard
    presses = [panel.parse(str(one.callback_data)) for row in rows for one in row]
    found = [panel.marked(panel.choices(field, TONES), one.field, one.mark) for one in presses if one]
    assert found == list(panel.choices(field, TONES))
    assert [one.text.startswith("✓") for row in rows for one in row].count(True) == 1
    assert back[0].callback_data == "s:back"


def test_words_have_no_choices_and_a_strange_mark_none_at_all() -> None:
    assert panel.choices("avoid", TONES) == ()
    assert panel.marked([Trait("avoid", "好")], "avoid", "00000000") is None
