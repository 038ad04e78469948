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
    """A note on an article; a corrupted one has the kind of its fault and the span that is wrong."""

    field: str
    article: Article
    note: Note
    kind: str = ""
    span: str = ""


@lru_cache
def cases(folder: str) -> tuple[Case, ...]:
    """Read every file of "corpus" (one token wrong), "harder" (sentences wrong) or "freely" (far reworded)."""
    return tuple(case for path in sorted((_REVIEW / folder).glob("*.toml")) for case in _cases(path))


def _cases(path: Path) -> list[Case]:
    data = tomllib.loads(path.read_text("utf-8"))
    about = data["article"]
    article = Article(url="", **about | {"text": about["text"].strip()})
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
                span=one.get("span", one["new"]),
            )
        )
    return found


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
