"""The line that names the source: its medium, title and date are the article's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.plain import plain
from bot.review.facts.reading import finding
from bot.review.facts.text import bare
from bot.review.facts.vocabulary import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Article, Finding
    from bot.review.facts.source import Source

LINE: Final = re.compile(r"\n*[来來]源[：:][^\n]*\s*$")
_PARTS: Final = re.compile(r"[来來]源[：:]\s*(?P<medium>[^《\n]*)(?:《(?P<title>[^\n]*)》)?(?P<rest>[^\n]*)")
_DATE: Final = re.compile(r"(?:(?P<year>\d{4})[年./-])?(?P<month>\d{1,2})[月./-](?P<day>\d{1,2})日?")
_SHORT: Final = 2
"""Letters of a medium's name that are compared."""


def check(body: str, article: Article, source: Source) -> Iterator[Finding]:
    """Name what the source line of a body has otherwise than the article; a part that it leaves out is no fault."""
    line = LINE.search(body)
    parts = _PARTS.search(line[0]) if line else None
    if parts is None:
        return
    known = canonical(bare(plain(article.sitename + article.author + article.title + article.text)))
    medium = canonical(bare(plain(_DATE.sub("", parts["medium"]))))
    if len(medium) >= _SHORT and medium not in known and bare(plain(article.sitename or "\n")) not in medium:
        yield finding(parts["medium"].strip(), "来源与原文的媒体不一致", source)
    title = canonical(bare(plain((parts["title"] or "").rstrip("…"))))
    if title and title not in known:
        yield finding(f"《{parts['title']}》", "来源的题名与原文不一致", source)
    date = _DATE.search(parts["medium"] + parts["rest"])
    if date and not _same_day(date, article.date):
        yield finding(date[0], "来源的日期与原文不一致", source)


def _same_day(found: re.Match[str], date: str) -> bool:
    own = _DATE.match(date)
    if own is None:
        return False
    return (
        int(found["month"]) == int(own["month"])
        and int(found["day"]) == int(own["day"])
        and (found["year"] in {None, own["year"]})
    )
