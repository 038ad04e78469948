"""What the log gets, and what the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import PageRefused
from handlers import errors, texts

if TYPE_CHECKING:
    import pytest


def test_an_error_is_logged_and_explained(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    assert errors.sentence(PageRefused(503)) == texts.explain(PageRefused(503))
    assert "PageRefused: HTTP 503" in caplog.text
