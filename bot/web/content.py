"""What an answer's bytes are: unpacked within bounds, their true media type, where a page sends at once."""

from __future__ import annotations

import codecs
import re
import zlib
from html.parser import HTMLParser
from typing import Final

from bot.errors import Unreachable

_TEXTUAL: Final = re.compile(r"text/(html|plain|xml|json)|application/(json|xml|[\w.-]+\+(xml|json))")
_MAGIC: Final = {
    b"%PDF-": "application/pdf",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
    b"PK\x03\x04": "application/zip",
    b"\x1f\x8b": "application/gzip",
    b"\x00\x00\x00": "video/mp4",
}
_REFRESH: Final = re.compile(r"""\s*[0-5](?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)""", re.IGNORECASE)


class Unpacker:
    """zlib with a bound; "deflate" means two things, told apart by the first byte."""

    def __init__(self, *, deflate: bool) -> None:
        self._deflate = deflate
        self._stream: zlib._Decompress | None = None

    @property
    def done(self) -> bool:
        """Whether the stream came to its own end."""
        return self._stream is not None and self._stream.eof

    def __call__(self, chunk: bytes, most: int) -> bytes:
        """Unpack up to `most` bytes, more than 0; what follows the stream's end is dropped, as browsers do."""
        if self._stream is None:
            bare = self._deflate and chunk[:1] not in {b"\x78", b"\x58", b"\x48", b"\x38"}
            self._stream = zlib.decompressobj(-15 if bare else 15 if self._deflate else 31)
        try:
            return b"" if self._stream.eof else self._stream.decompress(chunk, most)
        except zlib.error as error:
            raise Unreachable("a broken answer") from error


def unpacker(encoding: str) -> Unpacker | None:
    """Choose by a Content-Encoding; None for bytes as they are. Raises Unreachable for any other, or several."""
    if encoding in {"", "identity"}:
        return None
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return Unpacker(deflate=encoding == "deflate")
    raise Unreachable(f"encoding {encoding[:40]}")


def is_textual(media: str) -> bool:
    """Whether a media type can hold an article: HTML, XML, JSON, plain text."""
    return _TEXTUAL.fullmatch(media) is not None


def sniffed(content: bytes) -> str:
    """Guess a media type from the first bytes: some servers name none, some call a PDF text/html."""
    for magic, media in _MAGIC.items():
        if content.startswith(magic):
            return media
    head = content[:512].lstrip()
    if head.startswith(b"<"):
        return "text/html"
    if head.startswith((b"{", b"[")):
        return "application/json"
    utf16 = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return "application/octet-stream" if b"\x00" in head and not utf16 else "text/plain"


class _Refresh(HTMLParser):
    """Finds where a page sends at once, outside of comments, scripts and <noscript>."""

    target = ""
    _noscript = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._noscript = self._noscript or tag == "noscript"
        if tag == "meta" and not self._noscript and values.get("http-equiv", "").strip().lower() == "refresh":
            match = _REFRESH.match(values.get("content", ""))
            self.target = self.target or (match[1].strip() if match else "")

    def handle_endtag(self, tag: str) -> None:
        self._noscript = self._noscript and tag != "noscript"


def refresh_target(html: str) -> str:
    """Where a page sends within 5 s, as it is written there; "" if it stays."""
    parser = _Refresh()
    parser.feed(html)
    return parser.target
