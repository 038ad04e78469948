from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import chinese


@given(st.text(max_size=200))
def test_words_joined_are_the_text_again(text: str) -> None:
    assert "".join(chinese.words(text)) == text


def test_words_come_with_their_part_of_speech() -> None:
    tags = dict(chinese.tagged("北京发布 DeepSeek"))
    assert tags["北京"] == "ns"
    assert tags["发布"] == "v"
    assert tags["DeepSeek"] == "eng"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一。二！三？", ("一。", "二！", "三？")),
        ("他说：“走吧。”然后走了。", ("他说：“走吧。”", "然后走了。")),
        ("真的……吗？！是", ("真的……", "吗？！", "是")),
        ("没有句号\n第二行\n\n第三行", ("没有句号", "第二行", "第三行")),
        ("版本 3.1 发布", ("版本 3.1 发布",)),
        ("", ()),
        (" \n ", ()),
    ],
)
def test_a_text_is_cut_at_the_ends_of_sentences_and_lines(text: str, sentences: tuple[str, ...]) -> None:
    assert chinese.sentences(text) == sentences


@pytest.mark.parametrize(
    ("opening", "rest"),
    [
        ("本报讯 （实习记者 周雨 记者林岚）菜市场开门了。", "菜市场开门了。"),
        ("新华社南湖2月29日电 菜市场开门了。", "菜市场开门了。"),
        ("人民网南湖5月17日电（记者周雨）菜市场开门了。", "菜市场开门了。"),
        ("本报讯（记者周雨）菜市场开门了。", "菜市场开门了。"),
        ("南湖科技讯 菜市场开门了。", "菜市场开门了。"),
        ("2026年10月18日，菜市场开门。", "2026年10月18日，菜市场开门。"),
        ("电动车（记者拍摄）很多。", "电动车（记者拍摄）很多。"),
    ],
)
def test_a_report_opens_without_agency_day_and_reporters(opening: str, rest: str) -> None:
    assert chinese.without_dateline(opening) == rest
