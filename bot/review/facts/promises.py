"""What a note promises in words of its own: something can be done, will be, or does no harm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.unknown import known_anywhere, telling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading

_PROMISES: Final = re.compile(
    "(?:还|都|也|就|完全|绝对|肯定|一定|从此|直接)(?:不?[能会]|可以)|(?<![不可只])能(?!不能|否|源|力|量)"
    "|一点[都也]?不|不伤|高达|达到?了?|(?:缓解|预防|防止|避免|改善|治好|赶走|保护|提升|帮你|让你)"
)
_WISHES: Final = re.compile(r"[\W_]*(?:祝|愿|希望|期待|但愿)")
_STRANGE: Final = 0.6
"""Share of its telling words that the article has nowhere, in no other form either."""
_NEAR: Final = 0.2
"""How near the article may come to such a clause at most."""


def check(reading: Reading) -> Iterator[Finding]:
    """Name the promises made up of words that the article does not have, the title's left out."""
    for clause in reading.clauses:
        if not clause.sentence or not _PROMISES.search(clause.piece.text) or _WISHES.match(clause.piece.text):
            continue
        words = telling(reading, clause)
        strange = sum(not known_anywhere(word, reading.article) for word in words)
        if strange and strange >= _STRANGE * len(words) and reading.nearest(clause)[0] < _NEAR:
            yield reading.finding(clause.piece, "原文没有说这样的好处")
