"""Share text → links, in order, and a link's key without what only tracks people."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TEXT_LIMIT: Final = 20_000
"""Characters of a text that are searched."""
_LINK_LIMIT: Final = 2_048
"""Characters of one link; a longer one is no link."""
_MOST: Final = 20
"""Links of one text."""

_ASCII: Final = r"A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%|"
_CJK: Final = r"\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff"
_KNOWN_HOSTS: Final = (
    "mp.weixin.qq.com",
    "xhslink.com",
    "www.xiaohongshu.com",
    "www.jiqizhixin.com",
    "36kr.com",
    "www.36kr.com",
    "zhuanlan.zhihu.com",
    "www.zhihu.com",
    "www.toutiao.com",
    "m.toutiao.com",
    "new.qq.com",
    "view.inews.qq.com",
    "www.thepaper.cn",
    "sspai.com",
    "juejin.cn",
    "blog.csdn.net",
    "www.infoq.cn",
    "www.ithome.com",
    "t.cn",
    "b23.tv",
)
"""Hosts that people paste without a scheme."""
_ENCYCLOPAEDIAS: Final = re.compile(
    r"https?://(?:[\w-]+\.(?:m\.)?wikipedia\.org/(?:wiki|zh[\w-]*)/|baike\.baidu\.com/item/|baike\.sogou\.com/|zh\.moegirl\.org\.cn/)",
    re.IGNORECASE,
)
"""Whose paths are titles, written in Chinese."""

_SCHEME: Final = re.compile(r"(https?)[:：][/／]{2}", re.IGNORECASE)
_LINK: Final = re.compile(
    r"https?://"
    rf"(?:(?!(?<![=/?&#:%])https?://)(?:[{_ASCII}]|／(?=[A-Za-z0-9])|[{_CJK}（）·]))+"
    rf"|(?<![\w.@/-])(?:{'|'.join(map(re.escape, _KNOWN_HOSTS))})[/／][{_ASCII}／]+",
    re.IGNORECASE | re.ASCII,
)
_FOREIGN: Final = re.compile(rf"[^{_ASCII}]")
_TRAILING: Final = ".,;:!?'*|（·"
_PAIRS: Final = {")": "(", "]": "[", "）": "（"}

_TRACKERS: Final = re.compile(
    r"utm_.*|spm|spm_id_from|scm|vd_source|share|share_.*|sharer_.*|from|from_.*|chksm|scene|srcid|isappinstalled"
    r"|fbclid|gclid|mc_cid|mc_eid|igshid|ref_src|xsec_.*|tt_from|nsukey",
    re.IGNORECASE,
)
_WECHAT: Final = "mp.weixin.qq.com"
_WECHAT_KEYS: Final = ("__biz", "mid", "idx", "sn")


def find(text: str) -> tuple[str, ...]:
    """Find the http(s) links of a text, in order, each once, without the words and punctuation glued to them."""
    text = _SCHEME.sub(r"\1://", text[:_TEXT_LIMIT])
    found = (_trimmed(match[0]) for match in _LINK.finditer(text))
    return tuple(dict.fromkeys(link for link in found if _is_link(link)))[:_MOST]


def clean(url: str) -> str:
    """Reduce a link to what names the article: a key to compare by, not an address to fetch."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port not in {None, 80, 443} else "")
    except ValueError:
        return url
    query = parse_qsl(parts.query, keep_blank_values=True)
    if parts.hostname == _WECHAT:
        kept = [(name, value) for name, value in query if name in _WECHAT_KEYS]
    else:
        kept = [(name, value) for name, value in query if not _TRACKERS.fullmatch(name)]
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""  # a route of a one-page site
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", urlencode(sorted(kept)), fragment))


def _trimmed(link: str) -> str:
    """Repair a match and cut off what belongs to the sentence around it."""
    if not link.lower().startswith("http"):
        link = f"https://{link}"
    link = link.replace("／", "/").replace("&amp;", "&")
    if not _ENCYCLOPAEDIAS.match(link):
        link = _FOREIGN.split(link, maxsplit=1)[0]
    return _balanced(link).rstrip(_TRAILING)


def _balanced(link: str) -> str:
    """Cut at the first bracket that closes what the link did not open, or that nothing closes at its end."""
    opened: list[str] = []
    for place, character in enumerate(link):
        if character in _PAIRS.values():
            opened.append(character)
        elif character in _PAIRS and (not opened or opened.pop() != _PAIRS[character]):
            return link[:place]
    return link.rstrip("([（") if opened else link


def _is_link(link: str) -> bool:
    try:
        host = urlsplit(link).hostname or ""
    except ValueError:
        return False
    return len(link) <= _LINK_LIMIT and ("." in host.strip(".") or ":" in host or host == "localhost")
