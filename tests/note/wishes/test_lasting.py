"""What of a wish can last, and what it takes the place of."""

from __future__ import annotations

import pytest

from bot.models import Wish
from bot.note.wishes import lasting
from bot.style import Style, Trait


@pytest.mark.parametrize(
    ("wish", "style"),
    [
        (Wish(kind="tone", tone="gushi"), Style(tone="gushi")),
        (Wish(kind="longer"), Style(length="longer")),
        (Wish(kind="said", style=Style(avoid=("姐妹们",))), Style(avoid=("姐妹们",))),
        (Wish(kind="said", text="请多用数字吧，别喊口号", style=Style(emoji="few")),
         Style(emoji="few", wishes=("多用数字", "别喊口号"))),
        (Wish(kind="said", text="长" * 100), Style(wishes=("长" * 60,))),
        (Wish(kind="said", text="重写一遍，把价格删掉，加一句提醒"), Style()),
        (Wish(kind="said", text="活泼点", quote="一句。"), Style()),
        (Wish(kind="cut", text="删掉", quote="一句。"), Style()),
        (Wish(kind="title"), Style()),
        (Wish(), Style()),
    ],
)  # fmt: skip
def test_what_holds_for_every_note_is_kept_of_a_wish(wish: Wish, style: Style) -> None:
    assert lasting.of(wish) == style


@pytest.mark.parametrize(
    ("before", "wished", "after", "gone"),
    [
        (Style(tone="a"), Style(tone="b"), Style(tone="b"), (Trait("tone", "a"),)),
        (Style(avoid=("一",)), Style(avoid=("二",)), Style(avoid=("一", "二")), ()),
        (
            Style(wishes=("多用数字",)),
            Style(wishes=("别用数字",)),
            Style(wishes=("别用数字",)),
            (Trait("wishes", "多用数字"),),
        ),
        (
            Style(wishes=("标题10个字以内", "别喊口号")),
            Style(wishes=("标题15个字以内",)),
            Style(wishes=("别喊口号", "标题15个字以内")),
            (Trait("wishes", "标题10个字以内"),),
        ),
        (Style(wishes=("more numbers",)), Style(wishes=("no numbers",)), Style(wishes=("no numbers",)),
         (Trait("wishes", "more numbers"),)),
        (Style(wishes=("多用数字",)), Style(wishes=("多用数字",)), Style(wishes=("多用数字",)), ()),
        (Style(wishes=("多用数字",)), Style(wishes=("别喊口号",)), Style(wishes=("多用数字", "别喊口号")), ()),
        (Style(wishes=("别用",)), Style(wishes=("少来",)), Style(wishes=("别用", "少来")), ()),
    ],
)  # fmt: skip
def test_of_opposites_the_later_one_counts_and_the_older_one_is_named(
    before: Style, wished: Style, after: Style, gone: tuple[Trait, ...]
) -> None:
    assert lasting.added(before, wished) == (after, gone)
    assert lasting.added(after, wished) == (after, ())
