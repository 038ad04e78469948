"""What a message that asks for no note is answered with."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message

from handlers import start, texts


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "你好"}, texts.NO_LINK),
        ({"caption": "看看这张"}, texts.NO_LINK),
        ({"text": "/nonsense"}, texts.UNKNOWN_COMMAND),
        ({}, texts.NOT_TEXT),
    ],
)
def test_every_kind_of_message_has_its_sentence(fields: dict[str, str], said: str) -> None:
    message = Message(1, datetime.now(UTC), Chat(7, "private"), **fields)
    assert start.answer(message) == said


def test_help_says_in_four_lines_what_it_does_and_does_not() -> None:
    assert len(texts.HELP.splitlines()) == 4
    assert "不会替你发布" in texts.HELP
