from __future__ import annotations

from dataclasses import replace

import pytest

from bot.models import Article, Note, Severity
from bot.review.form import form

ARTICLE = Article(url="", title="", text="")
PARAGRAPH = "这一段正好有二十个汉字用来凑出长度来呀。"
GOOD = Note(
    title="八个汉字的好标题",
    body="\n\n".join([PARAGRAPH, *[PARAGRAPH * 3] * 4]),
    topics=("科技", "人工智能", "国产芯片"),
)


def _with(**changes: object) -> Note:
    return Note(**{"title": GOOD.title, "body": GOOD.body, "topics": GOOD.topics, **changes})  # type: ignore[arg-type] # one of its own fields


def _messages(note: Note, severity: Severity = Severity.WARN) -> list[str]:
    return [one.message for one in form(note, ARTICLE) if one.severity is severity]


def test_good_copy_passes() -> None:
    assert form(GOOD, ARTICLE) == ()


@pytest.mark.parametrize(
    ("line", "span"),
    [
        ("这是**重点**。", "**"),
        ("# 小标题", "#"),
        ("### 小标题", "###"),
        ("- 一项", "-"),
        ("* 一项", "*"),
        ("> 引用", ">"),
        ("---", "---"),
        ("```python", "```"),
        ("用 `print` 打印", "`print`"),
        ("见[这里](看)", "[这里](看)"),
        ("![图](片)", "![图](片)"),
        ("~~旧价~~", "~~"),
    ],
)
def test_markdown_would_show_literally_and_is_to_be_mended(line: str, span: str) -> None:
    found = [one for one in form(_with(body=f"{GOOD.body}\n{line}"), ARTICLE) if one.severity is Severity.REPAIR]
    assert [one.span for one in found] == [span]
    assert found[0].check == "form"


def test_markdown_in_a_title_is_found_too() -> None:
    assert _messages(_with(title="**八个汉字的好标题**"), Severity.REPAIR) == ["有 Markdown 符号，平台会原样显示"]


@pytest.mark.parametrize(
    "line", ["1. 第一", "· 一项", "C# 和 F#", "2 * 3 * 4", "[注] (一)", "-5 度", "第3-4名", "a_b_c", "#1 名", "·———·"]
)
def test_plain_text_is_not_taken_for_markdown(line: str) -> None:
    assert _messages(_with(body=f"{GOOD.body}\n{line}"), Severity.REPAIR) == []


@pytest.mark.parametrize(
    ("note", "message"),
    [
        (_with(title="短标题"), "标题偏短（3，宜 8 以上）"),
        (_with(body=PARAGRAPH), "正文偏短（20 字，宜 200–800 字）"),
        (_with(body="\n".join([PARAGRAPH] * 40)), "正文偏长（839 字，宜 200–800 字）"),
        (_with(topics=("科技",)), "话题偏少（1 个，宜 3 个以上）"),
        (_with(topics=("科技", "芯片", "科技")), "话题重复"),
        (_with(body=PARAGRAPH * 2 + "\n" + GOOD.body), "首行偏长（40 字，宜 35 字以内）"),
        (_with(body=GOOD.body + "\n" + PARAGRAPH * 5), "段落偏长（100 字，宜 90 字以内）"),
        (_with(title="八个汉字的好标题✨🔥💡"), "表情偏多（一处 3 个，宜 2 个以内）"),
        (_with(body=GOOD.body + "\n✨ 一 🔥 二 💡"), "表情偏多（一处 3 个，宜 2 个以内）"),
        (_with(body=GOOD.body + "\n✨\n✨\n✨"), "同一个表情用了 3 次，宜 2 次以内"),
        (
            _with(body=GOOD.body + "".join(f"\n{sign}" for sign in "😀😁😂😃😄😅😆😇😈😉😊😋😌😍😎")),
            "表情占正文 5%，宜 5% 以内",
        ),
    ],
)
def test_what_reads_badly_is_a_warning_with_its_figures(note: Note, message: str) -> None:
    assert _messages(note) == [message]


def test_an_empty_note_has_no_form_to_judge() -> None:
    assert _messages(Note(title="", body="")) == ["话题偏少（0 个，宜 3 个以上）"]


ABOUT = Article(url="", title="南湖图书馆夜间开放", text="我认为应该开放。馆方显然不该拒绝。理应如此。")


def _about(**changes: object) -> list[str]:
    body = GOOD.body.replace(PARAGRAPH, "南湖图书馆夜里也开门了。", 1)
    note = _with(**{"title": "南湖图书馆夜里开门了", "body": body, **changes})
    return [one.message for one in form(note, ABOUT)]


def test_a_note_that_opens_with_what_it_is_about_passes() -> None:
    assert _about() == []


@pytest.mark.parametrize("line", ["夜里三点还亮着灯，有28个人。", "夜里还能去哪？", "图书馆晚上不关门了。"])
def test_a_first_line_with_a_number_a_question_or_a_key_noun_passes(line: str) -> None:
    assert _about(body=f"{line}\n{GOOD.body}") == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": "夜里去哪儿坐一坐好"}, "标题前 13 字看不出说的是什么"),
        ({"title": "下班以后夜里还能去哪儿坐坐呀南湖图书馆"}, "标题前 13 字看不出说的是什么"),
        ({"body": f"今天说说那件事。\n{GOOD.body}"}, "首行没有数字、问题或原文的关键词"),
        ({"body": f"图书馆。\n不是吵，而是静。\n不是远，而是近。\n{GOOD.body}"}, "“不是…而是…”用了 2 次，宜 1 次以内"),
        ({"body": f"图书馆。\n座位——够。\n灯——亮。\n{GOOD.body}"}, "破折号用了 2 次，宜 1 次以内"),
        ({"body": f"图书馆。\n更静、更亮、更暖。\n{GOOD.body}"}, "“更…更…更…”的排比读来像套话"),
        ({"body": f"图书馆。\n干货满满，保姆级。\n{GOOD.body}"}, "套话 2 处，宜每 300 字一处以内"),
        ({"body": f"图书馆。\n夜里应该开放。\n{GOOD.body}"}, "原文是在表达看法，宜写明是谁的看法（作者认为…）"),
    ],
)
def test_what_reads_like_anybodys_copy_is_a_warning(changes: dict[str, object], message: str) -> None:
    assert _about(**changes) == [message]


def test_one_turn_and_an_attributed_view_pass() -> None:
    body = f"图书馆。\n不是吵，而是静——真静。\n作者认为夜里应该开放。\n{GOOD.body}"
    assert _about(body=body) == []


def _told_by_an_author(body: str) -> list[str]:
    told = replace(ABOUT, text="南湖图书馆夜间开放。我们去看了三次。")
    return [one.message for one in form(Note(title="南湖图书馆夜里开门了", body=body, topics=GOOD.topics), told)]


BORROWED = "“我们”是原文作者，署你的名发出去就成了你的经历"


@pytest.mark.parametrize("line", ["我们自费买了一台，连着用了三周。", "图书馆说“我们不收费”，我们去看了。"])
def test_the_authors_own_we_is_pointed_out_once(line: str) -> None:
    assert _told_by_an_author(f"图书馆。\n{line}\n我们又去了一次。\n{GOOD.body}") == [BORROWED]


@pytest.mark.parametrize(
    "line", ["馆长说：“我们不收费。”", "我国最早的图书馆。", "自我介绍不用写。", "我们一起来看看吧。"]
)
def test_a_we_that_is_not_the_authors_passes(line: str) -> None:
    assert _told_by_an_author(f"图书馆。\n{line}\n{GOOD.body}") == []


def test_where_the_article_has_no_such_author_it_is_no_matter_of_form() -> None:
    note = _with(title="南湖图书馆夜里开门了", body=f"图书馆。\n我们去看了。\n{GOOD.body}")
    assert form(note, replace(ABOUT, text="南湖图书馆夜间开放。")) == ()
