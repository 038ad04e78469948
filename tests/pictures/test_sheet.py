from __future__ import annotations

import re

import pytest

from bot.models import Article
from bot.pictures.card import DESIGNS, PALETTES, cover_html, look
from bot.pictures.sheet import Block, article_blocks, breakable, found_blocks, sheet_html

LINES = ("第一段讲了事情的起因和经过。", "原因", "第二段讲了为什么会这样。", "第三段说接下来怎么办。")


def article(*lines: str, title: str = "一个标题", sitename: str = "某报") -> Article:
    return Article(
        url="https://example.com/a", title=title, text="\n".join(lines), sitename=sitename, date="2026-11-02"
    )


def page(*extra: Block) -> list[Block]:
    return [
        Block("heading", "一个标题"),
        Block("paragraph", LINES[0]),
        *extra,
        Block("heading", LINES[1]),
        Block("quote", LINES[2]),
        Block("paragraph", LINES[3]),
        Block("image", "", "https://example.com/related.jpg"),
    ]


def test_text_alone_becomes_paragraphs_items_and_headings_without_the_title_again() -> None:
    blocks = article_blocks(article("一个标题", "## 小标题", "- 一点", "一段。"))
    assert blocks == (Block("heading", "小标题"), Block("item", "一点"), Block("paragraph", "一段。"))


def test_the_page_tells_what_each_line_is_and_where_the_images_stand() -> None:
    image = Block("image", "a chart", "https://example.com/1.jpg")
    assert article_blocks(article(*LINES), page(image, image)) == (
        Block("paragraph", LINES[0]),
        image,
        Block("heading", LINES[1]),
        Block("quote", LINES[2]),
        Block("paragraph", LINES[3]),
    )


@pytest.mark.parametrize(
    "image",
    [
        Block("image", "", "https://example.com/qrcode.png"),
        Block("image", "site-logo", "https://example.com/1.png"),
        Block("image", "作者头像", "data:image/png;base64,AAAA"),
        Block("image", "", "file:///etc/passwd"),
        Block("image", "", ""),
    ],
)
def test_logos_qr_codes_and_files_are_no_illustrations(image: Block) -> None:
    assert image not in article_blocks(article(*LINES), page(image))


def test_an_image_far_from_the_articles_text_is_left_out() -> None:
    image = Block("image", "", "https://example.com/ad.jpg")
    assert image not in article_blocks(article(*LINES), page(Block("paragraph", "广告" * 200), image))


def test_what_leads_readers_elsewhere_is_left_out_with_its_picture() -> None:
    lines = (
        "正文在这里。",
        "扫码关注我们的公众号",
        "本文首发于夜读公众号（yedu39）",
        "详见 https://example.com/x 的说明，或写信 a@b.cn。",
    )
    found = [
        Block("paragraph", lines[0]),
        Block("image", "", "https://example.com/c.png"),
        Block("paragraph", lines[1]),
    ]
    assert article_blocks(article(*lines), found) == (
        Block("paragraph", "正文在这里。"),
        Block("paragraph", "详见  的说明，或写信 。"),
    )


def test_sentences_of_which_the_caller_says_so_are_left_out_and_the_rest_stays() -> None:
    lines = ("读者在门口排队。关注夜读号就能领座。自习区坐满了。", "本文首发于夜读号", "夜读号" * 900)
    found = [
        Block("paragraph", lines[0]),
        Block("image", "", "https://example.com/c.png"),
        Block("paragraph", lines[1]),
    ]
    told = article(*lines)
    blocks = article_blocks(told, found, leads_away=lambda text: "夜读号" in text)
    assert blocks == (Block("paragraph", "读者在门口排队。自习区坐满了。"),)
    assert "夜读号" not in cover_html(told, leads_away=lambda text: "夜读号" in text)


def test_a_title_never_breaks_after_an_adverb_or_within_a_quoted_name() -> None:
    assert "一边争相" in breakable("城市有轨电车之困：一边争相上马")
    assert "<wbr>" not in breakable("全国多地开启“抖抖抖”模式").partition("“")[2].partition("”")[0]


def test_an_english_article_is_set_in_its_own_language_with_plain_apostrophes() -> None:
    told = Article(url="", title="You’ll read at night", text="It’s open. You’ll see it.")
    for html in (sheet_html(told, article_blocks(told)), cover_html(told)):
        assert '<html lang="en">' in html
        assert "’" not in html
    assert "It&#x27;s open. You&#x27;ll see it." in cover_html(told)


def test_a_long_heading_is_a_paragraph() -> None:
    long = "这一段被网站标成了标题" * 8
    assert article_blocks(article(long), [Block("heading", long)]) == (Block("paragraph", long),)


@pytest.mark.parametrize("listed", [None, "x", {}, [1, {"kind": "script"}, {"text": "x"}]])
def test_a_hostile_list_of_blocks_yields_nothing(listed: object) -> None:
    assert found_blocks(listed) == ()


def test_a_title_breaks_between_words_and_never_before_closing_punctuation() -> None:
    broken = breakable("国产AI新突破！“太空养鱼”")
    assert "突破！" in broken
    assert "“太空" in broken
    assert "鱼”" in broken
    assert "<wbr>" in broken
    assert "5月20日" in breakable("5月20日起播出")
    assert breakable("<b>") == re.sub(r"(?=b|&gt;)", "<wbr>", "&lt;b&gt;")


def test_neither_sheet_nor_cover_lets_markup_of_an_article_through_or_shows_an_address() -> None:
    hostile = article("<script>alert(1)</script> 见 https://x.cn/y", title="<img src=x>", sitename="news.example.com")
    for html in (sheet_html(hostile, article_blocks(hostile)), cover_html(hostile)):
        assert "<script" not in html
        assert "<img" not in html
        assert "x.cn" not in html
        assert "news.example.com" not in html


def test_the_cover_quotes_how_the_article_begins_and_always_looks_the_same_for_a_title() -> None:
    told = article("一个标题", "开头的一句话。" * 5, "很长的一句" * 30)
    assert f"<section>{'开头的一句话。' * 5}</section>" in cover_html(told)
    assert cover_html(told) == cover_html(told)
    assert {look(str(number)) for number in range(400)} == {(d, p) for d in DESIGNS for p in PALETTES}


def test_an_english_lead_is_cut_between_words() -> None:
    told = Article(url="", title="Night", text="The harbour library stays wonderfully open tonight " * 4)
    assert "open…" in cover_html(told)


def test_without_a_title_the_cover_shows_the_beginning() -> None:
    assert "开头" in cover_html(article("开头的一句话。", title=""))
    assert "…" in cover_html(article("很长" * 100, title=""))
