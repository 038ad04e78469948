"""A reply's quote: a part of the replied message's words, with its place and what marks it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.playground.failure import bad_request
from bot.playground.text import units

if TYPE_CHECKING:
    from bot.playground.models import Message
    from bot.playground.text import Entity

MAX_QUOTE = 1024
_KEPT = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"})
"""What may mark a quote; https://core.telegram.org/bots/api#textquote"""


def quote(message: Message, part: str, *, near: int = 0) -> dict[str, Any]:
    """Quote the part of a message that begins at `near` or next to it (UTF-16 units); raises Failure if it has none."""
    words = message.content.get("text") or message.content.get("caption") or ""
    places = [units(words[:at]) for at in range(len(words)) if words.startswith(part, at)]
    if not part.strip() or units(part) > MAX_QUOTE or not places:
        raise bad_request("QUOTE_TEXT_INVALID")
    position = min(places, key=lambda place: abs(place - near))
    marks = message.content.get("entities") or message.content.get("caption_entities") or []
    entities = _within(marks, position, position + units(part))
    return {"text": part, "position": position, "is_manual": True} | ({"entities": entities} if entities else {})


def _within(entities: list[Entity], start: int, end: int) -> list[Entity]:
    """Cut entities to a span and count them from its beginning."""
    kept = []
    for entity in entities:
        first, last = max(entity["offset"], start), min(entity["offset"] + entity["length"], end)
        if first < last and entity["type"] in _KEPT:
            kept.append(entity | {"offset": first - start, "length": last - first})
    return kept
