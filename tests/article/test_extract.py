from __future__ import annotations

from bot.article.extract import extract

LINES = [f"第{number}位摊主说，雨季以前要把棚顶换成新的，不然货架上的干菜全都要受潮。" for number in range(1, 8)]
BODY = "".join(f"<p>{line}</p>" for line in LINES)


def page(head: str, body: str = BODY) -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def titled(head: str, body: str = BODY) -> str:
    article = extract(page(head, body))
    assert article is not None
    return article.title


def test_a_heading_that_begins_the_pages_title_is_the_title() -> None:
    assert titled("<title>雨季以前_集市报_首页</title>", f"<h1>集市报</h1><h2>雨季以前</h2>{BODY}") == "雨季以前"


def test_otherwise_the_pages_title_is_cut_at_its_last_separator() -> None:
    assert titled("<title>雨季 | 以前 - 集市报</title>") == "雨季 | 以前"
    assert titled("<title>The rain - before and after | Market Post</title>") == "The rain - before and after"
    assert titled("<title>雨季以前</title>") == "雨季以前"


def test_what_a_reader_cannot_see_is_not_in_the_text() -> None:
    hidden = (
        "<!-- 注释 --><p hidden>藏一</p><p style='display : none'>藏二</p><p style='VISIBILITY:hidden'>藏三</p>"
        "<p style='font-size:0'>藏四</p><span aria-hidden=true>藏五</span>"
    )
    article = extract(
        page("<title>雨季</title>", f"<div>{BODY}{hidden}<p style='font-size:0.9em'>小字也是正文的一部分。</p></div>")
    )
    assert article is not None
    assert article.text.splitlines() == [*LINES, "小字也是正文的一部分。"]


def test_zero_width_and_tag_characters_are_dropped() -> None:
    article = extract(page("<title>雨季</title>", BODY.replace("摊主", "摊\u200b主\U000e0049")))
    assert article is not None
    assert article.text.splitlines() == LINES


def test_a_few_repeated_lines_stay_for_they_are_a_refrain() -> None:
    verses = [*LINES, "雨啊雨。", *[f"{line}真的。" for line in LINES], "雨啊雨。"]
    article = extract(page("<title>雨季</title>", "<div>" + "".join(f"<p>{line}</p>" for line in verses) + "</div>"))
    assert article is not None
    assert article.text.count("雨啊雨。") == 2


def test_a_text_that_stands_there_twice_comes_out_once() -> None:
    article = extract(page("<title>雨季</title>", f"<div>{BODY}</div><div>{BODY}</div>"))
    assert article is not None
    assert article.text.splitlines() == LINES


def test_a_page_without_text_holds_no_article() -> None:
    assert extract("") is None
    assert extract("<html><body><script>let a = 1</script></body></html>") is None


def test_a_saved_page_of_wechat_is_known_without_its_address() -> None:
    html = page(
        '<meta property="og:title" content="雨季"><meta property="og:url" content="https://mp.weixin.qq.com/s/x">',
        f'<div class="rich_media_content" id="js_content" style="visibility:hidden">{BODY}</div>',
    )
    article = extract(html)
    assert article is not None
    assert (article.url, article.title) == ("https://mp.weixin.qq.com/s/x", "雨季")
    assert article.text.splitlines() == LINES


def test_a_page_without_a_body_tag_is_read_from_its_beginning() -> None:
    article = extract(f"<title>雨季</title><article>{BODY}</article><p>{LINES[0]}完。</p>")
    assert article is not None
    assert article.text.splitlines()[:7] == LINES
