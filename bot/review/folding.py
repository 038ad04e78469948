"""Text as a reader takes it: full-width, decorated and look-alike signs made plain, each knowing where it stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_CYRILLIC = ("асԁеһіјорԛѕѵхуз", "acdehijopqsvxy3")
_GREEK = ("νχοκ∨", "vxokv")
_TRADITIONAL = ("掃碼維訊領號電話聯係關註點羣裏鵝頁衛", "扫码维信领号电话联系关注点群里鹅页卫")
_LETTERS_IN_BOXES = {first + shift: chr(ord("a") + shift) for first in (0x1F150, 0x1F170) for shift in range(26)}
_LISTED_DIGITS = {0x2488 + shift: str(shift + 1) for shift in range(9)}
_SPOKEN_SIGNS = str.maketrans(
    dict.fromkeys("→⇒➡➜👉", ":")
    | {"➕": "+", "🐧": "qq", "✈": "飞机", "🛰": "卫星", "🐎": "码", "🐴": "码", "〇": "零", "○": "零", "⭕": "零"}
)
_ALIKE = (
    str.maketrans(*_CYRILLIC)
    | str.maketrans(*_GREEK)
    | str.maketrans(*_TRADITIONAL)
    | _LETTERS_IN_BOXES
    | _LISTED_DIGITS
    | _SPOKEN_SIGNS
)
_HEARTS = frozenset("❤♥❥❣💓💔💕💖💗💘💙💚💛💜💝💞💟🖤🤍🤎🧡🩷🩵🩶💌")
HEART = "♥"
"""Any of them: it is read aloud as 心, which sounds nearly as 信."""
_PARTS = {
    "亻言": "信",
    "君羊": "群",
    "衤君": "裙",
    "禾厶": "私",
    "扌口": "扣",
    "扌日": "扫",
    "石马": "码",
    "木几": "机",
}
"""Characters written as their halves."""
_PART = re.compile("|".join(_PARTS))
_SPELLED = re.compile(r"(?<![!-~])[!-~](?: [!-~](?![!-~])){4,}|(?<![a-z0-9])[a-z](?:[_*-][a-z](?![a-z0-9])){3,}")
"""A word written sign by sign, spaced or hyphenated."""
_INSIDE_AN_ID = re.compile(r"(?<=[a-z0-9]{2})[_-](?=[a-z])|(?<=[a-z0-9][a-z])[_-](?=[0-9])")
_DIGITS = str.maketrans("零幺一二三四五六七八九壹贰叁肆伍陆柒捌玖两", "011234567891234567892")
_SEPARATORS = frozenset(" *_~|丨│┃丶·•^-.'\"/\\")
_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters where it begins and ends in the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Say which slice of the original the characters from `start` to `end` (not empty) stood in."""
        return self.starts[start], self.ends[end - 1]

    def without(self, signs: Container[str]) -> Folded:
        """Leave some signs out."""
        return self._kept([place for place, sign in enumerate(self.text) if sign not in signs])

    def joined(self) -> Folded:
        """Close up words that are spelled: w e c h a t."""
        gaps = {match.start() + step for match in _SPELLED.finditer(self.text) for step in range(1, len(match[0]), 2)}
        return self._kept([place for place in range(len(self.text)) if place not in gaps])

    def squeezed(self) -> Folded:
        """Leave out spaces and the signs that are put between letters to hide a word; lines stay apart.

        A character written as its halves is one again.
        """
        inside = {match.start() for match in _INSIDE_AN_ID.finditer(self.text)}
        tight = self._kept([at for at, sign in enumerate(self.text) if sign not in _SEPARATORS or at in inside])
        halves = [match.start() for match in _PART.finditer(tight.text)]
        if not halves:
            return tight
        ends = list(tight.ends)
        for place in halves:
            ends[place] = ends[place + 1]
        text = _PART.sub(lambda match: _PARTS[match[0]] + HEART, tight.text)
        return Folded(text, tight.starts, tuple(ends)).without(HEART)

    def counted(self) -> Folded:
        """Write the digits of every kind, 壹 and 一 too, as 0 to 9."""
        return replace(self, text=self.text.translate(_DIGITS))

    def _kept(self, places: list[int]) -> Folded:
        if len(places) == len(self.text):
            return self
        return Folded(
            "".join(self.text[place] for place in places),
            tuple(self.starts[place] for place in places),
            tuple(self.ends[place] for place in places),
        )


def folded(text: str) -> Folded:
    """Fold a text: compatibility forms, case, look-alikes; what shows nothing and emoji but hearts are left out."""
    signs: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = _plain(character)
        signs.append(plain)
        places.extend([place] * len(plain))
    return Folded("".join(signs), tuple(places), tuple(place + 1 for place in places))


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    if character == _BREAK:
        return _BREAK
    if character in _HEARTS:
        return HEART
    folded_character = unicodedata.normalize("NFKC", character.translate(_ALIKE)).lower().translate(_ALIKE)
    return "".join(_shown(sign) for sign in folded_character)


def _shown(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in {"Zs", "Zl", "Zp", "Cc"}:
        return " "
    # Cf, Co, Cn, Cs and marks show nothing of their own; So and Sk are emoji and their colours.
    return "" if category[0] in "CM" or category in {"So", "Sk"} else sign
