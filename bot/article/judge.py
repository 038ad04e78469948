"""One page, judged: its article, or why there is none."""

from __future__ import annotations

import re
import resource
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.article import extract, markup, plain, sites
from bot.errors import LoginRequired, NotAnArticle, Paywalled, TooShort

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from bot.errors import SourceError
    from bot.models import Article

_MEMORY: Final = 3 * 1024**3
"""Bytes of address space of a worker process."""
_TEASER: Final = 800
"""An article with fewer characters may be a teaser; a longer one is all there, or enough."""
_WALL: Final = 300
"""A page with fewer characters of article may be a wall that explains itself."""
_AFTER: Final = 240
"""Where a wall follows a teaser, in characters."""
_HOLLOW: Final = 400
"""A page with scripts and fewer characters than this may be filled by them."""
_LINKED: Final = 0.5
_LISTED: Final = 0.6
_LIST_LINES: Final = 6
_LIST_LINE: Final = 45
_HEADING: Final = 8
"""A text of fewer or longer lines, or with a smaller share of listed ones, is no list of articles."""
_ROOTS: Final = "//*[@id='app' or @id='root' or @id='__next' or @id='__nuxt'][not(normalize-space())]"
_TEXTS: Final = "//title//text() | //body//text()[not(ancestor::script or ancestor::style or ancestor::template)]"
_NOT_FREE: Final = re.compile(r"[\"']isAccessibleForFree[\"']\s*:\s*[\"']?false", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Either `article` or `problem` is there; `length` is what was found, in characters, of too short an article.

    `hollow` says that the page's scripts may still fill it.
    """

    article: Article | None = None
    problem: type[SourceError] | None = None
    length: int = 0
    hollow: bool = False


def judge_apart(html: str, url: str) -> Verdict:
    """Judge in a worker process, whose memory is limited: a hostile page can end the worker, not the bot."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(hard, _MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    return judge(html, url)


def judge(html: str, url: str) -> Verdict:
    """Find the article of a page and tell whether a note can be written from it."""
    tree = markup.parse(html)
    if tree is None:
        return Verdict(problem=NotAnArticle)
    scripted = bool(tree.xpath("//script"))
    found = extract.article(tree, html, url)
    text = found.text if found else ""
    said = " ".join(" ".join(tree.xpath(_TEXTS)).split())
    problem = _problem(tree, html, url, said, text)
    if found is not None and problem is None:
        title = found.title or plain.headline(text)
        return Verdict(article=replace(found, title=title, text=plain.capped(text)))
    empty = len(said) < _HOLLOW or bool(tree.xpath(_ROOTS))
    hollow = scripted and empty and problem in {NotAnArticle, TooShort}
    return Verdict(problem=problem, length=len(text), hollow=hollow)


def _problem(tree: HtmlElement, html: str, url: str, said: str, text: str) -> type[SourceError] | None:
    """Tell why no note can be written from `text`, which is what was found on a page that says `said`."""
    if len(text) < _WALL and (known := sites.address_problem(url) or sites.problem(_title(tree))):
        return known
    if len(text) < plain.LEAST:
        wall = LoginRequired if tree.xpath("//input[@type='password']") else None
        return sites.problem(said) or wall or (TooShort if text else NotAnArticle)
    if len(text) < _TEASER and (_NOT_FREE.search(html) or sites.problem(_end(text, said)) is Paywalled):
        return Paywalled
    return NotAnArticle if _is_list(tree, text) else None


def _title(tree: HtmlElement) -> str:
    return markup.first(tree, "//title//text()")


def _end(text: str, said: str) -> str:
    """Return the end of a teaser and what the page says after it."""
    last = text.splitlines()[-1][-20:]
    place = said.rfind(last)
    return text[-_AFTER:] if place < 0 else said[max(0, place - _AFTER) : place + len(last) + _AFTER]


def _is_list(tree: HtmlElement, text: str) -> bool:
    """Tell a list of articles, such as a front page: its lines are links, or stand each below one."""
    lines = set(text.splitlines())
    if len(lines) < _LIST_LINES or len(text) > _LIST_LINE * len(lines):
        return False
    listed = 0
    below = False
    for _, raw, linked in markup.paragraphs(tree):
        link = linked > _LINKED * len(raw)
        listed += (link or below) and markup.line(raw) in lines
        below = link and len(raw) >= _HEADING
    return listed > _LISTED * len(lines)
