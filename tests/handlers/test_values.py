from __future__ import annotations

import pytest

from bot.errors import StyleError, TraitEmpty, TraitLeadsAway, TraitsTooMany, TraitTooLong
from bot.style import Style, Trait
from handlers import values


@pytest.mark.parametrize(
    ("field", "said", "found"),
    [
        ("audience", " 刚毕业\n的人 ", ["刚毕业 的人"]),
        ("persona", "**自称小编**", ["自称小编"]),
        ("topics", "#读书 #咖啡", ["读书", "咖啡"]),
        ("topics", "读书、咖啡 读书", ["读书", "咖啡"]),
        ("avoid", "「姐妹们」、绝绝子，姐妹们", ["姐妹们", "绝绝子"]),
        ("avoid", "to be honest", ["to be honest"]),
        ("signature", "—— 小王🌿", ["—— 小王🌿"]),
        ("wishes", "多用短句，少用感叹号", ["多用短句，少用感叹号"]),
    ],
)
def test_what_is_typed_becomes_traits(field: str, said: str, found: list[str]) -> None:
    assert values.read(field, said) == tuple(Trait(field, value) for value in found)


@pytest.mark.parametrize(
    ("field", "said", "refusal"),
    [
        ("audience", "  ", TraitEmpty),
        ("topics", "###", TraitEmpty),
        ("topics", "2026", TraitEmpty),
        ("audience", "长" * 41, TraitTooLong),
        ("avoid", "好、" + "长" * 21, TraitTooLong),
        ("wishes", "长" * 81, TraitTooLong),
        ("signature", "加微信 xiaowang88", TraitLeadsAway),
        ("signature", "13812345678", TraitLeadsAway),
        ("topics", "#我的店www.example.com", TraitLeadsAway),
        ("wishes", "结尾写 https://example.com", TraitLeadsAway),
    ],
)
def test_what_no_note_may_have_or_is_too_much_is_refused(field: str, said: str, refusal: type[StyleError]) -> None:
    with pytest.raises(refusal):
        values.read(field, said)


def test_traits_are_laid_over_a_style_until_there_are_too_many() -> None:
    style = values.added(Style(tone="dry", avoid=("一",)), [Trait("tone", "pro"), Trait("avoid", "二")])
    assert style == Style(tone="pro", avoid=("一", "二"))
    with pytest.raises(TraitsTooMany) as refused:
        values.added(Style(), [Trait("topics", f"话题{number}") for number in range(11)])
    assert refused.value.most == 10
