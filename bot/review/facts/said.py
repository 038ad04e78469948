"""Words put into somebody's mouth: what a person says here stands near that person in the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.review.facts.persons import SAYS, people_of
from bot.review.facts.text import units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.source import Source

_SAYS: Final = re.compile(rf"[^,，。]{{0,6}}?{SAYS.pattern}")
_ANNOUNCES: Final = re.compile(r"[:：👇]\s*$")
"""Ends a line that says only whose words follow."""
_PRONOUN: Final = re.compile("[他她](?!们|人)")
"""Somebody named before, who may be the one."""
_ASKED: Final = re.compile("为什么|为啥|怎么|如何|什么|哪些")
"""Tells what is spoken of, not what is said of it."""
_ABLE: Final = re.compile("[得不][清出明]|明|好了?的")
"""Goes on from 说 to what is no saying: 说得清."""
_AROUND: Final = (-1, 0, 1, 2)
"""Sentences about one that names a person, beside it, where the person goes on speaking."""
_TOLD: Final = 0.25
"""Share of somebody's words that must stand there: below it no honest retelling of ours lies."""
_FEW: Final = 8
"""Units of words that say enough to be looked for."""


def check(reading: Reading) -> Iterator[Finding]:
    """Name what a person of the article says who, there, says nothing like it."""
    people = people_of(reading.article)
    for clause in reading.clauses:
        sentence = reading.sentence(clause)
        if _ANNOUNCES.search(sentence.text):
            continue
        for name, places in people.items():
            at = reading.text.plain.find(name, clause.piece.start, clause.piece.end)
            says = _SAYS.match(reading.text.plain, at + len(name), clause.piece.end) if at >= 0 else None
            if (
                says
                and not _ABLE.match(reading.text.plain, says.end())
                and "没" not in says[0]
                and not _ASKED.search(reading.text.plain, says.end(), sentence.end)
                and _share(reading, says.end(), sentence.end, places) < _TOLD
            ):
                yield reading.finding(sentence, f"原文里{name}没有这样说")
                break


def _share(reading: Reading, start: int, end: int, places: list[int]) -> float:
    """Return the share of a piece of the note that stands around some places of the article; 1 for too little."""
    told = units(reading.text.plain[start:end])
    if len(told) < _FEW:
        return 1.0
    article = reading.article
    return article.total(told & units(_near(article, places))) / article.total(told)


def _meant(article: Source, places: list[int]) -> set[int]:
    """Return the sentences whose 他 or 她 is somebody: nobody else was named between."""
    everyone = sorted((place, place in places) for at in people_of(article).values() for place in at)
    found = set()
    for number, sentence in enumerate(article.sentences):
        named = [own for place, own in everyone if place < sentence.end]
        if _PRONOUN.search(sentence.text) and named and named[-1]:
            found.add(number)
    return found


def _near(article: Source, places: list[int]) -> str:
    numbers = {article.sentence_at(place) + beside for place in places for beside in _AROUND}
    numbers |= _meant(article, places)
    return " ".join(
        article.sentences[number].text for number in sorted(numbers) if 0 <= number < len(article.sentences)
    )
