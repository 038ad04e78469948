"""Words that a person wants no note to have: what of them a note has all the same. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot import chinese, script
from bot.models import Finding, Severity
from bot.note import dressed
from bot.note.mend import parted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Article, Note
    from bot.style import Style

_QUOTED: Final = re.compile(r"[“「『]([^“”「」『』\n]+)[”」』]|《([^《》\n]+)》")
_OFTEN: Final = 3
"""Times that a noun comes in an article that is about it, if not in its title."""


def avoided(note: Note, style: Style, article: Article) -> tuple[Finding, ...]:
    """Name each such word: to be mended, unless it is the article's name, quotation or subject, which is only told."""
    return tuple(
        found for word in style.avoid if word.strip() for found in _of_word(word.strip(), note, style, article)
    )


def holds(text: str, words: tuple[str, ...]) -> bool:
    """Say whether a text has one of the words, in any script and case."""
    plain = _plain(text)
    return any(_plain(word.strip()) in plain for word in words if word.strip())


def _of_word(word: str, note: Note, style: Style, article: Article) -> Iterator[Finding]:
    wanted, source = _plain(word), _plain(f"{article.title}\n{article.text}")
    topics = [topic for topic in note.topics if topic not in dressed.fixed(style)]
    subject, spared = _subject(wanted, article, source), False
    for text in (note.title, parted(note.body)[0], *topics):
        plain = _plain(text)
        kept = [match.span() for match in _QUOTED.finditer(plain) if (match[1] or match[2]) in source]
        for match in re.finditer(re.escape(wanted), plain):
            start, end = match.span()
            if not subject and not any(first <= start and end <= last for first, last in kept):
                yield _finding(Severity.REPAIR, text[start:end], f"要求不用「{word}」，换个说法，换不了就删掉这一句")
                return  # the mender takes it away wherever it stands
            spared = True
    if spared:
        yield _finding(Severity.WARN, "", f"「{word}」是原文在说的名字或原话，这里留着了")


def _subject(word: str, article: Article, source: str) -> bool:
    """Whether an article is about a word: a noun of its title, or one that it keeps coming back to."""
    cut = chinese.tagged(word)
    noun = all(tag.startswith(("n", "eng")) for _, tag in cut)
    return noun and (word in _plain(article.title) or source.count(word) >= _OFTEN)


def _plain(text: str) -> str:
    """Fold script and case, sign for sign."""
    text = script.simplified(text)
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def _finding(severity: Severity, span: str, message: str) -> Finding:
    return Finding(check="style", severity=severity, span=span, message=message)
