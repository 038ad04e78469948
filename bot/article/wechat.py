"""Articles of WeChat official accounts: what is where in the page of mp.weixin.qq.com."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.article import markup, plain
from bot.models import Article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HOST: Final = "mp.weixin.qq.com"

_SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
_STRING: Final = r"""(?:htmlDecode\(|JsDecode\()?\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")"""
_TITLE: Final = re.compile(rf"\bmsg_title\s*[=:]\s*{_STRING}")
_ACCOUNT: Final = re.compile(rf"\bnick_?name\s*[=:]\s*{_STRING}")
_POST: Final = re.compile(rf"\bcontent_noencode\s*[=:]\s*{_STRING}")
_TIME: Final = re.compile(r"""\b(?:ct|create_time|ori_create_time)\s*[=:]\s*["'](\d{10})["']""")
_ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPED: Final = {"n": "\n", "r": "\n", "t": " "}


def article(tree: HtmlElement, html: str, url: str) -> Article | None:
    """Read a page of an official account: an article, or a post of pictures with a text; None if it is neither."""
    text = _body(tree) or _post(html)
    if not text:
        return None
    account = _named(_ACCOUNT, html) or markup.first(tree, "//*[@id='js_name']//text()")
    return Article(
        url=url or markup.meta(tree, "og:url"),
        title=markup.meta(tree, "og:title") or _named(_TITLE, html) or markup.first(tree, "//h1//text()"),
        text=text,
        author=markup.meta(tree, "author") or account,
        sitename=account,
        date=_day(html),
        language="zh" if markup.is_chinese(text) else "",
        image=markup.meta(tree, "og:image"),
        description=markup.meta(tree, "og:description"),
    )


def _body(tree: HtmlElement) -> str:
    found = tree.xpath("//*[@id='js_content']") or tree.xpath("//*[contains(@class,'rich_media_content')]")
    if not found:
        return ""
    found[0].attrib.pop("style", None)  # hidden until its script has run
    markup.drop_hidden(found[0])
    return markup.tidy(markup.lines(found[0]))


def _post(html: str) -> str:
    content = _named(_POST, html)
    tree = markup.parse(content.replace("\n", "<br>"))
    return "" if tree is None else markup.tidy(markup.lines(tree))


def _named(pattern: re.Pattern[str], html: str) -> str:
    """Return the first string that a script gives that name, as the script would see it."""
    for match in pattern.finditer(html):
        if value := plain.whole(unescape(_ESCAPE.sub(_unescaped, match[1] or match[2] or ""))).strip():
            return value
    return ""


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(match[3], match[3])


def _day(html: str) -> str:
    match = _TIME.search(html)
    return datetime.fromtimestamp(int(match[1]), _SHANGHAI).date().isoformat() if match else ""
