"""Writes without a model: the article's own sentences, chosen and put into a note's form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.errors import ModelNeeded, NothingToQuote
from bot.models import TITLE_LIMIT, Headline, Note, Progress, Step, Written, title_length
from bot.note import excerpt, form, keywords, orders, titles
from bot.note.mend import mend

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.models import Article, Brief, Report, Tone
    from bot.note.excerpt import Sentence

_ROOM: Final = {"shorter": 240, "usual": 420, "longer": 580}
"""Characters of a body, without its source."""
_LEAST_ROOM: Final = 120
_PARAGRAPH: Final = 90
_TITLE_LEAST: Final = 8
_HEADLINES: Final = 6
"""Most titles that are offered."""
_OWN: Final = "原文的标题，长了就缩短"
_CLAUSE: Final = "原文标题里的一句"
_QUOTED: Final = "正文里说明要点的一句"


class OfflineWriter:
    """Excerpts; every sentence is the article's. A tone is beyond it."""

    def __init__(self, tones: Mapping[str, Tone]) -> None:
        """Take the tones, to say which one it is that needs a model."""
        self._tones = tones

    async def write(self, brief: Brief, *, report: Report) -> Written:
        """Write a note in some 20 ms. Raises ModelNeeded, or NothingToQuote where no sentence stands alone."""
        if brief.wish.kind == "tone":
            tone = self._tones.get(brief.wish.tone)
            raise ModelNeeded(tone.label if tone else brief.wish.tone)
        article, left_out = orders.removed(brief.article)
        brief = replace(brief, article=article)
        note = _retitled(brief) if brief.wish.kind == "title" and brief.base else _excerpt(brief)
        await report(Progress(step=Step.WRITE, title=note.title, body=note.body))
        return Written(note=note, writer="offline", titles=_headlines(article), findings=orders.told(left_out))


def _excerpt(brief: Brief) -> Note:
    chosen = excerpt.chosen(excerpt.ranked(brief.article), room=_room(brief))
    if not chosen:
        raise NothingToQuote
    body = "\n\n".join(filter(None, (*_paragraphs(chosen), form.source_line(brief.article))))
    title = brief.base.title if brief.base else titles.fitted(form.title(brief.article.title))
    return mend(Note(title=title, body=body, topics=keywords.topics(brief.article)), brief.findings)


def _room(brief: Brief) -> int:
    """Shorter and longer are meant against the note before."""
    usual = _ROOM[brief.style.length or "usual"]
    before = len(brief.base.body) if brief.base else 0
    if brief.wish.kind == "shorter" and before:
        return max(min(usual, before * 2 // 3), _LEAST_ROOM)
    return usual


def _paragraphs(chosen: Sequence[Sentence]) -> list[str]:
    """Set the opening alone, and join neighbours of one paragraph while they are short."""
    paragraphs = [chosen[0].text]
    before = chosen[0]
    for sentence in chosen[1:]:
        joined = paragraphs[-1] + (" " if paragraphs[-1].isascii() else "") + sentence.text
        if before is not chosen[0] and before.paragraph == sentence.paragraph and len(joined) <= _PARAGRAPH:
            paragraphs[-1] = joined
        else:
            paragraphs.append(sentence.text)
        before = sentence
    return paragraphs


def _retitled(brief: Brief) -> Note:
    """Take the next title that the article offers after the base's."""
    base = brief.base
    assert base is not None  # noqa: S101 - the caller asked
    offered = _offered(brief.article)
    others = [title for title in offered if title != base.title]
    if not others:
        raise ModelNeeded("title")
    after = offered.index(base.title) if base.title in offered else 0
    return Note(title=others[after % len(others)], body=base.body, topics=base.topics)


def _headlines(article: Article) -> tuple[Headline, ...]:
    """Say of each title that the article offers where it stands."""
    whole = form.title(article.title)
    places = {**dict.fromkeys(titles.standing(whole), _CLAUSE), titles.fitted(whole): _OWN}
    return tuple(
        Headline(title=title, kind="原文", reason=places.get(title, _QUOTED))
        for title in _offered(article)[:_HEADLINES]
    )


def _offered(article: Article) -> list[str]:
    """Return the title made to fit, its clauses, then clauses and short sentences of the best of the text."""
    whole = form.title(article.title)
    texts = [sentence.text for sentence in excerpt.chosen(excerpt.ranked(article), room=_ROOM["usual"])]
    found = [titles.fitted(whole), *titles.standing(whole)]
    found += [clause for text in texts for clause in titles.standing(text)[:1]]
    return [title for title in dict.fromkeys(found) if _TITLE_LEAST <= title_length(title) <= TITLE_LIMIT]
