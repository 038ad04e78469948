from __future__ import annotations

import pytest

from bot.article import plain
from bot.errors import NotAnArticle, NotHtml, TooShort

PARAGRAPH = "河边的旧船厂改成了一座小剧场，首演那天来了三百多人。座位不够，后来的观众就坐在船台的木梯上。" * 3


def test_a_short_first_line_is_the_title() -> None:
    article = plain.article(f"# 船台上的剧场\n\n{PARAGRAPH}")
    assert article.title == "船台上的剧场"
    assert article.text == PARAGRAPH
    assert article.language == "zh"


def test_without_such_a_line_the_first_sentence_is_the_title() -> None:
    article = plain.article(PARAGRAPH)
    assert article.title == "河边的旧船厂改成了一座小剧场，首演那天来了三百多人。"
    assert article.text == PARAGRAPH


def test_a_note_is_never_written_from_a_title_alone() -> None:
    with pytest.raises(TooShort) as caught:
        plain.article("只有一个标题\n和半句话")
    assert caught.value.length == 4


@pytest.mark.parametrize("text", ["\ufffd\x00PNG\x1a" * 60, bytes(range(256)).decode("latin-1") * 3])
def test_bytes_that_were_no_text_are_no_article(text: str) -> None:
    with pytest.raises(NotHtml):
        plain.article(text)


def test_nothing_is_no_article() -> None:
    with pytest.raises(NotAnArticle):
        plain.article(" \n\u200b\n")


def test_a_long_text_is_cut_at_the_end_of_a_paragraph() -> None:
    article = plain.article("\n".join(["长篇", *(f"第{number}段。{PARAGRAPH}" for number in range(900))]))
    assert plain.MOST - 200 < len(article.text) <= plain.MOST
    assert article.text.endswith(PARAGRAPH)


def test_an_endless_paragraph_is_cut_all_the_same() -> None:
    assert len(plain.capped("长" * (plain.MOST + 5))) == plain.MOST
