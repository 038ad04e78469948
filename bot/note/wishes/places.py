"""Which part of a note a person means: the second paragraph, the last sentence, the title. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.note import form

if TYPE_CHECKING:
    from bot.models import Note

_DIGITS: Final = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_ORDINALS: Final = {
    word: number
    for number, words in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th", "eighth 8th"), 1
    )
    for word in words.split()
}
PLACE: Final = re.compile(
    rf"(?i)(?:第|(?P<back>倒数第?))(?P<number>[一二两三四五六七八九十]|[1-9]\d?)(?:个|自然)?(?P<unit>[段句])落?话?"
    r"|(?P<last>最后一?|末|尾)(?:个|自然)?(?P<last_unit>[段句])落?话?|(?P<first>首|头一)(?P<first_unit>[段句])"
    r"|(?P<opening>开头|开篇)(?:那|这)?一?段?|(?P<ending>结尾|文末)(?:那|这)?一?段?|(?P<title>标题)"
    rf"|(?:the )?\b(?P<ordinal>{'|'.join(_ORDINALS)}|last|final)\b (?P<english>paragraph|sentence|line)"
    r"|(?:the )?\b(?P<english_opening>opening|intro(?:duction)?)\b|(?:the )?\b(?P<english_ending>ending|conclusion)\b"
    r"|(?:the )?\b(?P<english_title>title|headline)\b"
)
_WHOLE: Final = re.compile(r"(?i)正文|全文|整篇|\bbody\b|\bwhole\b")
_CUT: Final = re.compile(
    r"(?i)\s*(?:请|帮我|麻烦)?(?:把|将)?\s*"
    r"(?:删掉?|删除|去掉|不要|拿掉|砍掉|(?:please )?(?:delete|remove|drop|cut))了?吧?\s*"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a note as it stands there, "" where there is no such part; `rest` is what else was said."""

    part: str
    rest: str

    @property
    def goes(self) -> bool:
        """Whether nothing is asked but that it goes."""
        return _CUT.fullmatch(self.rest) is not None


def named(words: str, note: Note) -> Place | None:
    """Find the one part that words name; None for none, for several, and for the whole."""
    found = list(PLACE.finditer(words))
    if len(found) != 1 or _WHOLE.search(words):
        return None
    (match,) = found
    rest = f"{words[: match.start()]}{words[match.end() :]}"
    return Place(_part(match, note), rest)


def quoted(text: str, note: Note) -> str:
    """Widen what was quoted of a note to whole sentences of one part; "" where the note has no such words."""
    text = text.strip()
    if text and text in note.title:
        return note.title
    start, end = note.body.find(text), note.body.find(text) + len(text)
    if not text or start < 0:
        return ""
    pieces, at = [], 0
    for sentence in form.sentences(note.body):
        if at < end and at + len(sentence) > start and sentence.strip():
            pieces.append((at, at + len(sentence)))
        at += len(sentence)
    part = note.body[pieces[0][0] : pieces[-1][1]].strip()
    return "" if form.is_source(part.split("\n")[-1]) else part


def _part(match: re.Match[str], note: Note) -> str:
    said = {name: value for name, value in match.groupdict().items() if value}
    if said.keys() & {"title", "english_title"}:
        return note.title
    unit = said.get("unit") or said.get("last_unit") or said.get("first_unit") or said.get("english", "").lower()
    body = [part for part in note.body.split("\n\n") if not form.is_source(part)]
    parts = _sentences(body) if unit in {"句", "sentence"} else body
    index = _index(said)
    return parts[index] if -len(parts) <= index < len(parts) else ""


def _sentences(paragraphs: list[str]) -> list[str]:
    return [stripped for part in paragraphs for one in form.sentences(part) if (stripped := one.strip())]


def _index(said: dict[str, str]) -> int:
    if number := said.get("number"):
        place = _DIGITS.get(number) or int(number)
        return -place if "back" in said else place - 1
    if ordinal := said.get("ordinal"):
        return _ORDINALS.get(ordinal.lower(), 0) - 1
    return 0 if said.keys() & {"first", "opening", "english_opening"} else -1
