"""The cover: a card with the article's title, in a design that the title itself decides; pure."""

from __future__ import annotations

import hashlib
import html
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

from bot.chinese import sentences
from bot.pictures.sheet import breakable, shortened, site, without_addresses

if TYPE_CHECKING:
    from bot.models import Article

DESIGNS: Final = ("marker", "solid", "frame")
PALETTES: Final = ("coral", "forest", "ocean", "violet", "amber")
_LEAD_ENOUGH: Final = 30
_LEAD_LIMIT: Final = 100
_READ: Final = 2000
"""Characters in which the beginning is looked for."""
_TEMPLATE: Final = Template(Path(__file__).with_name("card.html").read_text("utf-8"))
_CSS: Final = Path(__file__).with_name("card.css").read_text("utf-8")


def look(title: str) -> tuple[str, str]:
    """Choose design and palette; the same title always looks the same."""
    digest = hashlib.sha256(title.encode("utf-8", "replace")).digest()
    return DESIGNS[digest[0] % len(DESIGNS)], PALETTES[digest[1] % len(PALETTES)]


def cover_html(article: Article) -> str:
    """Set the cover: site, title, how the article begins, author and date."""
    lead = _lead(article)
    title = article.title or lead
    design, palette = look(title)
    return _TEMPLATE.substitute(
        css=_CSS,
        design=design,
        palette=palette,
        site=html.escape(site(article)),
        title=breakable(shortened(title)),
        lead=html.escape(lead if article.title else ""),
        author=html.escape(article.author),
        date=html.escape(article.date),
    )


def _lead(article: Article) -> str:
    """Take the first sentences of the text that do not say the title again."""
    told = (without_addresses(sentence) for sentence in sentences(article.text[:_READ]))
    lead = ""
    for sentence in told:
        if len(lead) >= _LEAD_ENOUGH:
            break
        lead += "" if sentence in article.title else sentence
    return shortened(lead, limit=_LEAD_LIMIT)
