"""What of a wish can last, and what of an older one it takes the place of. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Final

from bot.note.wishes import clauses
from bot.style import Style, Trait, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.models import Wish

_SENTENCE: Final = 60
"""Most characters of a wish that is kept."""
_AMOUNTS: Final = re.compile(
    r"(?i)请|都|要|多|少|别|不|勿|无|没有?|用|写|加|来|带|有|出现|一?[点些]|尽量|最好|可以|去掉|删掉?|减少|增加|避免|保留|使用|[个的得]"
    r"|\b(?:please|more|less|fewer|no|not|don't|do|use|add|avoid|without|with|any|some|the|a|an|keep|make)\b|[\W_]"
)
_NUMBERS: Final = re.compile(r"\d+|[一二两三四五六七八九十]+(?=[个字段句行条])")


def of(wish: Wish) -> Style:
    """Keep of a wish what can hold for every note; nothing of one that is about a part, or a title."""
    if wish.quote or wish.kind in {"first", "title", "cut"}:
        return Style()
    if wish.kind == "tone":
        return Style(tone=wish.tone)
    if wish.kind in {"shorter", "longer"}:
        return Style(length=wish.kind)
    sentences = tuple(filter(None, map(clauses.kept_words, wish.text.split("，"))))
    return replace(wish.style, wishes=tuple(one[:_SENTENCE] for one in (*wish.style.wishes, *sentences)))


def joined(styles: Iterable[Style]) -> Style:
    """Lay styles over one another, the later ones above."""
    return reduce(lambda below, above: above.over(below), styles, Style())


def added(before: Style, wished: Style) -> tuple[Style, tuple[Trait, ...]]:
    """Lay what is to last over what was kept, and name what it takes the place of: of opposites the later one counts.

    Two wishes are opposites, or one and the same, where only amounts, numbers and 别 tell them apart.
    """
    about = {_subject(one) for one in wished.wishes}
    left = tuple(one for one in before.wishes if one in wished.wishes or _subject(one) not in about)
    after = wished.over(replace(before, wishes=left))
    gone = tuple(Trait("wishes", one) for one in before.wishes if one not in left)
    return after, (*replaced(before, wished), *gone)


def _subject(wish: str) -> str:
    return _AMOUNTS.sub("", _NUMBERS.sub("#", wish)).casefold() or wish
