"""The sites that need a hint, and the words by which pages say that they are no article: data and small functions."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from bot.article import markup, plain
from bot.errors import ArticleDeleted, ChallengePage, LoginRequired, PageMissing, Paywalled, SourceError
from bot.models import Article

_ID: Final = re.compile(r"[\w-]{1,200}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to ask a site's API for an article."""

    url: str
    headers: dict[str, str]


def request(url: str) -> Request | None:
    """Return what to ask instead of the page: 机器之心 serves its articles as JSON to its own script."""
    parts = urlsplit(url)
    kind, _, slug = parts.path.strip("/").rpartition("/")
    if parts.hostname not in {"www.jiqizhixin.com", "jiqizhixin.com"} or kind != "articles" or not _ID.fullmatch(slug):
        return None
    return Request(
        url=f"https://www.jiqizhixin.com/api/article_library/articles/{slug}.json",
        headers={"accept": "application/json", "x-requested-with": "XMLHttpRequest", "referer": url},
    )


def answer(text: str, url: str) -> Article | None:
    """Read the API's answer; None if it is a challenge page, or anything else that is not an article."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    content = markup.parse(_text(found, "content"))
    if content is None:
        return None
    markup.drop_hidden(content)
    author = found.get("author")
    return Article(
        url=url,
        title=markup.line(_text(found, "title")),
        text=markup.tidy(markup.lines(content)),
        author=markup.line(_text(author, "name")),
        sitename="机器之心",
        date=_day(_text(found, "published_at")),
        language="zh",
        image=_text(found, "cover_image_url"),
        description=markup.line(_text(found, "description")),
    )


def _text(found: Any, name: str) -> str:  # noqa: ANN401 - JSON is anything
    value = found.get(name) if isinstance(found, dict) else None
    return plain.whole(value) if isinstance(value, str) else ""


def _day(stamp: str) -> str:
    match = re.match(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", stamp)
    return f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}" if match else ""


_SAYINGS: Final[tuple[tuple[type[SourceError], re.Pattern[str]], ...]] = (
    (
        ArticleDeleted,
        re.compile(
            r"已被发布者删除|此内容因违规无法查看|该内容暂时无法查看|此内容被投诉|此?[帐账]号已[^。]{0,12}(?:迁移|屏蔽|注销)"
            r"|公众号已迁移|链接已过期|(?:文章|内容|帖子|该文|作品)[^。，\n]{0,6}(?:已被?删除|已下架|被删除)"
            r"|(?:article|post|page|content) (?:has been|was) (?:removed|deleted)",
            re.IGNORECASE,
        ),
    ),
    (
        ChallengePage,
        re.compile(
            r"环境异常|正在进行安全检测|安全验证|完成验证后|请完成[^。\n]{0,6}验证|拖动滑块|滑动验证|访问过于频繁"
            r"|just a moment\.\.\.|checking your browser|verify (?:that )?you are (?:a )?human|are you a robot"
            r"|unusual traffic|attention required! \| cloudflare|performing security verification",
            re.IGNORECASE,
        ),
    ),
    (
        Paywalled,
        re.compile(
            r"(?:订阅|付费|购买|开通会员|成为会员|加入会员|解锁)[^。\n]{0,8}(?:后|即可|可)?[^。\n]{0,4}(?:阅读|查看|解锁)(?:全文|剩余|完整|更多)?"
            r"|会员(?:专享|专属)(?:文章|内容)|本文为(?:付费|会员)|付费(?:文章|内容)|剩余\s*\d+\s*%[^。\n]{0,8}(?:付费|订阅|会员)"
            r"|subscribe (?:now )?to (?:continue|read|keep)|to (?:continue|keep) reading,? (?:subscribe|become)"
            r"|for subscribers only|subscriber[- ]only|already a subscriber",
            re.IGNORECASE,
        ),
    ),
    (
        LoginRequired,
        re.compile(
            r"请(?:先)?登[录陆]|登[录陆](?:后|以)[^。\n]{0,6}(?:查看|阅读|继续|浏览|访问|可见)|扫码登[录陆]|未登[录陆]|验证码登[录陆]"
            r"|(?:log|sign) ?in to (?:continue|read|view|see)|(?:you )?must (?:be logged|log|sign) ?in"
            r"|please (?:log|sign) ?in",
            re.IGNORECASE,
        ),
    ),
    (
        PageMissing,
        re.compile(
            r"(?:页面|网页|文章|内容)(?:不存在|没有找到|未找到|找不到|走丢)|找不到(?:该|您|你|这个)?[^。\n]{0,8}(?:页面|网页)"
            r"|\b404\b|page (?:not found|does not exist|doesn.t exist)|page you[^.\n]{0,20} (?:for|requested)",
            re.IGNORECASE,
        ),
    ),
)
"""Said by pages that hold no article; a page that does may quote any of it."""

_CHALLENGE_ADDRESS: Final = re.compile(
    r"https?://[^/]+/(?:mp/wappoc_appmsgcaptcha|[^?]*(?:captcha|/anti_?spider|cdn-cgi/challenge))", re.IGNORECASE
)
_LOGIN_ADDRESS: Final = re.compile(
    r"https?://(?:passport|login|accounts?|sso)\.|https?://[^/]+/(?:login|signin|sign_in|passport)\b", re.IGNORECASE
)


def address_problem(url: str) -> type[SourceError] | None:
    """Tell by where a link has led whether that is a challenge or a login wall."""
    if _CHALLENGE_ADDRESS.match(url):
        return ChallengePage
    return LoginRequired if _LOGIN_ADDRESS.match(url) else None


def problem(said: str) -> type[SourceError] | None:
    """Tell from what a page without an article says why there is none; the first of the kinds above."""
    return next((kind for kind, pattern in _SAYINGS if pattern.search(said)), None)
