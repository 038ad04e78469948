"""Lists told one by one: A、B和C分别为1、2和3 binds each number to the name in its place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from bot.review.facts.source import Source

_EACH: Final = "分别"
_ASIDE: Final = re.compile(r"[(（][^()（）]*[)）]")
_BETWEEN: Final = re.compile("、|和|与|以及|及")
_LIST: Final = re.compile(r"[\w·.+-]+(?:(?:、|和|与|以及|及)[\w·.+-]+)+")
_EDGE: Final = 2
"""Signs of the first name and of the last, which run into what stands beside the list."""


class Listed(NamedTuple):
    """The names of a list, and the place of one of them."""

    names: tuple[str, ...]
    at: int

    def told(self, text: str) -> bool | None:
        """Whether a text names the one in this place; None where it names none of the list, or several."""
        found = [number for number, name in enumerate(self.names) if name in text]
        return found == [self.at] if len(found) == 1 else None


@lru_cache(maxsize=8)
def listed(article: Source) -> dict[int, Listed]:
    """Return for where a number begins the list that it is told with."""
    found: dict[int, Listed] = {}
    for number, sentence in enumerate(article.sentences):
        place = sentence.text.find(_EACH)
        lists = _LIST.findall(_ASIDE.sub("", sentence.text[: max(place, 0)]))
        if not lists:
            continue
        names = _names(_BETWEEN.split(lists[-1]))
        numbers = [
            one
            for one in article.quantities
            if article.sentence_at(one.start) == number and one.start >= sentence.start + place
        ][: len(names)]
        if len(numbers) == len(names) and len({one.unit for one in numbers}) == 1:
            found |= {one.start: Listed(names, at) for at, one in enumerate(numbers)}
    return found


def _names(items: list[str]) -> tuple[str, ...]:
    return (items[0][-_EDGE:], *items[1:-1], items[-1][:_EDGE])
