from __future__ import annotations

import pytest

from bot import emoji


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("一✨二", ["✨"]),
        ("🇨🇳🇺🇸", ["🇨🇳", "🇺🇸"]),
        ("💇‍♀️ 剪发", ["💇‍♀️"]),
        ("👨‍👩‍👧‍👦👍🏽", ["👨‍👩‍👧‍👦", "👍🏽"]),
        ("1️⃣ 第一", ["1️⃣"]),
        ("❤️❤", ["❤️", "❤"]),
        ("没有 123 # *", []),
    ],
)
def test_a_joined_emoji_counts_once(text: str, signs: list[str]) -> None:
    assert emoji.found(text) == signs


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("没有 123 # *", "没有 123 # *"),
        ("先试三个月🌙", "先试三个月"),
        ("📍 怎么用\n带证", "怎么用\n带证"),
        ("读者 👍🏽 说好", "读者 说好"),
        ("1️⃣ 自习区\n2️⃣咖啡角", "1. 自习区\n2. 咖啡角"),
        ("❤️\n来了", "\n来了"),
        ("• 一项", "• 一项"),
    ],
)
def test_what_remains_without_emoji_is_a_text(text: str, plain: str) -> None:
    assert emoji.removed(text) == plain
