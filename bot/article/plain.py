"""Text that is an article already: its title, its limits, what no text holds."""

from __future__ import annotations

import re
from typing import Final

from bot.article import markup
from bot.chinese import sentences
from bot.errors import NotAnArticle, NotHtml, TooShort
from bot.models import Article

LEAST: Final = 100
"""Characters that a note can be written from; with fewer there is little more than a title."""
MOST: Final = 60_000
"""Characters of an article that are kept, up to the end of a paragraph."""
_TITLE_LINE: Final = 60
"""A longer first line is a paragraph."""
_TITLE_MOST: Final = 200
_UNREADABLE: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_UNREADABLE_SHARE: Final = 0.02
"""More control and replacement characters than this are no text: a picture, a program, another encoding."""


def article(text: str, *, url: str = "") -> Article:
    """Take plain text as an article.

    Raises NotAnArticle without any text, TooShort under `LEAST` characters, NotHtml for bytes that were no text.
    """
    text = whole(text[: 2 * MOST])
    if len(_UNREADABLE.findall(text)) > _UNREADABLE_SHARE * len(text):
        raise NotHtml("application/octet-stream")
    lines = markup.tidy(text).splitlines()
    if not lines:
        raise NotAnArticle
    has_title = len(lines[0]) <= _TITLE_LINE and len(lines) > 1
    body = "\n".join(lines[1:] if has_title else lines)
    if len(body) < LEAST:
        raise TooShort(len(body))
    title = lines[0].lstrip("# ") if has_title else headline(body)
    return Article(url=url, title=title, text=capped(body), language="zh" if markup.is_chinese(body) else "")


def headline(text: str) -> str:
    """Return the first sentence, for a text without a title."""
    return next(iter(sentences(text)), "")[:_TITLE_MOST]


def whole(text: str) -> str:
    """Join the halves of characters beyond U+FFFF, as scripts and JSON write them; a half alone is dropped."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def capped(text: str, *, most: int = MOST) -> str:
    """Keep the paragraphs that fit into `most` characters."""
    if len(text) <= most:
        return text
    return text[: text.rfind("\n", 0, most + 1)] if "\n" in text[: most + 1] else text[:most]
