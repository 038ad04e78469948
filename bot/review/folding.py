"""Text as a reader takes it: full-width, decorated and look-alike signs made plain, each knowing where it stood."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_CYRILLIC = ("асԁеһіјорԛѕѵху", "acdehijopqsvxy")
_TRADITIONAL = ("掃碼維訊領號電話聯係關註點羣裏", "扫码维信领号电话联系关注点群里")
_LETTERS_IN_BOXES = {first + shift: chr(ord("a") + shift) for first in (0x1F150, 0x1F170) for shift in range(26)}
_SPOKEN_SIGNS = str.maketrans({"➕": "+", "🐧": "qq", "🐎": "码", "🐴": "码", "〇": "零"})
_ALIKE = str.maketrans(*_CYRILLIC) | str.maketrans(*_TRADITIONAL) | _LETTERS_IN_BOXES | _SPOKEN_SIGNS
_SEPARATORS = frozenset(" *_~|·•^-.'\"/\\")
_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters the place in the original."""

    text: str
    places: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Say which slice of the original the characters from `start` to `end` (not empty) stood in."""
        return self.places[start], self.places[end - 1] + 1

    def squeezed(self) -> Folded:
        """Leave out spaces and the signs that are put between letters to hide a word; lines stay apart."""
        kept = [(sign, place) for sign, place in zip(self.text, self.places, strict=True) if sign not in _SEPARATORS]
        return Folded("".join(sign for sign, _ in kept), tuple(place for _, place in kept))


def folded(text: str) -> Folded:
    """Fold a text: compatibility forms, case, look-alikes; what shows nothing and emoji are left out."""
    signs: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = _plain(character)
        signs.append(plain)
        places.extend([place] * len(plain))
    return Folded("".join(signs), tuple(places))


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    if character == _BREAK:
        return _BREAK
    folded_character = unicodedata.normalize("NFKC", character.translate(_ALIKE)).lower().translate(_ALIKE)
    return "".join(_shown(sign) for sign in folded_character)


def _shown(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in {"Zs", "Zl", "Zp", "Cc"}:
        return " "
    # Cf, Co, Cn, Cs and marks show nothing of their own; So and Sk are emoji and their colours.
    return "" if category[0] in "CM" or category in {"So", "Sk"} else sign
