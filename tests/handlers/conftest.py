"""The library as the bot has it."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def coming_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library speak of floods in its coming types, as serving does; else it warns."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
