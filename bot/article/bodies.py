"""Three ways to find the body of a page, and the vote between them. The home of trafilatura and readability."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import trafilatura
from readability import Document

from bot.article import markup

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PRUNED: Final = [
    f"//*[contains(@class,'{word}') or contains(@id,'{word}')]"
    for word in ("recommend", "relate", "comment", "tie-", "copyright", "statement", "next_post")
]
"""Boxes beside the article on Chinese pages; on others this harms (non-Chinese F1 .922 → .861)."""
_CONTAINERS: Final = frozenset({"body", "div", "article", "section", "main", "td"})
_SHARE: Final = 0.7
"""The density voter goes down to the child that still holds this share of the text."""
_LEAST: Final = 25
"""Characters of a block that counts as a paragraph."""
_LINKED: Final = 0.5
_TOKEN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]|[^\W\u3400-\u9fff]+")
_GRAM: Final = 4
_LEAD: Final = 0.4
"""What readability's vote counts more on Chinese pages: measured on 94 of them, F1 .928 without, .946 with .3 or .4."""


def body(tree: HtmlElement, *, chinese: bool, parsed: str) -> str:
    """Return the text on which the finders agree most, `parsed` being trafilatura's; one paragraph a line."""
    lead = _LEAD if chinese else 0
    return _agreed([(parsed, 0), (_by_readability(tree), lead), (_by_density(tree), 0)])


def parse(tree: HtmlElement, *, url: str | None, chinese: bool) -> Any:  # noqa: ANN401 - the library declares a dict or a Document
    """Let trafilatura read a page; its `Document`, or None."""
    return trafilatura.bare_extraction(
        tree,
        url=url,
        include_comments=False,
        with_metadata=True,
        prune_xpath=_PRUNED if chinese else None,
    )


def _agreed(found: list[tuple[str, float]]) -> str:
    """Return the text that shares most with the others, its lead added; the first of equals."""
    voters = [(text, lead, _grams(text)) for text, lead in found if text]
    if not voters:
        return ""
    return max(voters, key=lambda mine: mine[1] + sum(_likeness(mine[2], other[2]) for other in voters))[0]


def _by_readability(tree: HtmlElement) -> str:
    try:
        found = markup.parse(Document(markup.source(tree)).summary(html_partial=True))
    except Exception:  # noqa: BLE001 - readability raises whatever lxml does on odd markup; two voters remain
        return ""
    return "" if found is None else markup.lines(found)


def _by_density(tree: HtmlElement) -> str:
    """Go down from the root while one child holds most of the unlinked text, and take what is there."""
    masses: Counter[HtmlElement] = Counter()
    for block, text, linked in markup.paragraphs(tree):
        if len(text) >= _LEAST and linked < _LINKED * len(text):
            for holder in (block, *block.iterancestors()):
                masses[holder] += len(text) - linked
    place = tree
    while True:
        heavy = [child for child in place if masses[child] >= _SHARE * masses[place] > 0]
        if not heavy or (heavy[0].tag not in _CONTAINERS and not len(heavy[0])):
            break
        place = heavy[0]
    return "\n".join(text for _, text, linked in markup.paragraphs(place) if linked < _LINKED * len(text))


def _grams(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(unicodedata.normalize("NFKC", text).lower())
    return Counter(tuple(tokens[start : start + _GRAM]) for start in range(max(1, len(tokens) - _GRAM + 1)))


def _likeness(one: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> float:
    """F1 over runs of four tokens, a CJK character being a token."""
    return 2 * (one & other).total() / (one.total() + other.total())
