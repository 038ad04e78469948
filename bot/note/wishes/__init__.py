"""A person's words → what they mean: a change of this note, of all that follow, of both, or neither. Pure.

Plain words need no model. What no rule knows is left to one, or to the writer as it was said. The rules are written in
simplified characters, and so are the words read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, Final

from bot.models import Meaning, Wish
from bot.note import form
from bot.note.wishes import clauses, lasting, places
from bot.note.wishes.clauses import FRAME, Clause
from bot.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.models import Note, Tone, Version
    from bot.note.wishes.places import Place

LIMIT: Final = 200
"""Characters from which a text is no wish."""
_QUOTED: Final = re.compile(r"「[^」]*」|“[^”]*”|\"[^\"]*\"|《[^》]*》|#[^\n]*$")
_BORDER: Final = re.compile(
    r"[，,。；;！!\n]+|(?<=[？?])|(?<![\d.])\.(?=\s|$)|然后|并且|而且|同时|另外|顺便|(?<=[a-z])\s(?:and|but|then)\s(?=[a-z])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A clause in its place: whether it is about this note, about all that follow, about the one before it."""

    words: str
    clause: Clause
    now: bool
    lasts: bool
    same: bool = False
    place: Place | None = None


def understood(words: str, *, tones: Mapping[str, Tone], version: Version | None, quote: str = "") -> Meaning | None:
    """Say what words mean that were said of a version, or of none; None where only a model could tell.

    `quote` is the part of the note that they answer.
    """
    typed = form.unseen_removed(words[:LIMIT]).strip()
    words = clauses.plain(typed)
    note = version.note if version else None
    bare = words.strip(" 。.！!~～…")
    if FRAME["back"].fullmatch(bare):
        return Meaning(unclear=True)
    if FRAME["vague"].fullmatch(bare) and not quote:
        return Meaning(unclear=True, wish=Wish(kind="said", text=words))
    said = [one for one in _heard(words, tones, None if quote else note) if not one.clause.idle]
    if not said:
        return Meaning()
    if not quote and not any(map(_known, said)):
        return None
    if any(one.place and not one.place.part for one in said):
        return Meaning(unclear=True)
    return _as_typed(_meaning(said, version, quote), typed, words)


def idle(words: str) -> bool:
    """Whether words ask for nothing, whatever they were said of: thanks, a greeting, a question."""
    return all(one.clause.idle for one in _heard(clauses.plain(words[:LIMIT]), {}, None))


def _as_typed(meaning: Meaning, typed: str, words: str) -> Meaning:
    """Take what is to stand in the note itself from what was typed: each sign has the place it has in `words`."""

    def own(text: str) -> str:
        at = words.find(text)
        return typed[at : at + len(text)] if at >= 0 else text

    def of(style: Style) -> Style:
        return replace(style, signature=own(style.signature), topics=tuple(map(own, style.topics)))

    wish = replace(meaning.wish, style=of(meaning.wish.style)) if meaning.wish else None
    return replace(meaning, wish=wish, lasting=of(meaning.lasting))


def _meaning(said: list[_Said], version: Version | None, quote: str) -> Meaning:
    wish = _wish([one for one in said if one.now], quote)
    stays = lasting.joined(_lasting(one) for one in said if one.lasts)
    if any(one.same for one in said) and version:
        stays = lasting.of(wish or version.wish)
    if any(one.clause.unsure and not one.lasts for one in said):
        return Meaning(unclear=True, wish=wish, lasting=lasting.joined(map(_lasting, said)))
    if any(one.same for one in said) and stays == Style():
        return Meaning(unclear=True)
    return Meaning(wish=wish if version else None, lasting=stays)


def _heard(words: str, tones: Mapping[str, Tone], note: Note | None) -> Iterable[_Said]:
    """Cut words into clauses; "from now on" holds until "this one"."""
    lasts, now = False, True
    for piece in _pieces(words):
        if FRAME["this"].search(piece):
            lasts, now = False, True
        if FRAME["lasting"].search(piece) or FRAME["next"].search(piece):
            lasts, now = True, not FRAME["next"].search(piece)
        bare = FRAME["this"].sub("", FRAME["next"].sub("", FRAME["lasting"].sub(_unsaid, piece))).strip()
        if not bare:
            continue
        if lasts and any(map(FRAME["same"].fullmatch, (bare, clauses.core(bare)))):
            yield _Said(words=bare, clause=Clause(), now=False, lasts=False, same=True)
            continue
        clause = clauses.read(bare, tones)
        place = places.named(bare, note) if note and not clause.title and not clause.idle else None
        yield _Said(words=bare, clause=clause, now=now, lasts=lasts, place=place)


def _known(said: _Said) -> bool:
    return said.clause.known or said.lasts or said.same or places.PLACE.search(said.words) is not None


def _pieces(words: str) -> list[str]:
    """Cut at commas, ends of sentences and joining words, not within quotation marks or among topics."""
    kept = [found.span() for found in _QUOTED.finditer(words)]
    borders = [one for one in _BORDER.finditer(words) if not any(start < one.start() < end for start, end in kept)]
    starts, ends = [0, *(one.end() for one in borders)], [*(one.start() for one in borders), len(words)]
    cut = (words[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return [piece for piece in cut if piece]


def _unsaid(found: re.Match[str]) -> str:
    """Take "from now on" out; what is never to be done is still not to be done."""
    return "don't" if found[0].lower() == "never" else ""


def _wish(said: list[_Said], quote: str) -> Wish | None:
    """Make one wish of all that is about this note."""
    if not said:
        return None
    words = "，".join(one.words for one in said)
    parts = {one.place.part for one in said if one.place} or ({quote} if quote else set())
    if len(parts) == 1:
        goes = said[0].place.goes if said[0].place else places.Place("", said[0].words).goes
        return Wish(kind="cut" if goes and len(said) == 1 else "said", text=words, quote=parts.pop())
    if parts:
        return Wish(kind="said", text=words)
    style = reduce(lambda below, one: one.clause.style.over(below), said, Style())
    left = [one.words if one.clause.title else one.clause.words for one in said]
    if len(said) == 1 and said[0].clause.title:
        return Wish(kind="title")
    return named(style, "，".join(filter(None, left)))


def named(style: Style, text: str) -> Wish:
    """Call a wish that a button could have made by its name."""
    if not text and style.tone and style == Style(tone=style.tone):
        return Wish(kind="tone", tone=style.tone)
    for kind in ("shorter", "longer"):
        if not text and style == Style(length=kind):
            return Wish(kind=kind)
    return Wish(kind="said", text=text, style=style)


def _lasting(said: _Said) -> Style:
    """Keep what a clause asks for, in a sentence where no field of a style holds it; a title is asked for once."""
    clause = said.clause
    if said.place and not clause.unsure:
        clause = Clause(words=said.words)
    text = clauses.kept_words(clause.words)
    return replace(clause.style, wishes=(text,)) if text and not clause.title else clause.style
