"""What was read, in Open Graph's words, and the pictures that were taken of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One of the articles that an article was put together from; its part of the text begins at character `start`."""

    url: str
    title: str
    sitename: str
    date: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What was read behind a link; `text` has one paragraph a line. `date` is an ISO day; unknown is "".

    One that was put together from several has them as `sources`, in the order of its text.
    """

    url: str
    title: str
    text: str
    author: str = ""
    sitename: str = ""
    date: str = ""
    language: str = ""
    image: str = ""
    description: str = ""
    sources: tuple[Source, ...] = ()

    def source_of(self, sentence: str) -> Source | None:
        """Find which of several articles a sentence of the text is from; None where there is one, or no such."""
        at = self.text.find(sentence) if sentence else -1
        return next((one for one in reversed(self.sources) if 0 <= one.start <= at), None)


PictureKind = Literal["page", "screen", "cover", "facts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image file's bytes (JPEG or PNG) and its size in pixels.

    "page" is a 3:4 page of the article, "screen" the first screen as it is (a reference, not to be posted),
    "cover" and "facts" are cards.
    """

    image: bytes = field(repr=False)
    width: int
    height: int
    kind: PictureKind

    @property
    def suffix(self) -> str:
        """The file ending that fits the bytes."""
        return ".png" if self.image.startswith(b"\x89PNG") else ".jpg"
