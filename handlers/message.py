"""Note → the text of a message, pure: plain while it grows, HTML with one-tap copies when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from bot.models import utf16_length
from handlers import advice, buttons, texts
from handlers.texts import drafts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from telegram import InlineKeyboardMarkup

    from bot.models import Article, Draft, Progress, Tone, Version
    from bot.review import Fact

_GROWING_LIMIT: Final = 3000
"""UTF-16 units shown while a note grows; a model that runs away stays within a message's 4096."""

_PROOF_LIMIT: Final = 2500
"""UTF-16 units of facts with their sentences in a proof, so that with all else it stays within 4096."""
_SENTENCE: Final = 120
"""Characters of the article's sentence beside a fact."""
_MISSING: Final = 15
"""Most facts without a sentence that are named."""
_UNFOLDED: Final = 3
"""Most warnings that are shown unfolded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a message is to say for good: HTML, and the buttons below it."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


def growing(now: Progress) -> str:
    """Show what there is of a note, and where the work is, as plain text."""
    parts = (now.title, now.body, texts.progress(now))
    return "\n\n".join(clipped for part in parts if (clipped := _clip(part.strip())))


def sentence(text: str, *, keyboard: InlineKeyboardMarkup | None = None) -> Letter:
    """Say one sentence."""
    return Letter(html=_safe(text), keyboard=keyboard)


def kept(draft: Draft, index: int, tones: Iterable[Tone], *, today: date, notice: str = "") -> Letter:
    """Show one version of a draft with all its buttons, and a sentence above it where there is one to say."""
    html = _page(draft.versions[index], draft.article, today, notice)
    return Letter(html=html, keyboard=buttons.keyboard(draft, index, tones))


def unkept(version: Version, article: Article, *, today: date, notice: str) -> Letter:
    """Show a note that could not be kept: it can be copied, not changed."""
    return Letter(html=_page(version, article, today, notice), keyboard=buttons.copies(version.note))


def proof(facts: Sequence[Fact], article: Article) -> Letter:
    """Show what the article does not have, then each fact beside its sentence, as far as one message holds.

    Of several articles the one that a sentence is from is named.
    """
    if not facts:
        return sentence(texts.NOTHING_TO_PROVE)
    missing = [texts.short(fact.span) for fact in facts if not fact.sentence]
    carried = within([_carried(fact, article) for fact in facts if fact.sentence], _PROOF_LIMIT)
    more = len(facts) - len(missing[:_MISSING]) - len(carried)
    parts = [
        _safe(texts.PROVED.format(count=len(facts))),
        _safe(texts.MISSING.format(spans="、".join(missing[:_MISSING]))) if missing else texts.NONE_MISSING,
        "\n".join(carried),
        texts.MORE_PROOFS.format(count=more) if more else "",
        texts.WHAT_IS_PROVED,
    ]
    return Letter(html="\n\n".join(filter(None, parts)))


def _carried(fact: Fact, article: Article) -> str:
    span, carrier = _safe(texts.short(fact.span)), _safe(texts.short(fact.sentence, _SENTENCE))
    source = article.source_of(fact.sentence)
    origin = _safe(drafts.ORIGIN.format(name=texts.short(drafts.origin(source)))) if source else ""
    return f"<b>{span}</b>{origin}\n<blockquote>{carrier}</blockquote>"


def within(pieces: list[str], room: int) -> list[str]:
    """Keep the first pieces that fit into `room` UTF-16 units."""
    ends = accumulate(utf16_length(piece) + 1 for piece in pieces)
    return [piece for piece, end in zip(pieces, ends, strict=True) if end <= room]


def _page(version: Version, article: Article, today: date, notice: str) -> str:
    note = version.note
    title, body, topics = texts.counters(version)
    parts = [
        f"<i>{_safe(notice)}</i>" if notice else "",
        f"<b>{texts.TITLE}</b> {title}\n<code>{_safe(note.title)}</code>",
        f"<b>{texts.BODY}</b> {body}\n<pre>{_safe(note.body)}</pre>",
        f"<b>{texts.TOPICS}</b> {topics}\n<code>{_safe(note.hashtags)}</code>" if note.topics else "",
        _safe(advice.reason(version)),
        _warned(advice.warnings(version, article)),
        _safe("\n".join(advice.checklist(version, article, today=today))),
    ]
    return "\n\n".join(part for part in parts if part)


def _warned(lines: list[str]) -> str:
    """Fold many warnings, so that the buttons stay on a phone's screen."""
    text = _safe("\n".join(lines))
    return f"<blockquote expandable>{text}</blockquote>" if len(lines) > _UNFOLDED else text


def _safe(text: str) -> str:
    return escape(text, quote=False)


def _clip(text: str) -> str:
    """Keep what fits, never half a surrogate pair."""
    return text.encode("utf-16-le", "replace")[: 2 * _GROWING_LIMIT].decode("utf-16-le", "ignore")
