from __future__ import annotations

import pytest

from bot.playground.failure import Failure
from bot.playground.flood import Flood


class Clock:
    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


def test_off_means_off() -> None:
    flood = Flood()
    for _ in range(100):
        flood.spend(1, weight=10)


def test_a_chat_takes_a_message_a_second_after_a_small_burst() -> None:
    clock = Clock()
    flood = Flood(on=True, clock=clock)
    for _ in range(4):
        flood.spend(1)
    with pytest.raises(Failure) as refused:
        flood.spend(1)
    assert refused.value.wire["parameters"] == {"retry_after": 1}
    flood.spend(2)
    clock.time += 1
    flood.spend(1)


def test_an_album_counts_each_picture() -> None:
    flood = Flood(on=True, clock=Clock())
    flood.spend(1, weight=10)
    with pytest.raises(Failure, match="retry after 7"):
        flood.spend(1)


def test_a_group_takes_twenty_a_minute() -> None:
    clock = Clock()
    flood = Flood(on=True, clock=clock)
    for _ in range(20):
        flood.spend(-5)
        clock.time += 1
    with pytest.raises(Failure, match="retry after 40"):
        flood.spend(-5)
    clock.time += 40
    flood.spend(-5)
