"""What a model copies of what it was told: the rules and the example of the prompt, which are in no article. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.note import form
from bot.note.prompt import FOLDER

if TYPE_CHECKING:
    from bot.models import Brief, Headline, Note

_LEAST: Final = 8
"""Letters of a sentence that is no chance."""
_MOST: Final = 0.5
"""Share of a body above which it is no note."""
_TOPIC: Final = re.compile(r"#(\w+)")


def without(note: Note, brief: Brief) -> Note:
    """Return the note without the sentences and topics that are the prompt's own; such a title is left empty."""
    known = _known(brief)
    lines = ["".join(one for one in form.sentences(line) if not _echoes(one, known)) for line in note.body.split("\n")]
    topics = tuple(one for one in note.topics if not _echoes(one, known))
    return replace(
        note, title="" if _echoes(note.title, known) else note.title, body=form.body("\n".join(lines)), topics=topics
    )


def offered(titles: tuple[Headline, ...], brief: Brief) -> tuple[Headline, ...]:
    """Leave out the titles that are the prompt's own."""
    return tuple(one for one in titles if not _echoes(one.title, _known(brief)))


def is_mostly(note: Note, brief: Brief) -> bool:
    """Whether most of a note's body is the prompt's own."""
    return len(without(note, brief).body) < (1 - _MOST) * len(note.body)


def _echoes(sentence: str, known: str) -> bool:
    text = _bare(sentence)
    rules, topics = _rules()
    copied = len(text) >= _LEAST and text in rules and text not in known
    return copied or any(topic in text and not _touches(topic, known) for topic in topics)


def _touches(topic: str, known: str) -> bool:
    """Whether what a note may say has anything of a topic: 游泳池, and then 游泳馆 may be its own word."""
    return any(topic[at : at + 2] in known for at in range(len(topic) - 1))


def _known(brief: Brief) -> str:
    """Return what a note may well say: the article, the note that is rewritten, what somebody wished and likes."""
    return _bare(f"{brief.article.title}{brief.article.text}{brief.base or ''}{brief.wish.text}{brief.style}")


@cache
def _rules() -> tuple[str, frozenset[str]]:
    """Return the letters of all prompts, and the topics of their example, which no other article has."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.md")))
    example = (FOLDER / "system.md").read_text("utf-8").rpartition("【话题】")[2].partition("\n")[0]
    return _bare(text), frozenset(map(_bare, _TOPIC.findall(example)))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()
