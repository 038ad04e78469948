from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.models import Note
from bot.note import reply

WHOLE = "【标题】夜里也开门\n【正文】\n开到24点。\n\n不收费。\n【话题】#图书馆 #夜间"
NOTE = Note(title="夜里也开门", body="开到24点。\n\n不收费。", topics=("图书馆", "夜间"))
PIECES = st.lists(
    st.sampled_from(
        [
            *"【】[]<>*#`_-:：\n 。！？ab字",
            "【标题】",
            "【正文】",
            "【话题】",
            "**【正文】**",
            "标题：",
            "正文：",
            "话题：",
            "\n\n",
            "<think>",
            "```\n",
            "\n【怎么去】",
            "\n不用等到第二天。",
        ]
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        "好的，这是笔记：\n\n" + WHOLE,
        WHOLE.replace("【", "**【").replace("】", "】**"),
        WHOLE.replace("【", "### 【"),
        WHOLE.replace("【", "[").replace("】", "]"),
        WHOLE.replace("【", "「").replace("】", "」："),
        WHOLE.replace("【", "").replace("】", "："),
        WHOLE.replace("【", "**").replace("】", ":** "),
        WHOLE.replace("【", "## ").replace("】", "\n"),
        WHOLE.replace("\n【", "【").replace("】\n", "】"),
        "```\n" + WHOLE + "\n```",
        "<think>写【标题】假\n【正文】假的。</think>\n" + WHOLE,
        "想一想【正文】不对。</think>" + WHOLE,
        WHOLE.replace("【话题】", ""),
        WHOLE.replace("\n【话题】", " "),
        WHOLE.replace("【标题】", ""),
        WHOLE.replace("【正文】\n", ""),
        WHOLE.replace("#图书馆 #夜间", "图书馆、夜间"),
        WHOLE.replace("#图书馆 #夜间", "#图书馆[话题]# #夜间[话题]#"),
        WHOLE.replace("\n", "\r\n"),
        WHOLE + "\n【标题】另一版\n【正文】别的。",
        '{"title": "夜里也开门", "body": "开到24点。\n\n不收费。", "topics": ["图书馆", "夜间"]}',
        '```json\n{"标题": "夜里也开门", "正文": "开到24点。\\n不收费。", "话题": "#图书馆 #夜间"}\n```',
    ],
)
def test_a_note_is_read_with_the_usual_slips(text: str) -> None:
    assert reply.read(text) == NOTE


@pytest.mark.parametrize(
    "text", ["", "  \n", "【标题】只有标题", "闲话一句", "{", '{"title": 1}', "[1]", "{[}", "<think>没完"]
)
def test_what_holds_no_body_is_no_note(text: str) -> None:
    assert reply.read(text) is None


@pytest.mark.parametrize(
    ("lines", "length", "end"),
    [
        (["".join(f"第{n}句不长也不短，正好十六。" for n in range(k, k + 100)) for k in (100, 200, 300)], 3988, "六。"),
        ([sign * 800 for sign in ("a@", "b@", "c@")], 3202, "b@"),
    ],
    ids=["sentences", "endless"],
)
def test_a_body_that_is_far_too_long_is_cut_after_a_sentence(lines: list[str], length: int, end: str) -> None:
    note = reply.read("【标题】长文\n【正文】" + "\n".join(lines))
    assert note is not None
    assert len(note.body) == length
    assert note.body.endswith(end)


def test_what_goes_round_in_circles_is_read_once_and_what_may_be_said_again_stays() -> None:
    circle = "开到24点，不收费的。想坐多久就坐多久，咖啡角也不关门，自习区有座位。"
    hours = "开放时间：9:00—17:00"
    lines = ["【标题】夜读", f"【正文】{circle}", circle, "南湖", hours, "北湖", hours, "东湖", hours, circle]
    note = reply.read("\n".join(lines))
    assert note
    assert note.body.count(circle) == 1
    assert note.body.count(hours) == 3
    again = reply.read("【标题】夜读\n【正文】" + "\n".join(f"第{n}天去看书。我们在南湖图书馆见。" for n in "一二三四"))
    assert again
    assert again.body.count("我们在南湖图书馆见。") == 2


def test_a_reply_without_a_title_is_left_to_the_mender() -> None:
    assert reply.read("【正文】开到24点。") == Note(title="", body="开到24点。")


@given(PIECES)
@example("【正文】>**【正文】**")
@example("【正文】>[正文]**")
@example("【正文】\n标题：**")
@settings(max_examples=300, deadline=None)
def test_what_is_seen_only_grows(text: str) -> None:
    title = body = ""
    for end in range(1, len(text) + 1):
        seen = reply.seen(text[:end])
        assert seen[0].startswith(title)
        assert seen[1].startswith(body)
        title, body = seen


@given(st.integers(0, len(WHOLE)))
def test_what_is_seen_is_the_beginning_of_the_note(end: int) -> None:
    title, body = reply.seen(WHOLE[:end])
    assert NOTE.title.startswith(title)
    assert NOTE.body.startswith(body)


def test_a_whole_sentence_is_seen_before_its_line_ends() -> None:
    assert reply.seen("【标题】夜里也开门\n【正文】\n开到24点。不收") == ("夜里也开门", "开到24点。")


def test_thinking_is_known_by_its_open_tag() -> None:
    assert reply.thinks("<think>嗯")
    assert not reply.thinks("<think>嗯</think>【标题】")
    assert not reply.thinks("【标题】")


@pytest.mark.parametrize(
    "text", ["抱歉，我无法协助。", "对不起，这不行", "I'm sorry, but I can't help.", "我不能写这个"]
)
def test_a_no_of_the_model_is_known(text: str) -> None:
    assert reply.refuses(text)
    assert not reply.refuses("好的")


def test_a_topic_that_is_half_a_sentence_is_not_read() -> None:
    read = reply.read("【标题】夜里也开门\n【正文】\n开到24点。\n【话题】#图书馆 #在这项试验中 #一")
    assert read
    assert read.topics == ("图书馆",)


EARLY = "【标题】夜里也开门\n【正文】\n开到24点。\n【话题】#图书馆 #夜间\n"


@pytest.mark.parametrize(
    ("after", "body"),
    [
        ("【怎么去】地铁1号线到南湖站。\n不收费。\n【话题】#南湖", "\n【怎么去】地铁1号线到南湖站。\n不收费。"),
        ("馆长周岚说，想让下班的人有地方坐。\n【话题】#图书馆 #南湖", "\n馆长周岚说，想让下班的人有地方坐。"),
        ("希望这篇笔记对你有帮助！需要修改请告诉我。", ""),
        ("馆长说，想让人有地方坐。 #南湖\n【话题】#夜间", "\n馆长说，想让人有地方坐。"),
        ("【配图建议】图书馆夜里的窗。", ""),
        ("【温馨提示】以上内容由AI生成。", ""),
        (
            "馆长说，想让人有地方坐。\n【怎么去】地铁到南湖站。\n【话题】#南湖",
            "\n馆长说，想让人有地方坐。\n【怎么去】地铁到南湖站。",
        ),
    ],
)
def test_a_body_that_goes_on_after_its_topics_is_read_to_its_end_and_a_remark_is_not(after: str, body: str) -> None:
    read = reply.read(EARLY + after)
    assert read
    assert read.body.replace("\n\n", "\n") == f"开到24点。{body}"
    assert set(read.topics) <= {"图书馆", "夜间", "南湖"}


def test_topics_without_a_mark_and_with_a_full_stop_are_read() -> None:
    read = reply.read("【标题】夜里也开门\n【正文】\n开到24点。\n【话题】图书馆、夜间开放。\n#南湖")
    assert read
    assert read.topics == ("图书馆", "夜间开放", "南湖")


def test_a_topic_whose_number_would_lose_its_point_is_left_out() -> None:
    read = reply.read(
        "【标题】夜里也开门\n【正文】\n开到24点。\n【话题】#全长28.4公里 #GPT-4.1 #12:30开门 #3.15晚会 #夜间"
    )
    assert read
    assert read.topics == ("GPT41", "315晚会", "夜间")
