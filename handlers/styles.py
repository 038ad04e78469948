"""/style: one message that shows how notes are wanted, and in which every line can be changed or taken back."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from telegram import Message

from bot import wire
from bot.errors import BotError
from bot.style import Owner, Scope, Style, owners, traits, without
from handlers import address, asking, errors, message, panel, values, writing
from handlers.courier import Place
from handlers.texts import groups
from handlers.texts import style as said

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.steps import Steps
    from bot.style import Layer, Trait
    from handlers.desk import Desk

_SHOW: Final = "style"
_PRESS: Final = "style press"
_SAY: Final = "style words"


class Styles:
    """Takes commands, presses and answers in, and carries them out as jobs beside the notes."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        for kind, job in ((_SHOW, self.show), (_PRESS, self.carry_out), (_SAY, self.take_in)):
            desk.jobs.on(kind, job)

    async def asked(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer /style."""
        if update.message:
            await self._submit(_SHOW, update.message, {})

    async def answered(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take in what was typed for a field."""
        answer = asking.answer(update.message) if update.message else None
        if update.message and answer:
            await self._submit(_SAY, update.message, asdict(answer))
            self._desk.courier.soon(self._desk.courier.seen(update.message.chat_id, update.message.message_id))

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take in a press."""
        query = update.callback_query
        if query and isinstance(query.message, Message) and panel.parse(query.data or ""):
            place = Place.of(query.message)
            order = {"place": asdict(place), "person": query.from_user.id, "as_group": False, "data": query.data}
            await self._desk.jobs.submit(_PRESS, key=f"cb:{query.id}", lane=f"talk:{place.chat}", order=order)
            self._desk.courier.soon(self._desk.courier.answer(query, ""))

    async def show(self, order: dict[str, Any], step: Steps) -> None:
        """Send the panel. Raises BotError."""
        letter = await self._panel(order, step)
        place = Place(**order["place"])
        await step("say", lambda: self._desk.courier.send(place.chat, letter, topic=place.topic), last=True)

    async def carry_out(self, order: dict[str, Any], step: Steps) -> None:
        """Do what a button says. Raises BotError."""
        press = panel.parse(order["data"])
        assert press is not None  # noqa: S101 - `pressed` looked
        place = Place(**order["place"])
        if press.verb != "back" and not await step("may", lambda: self._may(order)):
            await self._redraw(order, place, step, groups.ADMINS_ONLY)
        elif press.verb == "ask":
            words = said.ASK.format(asks=said.ASKS[press.field], most=values.LENGTHS[press.field])
            question = asking.question(words, field=press.field, panel=place.message)
            await step("ask", lambda: self._desk.courier.ask(place, question), last=True)
        elif press.verb == "choices":
            own = (layer.style for layer in await self._layers(order, step) if layer.scope is _owner(order).scope)
            letter = panel.offer(press.field, self._desk.studio.tones, next(own, Style()))
            await step("offer", lambda: self._desk.courier.deliver(place, letter), last=True)
        else:
            notice = await self._changed(press, order, step)
            await self._redraw(order, place, step, notice)

    async def take_in(self, order: dict[str, Any], step: Steps) -> None:
        """Keep what was typed, or say in one sentence why not. Raises BotError."""
        place = Place(**order["place"])
        try:
            found = values.read(order["field"], order["said"])
            may = await step("may", lambda: self._may(order))
            notice = await self._kept(found, order, step) if may else groups.ADMINS_ONLY
        except BotError as error:
            why = message.sentence(errors.sentence(error))
            await step("excuse", lambda: self._desk.courier.reply(place, why))
            raise
        await self._redraw(order, replace(place, message=order["panel"]), step, notice)

    async def _may(self, order: dict[str, Any]) -> bool:
        """Whether somebody may change a style: their own, or the group's that they run. Raises ChatClosed."""
        private = order["place"]["chat"] == order["person"]
        return private or order["as_group"] or await self._desk.courier.runs(order["place"]["chat"], order["person"])

    async def _submit(self, kind: str, asked: Message, more: dict[str, Any]) -> None:
        as_group = bool(asked.sender_chat and asked.sender_chat.id == asked.chat_id)
        order = {"place": asdict(Place.of(asked)), "person": address.sender(asked), "as_group": as_group, **more}
        await self._desk.jobs.submit(kind, key=address.key(asked), lane=f"talk:{asked.chat_id}", order=order)

    async def _changed(self, press: panel.Press, order: dict[str, Any], step: Steps) -> str:
        """Change the style as a press says; return what to say of it."""
        if press.verb == "choose":
            trait = panel.marked(panel.choices(press.field, self._desk.studio.tones), press.field, press.mark)
            return await self._kept((trait,), order, step) if trait else said.NO_CHOICE
        return await self._removed(press, order, step) if press.verb == "remove" else ""

    async def _removed(self, press: panel.Press, order: dict[str, Any], step: Steps) -> str:
        def change(style: Style) -> Style:
            trait = panel.marked(traits(style), press.field, press.mark)
            return without(style, trait) if trait else style

        before = wire.style(await step("remove", lambda: self._change(order, change), heals=writing.STORE_HEALS))
        trait = panel.marked(traits(before), press.field, press.mark)
        return said.REMOVED.format(line=self._line(trait)) if trait else said.REMOVED_BEFORE

    async def _kept(self, found: tuple[Trait, ...], order: dict[str, Any], step: Steps) -> str:
        """Lay traits over the style; return what to say of it. Raises StyleError."""

        def change(style: Style) -> Style:
            return values.added(style, found)

        before = wire.style(await step("keep", lambda: self._change(order, change), heals=writing.STORE_HEALS))
        return said.kept(found, before, self._desk.studio.tones)

    async def _redraw(self, order: dict[str, Any], place: Place, step: Steps, notice: str) -> None:
        letter = await self._panel(order, step, notice)
        await step("show", lambda: self._desk.courier.deliver(place, letter), last=True)

    async def _panel(self, order: dict[str, Any], step: Steps, notice: str = "") -> message.Letter:
        layers = await self._layers(order, step)
        return panel.panel(layers, self._desk.studio.tones, own=_owner(order).scope, notice=notice)

    async def _layers(self, order: dict[str, Any], step: Steps) -> tuple[Layer, ...]:
        async def find() -> list[dict[str, Any]]:
            place, person = Place(**order["place"]), order["person"]
            whose = owners(chat=place.chat, topic=place.topic, person=person)
            if place.chat != person:  # how a member likes notes is nobody else's business
                whose = tuple(one for one in whose if one.scope is not Scope.PERSON)
            return [wire.plain(layer) for layer in await self._desk.store.styles.layers(whose)]

        return wire.layers(await step("layers", find, heals=writing.STORE_HEALS))

    async def _change(self, order: dict[str, Any], change: Callable[[Style], Style]) -> dict[str, Any]:
        return wire.plain(await self._desk.store.styles.change(_owner(order), change))

    def _line(self, trait: Trait) -> str:
        return said.line(trait, self._desk.studio.tones)


def _owner(order: dict[str, Any]) -> Owner:
    """Name whose style is shown and changed: the person's own, the group's, or the forum topic's."""
    place = Place(**order["place"])
    return owners(chat=place.chat, topic=place.topic, person=order["person"])[-1]
