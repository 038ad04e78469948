"""What the bot says of who posts a group's notes."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Final

from bot.team import Act

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.models import Draft
    from bot.team import Mark, Post

_HERE: Final = timezone(timedelta(hours=8))
"""The platform's people are in China."""
_MOMENT: Final = "{0.month}月{0.day}日 {0:%H:%M}"

BUTTONS: Final[Mapping[Act, str]] = {
    Act.CLAIM: "我来发",
    Act.CHANGES: "需要改",
    Act.APPROVE: "通过",
    Act.POSTED: "已发",
}
CHOSEN: Final[Mapping[Act, str]] = {
    Act.CLAIM: "✓ 在发",
    Act.CHANGES: "✓ 要改",
    Act.APPROVE: "✓ 通过",
    Act.POSTED: "✓ 已发",
}
"""Short: four stand in a row on a phone."""
CLAIMED: Final = "👤 {name} 来发（{moment}）"
APPROVED: Final = "✅ {name} 看过，可以发（{moment}）"
CHANGES: Final = "✏️ {name} 说需要改（{moment}）"
POSTED: Final = "📮 {name} 已发（{moment}）"
OPEN: Final = "还没有人认领"

TAKEN: Final = "{name} 已经认领了，不用重复发。"
DONE: Final = "好，记下了。"
IS_POSTED: Final = "已经标了「已发」；再点「已发」可以撤回。"

AGAIN: Final = "再写一版"
KNOWN: Final = "这篇 {name} 在 {moment} 写过（{state}）。要另写一版就点「再写一版」。"
SOMEBODY: Final = "有人"
WRITING_AGAIN: Final = "好，另写一版…"
TWIN: Final = "和 {name} {moment} 的《{title}》很像"

BOARD: Final = "最近 {days} 天的笔记："
NO_BOARD: Final = "最近 {days} 天这个群里没有笔记。"
NOT_CLAIMED: Final = "待认领（{count}）"
UNDER_WAY: Final = "有人在发（{count}）"
SENT: Final = "已发（{count}）"
MORE: Final = "……还有 {count} 篇"


def when(moment: datetime) -> str:
    """Say a moment in the platform's time zone."""
    return _MOMENT.format(moment.astimezone(_HERE))


def state(post: Post) -> str:
    """Say where a note is, in one line for each thing that was said of it; "" where nothing was."""
    verdict = APPROVED if post.verdict is Act.APPROVE else CHANGES
    said = ((CLAIMED, None if post.posted else post.claimed), (verdict, post.judged), (POSTED, post.posted))
    return "\n".join(_marked(words, mark) for words, mark in said if mark)


def known(draft: Draft, post: Post) -> str:
    """Say that a link was written on before: by whom, when, and where that note is."""
    moment = when(draft.created) if draft.created else ""
    lines = state(post).replace("\n", "；") or OPEN
    return KNOWN.format(name=draft.name or SOMEBODY, moment=moment, state=lines)


def twin(draft: Draft) -> str:
    """Name a note that says nearly the same."""
    moment = when(draft.created) if draft.created else ""
    return TWIN.format(name=draft.name or SOMEBODY, moment=moment, title=draft.latest.note.title)


def _marked(words: str, mark: Mark) -> str:
    return words.format(name=mark.name or SOMEBODY, moment=when(mark.moment))
