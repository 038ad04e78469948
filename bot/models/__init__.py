"""The nouns, in the words of their fields: Open Graph's for the article, the platform's for the note.

Frozen, and importing nothing of ours but what a style is.
"""

from __future__ import annotations

from bot.models.article import Article, Picture, PictureKind, Source
from bot.models.draft import Draft, Version
from bot.models.note import (
    BODY_LIMIT,
    TITLE_LIMIT,
    TOPICS_LIMIT,
    Check,
    Finding,
    Note,
    Severity,
    title_length,
    utf16_length,
)
from bot.models.progress import Progress, Report, Step, silent
from bot.models.writing import Brief, Headline, Meaning, Tone, Usage, Wish, WishKind, WriterName, Written

__all__ = [
    "BODY_LIMIT",
    "TITLE_LIMIT",
    "TOPICS_LIMIT",
    "Article",
    "Brief",
    "Check",
    "Draft",
    "Finding",
    "Headline",
    "Meaning",
    "Note",
    "Picture",
    "PictureKind",
    "Progress",
    "Report",
    "Severity",
    "Source",
    "Step",
    "Tone",
    "Usage",
    "Version",
    "Wish",
    "WishKind",
    "WriterName",
    "Written",
    "silent",
    "title_length",
    "utf16_length",
]
