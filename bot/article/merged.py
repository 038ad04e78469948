"""Several articles as one: a section for each, headed by where it is from. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.article import plain
from bot.models import Article, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST: Final = 11_000
"""Characters of all sections together: a model is given hardly more, and none is to be cut off for the others."""
_HEADING: Final = "■ 来源 {number}：{name}"


def merged(articles: Sequence[Article]) -> Article:
    """Put articles together, the title the first one's; long ones are shortened so that each has its share."""
    text, sources = "", []
    for number, (one, room) in enumerate(zip(articles, _rooms(articles), strict=True), 1):
        text += "\n" if text else ""
        sources.append(Source(url=one.url, title=one.title, sitename=one.sitename, date=one.date, start=len(text)))
        text += f"{_HEADING.format(number=number, name=_name(one))}\n{plain.capped(one.text, most=room)}"
    names = dict.fromkeys(one.sitename for one in articles if one.sitename)
    return Article(
        url="",
        title=articles[0].title,
        text=text,
        sitename="、".join(names),
        language=articles[0].language,
        sources=tuple(sources),
    )


def _name(one: Article) -> str:
    return f"{one.sitename}《{one.title}》{one.date}"


def _rooms(articles: Sequence[Article]) -> list[int]:
    """Give each article its share of the room, and what short ones leave to the longer ones."""
    rooms = [0] * len(articles)
    left = MOST
    shortest_first = sorted(range(len(articles)), key=lambda at: len(articles[at].text))
    for place, at in enumerate(shortest_first):
        rooms[at] = min(len(articles[at].text), left // (len(articles) - place))
        left -= rooms[at]
    return rooms
