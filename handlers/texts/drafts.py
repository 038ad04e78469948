"""What the bot says of drafts: several links, the history, an export, forgetting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from bot.models import Source
    from bot.store import Tally

# What is said of several links.
SEVERAL: Final = (
    "这条消息里有 {count} 个链接，要怎么写？\n"
    "合成一篇：全部读完再写，「查证」里每个事实都注明出自哪一篇。\n"
    "各写一篇：按顺序一篇一篇写。"
)
ONLY_SO_MANY: Final = "一次最多 {most} 个链接，只用了前 {most} 个。"
ONE: Final = "合成一篇"
EACH: Final = "各写一篇"
ONE_TAKEN: Final = "好，{count} 个链接合成一篇。"
EACH_TAKEN: Final = "好，{count} 个链接各写一篇。"
ORIGINAL_GONE: Final = "原来那条消息不在了，请重新发一次链接。"
ORIGIN: Final = "（{name}）"
UNREAD: Final = "有 {count} 个链接没有读到（第 {numbers} 个），这篇只依据其余的来写。"

# What is said of the history.
HISTORY: Final = "在这里写过的笔记，点一篇再看："
HISTORY_PAGE: Final = "在这里写过的笔记（第 {page} 页），点一篇再看："
NO_HISTORY: Final = "这里还没有笔记。发一个文章链接给我，就有第一篇了。"
ENTRY: Final = "{month}/{day} {title}"
NEWER: Final = "‹ 较新的"
OLDER: Final = "较早的 ›"
OPENING: Final = "好，在下面打开。"
OPENED: Final = "正在打开…"

# What is said of an export.
EXPORT: Final = "导出"
PACKING: Final = "好，正在打包，图片要重新截，请稍等。"
NOTHING_TO_EXPORT: Final = "这里还没有可以导出的笔记。先发一个文章链接给我。"
PACKED: Final = "note.txt 用来粘贴，note.md 是 Markdown，record.txt 是留档{pictures}。"
WITH_PICTURES: Final = "，另有 {count} 张原图"
LEFT_OUT: Final = "文件太大，有 {count} 张图放不下。"
NOT_PACKED: Final = "压缩包可能没有发成功，需要的话请再发一次 /export。"

# What is said before and after everything is deleted.
WOULD_FORGET: Final = (
    "会删除我这里关于你的全部内容：{found}，以及排队和做完的任务记录。正在写的会停下。"
    "删了就找不回来；聊天里已经发出的消息我不动，要删请你自己删。"
)
NOTHING_KEPT: Final = "我这里没有存你的笔记和写法，只有任务记录；点「全部删除」把它们也删掉，正在写的会停下。"
DRAFTS: Final = "{drafts} 篇笔记（共 {versions} 版）"
STYLE: Final = "你的写法设置"
FORGET: Final = "全部删除"
KEEP: Final = "不用"
FORGETTING: Final = "好，正在删…"
KEPT: Final = "好，什么都没有删。"
FORGOTTEN: Final = "已经删除：{found}，任务记录也删了。再发链接，就从头开始。"
FORGOTTEN_JOBS: Final = "已经删除：任务记录。再发链接，就从头开始。"
NOT_YOURS: Final = "这个按钮不是给你的，请自己发 /forget。"


def entry(title: str, day: datetime) -> str:
    """Name a draft on its button."""
    return ENTRY.format(title=title, month=day.month, day=day.day)


def found(tally: Tally, *, style: bool) -> str:
    """List what is kept of a person, "" for nothing."""
    drafts = DRAFTS.format(drafts=tally.drafts, versions=tally.versions) if tally.drafts else ""
    return "、".join(filter(None, (drafts, STYLE if style else "")))


def origin(source: Source) -> str:
    """Name one of several articles in a few words."""
    return source.sitename or f"《{source.title}》"
