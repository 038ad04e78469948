"""How somebody wants notes, and how the styles of a person, a group and a forum topic become one. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import reduce
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Length = Literal["", "usual", "shorter", "longer"]
Emoji = Literal["", "none", "few", "usual", "many"]
Script = Literal["", "simplified", "traditional"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How notes are wanted; what is "" or () is not said, and left to the style below."""

    tone: str = ""
    """A `Tone.name`."""
    length: Length = ""
    emoji: Emoji = ""
    audience: str = ""
    """For whom the note is."""
    persona: str = ""
    """What the author calls themselves and the readers."""
    topics: tuple[str, ...] = ()
    """Topics of every note, without #."""
    avoid: tuple[str, ...] = ()
    """Words that no note has."""
    signature: str = ""
    """The line at the end of every note."""
    script: Script = ""
    wishes: tuple[str, ...] = ()
    """Whatever else, a sentence each; of two that contradict one another the later one counts."""

    def over(self, below: Style) -> Style:
        """Lay this style over another one: what it says counts, lists are joined."""
        return Style(**{one.name: _joined(getattr(below, one.name), getattr(self, one.name)) for one in fields(self)})


def _joined(below: Any, above: Any) -> Any:  # noqa: ANN401 - a field's value
    return tuple(dict.fromkeys((*below, *above))) if isinstance(above, tuple) else above or below


class Scope(StrEnum):
    """Whose style it is; later ones lie above."""

    PERSON = "person"
    CHAT = "chat"
    TOPIC = "topic"
    OFFER = "offer"
    """Nobody's yet: proposed to a person under a number, and theirs when they say yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who has a style: a person by their id, a group by its chat's, a forum topic by its chat's and its own."""

    scope: Scope
    id: int
    topic: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What one owner wants."""

    scope: Scope
    style: Style = field(default_factory=Style)


def owners(*, chat: int, topic: int, person: int) -> tuple[Owner, ...]:
    """Name whose styles count for a note, the lowest first; a private chat has its person's id."""
    found = [Owner(scope=Scope.PERSON, id=person)]
    if chat != person:
        found.append(Owner(scope=Scope.CHAT, id=chat))
    if chat != person and topic:
        found.append(Owner(scope=Scope.TOPIC, id=chat, topic=topic))
    return tuple(found)


def merged(layers: Iterable[Layer]) -> Style:
    """Lay the styles over one another, the first one lowest."""
    return reduce(lambda below, layer: layer.style.over(below), layers, Style())


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing that a style says: the field, and its value or one of its values."""

    field: str
    value: str


def traits(style: Style) -> tuple[Trait, ...]:
    """Take a style apart, in the order of its fields."""
    found = ((one.name, getattr(style, one.name)) for one in fields(style))
    return tuple(
        Trait(name, one)
        for name, value in found
        for one in (value if isinstance(value, tuple) else filter(None, [value]))
    )


def without(style: Style, trait: Trait) -> Style:
    """Take one thing back that a style says; the same style where it does not say so."""
    if trait not in traits(style):
        return style
    value = getattr(style, trait.field)
    left: Any = tuple(one for one in value if one != trait.value) if isinstance(value, tuple) else ""
    return replace(style, **{trait.field: left})


def replaced(below: Style, above: Style) -> tuple[Trait, ...]:
    """Name what a style says that another one, laid over it, says otherwise."""
    kept = traits(above.over(below))
    return tuple(trait for trait in traits(below) if trait not in kept)
