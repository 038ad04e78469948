from __future__ import annotations

from datetime import UTC, datetime

from bot.models import Article, Note, Version, Wish
from bot.record import record
from bot.style import Style

ARTICLE = Article(
    url="https://a.example/1", title="标题一", text="第一段。\n第二段。", date="2026-11-20", description="摘要"
)
VERSION = Version(note=Note(title="笔记", body="正文", topics=("话题",)), wish=Wish(), style=Style(), writer="offline")


def test_the_record_has_the_old_sections_in_their_order() -> None:
    text = record(ARTICLE, VERSION, pictures=["01-cover.jpg"], made=datetime(2026, 11, 24, 8, tzinfo=UTC))
    labels = [
        "生成时间",
        "原始文章信息",
        "标题",
        "链接",
        "发布时间",
        "摘要",
        "正文内容",
        "截图信息",
        "生成的小红书文案",
    ]
    places = [text.index(label) for label in labels]
    assert places == sorted(places)
    tail = text[places[-1] :]
    assert tail.index("标题：笔记") < tail.index("内容：\n正文") < tail.index("标签：#话题")
    assert "2026-11-24 08:00:00" in text
    assert "第一段。\n第二段。" in text


def test_what_is_unknown_stays_empty_and_no_summary_is_invented() -> None:
    text = record(Article(url="", title="无", text="很短的正文"), VERSION, pictures=[], made=datetime.now(tz=UTC))
    assert "链接：\n发布时间：\n摘要：很短的正文\n" in text
    assert "截图信息\n无" in text
