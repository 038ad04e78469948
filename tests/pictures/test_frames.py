from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.frames import Box, Frame, frames

HEIGHT = 400.0


def stacked(sizes: list[tuple[float, float, bool]]) -> list[Box]:
    """Boxes one below the other: (gap above, height, bound)."""
    tops = accumulate((gap + height for gap, height, _ in sizes), initial=0.0)
    return [
        Box(top=top + gap, bottom=top + gap + height, bound=bound)
        for top, (gap, height, bound) in zip(tops, sizes, strict=False)
    ]


def sheets(tallest: int) -> st.SearchStrategy[list[Box]]:
    sizes = st.tuples(st.integers(0, 80), st.integers(1, tallest), st.booleans())
    return st.lists(sizes, max_size=60).map(stacked)


@given(sheets(399))
def test_no_cut_goes_through_a_box_that_fits_a_page(boxes: list[Box]) -> None:
    cut = frames(boxes, height=HEIGHT)
    for box in boxes:
        assert sum(frame.top <= box.top and box.bottom <= frame.bottom for frame in cut) == 1


@given(sheets(1500))
def test_every_page_fits_and_all_content_is_shown_in_order(boxes: list[Box]) -> None:
    cut = frames(boxes, height=HEIGHT)
    assert all(0 < frame.height <= HEIGHT + 1e-6 for frame in cut)
    assert all(one.bottom <= other.top for one, other in pairwise(cut))
    for box in boxes:
        shown = sum(max(0, min(box.bottom, frame.bottom) - max(box.top, frame.top)) for frame in cut)
        assert shown == pytest.approx(box.bottom - box.top)


def test_an_empty_sheet_has_no_pages() -> None:
    assert frames([], height=HEIGHT) == ()
    assert frames([Box(top=5, bottom=5)], height=HEIGHT) == ()


def test_a_heading_goes_to_the_next_page_with_its_text() -> None:
    boxes = [Box(top=0, bottom=350), Box(top=360, bottom=390, bound=True), Box(top=395, bottom=700)]
    assert frames(boxes, height=HEIGHT) == (Frame(top=0, bottom=350), Frame(top=360, bottom=700))


def test_boxes_side_by_side_stay_together() -> None:
    boxes = [Box(top=0, bottom=300), Box(top=310, bottom=410), Box(top=305, bottom=380)]
    assert frames(boxes, height=HEIGHT) == (Frame(top=0, bottom=300), Frame(top=305, bottom=410))


def test_what_is_bound_but_taller_than_a_page_is_parted_between_its_boxes() -> None:
    boxes = [Box(top=0, bottom=250, bound=True), Box(top=250, bottom=500, bound=True), Box(top=500, bottom=740)]
    assert [frame.top for frame in frames(boxes, height=HEIGHT)] == [0, 250, 500]


def test_a_nearly_empty_last_page_is_evened_out() -> None:
    lines = [Box(top=n * 20, bottom=n * 20 + 20) for n in range(22)]
    assert [round(frame.height) for frame in frames(lines, height=HEIGHT)] == [220, 220]
