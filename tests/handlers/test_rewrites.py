"""What a press means, before anything is written."""

from __future__ import annotations

from typing import Any

import pytest

from bot.models import Note, Version, Wish
from bot.style import Style
from handlers.buttons import Press
from handlers.rewrites import alike, made

ID = "0123456789abcdef"
SHORTER = Wish(kind="shorter")


def version(base: int | None = None, wish: Wish = SHORTER, person: int = 1) -> Version:
    return Version(note=Note(title="题", body="文"), wish=wish, style=Style(), writer="model", base=base, person=person)


@pytest.mark.parametrize(
    ("later", "shown", "count", "index"),
    [
        ([], 0, 1, None),
        ([version(0)], 0, 1, 1),  # the same person pressed twice
        ([version(0)], 0, 2, None),  # … and again, knowing what it had made
        ([version(0, person=2)], 0, 1, None),  # somebody else pressed at the same time
        ([version(0, person=2), version(0)], 0, 1, 2),
        ([version(0, Wish(kind="longer"))], 0, 1, None),  # another wish
        ([version(0, Wish(kind="tone", tone="dry"))], 0, 1, None),
        ([version(0), version(1)], 1, 2, 2),
        ([version(0), version(0)], 1, 2, None),  # made from another version
        ([version(0), version(0)], 0, 1, 1),  # the first that it made
        ([version(None)], 0, 1, None),  # from before it was kept what a version was made from
    ],
)
def test_a_press_makes_a_version_unless_the_person_pressed_before_it_was_known(
    later: list[Version], shown: int, count: int, index: int | None
) -> None:
    press = Press(draft=ID, version=shown, count=count, wish=SHORTER)
    assert made([version(), *later], press, 1) == index


def order(data: str = f"w:{ID}:0.1:shorter", person: int = 1, message: int = 5) -> dict[str, Any]:
    return {"key": "cb:1", "press": data, "person": person, "place": {"chat": 1, "message": message}}


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (order(), True),
        (order(message=6), True),
        (order(f"w:{ID}:0.2:shorter"), True),
        (order(f"w:{ID}:0:shorter"), True),
        (order(f"w:{ID}:1.2:shorter"), False),
        (order(f"w:{ID}:0.1:longer"), False),
        (order(f"w:{ID[::-1]}:0.1:shorter"), False),
        (order(person=2), False),
        ({"chat": 1, "number": 2, "link": "https://example.org"}, False),
    ],
)
def test_only_the_same_wish_of_the_same_person_for_the_same_version_is_asked_twice(
    other: dict[str, Any], *, same: bool
) -> None:
    assert alike(order(), other) is same
