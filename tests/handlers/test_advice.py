"""What to know before posting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.article.merged import merged
from bot.models import Finding, Headline, Note, Severity, Version, Wish
from bot.style import Style
from handlers import advice, texts
from tests.support.fakes import ARTICLE

TODAY = date(2026, 11, 25)


def version(*findings: Finding, writer: str = "model") -> Version:
    return Version(
        note=Note(title="标题", body="正文", topics=("话题", "数码")),
        wish=Wish(),
        style=Style(),
        titles=(Headline(title="另一个"), Headline(title="标题", kind="数字", reason="先说结果")),
        findings=findings,
        writer="offline" if writer == "offline" else "model",
    )


def warning(message: str = "文中没有", span: str = "全球第一", evidence: str = "") -> Finding:
    return Finding(check="facts", severity=Severity.WARN, span=span, message=message, evidence=evidence)


def checklist(one: Version, *, written: str = "", sitename: str = "示例网") -> list[str]:
    return advice.checklist(one, replace(ARTICLE, date=written, sitename=sitename), today=TODAY)


def test_a_models_note_is_to_be_declared_as_made_with_ai_and_its_topics_picked() -> None:
    assert checklist(version()) == [texts.CHECKLIST, texts.DECLARE_AI, texts.PICK_TOPICS.format(count=2)]
    assert "笔记含AI合成内容" in texts.DECLARE_AI


def test_a_note_without_topics_asks_for_none_to_be_picked() -> None:
    bare = version()
    assert checklist(replace(bare, note=replace(bare.note, topics=()))) == [texts.CHECKLIST, texts.DECLARE_AI]


def test_an_excerpt_says_so_how_to_get_a_model_and_whose_text_it_is() -> None:
    excerpt, _, reprint, _ = checklist(version(writer="offline"))
    assert "原文摘录" in excerpt
    assert "OPENAI_API_KEY" in excerpt
    assert "来源转载" in reprint
    assert "媒体：示例网" in reprint


def test_a_medium_known_by_its_address_only_is_left_to_the_person() -> None:
    lines = checklist(version(writer="offline"), sitename="example.com")
    assert not any("example" in line for line in lines)
    assert any("媒体名" in line for line in lines)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2023-05-04", "2023 年 5 月"),
        ("2026-05-20", "2026 年 5 月"),
        ("2026-06-20", ""),
        ("2027-01-01", ""),
        ("", ""),
        ("昨天", ""),
    ],
)
def test_an_article_of_half_a_year_ago_is_called_old(written: str, hint: str) -> None:
    lines = [line for line in checklist(version(), written=written) if "原文是" in line]
    assert [hint in line for line in lines] == ([True] if hint else [])


def test_the_warnings_that_are_left_are_on_the_list() -> None:
    assert texts.READ_WARNINGS.format(count=12) in checklist(version(*[warning()] * 12))


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (warning(), "⚠️ 文中没有：「全球第一」"),
        (warning(span=""), "⚠️ 文中没有"),
        (warning(message="「全球第一」太满"), "⚠️ 「全球第一」太满"),
        (warning(evidence="排名第二"), "⚠️ 文中没有：「全球第一」（原文：「排名第二」）"),
    ],
)
def test_a_warning_shows_the_words_and_the_evidence(found: Finding, line: str) -> None:
    assert advice.warnings(version(found), ARTICLE) == [line]


def test_of_several_articles_a_warning_names_the_one_that_its_evidence_is_from() -> None:
    article = merged([ARTICLE, replace(ARTICLE, sitename="", title="另一篇", text="它排名第二。")])
    (line,) = advice.warnings(version(warning(evidence="它排名第二。")), article)
    assert line == "⚠️ 文中没有：「全球第一」（《另一篇》：「它排名第二。」）"


def test_only_what_is_left_to_the_person_is_shown() -> None:
    mended = Finding(check="form", severity=Severity.REPAIR, span="**", message="有 Markdown")
    assert advice.warnings(version(mended), ARTICLE) == []
    assert not any("提醒" in line for line in checklist(version(mended)))


def test_many_warnings_are_counted_rather_than_listed() -> None:
    lines = advice.warnings(version(*[warning()] * 12), ARTICLE)
    assert lines[8] == texts.MORE_WARNINGS.format(count=4)
    assert len(lines) == 9


def test_the_reason_for_a_title_is_told_where_there_is_one() -> None:
    assert advice.reason(version()) == "这个标题：先说结果"
    assert advice.reason(replace(version(), titles=())) == ""


def test_what_a_version_lost_stands_first_and_on_one_line() -> None:
    lost = [
        Finding(check="losses", severity=Severity.WARN, span=span, message="比上一版少了", evidence="原文")
        for span in ("20%", "周岚")
    ]
    assert advice.warnings(version(warning(), *lost), ARTICLE) == [
        "⚠️ 比上一版少了：20%、周岚",
        "⚠️ 文中没有：「全球第一」",
    ]


def test_however_much_was_lost_it_is_one_short_line() -> None:
    lost = [Finding(check="losses", severity=Severity.WARN, span=f"第{n}个名字", message="少") for n in range(99)]
    (line,) = advice.warnings(version(*lost), ARTICLE)
    assert len(line) < 140
