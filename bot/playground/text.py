"""Text and its entities: Telegram's HTML, what it finds in plain text by itself, and offsets in UTF-16 units."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any

from bot.playground.failure import bad_request

Entity = dict[str, Any]

SPACES = " \n\t\r\f\v\0"
KINDS = frozenset(
    {
        "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline",
        "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "text_mention",
        "custom_emoji",
    }
)  # fmt: skip
_CONTENT_ONLY = frozenset({"pre", "code", "text_link"})
_TLDS = "com|cn|net|org|io|dev|me|co|cc|tv|app|info|edu|gov|hk|tw|jp|uk|us|xyz|top|ai"
_GENERAL_PUNCTUATION = "\u2000-\u200a\u200c-\u206f\u3000\u00a0\u00ab\u00bb"
_URL = re.compile(
    rf"(?:(?P<scheme>https?|ftp)://(?:[^\s/@<>()\[\]{{}}'\"`]++@)?|(?<![\w@.]))(?P<host>[\w-]++(?:\.[\w-]++)+)(?P<port>:\d{{1,5}})?"
    rf"(?P<path>[/?#][^\s<>\"{_GENERAL_PUNCTUATION}]*)?",
    re.IGNORECASE,
)
_TLD = re.compile(rf"\.(?:{_TLDS})$", re.IGNORECASE)
_HOST = re.compile(r"\.(?:[^\W\d_]{2,}|xn--[\w-]+)$|^(?:\d{1,3}\.){3}\d{1,3}$")
_OPENING = {")": "(", "]": "[", "}": "{"}
_FINDERS = (
    ("mention", re.compile(r"(?<![\w@/])@[a-zA-Z]\w{2,31}\b", re.ASCII)),
    ("bot_command", re.compile(r"(?<![\w/<>])/\w{1,64}(?:@\w{3,32})?(?![\w/<>])", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#@])#(?=\d*[^\W\d])\w{1,256}")),
)


def units(text: str) -> int:
    """Count UTF-16 code units, as Telegram does."""
    return len(text) + sum(char > "\uffff" for char in text)


def slice_units(text: str, offset: int, length: int) -> str:
    """Cut by UTF-16 units."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def find_entities(text: str) -> list[Entity]:
    """Find links, mentions, commands and hashtags the way Telegram's servers do."""
    offsets = [0, *accumulate(2 if char > "\uffff" else 1 for char in text)]
    spans = [("url", *span) for span in _urls(text)]
    for kind, pattern in _FINDERS:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for _, start, end in spans):
                spans.append((kind, *match.span()))
    return [
        {"type": kind, "offset": offsets[start], "length": offsets[end] - offsets[start]}
        for kind, start, end in sorted(spans, key=lambda span: span[1])
    ]


def _urls(text: str) -> list[tuple[int, int]]:
    spans = []
    for match in _URL.finditer(text):
        if not (_HOST if match["scheme"] else _TLD).search(match["host"]):
            continue
        spans.append((match.start(), match.start() + len(_trimmed(match[0]))))
    return spans


def _trimmed(url: str) -> str:
    """Drop what ends a sentence rather than a link; Chinese punctuation and brackets stay, as in Telegram."""
    while (last := url[-1]) in ".:;,('?!`" or url.count(last) > url.count(_OPENING.get(last, last)):
        url = url[:-1]
    return url


def formatted(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Trim the text as Telegram does, keep the entities within it, and add those that it finds by itself."""
    lead = units(text) - units(text.lstrip(SPACES))
    text = text.strip(SPACES)
    end = units(text)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        stop = min(entity["offset"] + entity["length"] - lead, end)
        if start < stop:
            kept.append(entity | {"offset": start, "length": stop - start})
    closed = [(e["offset"], e["offset"] + e["length"]) for e in kept if e["type"] in _CONTENT_ONLY]
    kept += [
        found
        for found in find_entities(text)
        if not any(a < found["offset"] + found["length"] and found["offset"] < b for a, b in closed)
        and not any(found["offset"] == e["offset"] and found["type"] == e["type"] for e in kept)
    ]
    return text, sorted(kept, key=lambda e: (e["offset"], -e["length"]))


def checked(entities: object, text: str) -> list[Entity]:
    """Take entities given explicitly; raises Failure when they are no entities of this text."""
    if not isinstance(entities, list):
        raise bad_request("can't parse MessageEntity: expected an Array of MessageEntity")
    return [_checked(entity, units(text)) for entity in entities]


def _checked(entity: object, end: int) -> Entity:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    if str(entity.get("type")) not in KINDS:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int) or min(offset, length) < 0:
        raise bad_request("can't parse MessageEntity: wrong offset or length")
    if offset > end:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > end:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {offset + length}"
        )
    return entity
