"""Writes without a model: the article's own sentences, chosen and put into a note's form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.errors import ModelNeeded, NothingToQuote
from bot.models import TITLE_LIMIT, Finding, Headline, Note, Progress, Severity, Step, Written, title_length
from bot.note import excerpt, form, keywords, orders, titles
from bot.note.avoided import holds
from bot.note.mend import mend

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.models import Article, Brief, Report, Tone
    from bot.note.excerpt import Sentence
    from bot.style import Style

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
_BEYOND: Final = {"tone": "语气", "audience": "写给谁看", "persona": "自称和称呼", "wishes": "文字要求"}
"""What of a style takes a model."""


class OfflineWriter:
    """Excerpts; every sentence is the article's. A tone is beyond it."""

    def __init__(self, tones: Mapping[str, Tone]) -> None:
        """Take the tones, to say which one it is that needs a model."""
        self._tones = tones

    async def write(self, brief: Brief, *, report: Report) -> Written:
        """Write a note in some 20 ms. Raises ModelNeeded, or NothingToQuote where no sentence stands alone.

        What of a kept style takes a model is left aside, and told.
        """
        self._refuse(brief)
        article, left_out = orders.removed(brief.article)
        brief = replace(brief, article=article)
        note = _note(brief)
        await report(Progress(step=Step.WRITE, title=note.title, body=note.body))
        titles = _headlines(article, brief.style.avoid)
        findings = (*orders.told(left_out), *_left_aside(brief.style))
        return Written(note=note, writer="offline", titles=titles, findings=findings)

    def _refuse(self, brief: Brief) -> None:
        """Raise ModelNeeded for what is asked of this very note and is beyond an excerpt."""
        wish = brief.wish
        if wish.kind == "tone" or wish.style.tone:
            name = wish.tone or wish.style.tone
            raise ModelNeeded(self._tones[name].label if name in self._tones else name)
        asked = _beyond(wish.style)
        if wish.text or wish.quote or asked:
            raise ModelNeeded("、".join(asked))


def _note(brief: Brief) -> Note:
    """Change the note before where that is all that is asked, else make a new one."""
    if brief.base and brief.wish.kind == "title":
        return _retitled(brief, brief.base)
    if brief.base and brief.wish.kind == "said" and not brief.wish.style.length:
        return _without(brief.base, brief)
    return _excerpt(brief)


def _excerpt(brief: Brief) -> Note:
    ranked = [one for one in excerpt.ranked(brief.article) if not holds(one.text, brief.style.avoid)]
    chosen = excerpt.chosen(ranked, room=_room(brief))
    if not chosen:
        raise NothingToQuote
    body = "\n\n".join(filter(None, (*_paragraphs(chosen), form.source_line(brief.article))))
    title = brief.base.title if brief.base else titles.fitted(form.title(brief.article.title))
    note = Note(title=title, body=body, topics=keywords.topics(brief.article))
    return mend(_without(note, brief), brief.findings)


def _without(note: Note, brief: Brief) -> Note:
    """Take a title and topics that have no word to avoid, where there are any; of the body, the review sees to it."""
    words = brief.style.avoid
    offered = [title for title in (note.title, *_offered(brief.article)) if not holds(title, words)]
    topics = tuple(topic for topic in note.topics if not holds(topic, words))
    return replace(note, title=offered[0] if offered else note.title, topics=topics)


def _beyond(style: Style) -> list[str]:
    """Name what a style says that takes a model."""
    found = [name for field, name in _BEYOND.items() if getattr(style, field)]
    return [*found, "多用表情"] if style.emoji == "many" else found


def _left_aside(style: Style) -> tuple[Finding, ...]:
    asked = "、".join(_beyond(style))
    message = f"没有配置模型，{asked}这次没有用上"
    return (Finding(check="style", severity=Severity.WARN, span="", message=message),) if asked else ()


def _room(brief: Brief) -> int:
    """Shorter and longer are meant against the note before."""
    usual = _ROOM[brief.style.length or "usual"]
    before = len(brief.base.body) if brief.base else 0
    if "shorter" in {brief.wish.kind, brief.wish.style.length} and before:
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


def _retitled(brief: Brief, base: Note) -> Note:
    """Take the next title that the article offers after the base's."""
    offered = [title for title in _offered(brief.article) if not holds(title, brief.style.avoid)]
    others = [title for title in offered if title != base.title]
    if not others:
        raise ModelNeeded("title")
    after = offered.index(base.title) if base.title in offered else 0
    return Note(title=others[after % len(others)], body=base.body, topics=base.topics)


def _headlines(article: Article, avoid: tuple[str, ...]) -> tuple[Headline, ...]:
    """Say of each title that the article offers where it stands."""
    whole = form.title(article.title)
    places = {**dict.fromkeys(titles.standing(whole), _CLAUSE), titles.fitted(whole): _OWN}
    return tuple(
        Headline(title=title, kind="原文", reason=places.get(title, _QUOTED))
        for title in _offered(article)[:_HEADLINES]
        if not holds(title, avoid)
    )


def _offered(article: Article) -> list[str]:
    """Return the title made to fit, its clauses, then clauses and short sentences of the best of the text."""
    whole = form.title(article.title)
    texts = [sentence.text for sentence in excerpt.chosen(excerpt.ranked(article), room=_ROOM["usual"])]
    found = [titles.fitted(whole), *titles.standing(whole)]
    found += [clause for text in texts for clause in titles.standing(text)[:1]]
    return [title for title in dict.fromkeys(found) if _TITLE_LEAST <= title_length(title) <= TITLE_LIMIT]
