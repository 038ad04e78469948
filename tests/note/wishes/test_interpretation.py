"""What a model says that somebody means, and how little of it is believed."""

from __future__ import annotations

import pytest

from bot.models import Meaning, Note, Version, Wish
from bot.note import tones
from bot.note.wishes import interpretation
from bot.style import Style

TONES = tones.load()
VERSION = Version(note=Note(title="夜读", body="一段。\n\n二段。"), wish=Wish(), style=Style(), writer="model")
SHORTER = Style(length="shorter")


@pytest.mark.parametrize(
    ("answer", "words", "meaning"),
    [
        ("这篇：短一点", "好累赘", Meaning(wish=Wish(kind="shorter"))),
        ("1. 这篇: 「活泼一点」。", "像公文", Meaning(wish=Wish(kind="said", text="活泼一点"))),
        (
            "这篇：短一点\n这篇：写给老人看",
            "看不懂",
            Meaning(wish=Wish(kind="said", style=Style(length="shorter", audience="老人"))),
        ),
        ("这篇：第二段重写", "中间那块怪", Meaning(wish=Wish(kind="said", text="第二段重写", quote="二段。"))),
        ("以后：短一点", "往后都利索些", Meaning(wish=Wish(kind="shorter"), lasting=SHORTER)),
        ("以后：短一点", "往後都俐落些", Meaning(wish=Wish(kind="shorter"), lasting=SHORTER)),
        ("以后：短一点", "利索些", Meaning(wish=Wish(kind="shorter"), lasting=SHORTER, unclear=True)),
        ("不清楚：短一点", "我爱看利索的", Meaning(wish=Wish(kind="shorter"), lasting=SHORTER, unclear=True)),
        ("<think>以后：短</think>\n无。", "困了", Meaning()),
        ("", "困了", None),
        ("好的，我来改短一点！", "利索些", None),
        ("短一点", "利索些", None),
        ("无\n无", "利索些", None),
    ],
)
def test_only_lines_in_the_form_asked_for_count(answer: str, words: str, meaning: Meaning | None) -> None:
    assert interpretation.read(answer, words, tones=TONES, version=VERSION) == meaning


def test_an_answer_without_end_is_cut() -> None:
    meaning = interpretation.read("这篇：" + "长" * 5000, "利索些", tones=TONES, version=VERSION)
    assert meaning is not None
    assert meaning.wish == Wish(kind="said", text="长" * 60)
    many = interpretation.read("这篇：活泼\n" * 50, "利索些", tones=TONES, version=VERSION)
    assert many is not None
    assert many.wish == Wish(kind="said", text="，".join(["活泼"] * 5))
