"""Several articles become one, each in a section of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot import wire
from bot.article.merged import MOST, merged
from bot.models import Article, Note, Version, Wish
from bot.note import form
from bot.note.prompt import ARTICLE_LIMIT
from bot.pictures.card import cover_html
from bot.record import record
from bot.review import evidence, review
from bot.style import Style

FIRST = Article(
    url="https://a.example/1",
    title="新芯片发布",
    text="周三，公司发布了新芯片。\n功耗比上一代低20%。",
    sitename="示例网",
    date="2026-11-02",
)
SECOND = Article(url="https://b.example/2", title="芯片涨价", text="新芯片售价1999元。", sitename="江口周报")


def test_each_article_has_a_section_headed_by_where_it_is_from() -> None:
    article = merged([FIRST, SECOND])
    assert article.text.splitlines() == [
        "■ 来源 1：示例网《新芯片发布》2026-11-02",
        "周三，公司发布了新芯片。",
        "功耗比上一代低20%。",
        "■ 来源 2：江口周报《芯片涨价》",
        "新芯片售价1999元。",
    ]
    assert (article.url, article.title) == ("", "新芯片发布")


def test_a_sentence_knows_which_article_it_is_from() -> None:
    article = merged([FIRST, SECOND])
    names = [(found := article.source_of(sentence)) and found.sitename for sentence in ("周三", "新芯片售价1999元。")]
    assert names == ["示例网", "江口周报"]
    assert article.source_of("不在原文里") is None
    assert article.source_of("") is None
    assert FIRST.source_of("周三") is None


def test_the_source_line_names_every_medium_and_the_title_where_the_medium_is_unknown() -> None:
    third = replace(SECOND, sitename="", title="谁在买单")
    assert form.source_line(merged([FIRST, SECOND, third])) == "来源：示例网、江口周报、《谁在买单》"
    assert form.source_line(merged([replace(FIRST, sitename="a.example"), SECOND])) == "来源：《新芯片发布》、江口周报"
    assert form.medium(merged([FIRST, SECOND, FIRST])) == "示例网、江口周报"


def test_the_review_takes_what_any_of_them_says_and_the_evidence_is_found_in_its_section() -> None:
    article = merged([FIRST, SECOND])
    body = f"新芯片功耗比上一代低20%，售价1999元。\n\n{form.source_line(article)}"
    note = Note(title="新芯片卖1999元", body=body)
    assert not [found for found in review(note, article) if found.check == "facts"]
    carriers = {fact.span: article.source_of(fact.sentence) for fact in evidence(note, article)}
    assert {span: source and source.sitename for span, source in carriers.items()} == {
        "20%": "示例网",
        "1999元": "江口周报",
    }


def test_the_cover_begins_with_the_first_article_not_with_where_it_is_from() -> None:
    html = cover_html(merged([FIRST, SECOND]))
    assert "公司发布了新芯片。" in html
    assert "■" not in html


def test_the_record_lists_every_address() -> None:
    version = Version(note=Note(title="标题", body="正文"), wish=Wish(), style=Style(), writer="model")
    kept = record(merged([FIRST, SECOND]), version, pictures=[], made=datetime(2026, 11, 2, tzinfo=UTC))
    assert "链接：https://a.example/1\nhttps://b.example/2\n" in kept


def test_long_articles_share_the_room_and_a_short_one_is_kept_whole() -> None:
    long = replace(FIRST, text="\n".join("一句话说完了这件事情。" * 10 for _ in range(200)))
    article = merged([long, SECOND, long])
    assert MOST - 500 < len(article.text) < ARTICLE_LIMIT
    assert SECOND.text in article.text
    starts = [one.start for one in article.sources]
    sections = [article.text[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    assert abs(len(sections[0]) - len(sections[2])) < 50


def test_a_merged_article_survives_being_written_down() -> None:
    article = merged([FIRST, SECOND])
    assert wire.article(wire.plain(article)) == article
    assert wire.article({"url": "", "title": "以前的", "text": ""}).sources == ()
