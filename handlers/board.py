"""A group's notes as they lie on its way to the platform: what stands below one, and the list of all. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.team import Act, Post
from handlers import message, texts
from handlers.texts import team as said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Message

    from bot.store.posts import Listed

PRESS: Final = re.compile(r"t:([0-9a-f]{16}):(0|[1-9][0-9]{0,3}):(claim|changes|approve|posted)")
AGAIN: Final = re.compile(r"a:([0-9a-f]{16})")
_LISTED: Final = 12
"""Most notes that are listed of each kind."""
_ROOM: Final = 1250
"""UTF-16 units of HTML for each kind, so that three with their headings stay within a message's 4096."""
_TITLE: Final = 24
_UNDER: Final = "\n　"
"""What stands before each line about a note of the list."""
_SUPERGROUP: Final = "-100"


def added(letter: message.Letter, draft: str, index: int, post: Post, *, again: bool = False) -> message.Letter:
    """Add to a group's note where it is and the buttons that change that, and one that writes `again`."""
    html = "\n\n".join(filter(None, (letter.html, escape(said.state(post), quote=False))))
    rows = list(letter.keyboard.inline_keyboard) if letter.keyboard else []
    row = [InlineKeyboardButton(_label(act, post), callback_data=f"t:{draft}:{index}:{act}") for act in Act]
    more = [[InlineKeyboardButton(said.AGAIN, callback_data=f"a:{draft}")]] if again else []
    return replace(letter, html=html, keyboard=InlineKeyboardMarkup([*rows, row, *more]))


def offers_again(shown: Message) -> bool:
    """Whether a message has the button that writes another note on its article."""
    rows = shown.reply_markup.inline_keyboard if shown.reply_markup else ()
    return any(AGAIN.fullmatch(str(button.callback_data)) for row in rows for button in row)


def _label(act: Act, post: Post) -> str:
    chosen = {Act.CLAIM: post.claimed, Act.POSTED: post.posted, post.verdict: post.judged}.get(act)
    return said.CHOSEN[act] if chosen else said.BUTTONS[act]


def listed(chat: int, notes: Sequence[Listed], *, days: int) -> message.Letter:
    """List a group's notes: what nobody took, what somebody has, what is posted; each leads to its message."""
    groups = (
        (said.NOT_CLAIMED, [one for one in notes if one.post.is_open]),
        (said.UNDER_WAY, [one for one in notes if one.post.claimed and not one.post.posted]),
        (said.SENT, [one for one in notes if one.post.posted]),
    )
    parts = [_part(heading, chat, some) for heading, some in groups if some]
    if not parts:
        return message.sentence(said.NO_BOARD.format(days=days))
    return message.Letter(html="\n\n".join((said.BOARD.format(days=days), *parts)))


def _part(heading: str, chat: int, notes: Sequence[Listed]) -> str:
    lines = message.within([_line(chat, one) for one in notes[:_LISTED]], _ROOM)
    more = [said.MORE.format(count=len(notes) - len(lines))] if len(notes) > len(lines) else []
    return "\n".join((f"<b>{heading.format(count=len(notes))}</b>", *lines, *more))


def _line(chat: int, one: Listed) -> str:
    title = escape(texts.short(one.title, _TITLE), quote=False)
    address = _address(chat, one.message)
    shown = f'<a href="{address}">{title}</a>' if address else title
    state = escape(said.state(one.post), quote=False).replace("\n", _UNDER)
    return f"• {shown}{_UNDER}{state}" if state else f"• {shown}　{said.when(one.created)}"


def _address(chat: int, number: int) -> str:
    """Return the address of a message in a supergroup; other groups have none."""
    whole = str(chat)
    if not number or not whole.startswith(_SUPERGROUP):
        return ""
    return f"https://t.me/c/{whole.removeprefix(_SUPERGROUP)}/{number}"
