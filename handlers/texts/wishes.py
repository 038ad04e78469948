"""What the bot says to people who ask in their own words, and of what it may remember."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.style import traits
from handlers.texts.style import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.models import Tone
    from bot.style import Style, Trait

REMEMBER: Final = "以后都这样"
KEEP: Final = "记住"
DROP: Final = "不用"
ONCE: Final = "只改这篇"
KEEPING: Final = "好。"

OFFER: Final = "以后的笔记都这样写，要记住吗？"
REPLACES: Final = "会换掉原来的：{lines}"
KEPT: Final = "记住了：{lines}。"
REPLACED: Final = "换掉了原来的：{lines}。"
WHERE: Final = "要看、要改，发 /style。"
ALREADY: Final = "已经记着了：{lines}。要看、要改，发 /style。"
DROPPED: Final = "好，没有记。"
GONE: Final = "这个要求找不到了，什么也没有记。请再说一次，比如「以后都短一点」。"
NOTHING_TO_KEEP: Final = "这个要求只和这一篇有关，没有可以记住的。请直接说，比如「以后都短一点」。"
WHICH: Final = "是说这一篇，还是以后都这样？"
VAGUE: Final = "想怎么改？"
EXAMPLES: Final = (
    "没听明白要怎么改。可以具体一点，比如「短一点」「第二段重写」「别用姐妹们」「换专业一点的语气」；"
    "要回到以前的版本，点笔记下面的按钮；记住了什么，发 /style 看。"
)


def listed(found: Iterable[Trait], tones: Mapping[str, Tone]) -> str:
    """Say in one sentence what somebody wants."""
    return "；".join(line(trait, tones) for trait in found)


def told(wished: Style, gone: Iterable[Trait], tones: Mapping[str, Tone]) -> str:
    """Say what is remembered now, and what it took the place of."""
    replaced = listed(gone, tones)
    kept = KEPT.format(lines=listed(traits(wished), tones))
    return "\n".join(filter(None, (kept, REPLACED.format(lines=replaced) if replaced else "", WHERE)))
