from __future__ import annotations

import pytest

from bot.models import Article, Note, Severity
from bot.review.limits import limits

ARTICLE = Article(url="", title="", text="")
FIT = Note(title="标题", body="正文", topics=("话题一", "AI", "2026"))


def _found(note: Note) -> list[tuple[Severity, str, str]]:
    return [(one.severity, one.span, one.message) for one in limits(note, ARTICLE)]


def test_a_note_within_the_limits_passes() -> None:
    assert _found(FIT) == []


def test_a_note_at_the_very_limits_passes() -> None:
    topics = tuple(f"话题{number}" for number in range(10))
    room = 1000 - 2 - Note(title="", body="", topics=topics).text_length
    note = Note(title="字" * 20, body="字" * room, topics=topics)
    assert note.text_length == 1000
    assert _found(note) == []


@pytest.mark.parametrize(
    ("note", "severity", "span", "message"),
    [
        (Note(title=" ", body="正文"), Severity.BLOCK, "", "缺少标题"),
        (Note(title="标题", body="\n"), Severity.BLOCK, "", "缺少正文"),
        (Note(title="字" * 21, body="正文"), Severity.REPAIR, "字" * 21, "标题超长（21/20）"),
        (Note(title="😀" * 11, body="正文"), Severity.REPAIR, "😀" * 11, "标题超长（22/20）"),
        (Note(title="标题", body="字" * 1001), Severity.REPAIR, "", "正文和话题合计超长（1001/1000）"),
        (Note(title="标题", body="字" * 998, topics=("一",)), Severity.REPAIR, "", "正文和话题合计超长（1002/1000）"),
        (Note(title="标题", body="正文", topics=("一",) * 11), Severity.REPAIR, "", "话题太多（11/10）"),
        (Note(title="标题", body="正文", topics=("AI Agent",)), Severity.REPAIR, "AI Agent", "话题里只能有文字和数字"),
        (Note(title="标题", body="正文", topics=("#科技",)), Severity.REPAIR, "#科技", "话题里只能有文字和数字"),
        (Note(title="标题", body="正文", topics=("",)), Severity.REPAIR, "", "话题里只能有文字和数字"),
    ],
)
def test_each_limit_is_named_with_its_figures(note: Note, severity: Severity, span: str, message: str) -> None:
    assert _found(note) == [(severity, span, message)]
