from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.charset import decode

CHINESE = "智能体元年,模型开始替人干活。鎔、堃、喆这些字也要读得对。" * 20
TRADITIONAL = "臺灣與香港的網頁,常用大五碼編寫。" * 20


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        (CHINESE, "gb18030", "gb2312"),
        (CHINESE, "gb18030", "GBK"),
        (CHINESE + "😀𠮷", "gb18030", "gb18030"),
        (TRADITIONAL.replace("臺", "台"), "big5hkscs", "Big5"),
        ("日本語の記事です。" * 20, "cp932", "Shift_JIS"),
        ("Ünïcode – “quoted”" * 20, "cp1252", "iso-8859-1"),
    ],
)
def test_a_page_that_names_its_encoding_is_read_right(text: str, codec: str, label: str) -> None:
    head = f'<html><head><meta charset="{label}">'
    assert decode((head + text).encode(codec)) == head + text
    old = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'
    assert decode((old + text).encode(codec)) == old + text
    assert decode(text.encode(codec), label) == text


def test_an_xml_declaration_counts_as_the_page_s_word() -> None:
    text = f'<?xml version="1.0" encoding="big5"?>{TRADITIONAL}'
    assert decode(text.encode("big5hkscs")) == text


@pytest.mark.parametrize("word", ["gbk", "big5", "iso-8859-1"])
def test_utf_8_is_believed_before_any_word(word: str) -> None:
    text = f'<meta charset="{word}">{CHINESE}'
    assert decode(text.encode(), word) == text


def test_the_page_is_believed_before_the_server() -> None:
    text = f'<meta charset="gb2312">{CHINESE}'
    assert decode(text.encode("gb18030"), "iso-8859-1") == text
    assert decode(text.encode("gb18030"), "utf-8") == text


def test_gbk_is_tried_when_nobody_names_an_encoding() -> None:
    assert decode(CHINESE.encode("gb18030")) == CHINESE


@pytest.mark.parametrize(
    ("bom", "codec"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_decides_and_disappears(bom: bytes, codec: str) -> None:
    assert decode(bom + CHINESE.encode(codec), "gbk") == CHINESE


@pytest.mark.parametrize("label", ["gbk", ""])
def test_a_few_bad_bytes_spoil_nothing_else_of_a_gbk_page(label: str) -> None:
    content = CHINESE.encode("gb18030") + b"\xff" + CHINESE.encode("gb18030")
    assert decode(content, label) == f"{CHINESE}\ufffd{CHINESE}"


def test_a_few_bad_bytes_spoil_nothing_else_of_a_utf_8_page() -> None:
    assert decode(CHINESE.encode()[:-1]) == f"{CHINESE[:-1]}\ufffd"


@pytest.mark.parametrize("label", ["punycode", "idna", "rot13", "unicode_escape", "no-such-codec", "x" * 5000, "\x00"])
def test_a_label_outside_of_the_list_is_ignored(label: str) -> None:
    assert decode(f'<meta charset="{label}">{CHINESE}'.encode("gb18030"), label).endswith(CHINESE)


def test_what_fits_nothing_is_still_text() -> None:
    assert decode(b"\xff\xff\xff a \x80\x80").endswith(" a \ufffd\ufffd")


@given(st.binary(), st.text())
def test_no_bytes_and_no_label_make_it_raise(content: bytes, header: str) -> None:
    assert isinstance(decode(content, header), str)
