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


def test_a_page_that_is_titled_by_its_site_alone_is_titled_by_what_heads_the_text() -> None:
    for head, heading in [
        ("<title>-集市报网</title>", "<h1>摊主们为什么要在雨季以前换棚顶</h1>"),
        ("<title>集市报-头条文章</title>", "<div class='box-title'>摊主们为什么要在雨季以前换棚顶</div>"),
    ]:
        assert titled(head, f"<h2>集市报</h2>{heading}<div>{BODY}</div>") == "摊主们为什么要在雨季以前换棚顶"


def test_a_title_that_follows_the_sites_name_is_taken_where_it_stands_alone() -> None:
    name = "摊主们在雨季以前换了棚顶，干菜不再受潮"
    assert titled(f"<title>集市报 - {name}</title>", f"<p>{name}</p><div>{BODY}</div>") == name


def test_a_report_without_a_title_is_titled_by_its_first_words_without_the_reporters() -> None:
    assert titled("", f"<p>本报讯 （实习记者 周雨 记者林岚）{LINES[0]}</p>{BODY}") == LINES[0]


def test_edit_links_citation_marks_and_labelled_advertisements_are_no_part_of_the_text() -> None:
    box = "<div><i>广告</i><span>海外名校排名全知道。</span></div>"
    mark, edit = "<sup class='reference'>[3]</sup>", "<h2>棚顶<span class='mw-editsection'>[编辑]</span></h2>"
    article = extract(page("<title>雨季</title>", f"<div>{edit}{BODY.replace('。', f'。{mark}')}{box}</div>"))
    assert article is not None
    assert [line for line in article.text.splitlines() if line != "棚顶"] == LINES


def test_a_long_paragraph_comes_once_however_little_of_the_text_it_is() -> None:
    lead = f"{LINES[0]}{LINES[1]}"
    lines = [lead, *[f"{number}号摊位：{line}" for number in range(20) for line in LINES[2:4]], lead]
    article = extract(page("<title>雨季</title>", "<div>" + "".join(f"<p>{line}</p>" for line in lines) + "</div>"))
    assert article is not None
    assert article.text.count(lead) == 1
