"""The cover: a card with the article's title, in a design that the title itself decides; pure."""

from __future__ import annotations

import hashlib
import html
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

from bot.chinese import sentences, without_dateline
from bot.pictures.sheet import breakable, language, plain, shortened, site, staying, without_addresses

if TYPE_CHECKING:
    from collections.abc import Callable

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


def cover_html(article: Article, *, leads_away: Callable[[str], bool] = lambda _: False) -> str:
    """Set the cover: site, title, how the article begins, author and date; without what `leads_away` says of."""
    lead = _lead(article, leads_away)
    title = without_addresses(staying(article.title, leads_away)) or lead
    design, palette = look(title)
    return _TEMPLATE.substitute(
        css=_CSS,
        design=design,
        palette=palette,
        site=html.escape(site(article)),
        title=breakable(shortened(title)),
        lead=html.escape(plain(lead) if title != lead else ""),
        author=html.escape(staying(article.author, leads_away)),
        language=html.escape(language(article)),
        date=html.escape(article.date),
    )


def _first(article: Article) -> str:
    """Return the text, or that of the first of several articles, without the line that names it."""
    if not article.sources:
        return article.text
    return article.text[: article.sources[1].start].partition("\n")[2]


def _lead(article: Article, leads_away: Callable[[str], bool]) -> str:
    """Take the first sentences of the text that do not say the title again."""
    text = staying(without_dateline(_first(article)[:_READ]), leads_away)
    told = (without_addresses(sentence) for sentence in sentences(text))
    between = "" if language(article) == "zh-CN" else " "
    lead = ""
    for sentence in told:
        if len(lead) >= _LEAD_ENOUGH:
            break
        lead += "" if sentence in article.title else f"{between if lead else ''}{sentence}"
    return shortened(lead, limit=_LEAD_LIMIT)
