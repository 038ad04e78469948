"""Likeness to the source: how much of a note is the article's own wording, and how long the longest copied run is.

Containment, not Jaccard: a short copy of a long article would pass the latter. Limits: docs/decisions/07-likeness.md.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.models import Finding, Severity

if TYPE_CHECKING:
    from bot.models import Article, Note

SHARE_MOST: Final = 0.6
"""Share of a body's character 3-grams that the article has."""
RUN_MOST: Final = 30
"""Characters in a row that are the article's."""
_READ: Final = 40_000
"""Characters of an article that are read."""
_SIZE: Final = 3
_QUOTED: Final = re.compile(r"“[^”\n]*”|「[^」\n]*」|《[^》\n]*》|\n*来源[：:][^\n]*$")
_SHORTEST: Final = 60
"""3-grams of a body below which a share says nothing."""


def likeness(note: Note, article: Article) -> tuple[Finding, ...]:
    """Warn of a body that is mostly the article's wording, or has a long run of it; quotations do not count."""
    share, run = measured(note.body, article)
    found = []
    if share > SHARE_MOST:
        found.append(_finding("", f"与原文用词重合 {share:.0%}，宜 {SHARE_MOST:.0%} 以内，可换自己的话"))
    if len(run) > RUN_MOST:
        found.append(_finding(run, f"连续 {len(run)} 字与原文相同，宜 {RUN_MOST} 字以内"))
    return tuple(found)


def measured(body: str, article: Article) -> tuple[float, str]:
    """Return the share of a body's 3-grams that the article has, and the longest run of it as the note has it."""
    grams = _grams(article)
    text = _QUOTED.sub("\n", body)
    shared = total = 0
    longest = ""
    for line in text.split("\n"):
        start = -1
        for at in range(len(line) - _SIZE + 1):
            known = line[at : at + _SIZE] in grams
            total, shared = total + 1, shared + known
            start = (at if start < 0 else start) if known else -1
            while known and line[start : at + _SIZE] not in article.text:
                start += 1  # two runs that only meet here
            if known and at + _SIZE - start > len(longest):
                longest = line[start : at + _SIZE]
    return (shared / total if total >= _SHORTEST else 0.0), longest


@lru_cache(maxsize=8)
def _grams(article: Article) -> frozenset[str]:
    text = article.text[:_READ]
    return frozenset(text[at : at + _SIZE] for at in range(len(text) - _SIZE + 1))


def _finding(span: str, message: str) -> Finding:
    return Finding(check="likeness", severity=Severity.WARN, span=span, message=message)
