"""One word put in the place of another, all the rest taken over: 关于郑板桥的诗 for 关于父亲的诗, 本周 for 上周."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.review.facts.vocabulary import GENERIC, STAND_INS, names_it

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source
    from bot.review.facts.text import Clause, Text, Token

_WORD: Final = re.compile("[\u4e00-\u9fffa-z]{2,6}")
_THINGS: Final = frozenset("njte")
"""How the parts of speech begin that name something."""
_POINTS: Final = re.compile("[全该本这那此同其各当]")
"""Opens what stands for something named before."""
_LEAST: Final = 5
"""Signs of the rest."""
_NEAR: Final = 0.4
"""How near the article's clause must be in which one word is another."""
_CLOSE: Final = 0.45
"""… and the one that tells of another time."""
_BEST: Final = 0.8
"""Share of the nearest one's nearness that makes another one as likely."""
_RELATIVE: Final = re.compile("[去今前明]年|[上本下]周|[上本下]个?月|[昨今明][天日]|每[年月周天]")
_YEARS: Final = {"今年": 0, "去年": -1, "明年": 1}
"""… by which one that stands for a year is apart from the article's."""
_AFTER: Final = 2
"""Signs behind either that are the same."""
_COMPARED: Final = re.compile("[从较比同](?:[去前]年|上周|上个?月)")
"""Tells of this time too."""


class _Change(NamedTuple):
    """A word of the note, and the article's in whose place it stands."""

    new: str
    old: str


def check(reading: Reading) -> Iterator[Finding]:
    """Name the clauses that are the article's but for one word that names something else, or another time."""
    for clause in reading.clauses:
        if not clause.sentence or reading.copied(clause):
            continue
        if any(_puts_another(reading, change, number) for change, number in _changes(reading, clause)):
            yield reading.finding(clause.piece, "换了一个词，不是原文的意思了")
        elif when := _another_time(reading, clause):
            yield reading.finding(clause.piece, f"原文里不是“{when}”")


def _changes(reading: Reading, clause: Clause) -> Iterator[tuple[_Change, int]]:
    """Tell the single differences between a clause and the article's, each with the number of the article's."""
    for score, number in reading.near[clause.piece.start]:
        other = reading.article.clauses[number]
        here, there = clause.piece.text, other.piece.text
        found = [one for one in SequenceMatcher(None, here, there, autojunk=False).get_opcodes() if one[0] != "equal"]
        if score < _NEAR or len(found) != 1 or found[0][0] != "replace":
            continue
        _, start, end, first, last = found[0]
        new = _word(reading.text, clause.sentence, clause.piece.start + start, clause.piece.start + end)
        old = _word(reading.article, other.sentence, other.piece.start + first, other.piece.start + last)
        if new and old and len(here) - len(new) >= _LEAST:
            yield _Change(new, old), number


def _word(text: Text, sentence: int, start: int, end: int) -> str:
    """Return the one word that names something between two places; "" for none, or more."""
    found = [one for one in text.tokens_of.get(sentence, ()) if one.start < end and one.start + len(one.word) > start]
    return found[0].word if len(found) == 1 and _names(found[0]) else ""


def _names(token: Token) -> bool:
    return bool(_WORD.fullmatch(token.word)) and token.tag[0] in _THINGS and token.word not in GENERIC


def _puts_another(reading: Reading, change: _Change, number: int) -> bool:
    """Whether a new word is the article's, of something else than the old, and not what the old one stands for."""
    if change.old in STAND_INS or _POINTS.match(change.old) or change.new not in reading.article.everything:
        return False
    at = reading.article.clauses[number].sentence
    around = "".join(one.text for one in reading.article.sentences[max(at - 1, 0) : at + 1])
    alike = names_it(change.old, change.new) or names_it(change.new, change.old) or set(change.old) & set(change.new)
    return not alike and change.new not in around


def _another_time(reading: Reading, clause: Clause) -> str:
    """Return the 本周 of a clause where the article's nearest have another such word, and never this; "" for none."""
    times = {match[0] for match in _RELATIVE.finditer(clause.piece.text)}
    near = [(score, number) for score, number in reading.near[clause.piece.start] if score >= _CLOSE]
    near = [(score, number) for score, number in near if score >= _BEST * near[0][0]]
    if len(times) != 1 or not near:
        return ""
    (when,) = times
    told = [reading.source_sentence(number).text for _, number in near]
    told.append(reading.article.sentences[max(reading.article.clauses[near[0][1]].sentence - 1, 0)].text)
    if any(when in text or _COMPARED.search(text) for text in told):
        return ""
    if all(_RELATIVE.search(reading.article.clauses[number].piece.text) for _, number in near):
        return when
    return when if _another_year(reading.article, clause.piece.text, when, told[0]) else ""


def _another_year(article: Source, here: str, when: str, there: str) -> bool:
    """Whether the article has a number of another year before the same words: 2023年秋天, not 今年秋天.

    Before any words at all where a year that is not this one is meant.
    """
    at = here.find(when) + len(when)
    same = re.escape(here[at : at + _AFTER]) if when == "今年" else ""
    years = {int(year) for year in re.findall(f"((?:19|20)[0-9]{{2}})年{same}", there)}
    return bool(years and article.year and when in _YEARS) and article.year + _YEARS[when] not in years
