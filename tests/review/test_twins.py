from __future__ import annotations

import pytest

from bot.models import Article, Draft, Note, Version, Wish
from bot.review.twins import twins
from bot.style import Style

BODY = "周三，公司发布了新芯片，功耗比上一代低了两成，售价一千九百九十九元，下个月开始卖。"
OTHER = "县图书馆从五月起把关门的时间推迟到晚上十点，先试行三个月，读者说这下班以后也能来了。"


def draft(*bodies: str) -> Draft:
    versions = tuple(
        Version(note=Note(title="标题", body=body, topics=()), wish=Wish(), style=Style(), writer="model")
        for body in bodies
    )
    return Draft(id="0" * 16, article=Article(url="", title="", text=""), versions=versions)


@pytest.mark.parametrize(
    ("body", "earlier", "alike"),
    [
        (BODY, [BODY], True),
        (BODY, [BODY.replace("，", "！\n\n")], True),
        (BODY, [BODY.replace("两成", "20%")], True),
        (BODY, [f"{BODY}{OTHER[:20]}"], True),
        (BODY, [f"{BODY}{OTHER}"], False),
        (BODY, [OTHER], False),
        (BODY, [OTHER, BODY], True),
        (BODY, [BODY, OTHER], False),
        (f"{BODY}\n\n来源：示例网《新芯片》2026-11-02", [f"{BODY}\n\n来源：另一家《别的题目，长得多的题目》"], True),
        (f"{BODY}\n\n来源：示例网《新芯片》", [f"{OTHER}\n\n来源：示例网《新芯片》"], False),
        (BODY, [], False),
        ("", [""], False),
        ("短", ["短"], False),
        ("😀😀😀😀😀", ["😀😀😀😀😀"], False),
    ],
)
def test_notes_are_twins_when_half_of_their_words_are_the_same(body: str, earlier: list[str], *, alike: bool) -> None:
    before = draft(*earlier)
    assert list(twins(Note(title="另一个标题", body=body, topics=()), [before])) == ([before] if alike else [])
