"""/style learn: from what a person posted to habits that are proposed; nothing is kept before a press says so."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from telegram import Message
from telegram.ext import ApplicationHandlerStop, filters

from bot import wire
from bot.errors import BotError, DraftGone, WriteError
from bot.note import habits
from bot.style import Owner, Scope, Style, Trait
from handlers import asking, errors, message, panel, proposals, values, writing
from handlers.courier import Place
from handlers.texts import style as said

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.models import Article, Note
    from bot.steps import Steps
    from handlers.desk import Desk

log = logging.getLogger(__name__)

FIELD: Final = "learn"
COMMAND: Final = filters.Regex(r"^/style(?:@\w+)?\s+learn\b")
_ASK: Final = "learn question"
_LEARN: Final = "learn"
_KEEP: Final = "learn keep"
_DRAFTS: Final = 5
"""Drafts of a chat with which a text is compared."""
_WINDOW: Final = 600.0
"""Seconds in which what is forwarded is taken for a post to learn from."""
_POST: Final = 2000
"""Characters of a post that are kept."""


class Learning:
    """Takes posts and presses in, and carries them out as jobs beside the notes."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        for kind, job in ((_ASK, self.ask), (_LEARN, self.learn), (_KEEP, self.keep)):
            desk.jobs.on(kind, job)

    async def asked(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer /style learn: read what it replies to, or ask for posts."""
        asked = update.message
        if asked:
            await self._begin(asked)
            post = asked.reply_to_message
            if post and _text(post):
                await self._read(asked, post)
            else:
                await self._submit(_ASK, _key(asked), asked, {})

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask for posts."""
        query = update.callback_query
        if query and isinstance(query.message, Message):
            await self._begin(query.message)
            await self._submit(_ASK, f"cb:{query.id}", query.message, {})
            self._desk.courier.soon(self._desk.courier.answer(query, ""))

    async def answered(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take in a post: a reply to the question."""
        if update.message:
            await self._take(update.message)

    async def forwarded(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take in what is forwarded while posts are waited for. Raises ApplicationHandlerStop: it is no article."""
        asked = update.message
        if asked and _text(asked) and await self._desk.store.lessons.waits(asked.chat_id):
            await self._take(asked)
            raise ApplicationHandlerStop

    async def kept(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take in a press that keeps a habit, as the message shows it."""
        query = update.callback_query
        press = proposals.KEEP.match(query.data or "") if query else None
        if query and press and isinstance(query.message, Message):
            heading, found = proposals.shown(query.message, self._desk.studio.tones)
            shown = {"heading": heading, "found": [wire.plain(trait) for trait in found]}
            more = {**shown, "person": query.from_user.id, "field": press[1], "mark": press[2]}
            await self._submit(_KEEP, f"cb:{query.id}", query.message, more)
            self._desk.courier.soon(self._desk.courier.answer(query, ""))

    async def ask(self, order: dict[str, Any], step: Steps) -> None:
        """Ask for posts. Raises BotError."""
        question = asking.question(said.TEACH.format(most=habits.POSTS), field=FIELD, panel=0)
        await step("ask", lambda: self._desk.courier.ask(Place(order["chat"], 0), question), last=True)

    async def learn(self, order: dict[str, Any], step: Steps) -> None:
        """Propose habits, unless a later order has these posts and more. Raises BotError."""
        if await step("look", lambda: self._followed(order)):
            return
        letter = message.sentence(said.TOO_LITTLE.format(least=habits.POST_LEAST))
        if any(len(post) >= habits.POST_LEAST for post in order["posts"]):
            letter = await self._proposed(order, step)
        await step("say", lambda: self._desk.courier.send(order["chat"], letter, reply_to=order["number"]), last=True)

    async def keep(self, order: dict[str, Any], step: Steps) -> None:
        """Keep one habit, and show which are. Raises BotError."""
        found = [Trait(**one) for one in order["found"]]
        trait = panel.marked(found, order["field"], order["mark"])
        place = Place(order["chat"], order["number"])

        async def change() -> None:
            owner = Owner(scope=Scope.PERSON, id=order["person"])
            await self._desk.store.styles.change(owner, lambda style: values.added(style, [trait] if trait else []))

        try:
            await step("keep", change, heals=writing.STORE_HEALS)
        except BotError as error:
            why = message.sentence(errors.sentence(error))
            await step("excuse", lambda: self._desk.courier.reply(place, why), last=True)
            raise
        own = wire.style(await step("own", lambda: self._own(order), heals=writing.STORE_HEALS))
        letter = proposals.letter(order["heading"], found, own, self._desk.studio.tones)
        await step("show", lambda: self._desk.courier.deliver(place, letter), last=True)

    async def _begin(self, asked: Message) -> None:
        await self._desk.store.lessons.begin(asked.chat_id, seconds=_WINDOW)

    async def _take(self, post: Message) -> None:
        await self._read(post, post)
        self._desk.courier.soon(self._desk.courier.seen(post.chat_id, post.message_id))

    async def _read(self, asked: Message, post: Message) -> None:
        """Queue what is to be learned from a post and those before it."""
        person = asked.from_user.id if asked.from_user else 0
        posts = await self._desk.store.lessons.add(asked.chat_id, _text(post), most=habits.POSTS, seconds=_WINDOW)
        await self._submit(_LEARN, _key(asked), asked, {"person": person, "posts": posts})

    async def _submit(self, kind: str, key: str, asked: Message, more: dict[str, Any]) -> None:
        order = {"chat": asked.chat_id, "number": asked.message_id, **more}
        await self._desk.jobs.submit(kind, key=key, lane=f"talk:{asked.chat_id}", order=order)

    async def _followed(self, order: dict[str, Any]) -> bool:
        others = await self._desk.jobs.orders(f"talk:{order['chat']}")
        return any(order["number"] < other.get("number", 0) and "posts" in other for other in others)

    async def _proposed(self, order: dict[str, Any], step: Steps) -> message.Letter:
        """Put together what code can tell and what a model says."""
        posts = [post for post in order["posts"] if len(post) >= habits.POST_LEAST]
        found, ours = habits.told(posts, await step.unrecorded(lambda: self._drafts(order["chat"])))
        sentences = await step("ask the model", lambda: self._taught(posts, ours))
        own = wire.style(await step("own", lambda: self._own(order), heals=writing.STORE_HEALS))
        fit = (trait for trait in found if not values.leads_away(trait.value))
        traits = habits.chosen(fit, (one for one in sentences if not values.leads_away(one)), own)
        heading = said.EDITS if ours else said.POSTS.format(count=len(posts))
        if not traits:
            return message.sentence(said.NOTHING_LEARNED)
        return proposals.letter(heading, traits, own, self._desk.studio.tones)

    async def _taught(self, posts: list[str], ours: Note | None) -> list[str]:
        teacher = self._desk.studio.advisers.teacher
        try:
            return list(await teacher.learn(posts, ours)) if teacher else []
        except WriteError as error:
            log.warning("nothing learned from the model: %s", error)
            return []

    async def _drafts(self, chat: int) -> list[tuple[Note, Article]]:
        """Find every version of the notes that were shown here last, the latest first."""
        found: list[tuple[Note, Article]] = []
        for name in await self._desk.store.shown.drafts(chat=chat, most=_DRAFTS):
            try:
                draft = await self._desk.store.drafts.find(name)
            except DraftGone:
                continue
            found += [(version.note, draft.article) for version in reversed(draft.versions)]
        return found

    async def _own(self, order: dict[str, Any]) -> dict[str, Any]:
        layers = await self._desk.store.styles.layers([Owner(scope=Scope.PERSON, id=order["person"])])
        return wire.plain(layers[0].style if layers else Style())


def _text(asked: Message) -> str:
    """Return what a message says, or what is said below its pictures."""
    return (asked.text or asked.caption or "").strip()[:_POST]


def _key(asked: Message) -> str:
    return f"msg:{asked.chat_id}:{asked.message_id:010d}"
