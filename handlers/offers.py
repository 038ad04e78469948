"""What is proposed to be remembered of a person's words: it waits in the store until they say yes or no."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from bot import wire
from bot.note.wishes import lasting
from bot.style import Owner, Scope, Style, merged, traits
from handlers import consent, message, writing
from handlers.message import Letter
from handlers.texts import wishes as texts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import InlineKeyboardMarkup

    from bot.models import Draft, Meaning
    from bot.steps import Steps
    from handlers.courier import Place
    from handlers.desk import Desk

    Deliver = Callable[[Letter], Awaitable[Place]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """To whom something is proposed, under which number of their chat, and how it is told."""

    person: int
    number: int
    deliver: Deliver

    @property
    def owner(self) -> Owner:
        """Where the proposal waits."""
        return offer(self.person, self.number)


def offer(person: int, number: int) -> Owner:
    """Name what was proposed to a person under a number of their chat with the bot."""
    return Owner(scope=Scope.OFFER, id=person, topic=number)


async def kept(desk: Desk, owner: Owner) -> Style:
    """Find the style of one owner. Raises StoreError."""
    return merged(await desk.store.styles.layers([owner]))


async def propose(desk: Desk, wished: Style, talk: Talk, step: Steps) -> None:
    """Show what would be remembered, and ask; nothing is before the answer. Raises BotError."""

    async def put() -> dict[str, Any]:
        before = await kept(desk, Owner(scope=Scope.PERSON, id=talk.person))
        after, gone = lasting.added(before, wished)
        if wished != Style() and after != before:
            await desk.store.styles.change(talk.owner, lambda _: wished)
        return {"known": after == before, "gone": [asdict(trait) for trait in gone]}

    found = await step("offer", put, heals=writing.STORE_HEALS)
    tones = desk.studio.tones
    wishes = texts.listed(traits(wished), tones)
    if wished == Style():
        letter = message.sentence(texts.NOTHING_TO_KEEP)
    elif found["known"]:
        letter = message.sentence(texts.ALREADY.format(lines=wishes))
    else:
        gone = texts.listed(wire.traits(found["gone"]), tones)
        letter = _letter(
            texts.OFFER, wishes, texts.REPLACES.format(lines=gone) if gone else "", consent.confirming(talk.number)
        )
    await _told(letter, talk, step)


async def question(desk: Desk, meaning: Meaning, draft: Draft, index: int, talk: Talk, step: Steps) -> None:
    """Ask whether this note is meant, or all that follow. Raises BotError."""
    wish, lasts = meaning.wish, meaning.lasting != Style()
    if wish is None:
        await _told(message.sentence(texts.EXAMPLES), talk, step)
        return
    wished = meaning.lasting if lasts else Style(wishes=(wish.text,))

    async def put() -> None:
        await desk.store.styles.change(talk.owner, lambda _: wished)

    await step("offer", put, heals=writing.STORE_HEALS)
    asked = texts.WHICH if lasts else texts.VAGUE
    wishes = texts.listed(traits(wished), desk.studio.tones)
    letter = _letter(asked, wishes, "", consent.asking(talk.number, draft, index, lasts=lasts))
    await _told(letter, talk, step)


def _letter(asked: str, wishes: str, more: str, keyboard: InlineKeyboardMarkup) -> Letter:
    parts = (escape(asked, quote=False), f"<blockquote>{escape(wishes, quote=False)}</blockquote>")
    return Letter(html="\n".join(filter(None, (*parts, escape(more, quote=False)))), keyboard=keyboard)


async def _told(letter: Letter, talk: Talk, step: Steps) -> None:
    async def tell() -> dict[str, Any]:
        return asdict(await talk.deliver(letter))

    await step("asked", tell, last=True)
