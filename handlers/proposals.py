"""The message that proposes habits, each with a button that keeps it (`s:keep:…`), pure.

What is to be kept is read from the message itself: it is what the person saw.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.style import Trait, traits
from handlers import panel
from handlers.message import Letter
from handlers.texts import style as said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from telegram import Message

    from bot.models import Tone
    from bot.style import Style

KEEP: Final = re.compile(r"s:keep:([a-z]{1,12}):([0-9a-f]{8})\Z")


def letter(heading: str, found: Sequence[Trait], own: Style, tones: Mapping[str, Tone]) -> Letter:
    """Propose habits under a heading; what is kept already has a tick."""
    lines = [f"{number}. {_line(trait, tones)}" for number, trait in enumerate(found, 1)]
    html = "\n\n".join([escape(heading, quote=False), "\n".join(lines), said.CONSENT])
    buttons = [
        InlineKeyboardButton(
            (said.REMEMBERED if trait in traits(own) else said.REMEMBER).format(number=number),
            callback_data=f"s:keep:{trait.field}:{panel.mark(trait)}",
        )
        for number, trait in enumerate(found, 1)
    ]
    return Letter(html=html, keyboard=InlineKeyboardMarkup([buttons]))


def shown(message: Message, tones: Mapping[str, Tone]) -> tuple[str, tuple[Trait, ...]]:
    """Read a heading and the habits back from a message that proposes them."""
    heading = (message.text or "").split("\n", 1)[0]
    values = message.parse_entities([MessageEntity.BOLD]).values()
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    data = (KEEP.match(str(button.callback_data)) for row in rows for button in row)
    found = (
        panel.marked([*panel.choices(one[1], tones), *(Trait(one[1], value) for value in values)], one[1], one[2])
        for one in data
        if one
    )
    return heading, tuple(filter(None, found))


def _line(trait: Trait, tones: Mapping[str, Tone]) -> str:
    """Write a habit with its value marked, where the value is words."""
    line, value = (escape(text, quote=False) for text in (said.line(trait, tones), trait.value))
    return line if panel.choices(trait.field, tones) else line.replace(value, f"<b>{value}</b>", 1)
