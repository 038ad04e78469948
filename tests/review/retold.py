"""Articles of our own with sentences that notes on them may say, and others that they may not: `retold.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.models import Article, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """An article, what tells it honestly, and what does not, each with what must be objected ("" for anything)."""

    head: str
    article: Article
    honest: tuple[str, ...]
    named: tuple[tuple[str, str], ...]

    def note(self, body: str) -> Note:
        """Make a note that says this and nothing else."""
        return Note(title=self.head, body=body)


def _read() -> dict[str, Retold]:
    rows = tomllib.loads(Path(__file__).with_name("retold.toml").read_text("utf-8"))["article"]
    return {row["head"]: _retold(**row) for row in rows}


def _retold(*, head: str, text: str, honest: list[str], named: dict[str, list[str]], **about: str) -> Retold:
    return Retold(
        head=head,
        article=Article(url="", text=text.strip(), **about),
        honest=tuple(honest),
        named=tuple((body, message) for message, bodies in named.items() for body in bodies),
    )


RETOLD: Final = _read()
"""By what their notes are headed."""
