"""When the courier tries again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from handlers import courier

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(autouse=True)
def coming_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.mark.parametrize(
    ("error", "tried", "again", "pause"),
    [
        (lambda: RetryAfter(7), 1, True, 7),
        (lambda: RetryAfter(timedelta(seconds=1.5)), 3, False, 1.5),
        (lambda: RetryAfter(3600), 1, True, None),
        (lambda: BadRequest("Failed to send message #1 … Too Many Requests: retry after 8"), 1, False, 8),
        (lambda: BadRequest("chat not found"), 1, True, None),
        (lambda: NetworkError("connection reset"), 1, True, 1),
        (TimedOut, 3, True, 4),
        (TimedOut, 1, False, None),
        (lambda: Forbidden("bot was blocked by the user"), 1, True, None),
    ],
)
def test_a_failure_is_tried_again_where_that_helps_and_does_nothing_twice(
    error: Callable[[], TelegramError], tried: int, pause: float | None, *, again: bool
) -> None:
    assert courier.pause_after(error(), tried=tried, again=again) == pause


@pytest.mark.filterwarnings("ignore:.*retry_after")
def test_seconds_as_plain_numbers_are_understood_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PTB_TIMEDELTA")
    assert courier.pause_after(RetryAfter(7), tried=1, again=True) == 7
