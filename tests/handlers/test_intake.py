"""When an update counts as taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Update

from handlers.intake import Intake

if TYPE_CHECKING:
    import pytest


async def test_an_update_is_handled_before_put_returns() -> None:
    handled: list[object] = []

    async def handle(update: object) -> None:
        handled.append(update)

    intake = Intake()
    intake.handle = handle
    await intake.put(Update(1))
    assert handled == [Update(1)]
    assert intake.empty()


async def test_a_failure_does_not_end_the_polling(caplog: pytest.LogCaptureFixture) -> None:
    async def handle(_update: object) -> None:
        raise ValueError("a bug")

    intake = Intake()
    intake.handle = handle
    await intake.put(Update(7))
    assert "update 7 was not handled" in caplog.text


async def test_the_librarys_own_signal_is_queued() -> None:
    intake = Intake()
    signal = object()
    await intake.put(signal)
    assert intake.get_nowait() is signal
