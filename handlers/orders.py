"""What a message asks for: a note on a link, or on the text that was pasted. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from telegram import Message, MessageEntity
from telegram.ext import filters

from bot.article import links
from handlers import texts

_PASTED: Final = 200
"""Characters from which a text without a link is taken for the article itself."""
_PASTED_WITH_LINKS: Final = 600
"""Characters from which that holds with links in it too: no share text is as long, a pasted article often has some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a person asks for: a note on `link`, or on the `text` that they pasted."""

    key: str
    chat: int
    person: int
    number: int
    link: str = ""
    text: str = ""
    notice: str = ""

    @property
    def draft(self) -> str:
        """The draft's id: the same for the same message, short enough for a button."""
        return hashlib.blake2s(self.key.encode(), digest_size=8).hexdigest()


def found_in(asked: Message) -> tuple[str, ...]:
    """List the links of a message: under words, then in its text, then what Telegram underlined."""
    under = [entity.url for entity in _entities(asked, MessageEntity.TEXT_LINK) if entity.url]
    written = links.find(asked.text or asked.caption or "")
    web = [link for link in (*under, *written) if link.lower().startswith(("http://", "https://"))]
    if not web and len(asked.text or "") < _PASTED:
        hints = _entities(asked, MessageEntity.URL).values()
        web = [hint if "://" in hint else f"https://{hint}" for hint in hints]
    return tuple(dict.fromkeys(web))


def order(asked: Message) -> Order | None:
    """Decide what a message asks for; None for neither a link nor a text long enough to be an article."""
    found, pasted = found_in(asked), (asked.text or "").strip()
    if len(pasted) >= (_PASTED_WITH_LINKS if found else _PASTED):
        wish = {"text": pasted, "notice": texts.TAKEN_AS_ARTICLE if found else ""}
    elif found:
        wish = {"link": found[0], "notice": texts.FIRST_OF_MANY.format(count=len(found)) if found[1:] else ""}
    else:
        return None
    return Order(
        key=f"msg:{asked.chat_id}:{asked.message_id:010d}",
        chat=asked.chat_id,
        person=asked.from_user.id if asked.from_user else 0,
        number=asked.message_id,
        **wish,
    )


def _entities(asked: Message, kind: str) -> dict[MessageEntity, str]:
    return asked.parse_entities([kind]) if asked.text else asked.parse_caption_entities([kind])


class Ordered(filters.MessageFilter):
    """Lets through the messages that ask for a note."""

    def filter(self, message: Message) -> bool:
        """Say whether a message asks for a note."""
        return order(message) is not None
