from __future__ import annotations

import pytest

from bot.article import byline
from bot.article.extract import extract

BODY = "\n".join(f"槐树街菜市场第{number}段，讲的是摊位和租金的事情，写得很长。" for number in "一二三四五六七八")


@pytest.mark.parametrize(
    "line",
    [
        "城南观察 周雨 2026年10月18日",
        "2024年05月17日08:59 来源：北京青年报",
        "发布时间：2022-02-13 04:22:18 来源：云南日报",
        "作者：周雨",
        "(编辑：文静)",
        "责任编辑：刘德宾",
        "2005-04-27 14:32更新 来源：千龙新闻网",
        "2026-10-18 08:00 | 阅读 1024 | 评论 8",
    ],
)
def test_a_line_of_who_and_when_is_no_part_of_the_text(line: str) -> None:
    known = ("周雨", "城南观察")
    assert byline.removed(f"{line}\n{BODY}", known=known) == BODY
    assert byline.removed(f"{BODY}\n{line}", known=known) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "2026年10月18日，市场重新开门。",
        "本报讯（记者叶婉）近日，项目在青年宫启动。",
        "编辑器之争",
        "周雨说，市场变大了",
        "一",
        "10:30 开会",
        f"作者：周雨{'，写了很多' * 20}",
    ],
)
def test_a_line_that_says_something_stays(line: str) -> None:
    assert byline.removed(f"{line}\n{BODY}", known=("周雨", "")) == f"{line}\n{BODY}"


def test_a_byline_amid_the_text_stays() -> None:
    text = f"{BODY}\n作者：周雨\n{BODY}"
    assert byline.removed(text, known=("", "")) == text


@pytest.mark.parametrize(
    "line",
    [
        "（原标题：菜市场的租金）",
        "本文原标题：《菜市场的租金》",
        "广告通知：租客注意了，这些事先别做！",
        "字号",
        "首页 > 城南 > 菜市场",
        "图片来源：城南观察",
        "◎ 图：@城南观察微博截图",
        "The market at dawn. Credit: Zhou Yu / Post Images",
        "评论(15)",
        "（编辑：小周）返回搜狐，查看更多",
    ],
)
def test_a_line_that_is_the_pages_own_is_left_out_wherever_it_stands(line: str) -> None:
    assert byline.removed(f"{BODY}\n{line}\n{BODY}", known=("", "")) == f"{BODY}\n{BODY}"


@pytest.mark.parametrize("line", ["广告业的寒冬还没有过去。", "图片上是二十年前的菜市场。", "x>3 时成立。", "评论家说"])
def test_a_line_of_the_article_that_only_looks_so_stays(line: str) -> None:
    assert byline.removed(f"{BODY}\n{line}\n{BODY}", known=("", "")) == f"{BODY}\n{line}\n{BODY}"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("城南观察", "城南观察"),
        ("人民网版权所有", "人民网"),
        ("Copyright © 2018 Sohu.com Inc. All Rights Reserved.", "Sohu.com Inc."),
        ("城南观察 © 2026", "城南观察"),
        ("", ""),
        ("很" * 50, ""),
    ],
)
def test_a_site_is_named_without_its_rights(said: str, name: str) -> None:
    assert byline.sitename(said) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("周雨", "周雨"),
        ("作者：周雨", "周雨"),
        ("文丨周雨", "周雨"),
        ("责任编辑：刘德宾", ""),
        ("周雨 责编：黄忆南", "周雨"),
        ("字号", ""),
        ("Joel Spolsky", "Joel Spolsky"),
        ("周雨 关注 来自城南", "周雨"),
        ("Ada Reed See more", "Ada Reed"),
        ("版权声明 来源：城南观察; 周雨; www.example.com", "周雨"),
        ("很" * 50, ""),
    ],
)
def test_an_author_is_named_without_label_and_editor(said: str, name: str) -> None:
    assert byline.author(said) == name


def test_an_article_has_no_byline_in_its_text() -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
    # Where no date is declared, a library tries two hundred languages on each text, for seconds.
    head = '<head><meta property="article:published_time" content="2026-10-18"></head>'
    body = f"<article><h1>菜市场</h1><p>2026年10月18日 来源：城南观察</p>{paragraphs}</article>"
    html = f"<html>{head}<body>{body}</body></html>"
    found = extract(html)
    assert found is not None
    assert found.text == BODY
