"""What the bot says of how notes are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.models import Tone
    from bot.style import Trait

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
