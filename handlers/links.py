"""A message with links, or with an article pasted or forwarded, is taken in as an order for a note."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from telegram import Message

from bot.errors import DraftGone
from handlers import address, board, drawer, errors, message, orders
from handlers.courier import Place
from handlers.orders import Order
from handlers.texts import drafts, team
from handlers.texts import groups as said

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update
    from telegram.ext import ContextTypes

    from handlers.desk import Desk


class Links:
    """Takes orders in."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk

    async def asked(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue a note; a message that comes again is not written again."""
        asked = update.message
        wanted = await self._wanted(asked) if asked else None
        if wanted:
            await self._queue(wanted)
            self._desk.courier.soon(self._desk.courier.seen(wanted.chat, wanted.number))

    async def edited(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Let an edited message count, if its note was not begun."""
        asked = update.edited_message
        wanted = await self._wanted(asked) if asked else None
        if wanted:
            await self._desk.jobs.amend(str(wanted.chat), key=wanted.key, order=asdict(wanted))

    async def chosen(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue what several links are to become: those of the message that asked as it is now, or the question's."""
        query = update.callback_query
        one = drawer.chosen(query.data or "") if query else None
        if query and one is not None and query.message:
            question = query.message if isinstance(query.message, Message) else None
            asked = question.reply_to_message if question else None
            wanted = orders.order(asked) or orders.order(asked, about=question) if asked else None
            place = Place.of(query.message)
            await self._take(query, place, wanted, one=one)

    async def _take(self, query: CallbackQuery, place: Place, wanted: Order | None, *, one: bool) -> None:
        """Queue the notes; the question becomes the answer, and loses its buttons."""
        words = drafts.ORIGINAL_GONE
        if wanted:
            for each in (wanted.together(),) if one or not wanted.others else wanted.apart():
                await self._queue(each)
            words = (drafts.ONE_TAKEN if one else drafts.EACH_TAKEN).format(count=len(wanted.links))
        self._desk.courier.soon(self._desk.courier.answer(query, words))
        self._desk.courier.soon(self._desk.courier.deliver(place, message.sentence(words)))

    async def _queue(self, wanted: Order) -> None:
        await self._desk.jobs.submit(orders.COMPOSE, key=wanted.key, lane=wanted.lane, order=asdict(wanted))

    async def noted(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue the note that /note asks for, or ask for a link."""
        asked = update.message
        if asked and address.about(asked, bot=asked.get_bot().bot, links=orders.order):
            await self.asked(update, context)
        elif asked:
            await self._desk.answer(asked, said.WHICH)

    async def _wanted(self, asked: Message) -> Order | None:
        """Decide what a message asks for; in a group, where not asked, only what its admins switched on."""
        about = address.about(asked, bot=asked.get_bot().bot, links=orders.order)
        if about is None and orders.found_in(asked) and await self._desk.store.chats.takes_all(asked.chat_id):
            about = asked
        return orders.order(asked, about=about) if about else None

    async def again(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue another note on a link that has one."""
        query = update.callback_query
        found = board.AGAIN.fullmatch(query.data or "") if query else None
        if not query or not found or not isinstance(query.message, Message):
            return
        place = Place.of(query.message)
        try:
            draft = await self._desk.store.drafts.of_chat(found[1], place.chat)
        except DraftGone as error:
            self._desk.courier.soon(self._desk.courier.answer(query, errors.sentence(error)))
            return
        wanted = Order(
            key=f"cb:{query.id}",
            chat=place.chat,
            person=query.from_user.id,
            name=query.from_user.full_name[: address.NAME],
            number=place.message,
            topic=place.topic,
            link=draft.link or draft.article.url,
            again=True,
        )
        await self._queue(wanted)
        self._desk.courier.soon(self._desk.courier.answer(query, team.WRITING_AGAIN))
