from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import BODY_LIMIT, TOPICS_LIMIT, Note
from bot.note import form
from bot.note.dressed import SIGNATURE_LIMIT, bare, dressed
from bot.style import Style

SOURCE = "来源：南湖晚报《夜间延时》2025-03-12"
BODY = f"图书馆开到24点🌙\n\n📍怎么用\n带读者证。\n\n{SOURCE}"
NOTE = Note(title="图书馆要开到24点了✨", body=BODY, topics=("图书馆", "夜读"))
TEN = tuple(f"话题{number}号" for number in range(10))


@pytest.mark.parametrize(
    ("style", "title", "body", "topics"),
    [
        (Style(), NOTE.title, BODY, NOTE.topics),
        (Style(tone="dry", audience="新手", wishes=("短句",)), NOTE.title, BODY, NOTE.topics),
        (Style(emoji="few"), NOTE.title, BODY, NOTE.topics),
        (
            Style(emoji="none"),
            "图书馆要开到24点了",
            f"图书馆开到24点\n\n怎么用\n\n带读者证。\n\n{SOURCE}",
            NOTE.topics,
        ),
        (
            Style(script="traditional"),
            "圖書館要開到24點了✨",
            "圖書館開到24點🌙\n\n📍怎麼用\n帶讀者證。\n\n來源：南湖晚報《夜間延時》2025-03-12",
            ("圖書館", "夜讀"),
        ),
        (Style(script="simplified"), NOTE.title, BODY, NOTE.topics),
        (Style(topics=("我的书桌", "夜读")), NOTE.title, BODY, ("我的书桌", "夜读", "图书馆")),
        (Style(topics=TEN), NOTE.title, BODY, TEN),
        (
            Style(signature="—— 小王"),
            NOTE.title,
            f"图书馆开到24点🌙\n\n📍怎么用\n带读者证。\n\n—— 小王\n\n{SOURCE}",
            NOTE.topics,
        ),
        (
            Style(signature="小王讲书", script="traditional", topics=("读书",)),
            "圖書館要開到24點了✨",
            "圖書館開到24點🌙\n\n📍怎麼用\n帶讀者證。\n\n小王講書\n\n來源：南湖晚報《夜間延時》2025-03-12",
            ("讀書", "圖書館", "夜讀"),
        ),
    ],
)
def test_code_vouches_for_script_emoji_topics_and_signature(
    style: Style, title: str, body: str, topics: tuple[str, ...]
) -> None:
    found = dressed(NOTE, style)
    assert (found.title, found.body, found.topics) == (title, body, topics)
    assert dressed(found, style) == found


def test_a_signature_is_the_last_line_where_no_source_is_named() -> None:
    assert dressed(Note(title="题", body="一段。"), Style(signature="小王")).body == "一段。\n\n小王"


def test_a_note_without_a_body_is_not_signed() -> None:
    assert dressed(Note(title="题", body=""), Style(signature="小王")).body == ""


def test_the_signature_is_there_once_whatever_a_writer_made_of_it() -> None:
    style = Style(signature="小王讲书", script="traditional")
    body = f"一段。\n小王讲书\n\n小王講書\n\n{SOURCE}"
    found = dressed(Note(title="题", body=body), style)
    assert found.body.count("小王講書") == 1
    assert bare(found, style).body == "一段。\n\n來源：南湖晚報《夜間延時》2025-03-12"


def test_a_short_note_ends_with_a_whole_sentence_and_its_source() -> None:
    body = "\n\n".join(["一句十个字的话在这里。"] * 60 + [SOURCE])
    found = dressed(Note(title="题", body=body), Style(length="shorter", signature="小王"))
    assert 350 < len(found.body) <= 410
    assert found.body.endswith(f"在这里。\n\n小王\n\n{SOURCE}")


@given(
    st.text("字。\n#a1🌙来源：", max_size=1200),
    st.text(max_size=2 * SIGNATURE_LIMIT),
    st.lists(st.text("话题甲乙丙abc# ", min_size=1, max_size=20), max_size=14),
    st.sampled_from(["", "simplified", "traditional"]),
    st.sampled_from(["", "none", "many"]),
)
def test_a_dressed_note_is_within_the_limits_and_stays_as_it_is(
    body: str, signature: str, topics: list[str], script: str, emoji: str
) -> None:
    style = Style(signature=signature, topics=tuple(topics), script=script, emoji=emoji, length="shorter")  # type: ignore[arg-type]
    note = Note(title="题", body=form.body(body), topics=form.topics(topics))
    found = dressed(note, style)
    assert found.text_length <= BODY_LIMIT
    assert len(found.topics) <= TOPICS_LIMIT
    assert dressed(found, style) == found
