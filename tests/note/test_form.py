from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import Article
from bot.note import form

MARKUP = st.text(alphabet=list("*_`~#>-+|![]()<b/>. \n1a字。！\u200b😀"), max_size=60)


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("**重点**在这", "重点在这"),
        ("## 小标题", "小标题"),
        ("#话题 留下", "#话题 留下"),
        ("- 一条", "• 一条"),
        ("> 引用", "引用"),
        ("---", ""),
        ("```python", ""),
        ("`code` 与 ~~删除~~", "code 与 删除"),
        ("看[这里](https://example.com)", "看这里"),
        ("![图](https://example.com/a.png)", ""),
        ("<b>粗</b><br>", "粗"),
        ("*斜*体", "斜体"),
        ("3*4*5", "3*4*5"),
        ("| 甲 | 乙 |", "甲 | 乙"),
        ("|---|---|", ""),
        ("看\u200b不\U000e0041见", "看不见"),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
)
def test_a_line_becomes_plain(line: str, plain: str) -> None:
    assert form.plain_line(line) == plain


def test_no_more_of_a_line_is_looked_at_than_a_note_could_hold() -> None:
    assert form.plain_line("|" * 40_000 + "字") == form.plain_line("|" * 2000)


def test_paragraphs_have_one_blank_line_between_and_lists_none() -> None:
    assert form.body("一\r\n二\n\n\n\n三\n- 甲\n- 乙\n四") == "一\n\n二\n\n三\n\n• 甲\n• 乙\n\n四"


@given(MARKUP)
@settings(max_examples=200, deadline=None)
def test_a_formed_body_stays_as_it_is(text: str) -> None:
    assert form.body(form.body(text)) == form.body(text)


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(form.sentences(text)) == text


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("一句。两句！三句？", ["一句。", "两句！", "三句？"]),
        ("他说：“好。”然后走了。", ["他说：“好。”", "然后走了。"]),
        ("U.S. cars sell. New ones too! See 3.5 now.", ["U.S. cars sell. ", "New ones too! ", "See 3.5 now."]),
        ("一行\n两行", ["一行\n", "两行"]),
    ],
)
def test_texts_are_cut_after_sentences(text: str, cut: list[str]) -> None:
    assert list(form.sentences(text)) == cut


@pytest.mark.parametrize(
    ("raw", "topics"),
    [
        ("#国产芯片 #DeepSeek #国产芯片", ("国产芯片", "DeepSeek")),
        ("#AI Agent #大模型", ("AIAgent", "大模型")),
        ("国产芯片 DeepSeek、大模型", ("国产芯片", "DeepSeek", "大模型")),
        ("#芯片[话题]# #V3.1", ("芯片", "V31")),
        (["a b", "#c", "1", "长" * 21], ("ab", "c")),
        ("#" + " #".join(f"t{number}" for number in range(12)), tuple(f"t{number}" for number in range(10))),
    ],
)
def test_topics_are_split_cleaned_and_unique(raw: str | list[str], topics: tuple[str, ...]) -> None:
    assert form.topics(raw) == topics


def test_a_paragraph_that_is_a_wall_is_broken_after_a_sentence() -> None:
    sentence = "图书馆夜里开到二十四点，读者凭证进去，自习区和咖啡角都开着。"
    wall = sentence * 5 + "不收费。"
    assert form.aired(f"开到24点。\n\n{wall}") == f"开到24点。\n\n{sentence * 3}\n\n{sentence * 2}不收费。"
    assert form.aired(sentence * 3) == sentence * 3
    assert form.aired(wall * 7) == wall * 7, "there is no room for the breaks"


@given(
    st.lists(
        st.sampled_from(["夜里开门。", "谁来？", "“我来。”他说。", "长" * 95 + "。", "\n", "📖怎么去\n"]), max_size=30
    )
)
def test_nothing_is_lost_where_paragraphs_are_broken(parts: list[str]) -> None:
    text = form.body("".join(parts))
    assert form.aired(text).replace("\n", "") == text.replace("\n", "")
    assert form.aired(form.aired(text)) == form.aired(text)


def test_topics_cut_out_of_sentences_are_left_out_and_those_that_only_begin_alike_stay() -> None:
    halves = (
        "在这项试验中",
        "一",
        "各招40人",
        "新增专业方面",
        "与此同时",
        "为120人",
        "由于流感病毒容易变异",
        "但本人须带证件",
    )
    topics = (
        "在线教育",
        "在职研究生",
        "并购重组",
        "C",
        "芦荡湿地",
        "一年级",
        "把脉问诊",
        "被子",
        "猫",
        "但丁",
        "美的",
        "泰和",
    )
    topics += ("如果国宝会说话", "因为爱情", "把时间当作朋友", "被讨厌的勇气", "实事求是", "在细雨中呼喊", "在人间")
    assert form.without_scraps([*halves, *topics]) == topics


@pytest.mark.parametrize(
    "address", ["evil.com", "www.evil", "https://evil.example/a", "me@mail", "加.evil.top", "evil．cn"]
)
def test_a_topic_that_held_an_address_is_dropped_not_disguised(address: str) -> None:
    assert form.topics(f"#夜读 #{address} #Node.js #ASP.NET #V3.1") == ("夜读", "Nodejs", "ASPNET", "V31")


@pytest.mark.parametrize(
    ("article", "line"),
    [
        (
            Article(url="", title="夜《读》", text="", sitename="晚报", date="2025-01-02"),
            "来源：晚报《夜〈读〉》2025-01-02",
        ),
        (Article(url="", title="夜读", text="", sitename="36kr.com"), "来源：《夜读》"),
        (Article(url="", title="看 https://example.com", text="", sitename="晚报"), "来源：晚报"),
        (Article(url="", title="长" * 80, text=""), f"来源：《{'长' * 59}…》"),
        (Article(url="", title="", text="", date="2025-01-02"), ""),
    ],
)
def test_the_source_is_named_in_words_without_an_address(article: Article, line: str) -> None:
    assert form.source_line(article) == line


def test_a_heading_stays_with_its_text() -> None:
    assert form.body("开头。\n\n🎧它怎么学会的\n录了410小时。\n\n1️⃣ 怎么进\n\n带证。\n\n🤔真的吗？\n真的。") == (
        "开头。\n\n🎧它怎么学会的\n录了410小时。\n\n1️⃣ 怎么进\n带证。\n\n🤔真的吗？\n\n真的。"
    )
