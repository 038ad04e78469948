"""A note put into the style that is wanted, as far as code can vouch for it: script, emoji, topics, length, signature.

Pure. The rest of a style is advice to the model. A second time changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot import emoji, script
from bot.models import BODY_LIMIT, Note, Written, utf16_length
from bot.note import form
from bot.note.mend import parted, within

if TYPE_CHECKING:
    from bot.style import Style

SIGNATURE_LIMIT: Final = 40
"""Most characters of a signature."""
_SHORT: Final = 400
"""UTF-16 units of a body that is wanted short, with its source: what is over it goes, a sentence at a time."""


def dressed(note: Note, style: Style) -> Note:
    """Return the note in its style and within the limits; one without a body has no signature either."""
    title, body = (_shown(text, style) for text in (note.title, bare(note, style).body))
    topics = tuple(_script(topic, style) for topic in note.topics)
    topics = form.topics([*fixed(style), *topics]) if style.topics else topics
    if style.length == "shorter":
        body = within(body, _SHORT)
    room = BODY_LIMIT - utf16_length(Note(title="", body="\n\n", topics=topics).text)
    return Note(title=title, body=_signed(body, signature(style), room), topics=topics)


def whole(written: Written, style: Style) -> Written:
    """Dress all that a writer handed over: the note, and the titles that it offers."""
    titles = tuple(replace(offered, title=_shown(offered.title, style)) for offered in written.titles)
    return replace(written, note=dressed(written.note, style), titles=titles)


def bare(note: Note, style: Style) -> Note:
    """Take the signature off: it is nobody's claim about the article, and no writer is to change it."""
    sign = script.simplified(signature(style))
    if not sign:
        return note
    lines = [line for line in note.body.split("\n") if script.simplified(line.strip()) != sign]
    return replace(note, body=form.body("\n".join(lines)))


def signature(style: Style) -> str:
    """Return the signature as it stands in a note: one plain line."""
    return _script(form.title(style.signature)[:SIGNATURE_LIMIT], style)


def fixed(style: Style) -> tuple[str, ...]:
    """Return the topics of every note as they stand in one."""
    return form.topics([_script(topic, style) for topic in style.topics])


def _signed(body: str, sign: str, room: int) -> str:
    """Put a signature between the text and the line that names the source, within `room` UTF-16 units."""
    text, source = parted(body)
    if not text.strip() or not sign:
        return body
    text = within(text, room - utf16_length(f"\n\n{sign}\n\n{source}"))
    return "\n\n".join(filter(None, (text, sign, source)))


def _shown(text: str, style: Style) -> str:
    return _script(form.body(emoji.removed(text)) if style.emoji == "none" else text, style)


def _script(text: str, style: Style) -> str:
    if style.script == "traditional":
        return script.traditional(text)
    return script.simplified(text) if style.script == "simplified" else text
