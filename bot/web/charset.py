"""Bytes of a page → text: Chinese pages lie about their encoding, so the bytes are believed first."""

from __future__ import annotations

import codecs
import re
from typing import Final

_META: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML: Final = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-z0-9_:.-]{2,40})""", re.IGNORECASE)
_HEAD: Final = 8192
"""Where the page's own word is looked for, in bytes: longer than HTML's 1,024, which old portals pass."""
_BROKEN_SHARE: Final = 0.002
"""A page counts as decoded while at most this share of its characters is U+FFFD."""
_UTF8_BROKEN_SHARE: Final = 0.05
"""The same for UTF-8 among the characters beyond ASCII: half of them break when it is another encoding."""
_BOMS: Final = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# As browsers read the labels (encoding.spec.whatwg.org). A closed list: Python knows codecs that a hostile page could
# keep it busy with, such as punycode.
_CODECS: Final = {
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb18030": "gb18030",
    "euc-jp": "euc_jp",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
    "windows-1252": "cp1252",
    "windows-1251": "cp1251",
    "koi8-r": "koi8_r",
}


def decode(content: bytes, header: str = "") -> str:
    """Decode by BOM, UTF-8, the page's own word, the header's word, and GB18030: the first that fits.

    `header` is the charset of the Content-Type. A few broken bytes are let pass as U+FFFD; never raises.
    """
    for bom, codec in _BOMS.items():
        if content.startswith(bom):
            return content[len(bom) :].decode(codec, "replace")
    text = content.decode("utf-8", "replace")
    if _is_utf8(text):
        return text
    candidates = dict.fromkeys([*_declared(content, header), "gb18030"])
    for errors in ("strict", "replace"):
        for codec in candidates:
            fitting = _decoded(content, codec, errors)
            if fitting is not None:
                return fitting
    return text


def _is_utf8(text: str) -> bool:
    broken = text.count("\ufffd")
    return broken <= _UTF8_BROKEN_SHARE * (len(text) - len(text.encode("ascii", "ignore"))) if broken else True


def _declared(content: bytes, header: str) -> list[str]:
    head = content[:_HEAD]
    labels = [found[1].decode("ascii") for pattern in (_XML, _META) if (found := pattern.search(head))]
    return [_CODECS[label.lower()] for label in [*labels, header.strip()] if label.lower() in _CODECS]


def _decoded(content: bytes, codec: str, errors: str) -> str | None:
    try:
        text = content.decode(codec, errors)
    except UnicodeDecodeError:
        return None
    return text if text.count("\ufffd") <= len(text) * _BROKEN_SHARE else None
