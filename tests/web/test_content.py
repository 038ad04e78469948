from __future__ import annotations

import gzip
import zlib

import pytest

from bot.errors import Unreachable
from bot.web.content import is_textual, refresh_target, sniffed, unpacker


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"article" * 99, mtime=0)),
        ("x-gzip", gzip.compress(b"article" * 99, mtime=0)),
        ("deflate", zlib.compress(b"article" * 99)),
        ("deflate", zlib.compress(b"article" * 99, wbits=-15)),
        ("gzip", gzip.compress(b"article" * 99, mtime=0) + b"what some servers add"),
    ],
)
def test_packed_bytes_come_out_whole_however_they_are_cut(encoding: str, packed: bytes) -> None:
    unpack = unpacker(encoding)
    assert unpack is not None
    assert b"".join(unpack(packed[i : i + 1], 10_000) for i in range(len(packed))) == b"article" * 99
    assert unpack.done


def test_no_more_comes_out_than_was_asked_for() -> None:
    unpack = unpacker("gzip")
    assert unpack is not None
    assert len(unpack(gzip.compress(bytes(10_000_000)), 1001)) == 1001
    assert not unpack.done


def test_broken_bytes_are_no_answer() -> None:
    unpack = unpacker("gzip")
    assert unpack is not None
    with pytest.raises(Unreachable):
        unpack(b"<html>", 100)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "deflate,gzip", "compress"])
def test_encodings_that_were_not_asked_for_and_stacked_ones_are_refused(encoding: str) -> None:
    with pytest.raises(Unreachable):
        unpacker(encoding)


@pytest.mark.parametrize("encoding", ["", "identity"])
def test_plain_bytes_need_no_unpacking(encoding: str) -> None:
    assert unpacker(encoding) is None


@pytest.mark.parametrize(
    ("media", "textual"),
    [
        ("text/html", True),
        ("application/xhtml+xml", True),
        ("application/rss+xml", True),
        ("text/plain", True),
        ("application/ld+json", True),
        ("application/pdf", False),
        ("image/svg+xml", False),
        ("text/css", False),
        ("video/mp4", False),
        ("", False),
    ],
)
def test_only_text_can_hold_an_article(media: str, *, textual: bool) -> None:
    assert is_textual(media) is textual


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"\n <!doctype html>", "text/html"),
        (b'{"title": ""}', "application/json"),
        (b"[1]", "application/json"),
        ("文章".encode("gbk"), "text/plain"),
        ("文章".encode("utf-16"), "text/plain"),
        (b"", "text/plain"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\x89PNG\r\n", "image/png"),
        (b"PK\x03\x04", "application/zip"),
        (b"\x7fELF\x00", "application/octet-stream"),
    ],
)
def test_the_first_bytes_tell_the_media_type(content: bytes, media: str) -> None:
    assert sniffed(content) == media


@pytest.mark.parametrize(
    ("html", "target"),
    [
        ('<meta http-equiv="refresh" content="0; url=/a">', "/a"),
        ("<META CONTENT='1;URL=\"/a?b=1&amp;c=2\"' HTTP-EQUIV='Refresh'>", "/a?b=1&c=2"),
        ('<meta http-equiv=refresh content="0, /a">', "/a"),
        ('<meta http-equiv="refresh" content="0;/a"><meta http-equiv="refresh" content="0;/b">', "/a"),
        ('<meta http-equiv="refresh" content="300; url=/a">', ""),
        ('<meta http-equiv="refresh" content="5">', ""),
        ('<meta http-equiv="refresh">', ""),
        ('<meta name="refresh" content="0; url=/a">', ""),
        ('<!-- <meta http-equiv="refresh" content="0; url=/a"> -->', ""),
        ('<noscript><meta http-equiv="refresh" content="0; url=/a"></noscript>', ""),
        ('<noscript></noscript><meta http-equiv="refresh" content="0; url=/a">', "/a"),
        ('<script>"<meta http-equiv=refresh content=0;url=/a>"</script>', ""),
        ("<p>文章</p>", ""),
    ],
)
def test_a_page_that_sends_on_at_once_is_understood(html: str, target: str) -> None:
    assert refresh_target(html) == target
