from __future__ import annotations

import re

import pytest

from bot.style import Style, Trait, traits
from handlers import values
from handlers.texts import style as said
from tests.support.fakes import TONES

WHOLE = Style(
    tone="dry",
    length="shorter",
    emoji="few",
    audience="新手",
    persona="自称小编",
    topics=("咖啡",),
    avoid=("姐妹们",),
    signature="小王",
    script="traditional",
    wishes=("多用数字",),
)


def test_everything_that_a_style_can_say_is_said_in_plain_words() -> None:
    lines = [said.line(trait, TONES) for trait in traits(WHOLE)]
    assert lines == [
        "语气：干货",
        "篇幅：短一点",
        "表情：少用",
        "写给：新手",
        "称呼：自称小编",
        "固定话题：#咖啡",
        "不用「姐妹们」",
        "落款：小王",
        "用繁体字",
        "多用数字",
    ]
    assert not any(re.search(r"[{}]", line) for line in lines)


def test_a_tone_that_is_no_more_is_called_by_its_name() -> None:
    assert said.line(Trait("tone", "gone"), TONES) == "语气：gone"


@pytest.mark.parametrize(
    ("before", "found", "after", "sentence"),
    [
        (Style(), [Trait("tone", "dry")], Style(tone="dry"), "记住了：语气：干货。"),
        (
            Style(tone="pro"),
            [Trait("tone", "dry")],
            Style(tone="dry"),
            "记住了：语气：干货（原来是「语气：专业」）。",
        ),
        (Style(tone="dry"), [Trait("tone", "dry")], Style(tone="dry"), "已经记着了：语气：干货。"),
        (
            Style(avoid=("一",)),
            [Trait("avoid", "一"), Trait("avoid", "二")],
            Style(avoid=("一", "二")),
            "记住了：不用「二」。",
        ),
        (Style(wishes=("短句",)), [Trait("wishes", "长句")], Style(wishes=("短句", "长句")), "记住了：长句。"),
    ],
)
def test_what_is_kept_and_what_it_replaces_is_said(
    before: Style, found: list[Trait], after: Style, sentence: str
) -> None:
    assert values.added(before, found) == after
    assert said.kept(found, before, TONES) == sentence
