"""What admins ask: who may use the bot, who used how much; everybody may ask what is left for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from telegram.constants import ChatType

from bot.access import Role, Verdict
from bot.quota import guess
from bot.store.access import Entry
from bot.store.spends import Spend
from handlers import address, message, writing
from handlers.gate import person
from handlers.texts import UNKNOWN_COMMAND
from handlers.texts import access as said

if TYPE_CHECKING:
    from telegram import Message, Update
    from telegram.ext import ContextTypes

    from bot.steps import Steps
    from bot.store.access import Kind
    from handlers.desk import Desk
    from handlers.gate import Gate

_KIND: Final = "account"
_DAYS: Final = 7
_MOST_DAYS: Final = 90
_LARGEST: Final = 2**52
"""Telegram's ids have at most 52 significant bits."""


def target(asked: Message) -> tuple[Kind, int] | None:
    """Decide whom a command is about: an id behind it, whose message it answers, or the group it stands in."""
    words = (asked.text or "").split()[1:2]
    if words:
        digits = words[0].removeprefix("-")
        number = int(words[0]) if digits.isascii() and digits.isdigit() and len(digits) <= len(str(_LARGEST)) else 0
        return ("chat" if number < 0 else "person", number) if 0 < abs(number) < _LARGEST else None
    answered = asked.reply_to_message
    opens = answered and answered.forum_topic_created  # in a topic, what answers nothing answers its beginning
    if answered and not opens and (number := address.sender(answered)) and not _is_bot(answered):
        return "person", number
    return ("chat", asked.chat_id) if asked.chat.type != ChatType.PRIVATE else None


def _is_bot(asked: Message) -> bool:
    return bool(asked.from_user and asked.from_user.is_bot)


class Admins:
    """Writes roles down at once, and answers as jobs."""

    def __init__(self, desk: Desk, gate: Gate) -> None:
        """Take the parts."""
        self._desk = desk
        self._gate = gate
        desk.jobs.on(_KIND, self.carry_out)

    async def allow(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Let a person or a group use the bot; `admin` behind a person's id makes them an admin."""
        asked = update.message
        as_admin = bool(asked and asked.text and asked.text.split()[2:3] == ["admin"])
        await self._grant(update, "allow", Role.ADMIN if as_admin else Role.ALLOWED)

    async def deny(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Shut a person or a group out."""
        await self._grant(update, "deny", Role.DENIED)

    async def usage(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say who used how much."""
        if update.message and await self._is_admin(update):
            words = (update.message.text or "").split()[1:2]
            days = int(words[0]) if words and words[0].isascii() and words[0].isdigit() else _DAYS
            await self._answer(update, days=min(max(days, 1), _MOST_DAYS))

    async def limits(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say what is left for whoever asks."""
        await self._answer(update, days=0)

    async def carry_out(self, order: dict[str, Any], step: Steps) -> None:
        """Look up and answer. Raises BotError."""
        text = await step("count", lambda: self._counted(order), heals=writing.STORE_HEALS)
        letter = message.sentence(text)
        await step("say", lambda: self._desk.courier.send(order["chat"], letter, topic=order["topic"]))

    async def _counted(self, order: dict[str, Any]) -> str:
        budget = self._desk.budget
        if order["days"]:
            totals = await self._desk.store.spends.totals(days=order["days"])
            return said.usage(totals, days=order["days"], currency=budget.currency)
        money = guess(budget.model, budget.prices)
        mine = Spend(key="", person=order["person"], chat=order["chat"], link=True, money=money)
        return said.limits(await self._desk.store.spends.left(mine, budget.limits), budget.currency)

    async def _grant(self, update: Update, command: str, role: Role) -> None:
        asked = update.message
        if asked and await self._is_admin(update):
            await self._desk.answer(asked, await self._granted(asked, command, role))

    async def _granted(self, asked: Message, command: str, role: Role) -> str:
        """Write down what an admin says of somebody; return what to answer."""
        found = target(asked)
        if found is None:
            known = await self._desk.store.access.entries()
            return f"{said.WHOM.format(command=command)}\n\n{said.entries(known)}"
        kind, number = found
        by = address.sender(asked)
        if kind == "chat" and role is Role.ADMIN:
            role = Role.ALLOWED
        if role is Role.DENIED and kind == "person" and number in self._desk.rules.admins | {by}:
            return said.NOT_AN_ADMIN
        entry = Entry(kind=kind, id=number, role=role, by=by)
        await self._desk.store.access.grant(entry)
        return said.done(entry)

    async def _is_admin(self, update: Update) -> bool:
        """Whether an admin asks; to others there is no such command."""
        asked = update.message
        if await self._gate.verdict(update) is Verdict.ADMIN:
            return True
        if asked and asked.chat.type == ChatType.PRIVATE:
            await self._desk.answer(asked, UNKNOWN_COMMAND)
        return False

    async def _answer(self, update: Update, *, days: int) -> None:
        asked = update.message
        if asked:
            order = {"chat": asked.chat_id, "person": person(update), "days": days, "topic": address.topic(asked)}
            await self._desk.jobs.submit(_KIND, key=address.key(asked), lane=f"talk:{asked.chat_id}", order=order)
