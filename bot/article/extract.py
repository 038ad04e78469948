"""HTML → Article, pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.article import bodies, byline, markup, wechat
from bot.models import Article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SEPARATOR: Final = re.compile(r"\s*(?:[|｜_＿–—]|\s-\s|-(?=[^-]*[\u3400-\u9fff][^-]*$))\s*")
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
    chinese = markup.is_chinese(markup.lines(tree)[:_HEAD])
    page = bodies.parse(tree, url=url or None, chinese=chinese)
    text = markup.tidy(bodies.body(tree, chinese=chinese, parsed=page.text if page else ""))
    title = _title(tree, getattr(page, "title", None) or "")
    text = text.removeprefix(f"{title}\n") if title else text
    known = {name: getattr(page, name, None) or "" for name in ("author", "sitename", "date", "image", "description")}
    known |= {"author": byline.author(known["author"]), "sitename": byline.sitename(known["sitename"])}
    text = byline.removed(text, known=(known["author"], known["sitename"]))
    if not text:
        return None
    return Article(
        url=url or getattr(page, "url", None) or "",
        title=title,
        text=text,
        language="zh" if chinese else getattr(page, "language", None) or tree.get("lang", "")[:2],
        **known,
    )


def _is_wechat(html: str, url: str) -> bool:
    return wechat.HOST in url.partition("?")[0] or (not url and wechat.HOST in html and "js_content" in html)


def _title(tree: HtmlElement, parsed: str) -> str:
    """Return the first h1 or h2 that begins the page's own title, else that title cut at its last separator."""
    named = [name for name in (markup.meta(tree, "og:title"), markup.first(tree, "//title//text()")) if name]
    for heading in tree.xpath("//h1 | //h2"):
        text = markup.line(heading.text_content())
        if text and any(name.startswith(text) for name in named):
            return text
    if not named:
        return markup.line(parsed)
    cuts = list(_SEPARATOR.finditer(named[-1]))
    return named[-1][: cuts[-1].start()].strip() if cuts and cuts[-1].start() else named[-1]
