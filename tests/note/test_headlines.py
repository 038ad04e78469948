"""The titles that a reply offers, and those of an excerpt."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Article, Brief, Headline, silent
from bot.note import reply
from bot.note.offline import OfflineWriter

NOTE = "【标题】开到24点\n【正文】\n夜里也开。\n【话题】#图书馆\n"
NUMBER = Headline(title="3个月试行", kind="数字", reason="先说期限")


@pytest.mark.parametrize(
    "line",
    [
        "数字｜3个月试行｜先说期限",
        "- 数字 | 3个月试行 | 先说期限",
        "1. 数字｜「3个月试行」｜先说期限".replace("「", "").replace("」", ""),
        "【数字】｜**3个月试行**｜先说期限",
        "数字｜#3个月试行｜先说期限｜",
    ],
)
@pytest.mark.parametrize("marker", ["【备选】\n", "【备选标题】", "**【备选】**\n", "备选：\n"])
def test_a_title_comes_with_its_kind_and_its_reason(marker: str, line: str) -> None:
    assert reply.titles(f"{NOTE}{marker}{line}") == (NUMBER,)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("试行三个月", (Headline(title="试行三个月"),)),
        ("提问｜夜里还能坐吗", (Headline(title="夜里还能坐吗", kind="提问"),)),
        ("夜里还能坐吗这是一问｜读者想知道", (Headline(title="夜里还能坐吗这是一问", reason="读者想知道"),)),
        ("提问｜｜没有标题", ()),
        ("\n\n", ()),
    ],
)
def test_as_much_is_read_as_is_there(line: str, offered: tuple[Headline, ...]) -> None:
    assert reply.titles(f"{NOTE}【备选】\n{line}") == offered


def test_the_note_itself_is_the_same_with_and_without_them() -> None:
    text = f"{NOTE}【备选】\n数字｜3个月试行｜先说期限"
    assert reply.read(text) == reply.read(NOTE)
    assert reply.titles(NOTE) == ()
    assert reply.seen(text) == reply.seen(f"{NOTE}【备选】\n")


def test_a_reply_in_json_may_offer_them_as_strings_or_objects() -> None:
    found = {
        "title": "开到24点",
        "body": "夜里也开。",
        "titles": [{"k": "数字", "t": "3个月试行", "r": "先说期限"}, "夜读"],
    }
    assert reply.titles(json.dumps(found, ensure_ascii=False)) == (NUMBER, Headline(title="夜读"))


def test_the_same_title_is_offered_once_and_no_more_than_five() -> None:
    lines = "\n".join(f"数字｜第{n % 7}个标题｜原因" for n in range(20))
    assert [one.title for one in reply.titles(f"{NOTE}【备选】\n{lines}")] == [f"第{n}个标题" for n in range(5)]


@given(st.text(max_size=300))
def test_no_reply_breaks_the_reading(text: str) -> None:
    for one in reply.titles(f"{NOTE}【备选】\n{text}"):
        assert one.title
        assert len(one.reason) <= 40


async def test_an_excerpt_offers_the_articles_own_titles_and_says_where_they_stand() -> None:
    article = Article(
        url="https://a.example/1",
        title="南湖图书馆夜间延时开放",
        text="南湖图书馆夜间开放时间由21点延长至24点，试行三个月。\n延时期间不办理借还，只开放自习区和咖啡角。",
    )
    written = await OfflineWriter({}).write(Brief(article=article), report=silent)
    assert written.titles[0] == Headline(title="南湖图书馆夜间延时开放", kind="原文", reason="原文的标题，长了就缩短")
    assert all(one.reason for one in written.titles)
