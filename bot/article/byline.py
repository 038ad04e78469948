"""What stands around an article and is none of it: lines of date and editor, dirt in the names of site and author."""

from __future__ import annotations

import re
from typing import Final

_PLACES: Final = 3
"""Lines at either end of a text that are looked at."""
_LINE: Final = 70
"""Most characters of a line that may be only a byline."""
_REST: Final = 1
"""Characters of a byline that may stay unexplained."""
_NAME: Final = 40
"""Most characters of an author's or a site's name."""

_STAMP: Final = re.compile(
    r"\d{2,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*T?\s*\d{1,2}[:：时]\d{2}(?:[:：分]\d{2}秒?)?)?|\d{1,2}[:：]\d{2}"
)
_LABELLED: Final = re.compile(
    r"(?:文章|稿件|信息|图片)?(?:来源|作者|记者|责任编辑|责编|编辑|选稿|校对|审核|编审|供图|摄影|撰文|文字|发布者?|发布时间|发表于|时间)"
    r"\s*[:：丨|/]\s*[^\s:：（）()]{0,16}"
)
_WORDS: Final = re.compile(
    r"更新于?|发布于?|发表于?|字号?|阅读量?|浏览|点击|评论|分享|收藏|打印|纠错|扫一扫|手机看|次|大|中|小|\d+"
)
_FILLING: Final = re.compile(r"[\W_]+")
_STRAY: Final = re.compile(
    r"[（(]?(?:本文)?原标题[:：].*"
    r"|广告(?:通知|推广)?\s*[:：].*"
    r"|字号[\s:：大中小+-]*|[大中小][\s|/]+[大中小][\s|/]+[大中小]"
    r"|[^\s，。！？,.!?<>›»]{1,12}(?:\s*[>›»]\s*[^\s，。！？,.!?>›»]{1,20})+"
    r"|[◎▲△↑]?\s*(?:图片?来源|图源|图片?)\s*[:：/丨|].{0,40}"
    r"|.{0,100}\b(?:credits?|courtesy of)\s*:\s*[^.。]{0,60}"
    r"|(?:评论\s*[(（]?\d*[)）]?|(?:文章|发表|网友|查看|最新|全部|热门)评论|我要跟帖|已输入\d+字|相关(?:内容|阅读|推荐|新闻)"
    r"|返回\S{1,6}|(?:点击)?查看更多.{0,6}|打开APP.{0,10}|返回搜狐.{0,10})",
    re.IGNORECASE,
)
"""Lines that belong to a page and not to its article, wherever they stand."""
_STRAY_TAIL: Final = re.compile(r"\s*(?:[（(]责?任?编辑[:：][^（）()]{1,12}[)）])?\s*返回搜狐，查看更多\s*$")
_SITE_TAIL: Final = re.compile(r"(?i)\s*(?:版权所有|[©]|copyright\b|all rights reserved|保留所有权利).*")
_SITE_HEAD: Final = re.compile(r"(?i)^(?:copyright|©|\(c\)|\d{4}(?:-\d{4})?|\s)+")
_AUTHOR_LABEL: Final = re.compile(
    r"^\W*(?:作者|记者|文|撰文|by)\s*[:：丨|/]\s*|\s*(?:(?:责任编辑|责编|编辑|编审|校对|审核)\s*[:：丨|/].*|[·•|丨].*)$",
    re.IGNORECASE,
)
_AUTHOR_TAIL: Final = re.compile(r"\s+(?:\+?\s*关注|see more|来自\S{1,8}|复制链接|更多文章)(?:\s.*)?$", re.IGNORECASE)
_NO_AUTHOR: Final = re.compile(
    r"字号|关注|未知|佚名|admin|editor|管理员|网站编辑|name|email\b.*|www\b.*|published on|.*版权.*|.*[:：].*|",
    re.IGNORECASE,
)


def sitename(said: str) -> str:
    """Return a site's name without the notice of rights around it."""
    name = _SITE_TAIL.sub("", _SITE_HEAD.sub("", said)).strip(" -_|·")
    return name if len(name) <= _NAME else ""


def author(said: str) -> str:
    """Return an author's name without the label before it; "" for what names no author."""
    parts = (_AUTHOR_TAIL.sub("", _AUTHOR_LABEL.sub("", part)).strip(" :：,，") for part in re.split(r"[;；]\s*", said))
    name = "; ".join(part for part in parts if not _NO_AUTHOR.fullmatch(part))
    return name if len(name) <= _NAME else ""


def removed(text: str, *, known: tuple[str, ...]) -> str:
    """Leave out the page's own lines, and at both ends those that say only who, when and where.

    `known` are names of author and site.
    """
    lines = [clean for line in text.split("\n") if (clean := _STRAY_TAIL.sub("", line)) and not _STRAY.fullmatch(clean)]
    kept = [
        line
        for place, line in enumerate(lines)
        if min(place, len(lines) - 1 - place) >= _PLACES or not _is_byline(line, known)
    ]
    return "\n".join(kept)


def _is_byline(line: str, known: tuple[str, ...]) -> bool:
    if len(line) > _LINE:
        return False
    rest = _STAMP.sub("·", line)
    for name in known:
        rest = rest.replace(name, " ") if name else rest
    explained = _LABELLED.sub(" ", rest)
    if explained == line:
        return False
    return len(_FILLING.sub("", _WORDS.sub("", explained))) <= _REST
