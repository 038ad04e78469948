"""What happens to a group: the bot comes and goes, the group becomes a supergroup, its admins switch what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from telegram.constants import ChatMemberStatus, ChatType

from bot.access import Role
from bot.errors import ChatClosed
from bot.store.access import Entry
from handlers import address, message, writing
from handlers.gate import person
from handlers.texts import groups as said

if TYPE_CHECKING:
    from telegram import ChatMember, Update
    from telegram.ext import ContextTypes

    from bot.steps import Steps
    from handlers.desk import Desk

_KIND: Final = "auto"
_HERE: Final = frozenset({ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED})


def came(before: ChatMember, after: ChatMember) -> bool:
    """Whether somebody is there now who was not."""
    return before.status not in _HERE and after.status in _HERE


class Groups:
    """Greets, follows and switches."""

    def __init__(self, desk: Desk) -> None:
        """Take the parts."""
        self._desk = desk
        desk.jobs.on(_KIND, self.carry_out)

    async def member(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Greet a group that the bot was added to; stop what is written for one that it had to leave."""
        changed = update.my_chat_member
        if not changed or changed.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
            return
        chat = changed.chat.id
        if changed.new_chat_member.status not in _HERE:
            await self._desk.jobs.stop(str(chat))
        elif came(changed.old_chat_member, changed.new_chat_member):
            sees_all = changed.new_chat_member.status == ChatMemberStatus.ADMINISTRATOR
            sees_all = sees_all or bool(context.bot.can_read_all_group_messages)
            await self._desk.say(chat, said.greeting(sees_all=sees_all), key=f"joined:{chat}:{update.update_id}")

    async def moved(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Carry everything over to the supergroup; both chats say so, and once is enough."""
        asked = update.message
        if asked and asked.migrate_to_chat_id:
            await self._move(asked.chat_id, asked.migrate_to_chat_id)
        if asked and asked.migrate_from_chat_id:
            await self._move(asked.migrate_from_chat_id, asked.chat_id)

    async def _move(self, old: int, new: int) -> None:
        """Carry a group over; that the settings allow it, they say of the old id only."""
        await self._desk.store.chats.move(old, new)
        known = await self._desk.store.access.known(person=0, chat=new)
        if old in self._desk.rules.chats and known.chat is None:
            await self._desk.store.access.grant(Entry(kind="chat", id=new, role=Role.ALLOWED, by=0))

    async def auto(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Queue the switching of whether every link is taken; who asks is looked up there."""
        asked = update.message
        if not asked:
            return
        words = (asked.text or "").lower().split()[1:2]
        order = {
            "chat": asked.chat_id,
            "topic": address.topic(asked),
            "person": person(update),
            "as_group": bool(asked.sender_chat and asked.sender_chat.id == asked.chat_id),
            "on": {"on": True, "off": False}.get(words[0]) if words else None,
            "reads_all": bool(context.bot.can_read_all_group_messages),
        }
        await self._desk.jobs.submit(_KIND, key=address.key(asked), lane=f"talk:{asked.chat_id}", order=order)

    async def carry_out(self, order: dict[str, Any], step: Steps) -> None:
        """Switch, and say so. Raises BotError."""
        text = await step("switch", lambda: self._switched(order), heals=(*writing.STORE_HEALS, ChatClosed))
        await step("say", lambda: self._desk.courier.send(order["chat"], message.sentence(text), topic=order["topic"]))

    async def _switched(self, order: dict[str, Any]) -> str:
        chat, on = order["chat"], order["on"]
        if on is None:
            return said.AUTO_HOW
        if not order["as_group"] and not await self._desk.courier.runs(chat, order["person"]):
            return said.ADMINS_ONLY
        if on and not order["reads_all"] and not await self._desk.courier.runs(chat, self._desk.courier.myself):
            return said.AUTO_BLIND
        await self._desk.store.chats.take_all(chat, on=on)
        return said.AUTO_ON if on else said.AUTO_OFF
