"""What a message asks for: a note on its links, or on the text that was pasted or forwarded. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any, Final

from telegram import Message, MessageEntity, MessageOriginChannel
from telegram.constants import ChatType
from telegram.ext import filters

from bot.article import links
from handlers import address, texts
from handlers.texts import drafts

COMPOSE: Final = "compose"
"""The kind of the job that carries an order out."""
MOST: Final = 5
"""Links of one message that are read."""
_PASTED: Final = 200
"""Characters from which a text without a link is taken for the article itself."""
_PASTED_WITH_LINKS: Final = 600
"""Characters from which that holds with links in it too: no share text is as long, a pasted article often has some.

A forwarded post has its own text before its links; there the first number counts.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a person asks for: a note on `link` and `others` together, or on the `text` that they handed over.

    `asks` while they have not said what several links are to become; `sitename` and `date` are those of a forwarded
    text; `again` though there is a note on that link already.
    """

    key: str
    chat: int
    person: int
    name: str = ""
    number: int
    topic: int = 0
    link: str = ""
    others: tuple[str, ...] = ()
    asks: bool = False
    again: bool = False
    text: str = ""
    sitename: str = ""
    date: str = ""
    notice: str = ""

    @property
    def draft(self) -> str:
        """The draft's id: the same for the same message, short enough for a button."""
        return hashlib.blake2s(self.key.encode(), digest_size=8).hexdigest()

    @property
    def lane(self) -> str:
        """The lane of its job: a question does not wait for the notes."""
        return f"talk:{self.chat}" if self.asks else str(self.chat)

    @property
    def links(self) -> tuple[str, ...]:
        """All its links."""
        return (self.link, *self.others) if self.link else ()

    def together(self) -> Order:
        """Ask for one note on all links."""
        return replace(self, key=f"{self.key}:0", asks=False)

    def apart(self) -> tuple[Order, ...]:
        """Ask for a note on each link."""
        return tuple(
            replace(self, key=f"{self.key}:{number}", link=link, others=(), asks=False, notice="")
            for number, link in enumerate(self.links, 1)
        )


def found_in(asked: Message) -> tuple[str, ...]:
    """List the links of a message: under words, then in its text, then what Telegram underlined."""
    under = [entity.url for entity in _entities(asked, MessageEntity.TEXT_LINK) if entity.url]
    written = links.find(asked.text or asked.caption or "")
    web = [link for link in (*under, *written) if link.lower().startswith(("http://", "https://"))]
    if not web and len(asked.text or asked.caption or "") < _PASTED:
        hints = _entities(asked, MessageEntity.URL).values()
        web = [hint if "://" in hint else f"https://{hint}" for hint in hints]
    return tuple(dict.fromkeys(web))


def order(asked: Message, *, about: Message | None = None) -> Order | None:
    """Decide what a message asks for, `about` itself or the one that it answers.

    None for neither a link nor a text long enough to be an article.
    """
    about = about or asked
    found, handed = found_in(about), (about.text or about.caption or "").strip()
    own = len(handed) - sum(len(link) for link in found if link in handed)
    wish: dict[str, Any]
    if own >= (_PASTED_WITH_LINKS if found and not about.forward_origin else _PASTED):
        wish = {"text": handed, "notice": texts.TAKEN_AS_ARTICLE if found else "", **_origin(about)}
    elif found:
        many = drafts.ONLY_SO_MANY.format(most=MOST) if len(found) > MOST else ""
        wish = {"link": found[0], "others": found[1:MOST], "asks": len(found) > 1, "notice": many}
    else:
        return None
    return Order(
        key=address.key(asked),
        chat=asked.chat_id,
        person=address.sender(asked),
        name=address.name(asked),
        number=asked.message_id,
        topic=address.topic(asked),
        **wish,
    )


def read(said: dict[str, Any]) -> Order:
    """Read an order back from JSON."""
    return Order(**{**said, "others": tuple(said.get("others", ()))})


def _origin(asked: Message) -> dict[str, str]:
    """Name the channel that a post is forwarded from, and its day."""
    origin = asked.forward_origin
    if not isinstance(origin, MessageOriginChannel):
        return {}
    return {"sitename": origin.chat.title or "", "date": origin.date.date().isoformat()}


def _entities(asked: Message, kind: str) -> dict[MessageEntity, str]:
    return asked.parse_entities([kind]) if asked.text else asked.parse_caption_entities([kind])


class Ordered(filters.MessageFilter):
    """Lets through the messages that ask for a note, and what in a group asks for one if its admins switched that."""

    def filter(self, message: Message) -> bool:
        """Say whether a message asks for a note, or may."""
        asked = address.about(message, bot=message.get_bot().bot, links=order)
        return asked is not None or (message.chat.type != ChatType.PRIVATE and bool(found_in(message)))
