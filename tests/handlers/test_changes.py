"""Two versions → a message that marks what changed."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Draft, Note, Version, Wish, utf16_length
from bot.style import Style
from handlers import changes
from handlers.texts import versions as words
from tests.support.fakes import ARTICLE

BASE = Note(title="图书馆开到24点", body="先试三个月。\n\n不收费。", topics=("图书馆", "自习"))


def compared(note: Note, base: Note = BASE) -> str:
    first = Version(note=base, wish=Wish(), style=Style(), writer="model")
    second = Version(note=note, wish=Wish(), style=Style(), writer="model", base=0)
    return changes.compared(Draft(id="0" * 16, article=ARTICLE, versions=(first, second)), 1).html


class Marks(HTMLParser):
    """The text that Telegram shows, and its marked pieces; Telegram refuses a tag that is left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.marked: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser calls it
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._open:
            self.marked.append((self._open[-1], data))


def marked(note: Note, base: Note = BASE) -> list[tuple[str, str]]:
    """What is marked beside the legend."""
    return Marks(compared(note, base)).marked[2:]


@pytest.mark.parametrize(
    ("note", "pieces"),
    [
        (BASE, [("b", "标题"), ("b", "正文"), ("b", "话题")]),
        (
            Note(title="图书馆开到23点", body=BASE.body, topics=BASE.topics),
            [("b", "标题"), ("s", "24"), ("u", "23"), ("b", "正文"), ("b", "话题")],
        ),
        (
            Note(title=BASE.title, body="先试三个月。", topics=("图书馆", "咖啡")),
            [("b", "标题"), ("b", "正文"), ("s", "\n\n不收费。"), ("b", "话题"), ("s", "#自习 "), ("u", "#咖啡 ")],
        ),
    ],
)
def test_what_goes_is_struck_through_and_what_comes_is_underlined(note: Note, pieces: list[tuple[str, str]]) -> None:
    assert marked(note) == pieces


def test_what_did_not_change_is_said_in_a_word() -> None:
    assert compared(BASE).count(words.UNCHANGED) == 3


def test_of_a_long_body_only_what_stands_beside_a_change_is_shown() -> None:
    body = "甲" * 100 + "。售价 1999 元。" + "乙" * 100 + "。"
    html = compared(Note(title="题", body=body.replace("1999", "2999")), Note(title="题", body=body))
    assert f"\n…{'甲' * 20}。售价 <s>1999</s><u>2999</u> 元。{'乙' * 21}…" in html


def test_what_is_marked_is_escaped() -> None:
    assert "<u>&lt;b&gt; &amp;</u>" in compared(Note(title="题", body="<b> &"), Note(title="题", body=""))


@given(st.text(max_size=2500), st.text(max_size=2500), st.lists(st.text(max_size=20), max_size=10))
def test_whatever_the_versions_say_the_message_is_whole_and_fits(before: str, after: str, topics: list[str]) -> None:
    base, note = Note(title=before[:40], body=before), Note(title=after[:40], body=after, topics=tuple(topics))
    assert utf16_length(Marks(compared(note, base)).text) <= 4096


@pytest.mark.parametrize(("length", "removed"), [(2000, True), (4000, False)])
def test_a_comparison_that_does_not_fit_says_so(length: int, *, removed: bool) -> None:
    html = compared(Note(title="新", body="新" * length), Note(title="旧", body="旧" * length))
    assert html.endswith(words.MORE_CHANGES)
    assert ("<s>旧旧" in html, "<b>正文</b>" in html) == (removed, removed)
    assert "新新" not in html
