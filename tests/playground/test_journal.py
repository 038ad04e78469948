from __future__ import annotations

from bot.playground.journal import Journal


async def test_a_wait_for_nothing_ends_empty() -> None:
    assert await Journal().wait(0, seconds=0.01) == []


async def test_only_the_newest_events_are_kept() -> None:
    journal = Journal(limit=2)
    for number in range(3):
        journal.add("message", number=number)
    assert [event["seq"] for event in await journal.wait(0, seconds=1)] == [2, 3]
