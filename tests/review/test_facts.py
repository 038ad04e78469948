from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.models import Article, Note, Severity
from bot.review import evidence
from bot.review.facts import facts
from tests.review.retold import RETOLD

ARTICLE = RETOLD["南湖图书馆"].article
RULES = RETOLD["“青禾”调整规则"]


def _severities(body: str) -> dict[str, Severity]:
    return {one.span: one.severity for one in facts(RULES.note(body), RULES.article)}


def test_a_number_told_without_its_about_is_a_warning() -> None:
    assert _severities("过火面积15平方米。") == {"15平方米": Severity.WARN}


@pytest.mark.parametrize(
    ("line", "spans"),
    [
        ("来源：河西日报《“青禾”调整退货规则》2026-03-19", []),
        ("来源：河西日报", []),
        ("来源：河西日报 3月19日", []),
        ("来源：人民日报《“青禾”调整退货规则》2026-03-19", ["人民日报"]),
        ("来源：河西日报《青禾退货新规》2026-03-19", ["《青禾退货新规》"]),
        ("来源：河西日报《“青禾”调整退货规则》2026-03-20", ["2026-03-20"]),
        ("来源：河西日报《“青禾”调整退货规则》2025年3月19日", ["2025年3月19日"]),
    ],
)
def test_the_source_line_is_the_articles(line: str, spans: list[str]) -> None:
    assert list(_severities(f"23时52分扑灭。\n\n{line}")) == spans


def test_a_date_is_no_source_where_the_article_has_none() -> None:
    article = Article(url="", title="题", text="正文在此。", sitename="报")
    assert [one.span for one in facts(Note(title="题", body="来源：报《题》2026-03-20"), article)] == ["2026-03-20"]


@pytest.mark.parametrize("told", ["部分老灯具不支持调光，可以换。", "第一部分老灯具不支持调光。"])
def test_what_is_told_of_a_part_is_a_warning_where_the_part_is_left_out(told: str) -> None:
    article = Article(url="", title="换灯", text=told, sitename="报")
    found = facts(Note(title="换灯", body="老灯具不支持调光，记下来。"), article)
    assert [one.severity for one in found] == ([Severity.WARN] if told[0] == "部" else [])


def test_a_title_does_not_affirm_what_the_articles_title_asks() -> None:
    article = Article(url="", title="睡前看手机真的伤眼吗？", text="方若晴说，这只能说明相关。", sitename="报")
    asked, affirmed = (
        facts(Note(title=f"睡前看手机{so}伤眼{end}", body=""), article) for so, end in (("真的", "？"), ("确实", ""))
    )
    assert asked == ()
    assert [one.message for one in affirmed] == ["原文的标题是在问，没有这样下结论"]


def test_a_finding_shows_the_articles_nearest_sentence() -> None:
    (found,) = facts(Note(title="", body="入馆人次增长约五成。"), ARTICLE)
    assert (found.check, found.span) == ("facts", "五成")
    assert "增长约四成" in found.evidence


def test_a_topic_of_something_else_is_named() -> None:
    topics = ("图书馆", "读书", "ChatGPT", "2020年", "火锅底料")
    found = {one.span: one.severity for one in facts(Note(title="", body="", topics=topics), ARTICLE)}
    assert found == {"ChatGPT": Severity.REPAIR, "2020年": Severity.REPAIR, "火锅底料": Severity.WARN}


def test_each_fact_stands_beside_the_sentence_that_carries_it() -> None:
    note = Note(title="南湖图书馆延时", body="周岚说：“我们想让下班的人有地方坐。”\n\n增长约四成。\n\n预算99亿元。")
    carried = {fact.span: fact.sentence for fact in evidence(note, ARTICLE)}
    assert "增长约四成" in carried["四成"]
    assert "周岚" in carried["周岚"]
    assert carried["99亿元"] == ""
    assert carried["“我们想让下班的人有地方坐。”"].startswith("“我们想让")


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=120),
    st.text(
        alphabet=st.sampled_from(
            "南湖图书馆周岚说：“”《》，。\n多于比一二三十万亿%点月日半成约可能已不没我由AI-3.1、和"
        ),
        max_size=120,
    ),
    st.lists(st.text(max_size=8), max_size=3),
)
def test_whatever_the_note_nothing_breaks_and_spans_are_its_own(title: str, body: str, topics: list[str]) -> None:
    note = Note(title=title, body=body, topics=tuple(topics))
    found = facts(note, ARTICLE)
    assert found == facts(note, ARTICLE)
    assert all(any(one.span in text for text in (title, body, *topics)) for one in found)
    evidence(note, ARTICLE)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
@example("")
def test_whatever_the_article_nothing_breaks(text: str) -> None:
    facts(
        Note(title="比特币涨了3成", body="张伟表示，我去了，A比B快，由他们组织。"),
        Article(url="", title=text[:20], text=text),
    )


def test_common_words_are_not_listed_as_names() -> None:
    article = Article(
        url="",
        title="青湾自来水厂扩建",
        sitename="报",
        date="2026-05-01",
        text="青湾村的阿婆说，家里用青湾的水三十年了。城市道路拓宽到两米四，主任李建国介绍，由临海市水务局负责。",
    )
    note = Note(title="用青湾的水", body="阿婆说，道路拓宽到两米四，城市变了。李建国介绍，临海市出钱，北京也这样。")
    assert [fact.span for fact in evidence(note, article)] == ["两米四", "李建国", "临海市", "北京"]


def test_one_stranger_in_a_copied_list_is_repaired_and_a_list_in_other_words_only_warned_of() -> None:
    article = Article(
        url="", title="急诊指南", text="外伤、误吞异物、抽搐、呼吸困难等情况请直接去急诊。", date="2026-03-01"
    )
    copied = facts(Note(title="急诊", body="外伤、抽搐、呼吸困难、脱发，直接去急诊。"), article)
    retold = facts(Note(title="急诊", body="受伤、吞了异物、抽搐不止，直接去急诊。"), article)
    assert [one.span for one in copied if one.severity is Severity.REPAIR] == ["脱发"]
    assert {one.severity for one in retold if "并列" in one.message} == {Severity.WARN}
