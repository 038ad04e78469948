"""What the bot says of how notes are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.style import Scope, Style, traits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.models import Tone
    from bot.style import Trait

FIELDS: Final[Mapping[str, str]] = {
    "tone": "语气",
    "length": "篇幅",
    "emoji": "表情",
    "script": "简繁",
    "audience": "写给谁",
    "persona": "称呼",
    "topics": "话题",
    "avoid": "忌用词",
    "signature": "落款",
    "wishes": "其他",
}
"""What a style is made of, as its buttons say it."""

# The panel of /style.
NOTHING: Final = "还没有记住什么。点下面的 ＋ 加一条，以后每篇都照它写；也可以让我从你发过的笔记里学。"
NOTHING_SHARED: Final = "还没有定下什么。群管理员点下面的 ＋ 加一条，以后这里每篇都照它写。"
HOW: Final = "以后每篇都照这些写。点 ✕ 去掉一条。"
LAYERS: Final[Mapping[Scope, str]] = {
    Scope.PERSON: "你的写法习惯",
    Scope.CHAT: "这个群的风格（压过你的）",
    Scope.TOPIC: "这个话题的风格（压过群的）",
}
LINE: Final = "• {line}"
REMOVE: Final = "✕ {line}"
ADD: Final = "＋ {field}"
CHANGE: Final = "改{field}"
BACK: Final = "‹ 返回"
LEARN: Final = "学我的写法"
CHOOSE: Final = "{field}：选一个。"
KEPT: Final = "记住了：{line}。"
KEPT_INSTEAD: Final = "记住了：{line}（原来是「{before}」）。"
KEPT_BEFORE: Final = "已经记着了：{line}。"
REMOVED: Final = "去掉了：{line}。"
REMOVED_BEFORE: Final = "这一条已经不在了。"
NO_CHOICE: Final = "没有这一项了，换一个吧。"
ASKS: Final[Mapping[str, str]] = {
    "audience": "写给谁看？比如：刚毕业的人。",
    "persona": "怎么自称、怎么称呼读者？比如：自称小编，叫读者朋友。",
    "topics": "每篇都要有的话题？可以一次写几个，比如：#读书 #咖啡。",
    "avoid": "哪些词不要用？可以一次写几个，用顿号隔开，比如：姐妹们、绝绝子。",
    "signature": "每篇最后的落款写什么？比如：我是小王，每天读一篇。",
    "wishes": "还有什么要求？一句话，比如：多用短句。",
}
ASK: Final = "{asks}\n回复这条消息就行，最多 {most} 个字。"

# 为什么这样写？
WHY: Final = "这一版这样写，是因为："
OWNERS: Final[Mapping[Scope, str]] = {
    Scope.PERSON: "你的习惯",
    Scope.CHAT: "这个群的风格",
    Scope.TOPIC: "这个话题的风格",
}
THIS_TIME: Final = "这次要求的"
USUAL: Final = "没有特别的要求，这一版是照平常的写法写的。"
REST: Final = "其余照平常的写法。"
WORDS: Final = "「{text}」"
PART: Final = "只改「{quote}」"
TITLE: Final = "换个标题"

# 学我的写法
TEACH: Final = (
    "把你发过的笔记给我看看：粘贴一篇，回复这条消息；"
    "或者十分钟内转发过来，最多 {most} 篇。我写的稿子你改完的定稿也行。我会说出看到的习惯，你点了才记。"
)
POSTS: Final = "看了 {count} 篇你的笔记，像是有这些习惯："
EDITS: Final = "对比了我写的和你改的，像是有这些习惯："
NOTHING_LEARNED: Final = "看完了，没有看出以前没记下的习惯。多给我看几篇，或者在 /style 里直接写。"
TOO_LITTLE: Final = "字太少，看不出习惯。请给我一篇完整的笔记（{least} 个字以上）。"
REMEMBER: Final = "记住 {number}"
REMEMBERED: Final = "✓ {number}"
CONSENT: Final = "点了才会记，可以随时在 /style 里去掉。"
_SAID: Final[Mapping[str, Mapping[str, str]]] = {
    "length": {"usual": "篇幅：不长不短", "shorter": "篇幅：短一点", "longer": "篇幅：长一点"},
    "emoji": {"none": "表情：不用", "few": "表情：少用", "usual": "表情：照常", "many": "表情：多用"},
    "script": {"simplified": "用简体字", "traditional": "用繁体字"},
}
_NAMED: Final[Mapping[str, str]] = {
    "audience": "写给：{value}",
    "persona": "称呼：{value}",
    "topics": "固定话题：#{value}",
    "avoid": "不用「{value}」",
    "signature": "落款：{value}",
    "wishes": "{value}",
}


def line(trait: Trait, tones: Mapping[str, Tone]) -> str:
    """Say one thing that a style says, in a few words."""
    if trait.field == "tone":
        tone = tones.get(trait.value)
        return f"语气：{tone.label if tone else trait.value}"
    if trait.field in _SAID:
        return _SAID[trait.field].get(trait.value, trait.value)
    return _NAMED[trait.field].format(value=trait.value)


def kept(found: Iterable[Trait], before: Style, tones: Mapping[str, Tone]) -> str:
    """Say what is kept from now on, and what it replaces of the style before."""
    had = traits(before)
    fresh = [trait for trait in found if trait not in had]
    lines = "、".join(line(trait, tones) for trait in fresh or found)
    if not fresh:
        return KEPT_BEFORE.format(line=lines)
    single = {trait.field for trait in fresh if isinstance(getattr(Style(), trait.field), str)}
    old = "、".join(line(trait, tones) for trait in had if trait.field in single)
    return KEPT_INSTEAD.format(line=lines, before=old) if old else KEPT.format(line=lines)
