"""A number as it stands in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import re

SHARE: Final = "%"
NAMED: Final = frozenset({"date", "clock", "weekday", "年", "月", "日", "旬", "季度", "年级"})
"""Kinds that are points, not amounts."""


class Quantity(NamedTuple):
    """A number as it stands in a text: its value in the unit's base, and where it stands."""

    value: float
    unit: str
    counted: str
    start: int
    end: int
    rough: str = ""
    """The words before and the sign after it that loosen it: 约, 超过, 多."""
    step: float = 0
    """One in the last place that is written out, in the unit's base: 1000 in 4.7万; 0 where it is not known."""


def take(taken: bytearray, match: re.Match[str]) -> bool:
    """Claim the signs of a match; False where another number has some of them."""
    start, end = match.span()
    if any(taken[start:end]):
        return False
    taken[start:end] = b"\1" * (end - start)
    return True
