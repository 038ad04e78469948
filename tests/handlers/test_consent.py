"""The buttons with which a person says yes or no to being remembered."""

from __future__ import annotations

import pytest

from bot.models import Article, Draft, Note, Version, Wish
from bot.style import Style
from handlers import buttons, consent
from handlers.consent import Answer
from handlers.texts import wishes as texts

DRAFT = "0123456789abcdef"


def draft(wish: Wish, key: str) -> Draft:
    version = Version(note=Note(title="标题", body="正文"), wish=wish, style=Style(), writer="model", key=key)
    return Draft(id=DRAFT, article=Article(url="", title="", text=""), versions=(version,))


@pytest.mark.parametrize(
    "answer",
    [
        Answer(verb="offer", draft=DRAFT, version=9999),
        Answer(verb="ask", number=12),
        Answer(verb="keep", number=9_999_999_999_999_999),
        Answer(verb="drop", number=1),
        Answer(verb="once", number=12, draft=DRAFT, version=3),
    ],
)
def test_what_a_button_carries_is_read_back_and_fits(answer: Answer) -> None:
    assert consent.parse(consent.write(answer)) == answer
    assert len(consent.write(answer).encode()) <= 64


@pytest.mark.parametrize(
    "data", ["", "k:keep", "k:steal:1::0", "k:keep:01::0", "k:keep:1:xyz:0", "w:1", "k:keep:1::0\n"]
)
def test_anything_else_is_no_answer(data: str) -> None:
    assert consent.parse(data) is None


@pytest.mark.parametrize(
    ("wish", "key", "labels"),
    [
        (Wish(kind="shorter"), "msg:1:0000000002", [texts.REMEMBER]),
        (Wish(kind="said", text="活泼点"), "msg:1:0000000002", [texts.REMEMBER]),
        (Wish(kind="shorter"), "cb:123", []),
        (Wish(kind="said", text="活泼点", quote="一句。"), "msg:1:0000000002", []),
        (Wish(kind="title"), "msg:1:0000000002", []),
        (Wish(), "msg:1:0000000002", []),
    ],
)
def test_only_below_what_was_said_and_can_last_it_is_offered_to_remember(
    wish: Wish, key: str, labels: list[str]
) -> None:
    made = draft(wish, key)
    assert [button.text for button in consent.row(made, 0)] == labels
    rows = buttons.keyboard(made, 0, []).inline_keyboard
    assert [button.text for button in rows[-1]] == labels or not labels
