"""What a note adds of its own: experience, benefits, a moral, an opinion, a cause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.models import Severity
from bot.review.facts.persons import SAYS
from bot.review.facts.unknown import known_anywhere, telling
from bot.review.facts.vocabulary import FIRST_PERSON, NEGATOR, NOT_NEGATOR, SPOKEN, invented, masked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Finding
    from bot.review.facts.reading import Reading
    from bot.review.facts.text import Clause

_KINDS: Final = invented()
_MESSAGES: Final = {
    "experience": "亲身经历是编的，原文没有",
    "exaggeration": "说得比原文过",
    "advice": "原文没有这样的建议",
    "benefit": "原文没有说这样的好处",
    "praise": "原文没有这样的评价",
    "time": "原文没有说是这个时候",
    "moral": "原文没有这样的感慨或升华",
    "opinion": "像是加进去的看法，原文没有",
}
_ASKED: Final = re.compile(
    "严禁|禁止|不许|不能|不可|切勿|建议|提醒|应|不得|注意|避免|要求|必须|须|最好|不要|请|截止|截至|止"
)
_BETTER: Final = re.compile("更[好佳优强易]|不容易|便利|有助|有利")
_URGES: Final = re.compile("^(?!.*建议).*(?:赶[紧快]|速去|冲鸭)")
_WARNS: Final = re.compile("千万(?:别|不要)|一定不要")
_HINT: Final = 0.1
_I: Final = re.compile(f"(?<!让){FIRST_PERSON.pattern}")
_ON: Final = re.compile("[\\W_]*(?:同时|此外|另外|并|也|还|目前|业余|后来|然后|现在|曾|之后)")
"""Begins a sentence that goes on with whoever the one before is of."""
_BACK: Final = 3
"""Sentences back to whoever that is."""
_WE: Final = re.compile(
    "(?<!让)我们(?!都|一起|来|也|知道|可以|要|能|不妨|常|平时|每|普通|身边|经常|继续|看到|看见|了解)"
)
"""We who do something; of these others all do it."""
_TELLER: Final = re.compile("我(?![国军市省区县校院司方])|咱|笔者|记者|本报|编辑部")
"""Somebody who tells an article in his own voice."""
_COPIED: Final = 5
"""Signs that are taken over, not told alike by chance."""
_SAME: Final = 0.4
_LIKE: Final = 0.25


def check(reading: Reading) -> Iterator[Finding]:
    """Name what the note brings along, the article's own words excepted."""
    quoted = tuple(reading.quoted())
    for clause in reading.text.clauses:
        if reading.verbatim[clause.sentence]:
            continue
        if _put_on(reading, clause, quoted) or _ours(reading, clause, quoted):
            yield reading.finding(clause.piece, "原文这里说的不是“我”")
            continue
        for kind, rows in _KINDS.items():
            known = _narrated(reading, clause) if kind == "experience" else reading.article.everything
            if _brought(reading, clause, rows, known, quoted):
                if _allowed(reading, clause, kind):
                    continue
                mild = kind == "opinion" or reading.asks(clause) or (kind == "time" and _that_day(reading, clause))
                severity = Severity.WARN if mild else Severity.REPAIR
                yield reading.finding(reading.sentence(clause), _MESSAGES[kind], severity=severity)
                break


def _put_on(reading: Reading, clause: Clause, quoted: tuple[tuple[int, int], ...]) -> bool:
    """Whether an 我 stands before what the article tells of something else: 我是一个知名社区."""
    mine = _I.search(clause.piece.text) if clause.sentence else None
    if not mine or any(start <= clause.piece.start + mine.start() < end for start, end in quoted):
        return False
    taken = reading.taken_over(clause, least=_COPIED, start=mine.end())
    if not taken:
        return False
    return "我" not in reading.source_sentence(taken.number).text and not _goes_on(reading, taken.number)


def _goes_on(reading: Reading, number: int) -> bool:
    """Whether a clause of the article goes on with what an 我 shortly before it does: 同时和朋友合作."""
    at = reading.article.clauses[number].sentence
    before = "".join(one.text for one in reading.article.sentences[max(at - _BACK, 0) : at])
    return bool(_ON.match(reading.source_sentence(number).text) and _I.search(SPOKEN.sub("", before)))


def _ours(reading: Reading, clause: Clause, quoted: tuple[tuple[int, int], ...]) -> bool:
    """Whether a 我们 that is not everybody speaks where nobody in the article does: 我们将设置取水点."""
    ours = _WE.search(clause.piece.text) if clause.sentence else None
    at = clause.piece.start + ours.start() if ours else 0
    if not ours or any(start <= at < end for start, end in quoted):
        return False
    if SAYS.search(reading.text.plain, reading.sentence(clause).start, at):  # 陆子昂提到，我们没有
        return False
    return not _TELLER.search(SPOKEN.sub("", reading.article.plain))


def _that_day(reading: Reading, clause: Clause) -> bool:
    """Whether the article tells the like of its own day: 今天 was true then, and will hardly be when it is posted."""
    month, day = reading.article.today
    told = (one for one in reading.clauses if one.sentence == clause.sentence)
    return any(f"{month}月{day}日" in text for one in told for text in reading.windows(one, least=_LIKE))


def _narrated(reading: Reading, clause: Clause) -> str:
    """Return what the article, nearest to a clause, tells in its own voice: an 我 in quotation marks is somebody's."""
    return SPOKEN.sub("", "".join(reading.windows(clause, least=_LIKE, spread=1)))


def _brought(
    reading: Reading,
    clause: Clause,
    rows: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...],
    known: str,
    quoted: tuple[tuple[int, int], ...],
) -> bool:
    for pattern, allowed in rows:
        match = pattern.search(reading.text.plain, clause.piece.start, clause.piece.end)
        if not match or match[0] in known or (allowed and allowed.search(known)):
            continue
        if not any(start <= match.start() < end for start, end in quoted):
            return True
    return False


def _denied_near(reading: Reading, clause: Clause) -> bool:
    """Whether the article denies something nearby, of which a warning warns."""
    return any(NEGATOR.search(masked(text, NOT_NEGATOR)) for text in reading.windows(clause, least=_HINT))


def _allowed(reading: Reading, clause: Clause, kind: str) -> bool:
    """Whether the article, nearest to an advice, asks for something too; to a benefit, calls something better."""
    asked = kind == "advice" and (
        any(_ASKED.search(text) for text in reading.windows(clause, least=_LIKE))
        or (bool(_WARNS.search(clause.piece.text)) and _denied_near(reading, clause))
        or (
            bool(_URGES.search(clause.piece.text))
            and all(known_anywhere(word, reading.article) for word in telling(reading, clause))
        )
    )
    told = (one for one in reading.clauses if one.sentence == clause.sentence) if kind == "benefit" else ()
    return asked or any(_BETTER.search(text) for one in told for text in reading.windows(one, least=_SAME))
