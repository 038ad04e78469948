"""HTML → Article, pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from bot import chinese
from bot.article import bodies, byline, markup, wechat
from bot.models import Article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SEPARATOR: Final = re.compile(r"\s*(?:[|｜_＿–—]|\s-\s|-(?=[^-]*[\u3400-\u9fff][^-]*$))\s*")
_HEADINGS: Final = "//h1 | //h2 | //*[not(*) and (contains(@class,'title') or contains(@id,'title'))]"
_TITLE_MOST: Final = 80
"""Characters of a heading that may be a title."""
_TELLING: Final = 0.5
_TERMS_LEAST: Final = 3
_FIRST_MOST: Final = 200
"""Characters of a first sentence that stands in for a title."""
_FOREIGN: Final = re.compile(r"[^\W\d\u3400-\u9fff]{2,}")
_HEAD: Final = 50_000
"""Characters of a page's text that tell its language."""


def extract(html: str, url: str | None = None) -> Article | None:
    """Find the article of a page; None where there is no text. One paragraph a line, `date` an ISO day or ""."""
    tree = markup.parse(html)
    return None if tree is None else article(tree, html, url or "")


def article(tree: HtmlElement, html: str, url: str) -> Article | None:
    """Find the article of a parsed page; changes the tree."""
    if _is_wechat(html, url) and (found := wechat.article(tree, html, url)):
        return found
    markup.drop_hidden(tree)
    in_chinese = markup.is_chinese(markup.lines(tree)[:_HEAD])
    page = bodies.parse(tree, url=url or None, chinese=in_chinese)
    text = markup.tidy(bodies.body(tree, chinese=in_chinese, parsed=page.text if page else ""))
    title = _title(tree, getattr(page, "title", None) or "", text)
    text = text.removeprefix(f"{title}\n") if title else text
    names = ("author", "sitename", "date", "image", "description")
    known: dict[str, Any] = {name: getattr(page, name, None) or "" for name in names}
    known |= {"author": byline.author(known["author"]), "sitename": byline.sitename(known["sitename"])}
    text = byline.removed(text, known=(known["author"], known["sitename"]))
    if not text:
        return None
    return Article(
        url=url or getattr(page, "url", None) or "",
        title=title or next(iter(chinese.sentences(chinese.without_dateline(text))), "")[:_FIRST_MOST],
        text=text,
        language="zh" if in_chinese else getattr(page, "language", None) or tree.get("lang", "")[:2],
        **known,
    )


def _is_wechat(html: str, url: str) -> bool:
    return wechat.HOST in url.partition("?")[0] or (not url and wechat.HOST in html and "js_content" in html)


def _title(tree: HtmlElement, parsed: str, text: str) -> str:
    """Return what the page calls its article; where that is only the site's name, the heading that tells the text."""
    said = _said(tree) or markup.line(parsed)
    if _told(said, text):
        return said
    headings = (markup.line(heading.text_content()).strip(" -") for heading in tree.xpath(_HEADINGS))
    fitting = (one for one in headings if len(one) <= _TITLE_MOST and len(_terms(one)) >= _TERMS_LEAST)
    return next((one for one in fitting if _told(one, text) >= _TELLING), said)


def _said(tree: HtmlElement) -> str:
    """Return the first h1 or h2 that begins the page's own title, else the part of that title that is the article's."""
    named = [name for name in (markup.meta(tree, "og:title"), markup.first(tree, "//title//text()")) if name]
    for heading in tree.xpath("//h1 | //h2"):
        text = markup.line(heading.text_content())
        if text and any(name.startswith(text) for name in named):
            return text
    return _part(tree, named[-1]) if named else ""


def _part(tree: HtmlElement, name: str) -> str:
    """Cut a title at its last separator, or take its longest part where that one stands alone on the page."""
    cuts = list(_SEPARATOR.finditer(name))
    before = name[: cuts[-1].start()].strip(" -") if cuts else name
    longest = max(_SEPARATOR.split(name), key=len).strip(" -")
    if len(longest) > len(before) / 2 and longest != before:
        alone = set(markup.lines(tree).split("\n"))
        if longest in alone and before not in alone:
            return longest
    return before


def _told(title: str, text: str) -> float:
    """Share of a title's words that the first half of the text has beside the title: a site's name has none."""
    terms, told = _terms(title), text[: len(text) // 2].replace(f"{title}\n", "").casefold()
    return sum(term in told for term in terms) / (len(terms) or 1)


def _terms(title: str) -> list[str]:
    words = [*chinese.words(title), *_FOREIGN.findall(title)]
    return list(dict.fromkeys(word.casefold() for word in words if len(word) > 1 and word.isalnum()))
