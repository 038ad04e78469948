"""The files of a note as one zip that Telegram takes, with the note in Markdown."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import accumulate
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile, ZipInfo

from bot import output

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.models import Article, Note, Picture, Version

MOST: Final = 49 * 2**20
"""Bytes of a zip; Telegram takes documents of 50 MB from a bot."""
_TEXTS: Final = 2**20
"""Bytes of it that are left for the texts and what the zip itself needs."""
_MARKED: Final = re.compile(r"([\\`*_\[\]<>])")
_AT_FIRST: Final = re.compile(r"^(?=(?:#{1,6}|[+-])\s)|^(\d+)(?=[.)]\s)")
_NOT_IN_NAMES: Final = re.compile(r"[^\w-]+")
_NAME: Final = 40
"""Most characters of a title in a file's name."""


def zipped(
    article: Article, version: Version, pictures: Sequence[Picture], *, advice: Sequence[str] = (), made: datetime
) -> tuple[bytes, int]:
    """Return the zip and how many pictures are in it: the first that fit."""
    sizes = accumulate(len(picture.image) for picture in pictures)
    fit = [picture for picture, size in zip(pictures, sizes, strict=True) if size <= MOST - _TEXTS]
    found = output.files(article, version, fit, advice=advice, made=made)
    images = [name for name in found if not name.endswith(".txt")]
    found["note.md"] = markdown(version.note, images).encode()
    held = BytesIO()
    with ZipFile(held, "w") as file:
        for name, content in found.items():
            file.writestr(ZipInfo(name, made.timetuple()[:6]), content)
    return held.getvalue(), len(fit)


def markdown(note: Note, images: Iterable[str]) -> str:
    """Write a note in Markdown: its title a heading, its lines as they are, its pictures below."""
    lines = "\n".join(f"{_escaped(line)}\\" if line else "" for line in note.body.split("\n"))
    body = re.sub(r"\\(?=\n\n|\Z)", "", lines)
    shown = "\n\n".join(f"![]({image})" for image in images)
    hashtags = _escaped(note.hashtags)
    return "\n\n".join(filter(None, (f"# {_escaped(note.title)}", body, hashtags, shown))) + "\n"


def file_name(version: Version) -> str:
    """Name the zip by the note's title."""
    return f"{_NOT_IN_NAMES.sub('-', version.note.title)[:_NAME].strip('-') or 'note'}.zip"


def _escaped(line: str) -> str:
    return _AT_FIRST.sub(r"\1\\", _MARKED.sub(r"\\\1", line))
