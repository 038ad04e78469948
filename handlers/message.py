"""Note → the text of a message, pure: plain while it grows, HTML with one-tap copies when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from handlers import buttons, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import InlineKeyboardMarkup

    from bot.models import Draft, Progress, Tone, Version

_GROWING_LIMIT: Final = 3000
"""UTF-16 units shown while a note grows; a model that runs away stays within a message's 4096."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a message is to say for good: HTML, and the buttons below it."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


def growing(now: Progress) -> str:
    """Show what there is of a note, and where the work is, as plain text."""
    parts = (now.title, now.body, texts.progress(now))
    return "\n\n".join(clipped for part in parts if (clipped := _clip(part.strip())))


def sentence(text: str, *, keyboard: InlineKeyboardMarkup | None = None) -> Letter:
    """Say one sentence."""
    return Letter(html=_safe(text), keyboard=keyboard)


def kept(draft: Draft, tones: Iterable[Tone], *, notice: str = "") -> Letter:
    """Show the latest version of a draft with all its buttons, and a sentence above it where there is one to say."""
    return Letter(html=_page(draft.latest, notice), keyboard=buttons.keyboard(draft, tones))


def unkept(version: Version, *, notice: str) -> Letter:
    """Show a note that could not be kept: it can be copied, not changed."""
    return Letter(html=_page(version, notice), keyboard=buttons.copies(version.note))


def _page(version: Version, notice: str) -> str:
    note = version.note
    title, body, topics = texts.counters(version)
    parts = [
        f"<i>{_safe(notice)}</i>" if notice else "",
        f"<b>{texts.TITLE}</b> {title}\n<code>{_safe(note.title)}</code>",
        f"<b>{texts.BODY}</b> {body}\n<pre>{_safe(note.body)}</pre>",
        f"<b>{texts.TOPICS}</b> {topics}\n<code>{_safe(note.hashtags)}</code>" if note.topics else "",
        _safe("\n".join(texts.advice(version))),
    ]
    return "\n\n".join(part for part in parts if part)


def _safe(text: str) -> str:
    return escape(text, quote=False)


def _clip(text: str) -> str:
    """Keep what fits, never half a surrogate pair."""
    return text.encode("utf-16-le", "replace")[: 2 * _GROWING_LIMIT].decode("utf-16-le", "ignore")
