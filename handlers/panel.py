"""The message of /style and its buttons (`s:…`), pure: every line of one's own can be taken back, every field set."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.style import Scope, Style, Trait, traits
from handlers import texts
from handlers.message import Letter
from handlers.texts import style as said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.models import Tone
    from bot.style import Layer

PRESS: Final = re.compile(r"s:(?:(remove|choose):([a-z]{1,12}):([0-9a-f]{8})|(choices|ask):([a-z]{1,12})|(back))\Z")
LEARN: Final = re.compile(r"s:learn\Z")
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "length": ("shorter", "usual", "longer"),
    "emoji": ("none", "few", "usual", "many"),
    "script": ("simplified", "traditional"),
}
_IN_A_ROW: Final = 3
_LABEL: Final = 40
"""Characters of a trait on its button."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A pressed button: a trait is named by its field and a short hash, so that a stale press means nothing else."""

    verb: str
    field: str = ""
    mark: str = ""


def parse(data: str) -> Press | None:
    """Read callback data; None for whatever the panel's buttons cannot have."""
    found = PRESS.match(data)
    if found is None:
        return None
    verb, of, mark, other, of_other, back = found.groups()
    press = Press(verb=verb or other or back, field=of or of_other or "", mark=mark or "")
    return press if press.field in {"", *said.FIELDS} else None


def mark(trait: Trait) -> str:
    """Return the short hash of a trait."""
    return hashlib.blake2s(f"{trait.field}\0{trait.value}".encode("utf-8", "replace"), digest_size=4).hexdigest()


def marked(found: Iterable[Trait], field: str, short: str) -> Trait | None:
    """Find the trait of a field that has this hash."""
    return next((one for one in found if one.field == field and mark(one) == short), None)


def choices(field: str, tones: Mapping[str, Tone]) -> tuple[Trait, ...]:
    """List what a field can be set to by a button; none where it takes words."""
    values = tuple(tones) if field == "tone" else _CHOICES.get(field, ())
    return tuple(Trait(field, value) for value in values)


def panel(layers: Iterable[Layer], tones: Mapping[str, Tone], *, own: Scope = Scope.PERSON, notice: str = "") -> Letter:
    """Show what is kept, layer by layer; the lines of the layer that is one's `own` can be taken back."""
    kept = {layer.scope: traits(layer.style) for layer in layers}
    lines = kept.get(own, ())
    parts = [f"<i>{_safe(notice)}</i>" if notice else ""]
    parts += [_block(scope, kept.get(scope, ()), tones) for scope in said.LAYERS if scope is own or kept.get(scope)]
    rows = [[_button(said.REMOVE.format(line=_line(one, tones)), f"remove:{one.field}:{mark(one)}")] for one in lines]
    set_ = {one.field for one in lines}
    adds = [_add(field, changes=field in set_ and field not in _several()) for field in said.FIELDS]
    adds += [_button(said.LEARN, "learn")] if own is Scope.PERSON else []
    rows += [adds[start : start + _IN_A_ROW] for start in range(0, len(adds), _IN_A_ROW)]
    parts.append(said.HOW if lines else said.NOTHING if own is Scope.PERSON else said.NOTHING_SHARED)
    return Letter(html="\n\n".join(filter(None, parts)), keyboard=InlineKeyboardMarkup(rows))


def offer(field: str, tones: Mapping[str, Tone], own: Style) -> Letter:
    """Show what a field can be set to; what it is now has a tick."""
    buttons = [
        _button(
            texts.CURRENT.format(label=_value(one, tones)) if one in traits(own) else _value(one, tones),
            f"choose:{field}:{mark(one)}",
        )
        for one in choices(field, tones)
    ]
    rows = [buttons[start : start + _IN_A_ROW] for start in range(0, len(buttons), _IN_A_ROW)]
    html = _safe(said.CHOOSE.format(field=said.FIELDS[field]))
    return Letter(html=html, keyboard=InlineKeyboardMarkup([*rows, [_button(said.BACK, "back")]]))


def _several() -> frozenset[str]:
    return frozenset(name for name in said.FIELDS if isinstance(getattr(Style(), name), tuple))


def _add(field: str, *, changes: bool) -> InlineKeyboardButton:
    words = said.CHANGE if changes else said.ADD
    verb = "choices" if field == "tone" or field in _CHOICES else "ask"
    return _button(words.format(field=said.FIELDS[field]), f"{verb}:{field}")


def _block(scope: Scope, found: Iterable[Trait], tones: Mapping[str, Tone]) -> str:
    lines = (_safe(said.LINE.format(line=said.line(one, tones))) for one in found)
    return "\n".join([f"<b>{said.LAYERS[scope]}</b>", *lines])


def _line(trait: Trait, tones: Mapping[str, Tone]) -> str:
    return texts.short(said.line(trait, tones), _LABEL)


def _value(trait: Trait, tones: Mapping[str, Tone]) -> str:
    """Say a value without its field, which stands above."""
    return texts.short(said.line(trait, tones).rpartition("：")[2], _LABEL)


def _button(words: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(words, callback_data=f"s:{data}")


def _safe(text: str) -> str:
    return escape(text, quote=False)
