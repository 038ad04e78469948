"""What the buttons about drafts carry."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.store import Entry
from handlers import drawer
from handlers.texts import drafts as texts

ENTRY = Entry(id="0123456789abcdef", title="标题", created=datetime(2026, 11, 2, 23, tzinfo=UTC))


def data(keyboard: object) -> list[str]:
    return [button.callback_data for row in keyboard.inline_keyboard for button in row]  # type: ignore[attr-defined]


def test_every_button_is_read_as_what_it_says_and_fits_telegrams_64_bytes() -> None:
    one, each = data(drawer.several())
    yes, no = data(drawer.forget(2**52))
    draft, newer, older = data(drawer.history([ENTRY] * 11, 9999, zone=UTC))[-3:]
    export = str(drawer.export(ENTRY.id, 9999).callback_data)
    assert [drawer.chosen(one), drawer.chosen(each)] == [True, False]
    assert [drawer.forgets(yes), drawer.forgets(no)] == [(True, 2**52), (False, 2**52)]
    assert drawer.turned(draft) == drawer.Turn(draft=ENTRY.id)
    assert drawer.turned(newer) == drawer.Turn(page=9998)
    assert drawer.exported(export) == (ENTRY.id, 9999)
    assert all(len(one.encode()) <= 64 for one in (one, each, yes, no, draft, newer, older, export))


@pytest.mark.parametrize(
    "other", ["", "w:1", "l:two", "h:", "h:p-1", "h:p00000", "h:xyz", "e:0:1", "f:y:", "f:m:1", "l:one\n"]
)
def test_another_button_is_not_read(other: str) -> None:
    assert drawer.chosen(other) is None
    assert drawer.turned(other) is None
    assert drawer.exported(other) is None
    assert drawer.forgets(other) is None


@pytest.mark.parametrize(
    ("entries", "page", "turns"),
    [(3, 0, []), (10, 0, []), (11, 0, [texts.OLDER]), (11, 2, [texts.NEWER, texts.OLDER]), (4, 1, [texts.NEWER])],
)
def test_a_page_has_ten_notes_and_says_where_there_are_more(entries: int, page: int, turns: list[str]) -> None:
    rows = drawer.history([ENTRY] * entries, page, zone=UTC).inline_keyboard
    labels = [button.text for row in rows for button in row]
    assert labels == ["11/2 标题"] * min(entries, 10) + turns
