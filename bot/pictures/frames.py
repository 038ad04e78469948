"""Decides where a long sheet is cut into pages, so that no line of text and no image is sliced; pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_THIN: Final = 0.5
"""A last page that is less full than this is evened out with the others."""
_STEPS: Final = 12
"""Halvings of the search for an even height; 12 find it to a tenth of a CSS pixel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What must not be cut: a line of text or an image, from `top` to `bottom`; `bound` to stay with the next one."""

    top: float
    bottom: float
    bound: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The part of the sheet that one page shows."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        """How much of a page it fills."""
        return self.bottom - self.top


_Band: TypeAlias = "tuple[Frame, bool]"
"""A stretch without a place to cut, and whether it is bound to the next."""


def frames(boxes: Iterable[Box], *, height: float) -> tuple[Frame, ...]:
    """Cut a sheet into frames of at most `height`, in order, covering every box.

    Boxes that overlap stay together. Only what is taller than a page is cut within: first where its parts are
    merely bound to each other, then anywhere.
    """
    groups = _grouped(_bands(boxes), height)
    cut = _greedy(groups, height)
    if len(cut) > 1 and cut[-1].height < _THIN * height:
        cut = _evened(groups, height, len(cut))
    return cut


def _bands(boxes: Iterable[Box]) -> list[_Band]:
    """Merge boxes that overlap."""
    bands: list[_Band] = []
    for box in sorted(boxes, key=lambda box: (box.top, box.bottom)):
        if bands and box.top < bands[-1][0].bottom:
            band, bound = bands.pop()
            bands.append((Frame(top=band.top, bottom=max(band.bottom, box.bottom)), bound or box.bound))
        elif box.bottom > box.top:
            bands.append((Frame(top=box.top, bottom=box.bottom), box.bound))
    return bands


def _grouped(bands: Sequence[_Band], height: float) -> list[Frame]:
    """Join what is bound together as long as it fits a page, and slice what is too tall for one."""
    groups: list[Frame] = []
    bound = False
    for band, binds in bands:
        if bound and band.bottom - groups[-1].top <= height:
            groups[-1] = Frame(top=groups[-1].top, bottom=band.bottom)
        else:
            groups.extend(_sliced(band, height))
        bound = binds
    return groups


def _sliced(band: Frame, height: float) -> list[Frame]:
    edges = [band.top]
    while band.bottom - edges[-1] > height:
        edges.append(edges[-1] + height)
    edges.append(band.bottom)
    return [Frame(top=top, bottom=bottom) for top, bottom in pairwise(edges)]


def _greedy(groups: Sequence[Frame], height: float) -> tuple[Frame, ...]:
    """Fill page after page."""
    cut: list[Frame] = []
    for group in groups:
        if cut and group.bottom - cut[-1].top <= height:
            cut[-1] = Frame(top=cut[-1].top, bottom=group.bottom)
        else:
            cut.append(group)
    return tuple(cut)


def _evened(groups: Sequence[Frame], height: float, pages: int) -> tuple[Frame, ...]:
    """Find the lowest height that needs no more pages, so that all are about equally full."""
    low, best = max(group.height for group in groups), height
    for _ in range(_STEPS):
        middle = (low + best) / 2
        if len(_greedy(groups, middle)) <= pages:
            best = middle
        else:
            low = middle
    return _greedy(groups, best)
