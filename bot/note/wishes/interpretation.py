"""The model's lines on what a person means → Meaning, pure. Nothing of them is believed but what code understands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.models import Meaning, Wish
from bot.note import form, reply
from bot.note.wishes import clauses, lasting, understood
from bot.note.wishes.clauses import FRAME
from bot.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.models import Tone, Version

_LINE: Final = re.compile(r"^[\s*•\d.、)）-]*(?P<kind>这篇|以后|不清楚)\s*[：:]\s*(?P<asked>\S.*)$")
_NOTHING: Final = re.compile(r"^\W*无\W*$")
_MOST: Final = 5
_LONGEST: Final = 60
"""Most characters of one thing asked for."""


def read(text: str, words: str, *, tones: Mapping[str, Tone], version: Version) -> Meaning | None:
    """Read an answer; None for one that is not in the form asked for.

    That something is to last is only believed where the person said so; else they are asked.
    """
    lines = [line for line in reply.spoken(text[: 4 * _MOST * _LONGEST]).split("\n") if line.strip()]
    found = [match for line in lines[:_MOST] if (match := _LINE.match(line))]
    if not found:
        return Meaning() if len(lines) == 1 and _NOTHING.match(lines[0]) else None
    asked = [(one["kind"], _plain(one["asked"])) for one in found]
    kinds = {kind for kind, _ in asked}
    return Meaning(
        wish=_wish((one for _, one in asked), tones, version),
        lasting=lasting.joined(_lasting(one, tones) for kind, one in asked if kind != "这篇"),
        unclear="不清楚" in kinds or ("以后" in kinds and not FRAME["lasting"].search(clauses.plain(words))),
    )


def _plain(asked: str) -> str:
    return form.title(asked).strip("「」“”。 ")[:_LONGEST]


def _wish(asked: Iterable[str], tones: Mapping[str, Tone], version: Version) -> Wish:
    words = "，".join(asked)
    meaning = understood(words, tones=tones, version=version)
    return meaning.wish if meaning and meaning.wish else Wish(kind="said", text=words)


def _lasting(asked: str, tones: Mapping[str, Tone]) -> Style:
    meaning = understood(f"以后{asked}", tones=tones, version=None)
    return meaning.lasting if meaning else Style()
