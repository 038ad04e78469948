"""Articles of our own with notes on them: faithful ones, and the same with one sentence made wrong."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from bot.models import Article, Note

_REVIEW: Final = Path(__file__).parent.parent / "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A note on an article; a wrong one has the kind of its fault and the spans that are wrong."""

    field: str
    article: Article
    note: Note
    kind: str = ""
    spans: tuple[str, ...] = ()


@lru_cache
def cases(folder: str) -> tuple[Case, ...]:
    """Read every file of a folder.

    "corpus" has one token wrong, "harder" a sentence, "freely" is far reworded, "plainly" imitates small models;
    "really" is what a model of 1.5 billion parameters wrote on the same articles, as read and marked by others.
    """
    return tuple(case for path in sorted((_REVIEW / folder).glob("*.toml")) for case in _cases(path))


def _cases(path: Path) -> list[Case]:
    data = tomllib.loads(path.read_text("utf-8"))
    article = _article(data["article"])
    if "note" in data:
        return [_marked(data["field"], article, one) for one in data["note"]]
    source = f"来源：{article.sitename}《{article.title}》{article.date}"
    faithful = [_note(one, source) for one in data["faithful"]]
    found = [Case(field=data["field"], article=article, note=note) for note in faithful]
    for one in data["corrupted"]:
        base = faithful[one.get("base", 0)]
        title, body = _corrupted(base, one)
        assert (title, body) != (base.title, base.body), one
        found.append(
            Case(
                field=data["field"],
                article=article,
                note=Note(title=title, body=body, topics=base.topics),
                kind=one["kind"],
                spans=(one.get("span", one["new"]),),
            )
        )
    return found


def _article(about: dict[str, Any] | str) -> Article:
    """Return an article that stands in the file, or in another: "plainly/fund.toml"."""
    if isinstance(about, str):
        return _article(tomllib.loads((_REVIEW / about).read_text("utf-8"))["article"])
    return Article(url="", **about | {"text": about["text"].strip()})


def _marked(field: str, article: Article, one: dict[str, Any]) -> Case:
    """Read a note as a model wrote it, with what is wrong in it."""
    note = Note(title=one["title"], body=one["body"].strip(), topics=tuple(one["topics"]))
    wrong = tuple(one["wrong"])
    return Case(field=field, article=article, note=note, kind="written" if wrong else "", spans=wrong)


def _corrupted(base: Note, one: dict[str, Any]) -> tuple[str, str]:
    """Put the wrong words in place of right ones; where none are named, as a paragraph before the source line."""
    if "old" not in one:
        body, _, source = base.body.rpartition("\n\n")
        return base.title, f"{body}\n\n{one['new']}\n\n{source}"
    title, body = (text.replace(one["old"], one["new"]) for text in (base.title, base.body))
    return title, body


def _note(one: dict[str, Any], source: str) -> Note:
    body = one["body"].strip()
    return Note(
        title=one["title"], body=body if "来源：" in body else f"{body}\n\n{source}", topics=tuple(one["topics"])
    )
