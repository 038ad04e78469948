"""What the bot says in and of groups."""

from __future__ import annotations

from typing import Final

COMMANDS: Final = {
    "note": "把链接写成笔记：/note 加链接，或用它回复一条带链接的消息",
    "auto": "群里的链接要不要都写（群管理员）",
    "board": "谁在发哪一篇",
    "style": "这个群的写法（群管理员可改）",
    "limits": "还能写多少",
    "cancel": "停下正在写的和排队的",
    "help": "怎么用",
}
"""The menu in groups."""

HOW: Final = (
    "我是小稿。在这个群里发 /note 加文章链接，或用 /note 回复一条带链接的消息，或 @我 加链接，我写成小红书笔记。"
)
SEES_ALL: Final = "这里的消息我都看得到：群管理员发 /auto on，每个文章链接我都写；发 /auto off 就只写叫我的。"
SEES_SOME: Final = (
    "我只看得到叫我的消息。想让我写每个链接：把我设为群管理员"
    "（或在 @BotFather 用 /setprivacy 关掉隐私模式，再重新拉我进来），然后发 /auto on。"
)
ELSE_SILENT: Final = "其余时候我不出声。/help 看怎么用。"

WHICH: Final = "要写哪个链接？发 /note 加链接，或用 /note 回复一条带链接的消息。"
AUTO_ON: Final = "好，群里的每个文章链接我都写。发 /auto off 停。"
AUTO_OFF: Final = "好，只写叫我的：/note 加链接，或 @我 加链接。"
AUTO_BLIND: Final = "这里的消息我看不全，做不到每个链接都写。" + SEES_SOME
AUTO_HOW: Final = "发 /auto on 或 /auto off。"
NOT_YOURS: Final = "谁发起的谁来停。"
ADMINS_ONLY: Final = "这个要群管理员来改。"


def greeting(*, sees_all: bool) -> str:
    """Say in three lines what works in a group, and how to change it."""
    return "\n".join((HOW, SEES_ALL if sees_all else SEES_SOME, ELSE_SILENT))
