"""The model's text on how a person writes → sentences that can be proposed, pure; what is none is dropped."""

from __future__ import annotations

import re
from typing import Final

from bot.note import form, reply

MOST: Final = 3
"""Most sentences that are proposed."""
_SHORTEST: Final = 4
_LONGEST: Final = 40
_BULLET: Final = re.compile(r"^[\s*•·\-—\d.、)）①-⑩]+")
_FACT: Final = re.compile(r"[0-9０-９]|[「『《【<#@]|[a-zA-Z]{3,}")
"""What a way of writing needs no sign of, and a fact, a name or an address has."""


def read(text: str) -> tuple[str, ...]:
    """Return the lines that read as one sentence on how to write, each once."""
    lines = (form.title(_BULLET.sub("", line)).strip("「」“”。；; ") for line in reply.spoken(text).split("\n"))
    fit = (line for line in lines if _SHORTEST <= len(line) <= _LONGEST and not _FACT.search(line))
    return tuple(dict.fromkeys(fit))[:MOST]
