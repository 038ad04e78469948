from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from telegram import Chat, Message, MessageOriginHiddenUser

from bot.note import habits
from handlers import posts
from handlers.posts import Posts

if TYPE_CHECKING:
    import pytest


def message(text: str, *, chat: int = 1, forwarded: bool = True) -> Message:
    now = datetime.now(UTC)
    origin = MessageOriginHiddenUser(now, "小王") if forwarded else None
    return Message(1, now, Chat(chat, "private"), text=text, forward_origin=origin)


def test_what_is_forwarded_is_a_post_only_while_posts_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = Posts()
    assert not waiting.filter(message("一篇"))
    waiting.wait(1)
    assert waiting.filter(message("一篇"))
    assert not waiting.filter(message("一篇", forwarded=False))
    assert not waiting.filter(message(""))
    assert not waiting.filter(message("一篇", chat=2))
    later = posts.time.monotonic() + 601
    monkeypatch.setattr(posts.time, "monotonic", lambda: later)
    assert not waiting.filter(message("一篇"))


def test_the_latest_posts_are_collected_each_once_and_a_new_wait_begins_afresh() -> None:
    waiting = Posts()
    assert waiting.take(message("零")) == ["零"]
    for text in ("一", "二", "二", "三", "四", "五"):
        found = waiting.take(message(text))
    assert found == ["一", "二", "三", "四", "五"]
    assert len(found) == habits.POSTS
    waiting.wait(1)
    assert waiting.take(message("六")) == ["六"]


def test_only_so_many_chats_are_remembered() -> None:
    waiting = Posts()
    for chat in range(1001):
        waiting.wait(chat)
    assert not waiting.filter(message("一篇", chat=0))
    assert waiting.filter(message("一篇", chat=1000))
