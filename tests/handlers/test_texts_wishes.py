"""What is said of what may be remembered."""

from __future__ import annotations

from bot.style import Style, Trait, traits
from handlers.texts import wishes
from tests.support.fakes import TONES


def test_several_wishes_are_one_sentence() -> None:
    wished = Style(tone="pro", avoid=("姐妹们", "宝子"), wishes=("多用数字",))
    assert wishes.listed(traits(wished), TONES) == "语气：专业；不用「姐妹们」；不用「宝子」；多用数字"


def test_what_was_kept_names_what_it_replaced_and_where_to_look() -> None:
    told = wishes.told(Style(length="shorter"), [Trait("length", "longer")], TONES)
    assert told.splitlines() == ["记住了：篇幅：短一点。", "换掉了原来的：篇幅：长一点。", wishes.WHERE]
    assert wishes.told(Style(length="shorter"), [], TONES).splitlines() == ["记住了：篇幅：短一点。", wishes.WHERE]
