"""What a person typed becomes traits of their style, within limits; all of it can be refused. Pure."""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING, Final

from bot.errors import TraitEmpty, TraitLeadsAway, TraitsTooMany, TraitTooLong
from bot.models import TOPICS_LIMIT, Article, Note
from bot.note import form
from bot.note.dressed import SIGNATURE_LIMIT
from bot.review.contacts import contacts
from bot.style import Style, Trait

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LENGTHS: Final[Mapping[str, int]] = {
    "audience": 40,
    "persona": 40,
    "topics": form.TOPIC_LENGTH,
    "avoid": 20,
    "signature": SIGNATURE_LIMIT,
    "wishes": 80,
}
"""Most characters of a value, by its field."""
_COUNTS: Final[Mapping[str, int]] = {"topics": TOPICS_LIMIT, "avoid": 20, "wishes": 20}
"""Most values of a field that has several."""
_BETWEEN_WORDS: Final = re.compile(r"[、,，;；/|\n]+")


def read(field: str, said: str) -> tuple[Trait, ...]:
    """Read what was typed for a field; topics and words may be several. Raises StyleError."""
    values = [value for part in _parts(field, said) if (value := form.title(part).strip(" 「」“”"))]
    if not values:
        raise TraitEmpty
    if any(len(value) > LENGTHS[field] for value in values):
        raise TraitTooLong(LENGTHS[field])
    if leads_away(f"{said}\n{' '.join(values)}"):
        raise TraitLeadsAway
    values = list(form.topics(values)) if field == "topics" else values
    if not values:
        raise TraitEmpty
    return tuple(Trait(field, value) for value in dict.fromkeys(values))


def added(style: Style, found: Iterable[Trait]) -> Style:
    """Lay traits over a style. Raises TraitsTooMany."""
    style = reduce(lambda below, trait: alone(trait).over(below), found, style)
    for field, most in _COUNTS.items():
        if len(getattr(style, field)) > most:
            raise TraitsTooMany(most)
    return style


def alone(trait: Trait) -> Style:
    """Make the style that says one thing."""
    several = trait.field in _COUNTS
    value: object = (trait.value,) if several else trait.value
    return Style(**{trait.field: value})  # type: ignore[arg-type] # a field's own value


def leads_away(text: str) -> bool:
    """Say whether a text holds a contact or an address, which no note may have."""
    return bool(contacts(Note(title="", body=text), Article(url="", title="", text="")))


def _parts(field: str, said: str) -> list[str]:
    if field == "avoid":
        return _BETWEEN_WORDS.split(said)
    if field == "topics":
        return re.split(rf"[#＃\s]+|{_BETWEEN_WORDS.pattern}", said)
    return [said]
