"""How somebody wants notes, and how the styles of a person, a group and a forum topic become one. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
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
