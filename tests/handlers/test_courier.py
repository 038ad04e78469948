"""When the courier tries again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from handlers import reach

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("error", "heals"),
    [
        (lambda: NetworkError("connection reset"), True),
        (TimedOut, True),
        (lambda: BadRequest("chat not found"), False),
        (lambda: Forbidden("bot was blocked by the user"), False),
        (lambda: RetryAfter(7), False),
    ],
)
def test_only_what_a_network_did_is_tried_again(error: Callable[[], TelegramError], heals: bool) -> None:  # noqa: FBT001
    assert reach.heals(error()) is heals
