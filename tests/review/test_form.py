from __future__ import annotations

import pytest

from bot.models import Article, Note, Severity
from bot.review.form import emoji, form

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


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("一✨二", ["✨"]),
        ("🇨🇳🇺🇸", ["🇨🇳", "🇺🇸"]),
        ("💇‍♀️ 剪发", ["💇‍♀️"]),
        ("👨‍👩‍👧‍👦👍🏽", ["👨‍👩‍👧‍👦", "👍🏽"]),
        ("1️⃣ 第一", ["1️⃣"]),
        ("❤️❤", ["❤️", "❤"]),
        ("没有 123 # *", []),
    ],
)
def test_a_joined_emoji_counts_once(text: str, signs: list[str]) -> None:
    assert emoji(text) == signs
