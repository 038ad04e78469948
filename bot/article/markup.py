"""What is visible in a page, and its text in reading order. The home of lxml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree
from lxml import html as lxml_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_HTML_LIMIT: Final = 8 * 1024 * 1024
"""Characters of a page that are parsed."""
# fmt: off
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tbody", "td", "th", "tr", "ul",
})
_SKIPPED: Final = frozenset({
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "svg", "iframe",
    "head",
})
_HEAD: Final = frozenset({"base", "link", "meta", "noscript", "script", "style", "template", "title"})
# fmt: on
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\U000e0000-\U000e007f]")
_HIDDEN: Final = (
    ".//comment() | .//*[@hidden or @aria-hidden='true' and not(.//p)] "
    "| .//*[contains(@id,'onetrust') or contains(@class,'onetrust') or contains(@class,'cookie-notice')]"
    "| .//*[contains(@class,'mw-editsection')] | .//sup[contains(@class,'reference')]"
)
"""`aria-hidden` on whole articles is common while a dialog is open. Consent dialogs stand for no part of the page,
an encyclopedia's edit links and citation marks for no part of its text.
"""
_ADVERTISED: Final = (
    ".//*[not(*) and (normalize-space()='广告' or normalize-space()='推广' or normalize-space()='Advertisement')]/.."
)
_ADVERT_MOST: Final = 100
"""Characters of a box that one label makes an advertisement."""
_HIDING: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|r?em|%)?\s*(?:[;!]|$)", re.IGNORECASE
)
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_HAN_LEAST: Final = 60
_HAN_SHARE: Final = 0.15
_REPEATED: Final = 0.2
_REFRAIN: Final = 40
"""Most characters of a line that may come again; a longer one is a teaser's or a summary's copy."""
_CONTROLS: Final = re.compile(r"(?:\d{1,3}\s*%\s*)?(?:展开列表|展开全文|收起列表|点击展开全文)|\d{1,3}\s*%|广告|[\W_]+")
"""Lines that are parts of a reading widget, or hold no word."""


def parse(html: str) -> HtmlElement | None:
    """Parse the first 8 Mi characters of a page; None where there is nothing to parse."""
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8")
        tree = lxml_html.document_fromstring(html[:_HTML_LIMIT].encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    _settle(tree)
    return tree


def source(tree: HtmlElement) -> str:
    """Write a tree as HTML again."""
    return str(lxml_html.tostring(tree, encoding="unicode"))


def _settle(tree: HtmlElement) -> None:
    """Move what stands in the head of a page without a <body> tag: libxml2 does not know HTML 5's elements."""
    head, body = tree.find("head"), tree.find("body")
    if head is not None and body is not None:
        strays = [element for element in head if isinstance(element.tag, str) and element.tag not in _HEAD]
        for place, element in enumerate(strays):
            body.insert(place, element)


def drop_hidden(tree: HtmlElement) -> None:
    """Take out what a reader cannot see, where most planted instructions sit, and labelled advertisements."""
    hidden = [element for element in tree.xpath(".//*[@style]") if _HIDING.search(element.get("style"))]
    adverts = [box for box in tree.xpath(_ADVERTISED) if len(line(box.text_content())) <= _ADVERT_MOST]
    for element in [*hidden, *adverts, *tree.xpath(_HIDDEN)]:
        if element.getparent() is not None and element.tag not in {"html", "body"}:
            element.drop_tree()


def meta(tree: HtmlElement, name: str) -> str:
    """Return the content of a <meta> by its name or property; "" if it is not there."""
    return first(tree, "//meta[@property=$name or @name=$name]/@content", name=name)


def first(tree: HtmlElement, path: str, **variables: str) -> str:
    """Return the first text that is not blank among those an XPath finds; "" if there is none."""
    return next((clean for found in tree.xpath(path, **variables) if (clean := line(found))), "")


def line(text: str) -> str:
    """Make one line of a text: no invisible characters, no wide gaps."""
    return " ".join(_INVISIBLE.sub("", text).split())


def tidy(text: str) -> str:
    """One paragraph a line, without widgets and repeated paragraphs.

    Short lines may repeat, unless a fifth of the text does.
    """
    kept = [clean for raw in text.splitlines() if (clean := line(raw)) and not _CONTROLS.fullmatch(clean)]
    unique = list(dict.fromkeys(kept))
    total = sum(map(len, kept))
    if total - sum(map(len, unique)) >= _REPEATED * total:
        return "\n".join(unique)
    first = {one: place for place, one in reversed(list(enumerate(kept)))}
    return "\n".join(one for place, one in enumerate(kept) if len(one) <= _REFRAIN or first[one] == place)


def is_chinese(text: str) -> bool:
    """Whether a text is mainly Chinese."""
    han = len(_HAN.findall(text))
    return han >= _HAN_LEAST and han >= _HAN_SHARE * len(text)


def lines(tree: HtmlElement) -> str:
    """All the text of a tree that a reader sees, one block a line."""
    return "\n".join(text for _, text, _ in paragraphs(tree))


def paragraphs(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str, int]]:
    """Walk the runs of text between block borders: (the block, its text, how many characters of it are linked)."""
    parts: list[str] = []
    linked = 0
    holder = tree
    for block, text, in_link in [*_pieces(tree), (tree, None, False)]:
        if text is None:
            clean = " ".join("".join(parts).split())
            if clean:
                yield holder, clean, linked
            parts, linked = [], 0
        else:
            holder = block
            parts.append(text)
            linked += len(text.strip()) if in_link else 0


def _pieces(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str | None, bool]]:
    """Walk (block, text, is it linked) in reading order; None for the text marks a block's border."""
    stack: list[tuple[HtmlElement, HtmlElement, bool, bool]] = [(tree, tree, False, True)]
    while stack:
        element, block, in_link, opening = stack.pop()
        shown = isinstance(element.tag, str) and element.tag not in _SKIPPED
        border = shown and element.tag in _BLOCKS
        if border:
            yield block, None, False
        if opening and shown:
            inner, link = (element if border else block), in_link or element.tag == "a"
            if element.text:
                yield inner, element.text, link
            stack.append((element, block, in_link, False))
            stack.extend((child, inner, link, True) for child in reversed(element))
        elif element.tail and element is not tree:
            yield block, element.tail, in_link
