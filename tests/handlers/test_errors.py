"""What the log gets."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import Conflict, NetworkError

from bot.errors import PageRefused
from handlers import errors, texts

if TYPE_CHECKING:
    from telegram.error import TelegramError


def test_an_error_of_ours_is_explained(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    assert errors.sentence(PageRefused(503)) == texts.explain(PageRefused(503))
    assert "PageRefused: HTTP 503" in caplog.text


def test_any_other_error_is_logged_whole_and_told_in_one_sentence(caplog: pytest.LogCaptureFixture) -> None:
    assert errors.sentence(ValueError("a bug")) == texts.UNEXPECTED
    assert "ValueError: a bug" in caplog.text


async def test_a_bug_in_a_handler_is_logged_whole(caplog: pytest.LogCaptureFixture) -> None:
    context: Any = SimpleNamespace(error=ValueError("a bug"))
    await errors.unhandled(None, context)
    assert "ValueError: a bug" in caplog.text


@pytest.mark.parametrize(
    ("error", "words"),
    [(Conflict("terminated by other getUpdates request"), "another process"), (NetworkError("reset"), "trying again")],
)
def test_failing_polls_are_one_line_each(error: TelegramError, words: str, caplog: pytest.LogCaptureFixture) -> None:
    errors.polling(error)
    assert words in caplog.text
    assert "Traceback" not in caplog.text
