from __future__ import annotations

import pytest

from bot.models import Article, Note, Severity
from bot.note.avoided import avoided, holds
from bot.style import Style

ARTICLE = Article(
    url="",
    title="新芯片发布，《绝绝子日报》称其震惊业界",
    text="周三，公司发布了新芯片。负责人说：“这不是绝绝子，是工程。”功耗更低，续航更长，续航是重点，续航最要紧。",
)


def found(body: str, word: str, *, title: str = "新芯片来了", topics: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    seen = avoided(Note(title=title, body=body, topics=topics), Style(avoid=(word,), topics=("姐妹们好",)), ARTICLE)
    assert all(one.check == "style" and word in one.message for one in seen)
    return [(one.severity.value, one.span) for one in seen]


@pytest.mark.parametrize(
    ("body", "word", "seen"),
    [
        ("功耗更低。", "姐妹们", []),
        ("姐妹们，功耗更低。", "姐妹们", [("repair", "姐妹们")]),
        ("姐妹們，功耗更低。", "姐妹们", [("repair", "姐妹們")]),
        ("很OK的一颗。", "ok", [("repair", "OK")]),
        ("震惊！功耗更低。", "震惊", [("repair", "震惊")]),
        ("公司的新芯片功耗更低。", "芯片", [("warn", "")]),
        ("续航更长。", "续航", [("warn", "")]),
        ("功耗更低。", "功耗", [("repair", "功耗")]),
        ("《绝绝子日报》这么说。", "绝绝子", [("warn", "")]),
        ("负责人说“这不是绝绝子，是工程。”", "绝绝子", [("warn", "")]),
        ("负责人说“真是绝绝子”", "绝绝子", [("repair", "绝绝子")]),
        ("功耗绝绝子，《绝绝子日报》这么说。", "绝绝子", [("repair", "绝绝子")]),
        ("功耗更低。\n\n来源：震惊日报《新芯片》", "震惊", []),
        ("功耗更低。", " ", []),
    ],
)
def test_a_word_to_avoid_is_mended_unless_it_is_the_articles_own_name_quotation_or_subject(
    body: str, word: str, seen: list[tuple[str, str]]
) -> None:
    assert found(body, word) == seen


def test_titles_and_topics_have_none_either_but_a_fixed_topic_is_the_persons_own() -> None:
    assert found("好。", "姐妹们", title="姐妹们看") == [("repair", "姐妹们")]
    assert found("好。", "姐妹们", topics=("姐妹们好",)) == []
    assert found("好。", "姐妹们", topics=("姐妹们看过来",)) == [("repair", "姐妹们")]


def test_a_text_holds_a_word_in_any_script_and_case() -> None:
    assert holds("這裡有K12", ("k12",))
    assert holds("這裡", ("这里", ""))
    assert not holds("那裡", ("这里", ""))


def test_severity_is_named() -> None:
    (one,) = avoided(Note(title="", body="姐妹们"), Style(avoid=("姐妹们",)), ARTICLE)
    assert one.severity is Severity.REPAIR
