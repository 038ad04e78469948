"""Telegram's HTML → text and entities, with Telegram's complaints."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from bot.playground.failure import Failure, bad_request
from bot.playground.text import Entity, units

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler", "span": "spoiler",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_ATTRIBUTE = re.compile(r"""\s*([^\s=>"'/]*)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?""", re.ASCII)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|lt|gt|amp|quot);?", re.IGNORECASE)


@dataclass
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


@dataclass
class _Reading:
    source: str
    text: list[str] = field(default_factory=list)
    length: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def fail(self, reason: str, place: int) -> Failure:
        """Name the place as Telegram does: in bytes."""
        return _unparsable(f"{reason} at byte offset {len(self.source[:place].encode())}")


def _unparsable(reason: str) -> Failure:
    return bad_request(f"can't parse entities: {reason}")


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Parse; raises Failure "can't parse entities: …" on tags that Telegram does not take."""
    reading = _Reading(source)
    place = 0
    while place < len(source):
        if source[place] == "<":
            place = (_end if source[place + 1 : place + 2] == "/" else _start)(reading, place)
            continue
        stop = source.find("<", place)
        stop = len(source) if stop < 0 else stop
        words = _ENTITY.sub(lambda match: html.unescape(match[0]), source[place:stop])
        reading.text.append(words)
        reading.length += units(words)
        place = stop
    if reading.stack:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{reading.stack[-1].tag}"')
    return "".join(reading.text), sorted(reading.entities, key=lambda e: (e["offset"], -e["length"]))


def _start(reading: _Reading, begin: int) -> int:
    source = reading.source
    name = re.compile(r"[^\s>]*").match(source, begin + 1)
    place = name.end() if name else begin
    if place == len(source):
        raise reading.fail("Unclosed start tag", begin)
    tag = source[begin + 1 : place].lower()
    if tag not in _KINDS:
        raise reading.fail(f'Unsupported start tag "{tag}"', begin)
    attributes: dict[str, str] = {}
    while source[(place := _past_spaces(source, place)) : place + 1] != ">":
        match = _ATTRIBUTE.match(source, place)
        if place == len(source) or match is None:
            raise reading.fail(f'Unclosed start tag "{tag}"', begin)
        if not match[1]:
            raise reading.fail(f'Empty attribute name in the tag "{tag}"', begin)
        attributes[match[1].lower()] = html.unescape(match[3] or match[4] or match[5] or "")
        place = match.end()
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise reading.fail('Tag "span" must have class "tg-spoiler"', begin)
    reading.stack.append(_Open(tag, reading.length, attributes))
    return place + 1


def _end(reading: _Reading, begin: int) -> int:
    source = reading.source
    if not reading.stack:
        raise reading.fail("Unexpected end tag", begin)
    match = re.compile(r"</([^\s>]*)\s*(>?)").match(source, begin)
    if match is None or not match[2]:
        raise reading.fail("Unclosed end tag", begin)
    opened = reading.stack.pop()
    found = match[1].lower()
    if found and found != opened.tag:
        error = reading.fail("Unmatched end tag", begin)
        raise Failure(400, f'{error.description}, expected "</{opened.tag}>", found "</{found}>"')
    if reading.length > opened.offset:
        _close(reading, opened)
    return match.end()


def _close(reading: _Reading, opened: _Open) -> None:
    entity: Entity = {"type": _KINDS[opened.tag], "offset": opened.offset, "length": reading.length - opened.offset}
    language = opened.attributes.get("class", "").removeprefix("language-")
    if opened.tag == "a":
        entity["url"] = opened.attributes.get("href", "")
        if not entity["url"]:
            return
    elif opened.tag == "code" and language and reading.stack and reading.stack[-1].tag == "pre":
        reading.stack[-1].attributes["language"] = language
        return
    elif opened.tag == "code" and reading.stack and reading.stack[-1].tag == "pre":
        return
    elif opened.tag == "pre" and "language" in opened.attributes:
        entity["language"] = opened.attributes["language"]
    elif opened.tag == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    elif opened.tag == "tg-emoji":
        entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
    reading.entities.append(entity)


def _past_spaces(source: str, place: int) -> int:
    while place < len(source) and source[place].isspace():
        place += 1
    return place
