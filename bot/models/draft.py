"""What is kept: an article and the versions of its note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.models.article import Article
    from bot.models.note import Finding, Note
    from bot.models.writing import Headline, Usage, Wish, WriterName
    from bot.style import Layer, Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of a draft's note: how it came about, in which style, the titles offered, what is left to say.

    `key` is that of the job that made it, `base` the index of the version that it was made from, `person` who asked.
    """

    note: Note
    wish: Wish
    style: Style
    titles: tuple[Headline, ...] = ()
    findings: tuple[Finding, ...] = ()
    writer: WriterName
    usage: Usage | None = None
    key: str = ""
    base: int | None = None
    person: int = 0

    @property
    def reason(self) -> str:
        """Why the note has this title, "" where nobody said."""
        return next((offered.reason for offered in self.titles if offered.title == self.note.title), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article and the versions of its note, oldest first; `chat`, `topic`, `person` are Telegram's ids.

    `name` is the person's, `link` the address that they sent, without what only tracks people; `layers` are the styles
    that were kept when it was begun, the lowest first.
    """

    id: str
    article: Article
    versions: tuple[Version, ...]
    chat: int = 0
    topic: int = 0
    person: int = 0
    name: str = ""
    link: str = ""
    layers: tuple[Layer, ...] = ()
    created: datetime | None = None

    @property
    def latest(self) -> Version:
        """The newest version."""
        return self.versions[-1]
