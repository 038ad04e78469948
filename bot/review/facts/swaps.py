"""Two known words that have changed places: what the article tells of one, the note tells of the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.review.facts.text import units
from bot.review.facts.vocabulary import GENERIC, canonical, group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.plain import Piece
    from bot.review.facts.reading import Reading
    from bot.review.facts.text import Text

_PEOPLE: Final = frozenset({"nr", "nrt", "nt"})
_AGENTS: Final = group("agents")
_ACTS: Final = frozenset({"v", "vn", "a"})
_TURNS: Final = re.compile("[被由让给向]|受到|遭")
"""What puts the doer elsewhere."""
_JOINED: Final = re.compile("^[\\W]*(?:和|与|及|以及|或|跟|同|、)?[\\W]*$")
_ALIKE: Final = 0.3
_MOST: Final = 2


class _Word(NamedTuple):
    """A word as compared, and where it stands."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class _Line:
    """The nouns and what is told of them in one sentence."""

    nouns: tuple[_Word, ...]
    acts: tuple[_Word, ...]
    text: str
    start: int

    def before(self, act: _Word, known: frozenset[str]) -> list[_Word]:
        """Return the known nouns before a word, the nearest last."""
        return [one for one in self.nouns if one.end <= act.start and one.word in known]


def check(reading: Reading) -> Iterator[Finding]:
    """Name the sentences of a note in which two nouns stand where the article has them the other way round."""
    seen = {clause.sentence for clause in reading.clauses}
    for number in sorted(seen):
        piece = reading.text.sentences[number]
        here = _line(reading.text, number)
        if len(here.nouns) < _MOST:
            continue
        for at in _nearest(reading, piece):
            there = _line(reading.article, at)
            if set(_TURNS.findall(here.text)) == set(_TURNS.findall(there.text)) and _exchanged(here, there):
                yield reading.finding(piece, "谁做了什么，与原文相反")
                break


def _nearest(reading: Reading, piece: Piece) -> list[int]:
    """Return the article's sentences nearest to one of the note."""
    wanted = units(piece.text)
    least = _ALIKE * reading.article.total(wanted)
    return [at for at, score in reading.article.nearest(wanted, _MOST) if score >= least]


def _line(text: Text, number: int) -> _Line:
    piece = text.sentences[number]
    nouns, acts = [], []
    for token in text.tokens_of.get(number, ()):
        if len(token.word) < 2 or token.word in GENERIC:  # noqa: PLR2004 - one sign says too little
            continue
        word = _Word(canonical(token.word), token.start, token.start + len(token.word))
        if token.tag in _PEOPLE or _AGENTS.fullmatch(token.word):
            nouns.append(word)
        elif token.tag in _ACTS:
            acts.append(word)
    return _Line(tuple(nouns), tuple(acts), piece.text, piece.start)


def _exchanged(here: _Line, there: _Line) -> bool:
    """Whether, before a word that both have, the same two nouns stand in the other order."""
    known = frozenset(one.word for one in here.nouns) & frozenset(one.word for one in there.nouns)
    for act in here.acts:
        for other in there.acts:
            if act.word == other.word and _crossed(here, there, act, other, known):
                return True
    return False


def _crossed(here: _Line, there: _Line, act: _Word, other: _Word, known: frozenset[str]) -> bool:
    first, second = here.before(act, known), there.before(other, known)
    if len(first) < _MOST or len(second) < _MOST or first[-1].word == second[-1].word:
        return False
    near, rival = first[-1].word, second[-1].word
    if _cut(here, first[-1], act) or _cut(there, second[-1], other):
        return False
    far = next((one for one in reversed(first) if one.word == rival), None)
    away = next((one for one in reversed(second) if one.word == near), None)
    if far is None or away is None or any(one.word == near for one in first[: first.index(far)]):
        return False
    return not (_side_by_side(here, far, first[-1]) or _side_by_side(there, away, second[-1]))


def _cut(line: _Line, one: _Word, other: _Word) -> bool:
    """Whether a clause ends between two words."""
    return bool(re.search("[,，:：、]", line.text[one.end - line.start : other.start - line.start]))


def _side_by_side(line: _Line, one: _Word, other: _Word) -> bool:
    between = line.text[one.end - line.start : other.start - line.start]
    return len(between) <= _MOST or "、" in between or bool(_JOINED.match(between))
