from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import TITLE_LIMIT, title_length, utf16_length
from bot.note import titles


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("夜里也开门", "夜里也开门"),
        ("🔥国产AI新突破！DeepSeek V3.1来了，专为下一代国产芯片打造！", "🔥国产AI新突破！DeepSeek V3.1来了"),
        ("2024年4月全国CPI同比上涨0.3% 食品价格下降2.7%", "2024年4月全国CPI同比上涨0.3%"),
        (
            "Anthropic releases Claude Opus 4.5 with improved coding and agents",
            "Anthropic releases Claude Opus 4.5 with",
        ),
        ("《三体》作者刘慈欣谈《人工智能与科幻小说创作的未来走向》", "《三体》作者刘慈欣谈"),
        ("“一个特别特别长的引语它始终没有结束也没有停顿的意思”", "一个特别特别长的引语它始终没有结束"),
        ("a" * 60, ""),
    ],
)
def test_a_title_is_shortened_at_a_clause_or_a_word(long: str, short: str) -> None:
    fitted = titles.fitted(long)
    assert title_length(fitted) <= TITLE_LIMIT
    assert short.startswith(fitted) if long.isascii() else fitted == short


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("周岚主持召开深入推进南湖片区一体化发展座谈会议", "周岚主持召开南湖片区一体化发展座谈会议"),
        ("南湖区图书系统积极开展“全民阅读推广月 书香进万家”活动", "南湖区图书系统积极开展活动"),
        ("老城夜间自习之困：一边争相开张，一边接连关门", "老城夜间自习之困"),
        ("南湖市联席会议:老城和新区要严格错开高峰时段", "老城和新区要严格错开高峰时段"),
        ("摊主们习以为常的地方 为何顾客却说“了不得”？", "摊主们习以为常的地方 顾客却说“了不得”"),
        ("图书馆推出新读者证C2：64册收54元押金 256册收67元", "图书馆推出新读者证C2"),
        ("南湖“夜间借书”试点进展顺利 “夜读员”状态良好", "南湖“夜间借书”试点进展顺利"),
        (
            "Harbour will reveal a mysterious new room on Monday. What we know",
            "Harbour will reveal mysterious new room",
        ),
        ("Harbour is teasing its ‘most requested room ever’ on Tuesday", "Harbour: ‘most requested room ever’"),
        ("Librarian pleads guilty to threatening to close the branch", "Librarian pleads guilty"),
        ("Reading doesn't work for the Tired. Here's three new ways to rest", "Reading doesn't work for the Tired"),
        ("Harbour’s plan: the library’s ships and the town’s buses to run late", "Harbour’s plan"),
    ],
)
def test_what_remains_of_a_title_is_a_complete_phrase(long: str, short: str) -> None:
    assert titles.fitted(long) == short


@pytest.mark.parametrize("family", ["👨\u200d👩\u200d👧", "🇨🇳", "👍🏽", "1\ufe0f\u20e3"])
def test_an_emoji_is_never_parted(family: str) -> None:
    fitted = titles.fitted(family * 30)
    assert fitted == family * fitted.count(family)
    cut = titles.graphemes_within("字" + family * 3, 1 + utf16_length(family) + 1)
    assert cut in {"字", "字" + family}


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_title_fits_afterwards_and_stays(title: str) -> None:
    fitted = titles.fitted(title)
    assert title_length(fitted) <= TITLE_LIMIT
    assert titles.fitted(fitted) == fitted
