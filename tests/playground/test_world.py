from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground import world as module
from bot.playground.world import World

if TYPE_CHECKING:
    import pytest


def test_the_oldest_messages_go_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_MESSAGES", 3)
    world = World(token="1:x")
    chat = world.add_chat("private", members=[world.add_user("小明")])
    for number in range(5):
        world.post(chat, world.bot, {"text": str(number)})
    assert list(chat.messages) == [3, 4, 5]


def test_the_oldest_files_go_when_they_are_too_large_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FILE_BYTES", 10)
    world = World(token="1:x")
    kept = [world.keep_file("a", bytes(4)) for _ in range(3)]
    assert list(world.files.values()) == kept[1:]


def test_the_oldest_contents_of_a_message_go_when_it_is_edited_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_EDITS", 2)
    world = World(token="1:x")
    message = world.post(world.add_chat("private", members=[world.add_user("小明")]), world.bot, {"text": "0"})
    for number in range(1, 5):
        world.edit(message, {"text": str(number)})
    assert [content["text"] for content in message.edits] == ["2", "3"]
