"""Who comes into a group, goes, is promoted or thrown out, and a group's becoming a supergroup."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.playground.failure import bad_request
from bot.playground.hearing import hear

if TYPE_CHECKING:
    from bot.playground.models import Chat, Content
    from bot.playground.persons import Member, User
    from bot.playground.world import World


def announce(world: World, chat: Chat, sender: User, content: Content, *, topic: int = 0) -> None:
    """Post a service message and let the bot know."""
    hear(world, world.post(chat, sender, content, topic=topic))


def become(world: World, chat: Chat, member: Member, *, by: User) -> None:
    """Make somebody what they are to be in a chat; the bot hears of itself, and as an admin of others."""
    bot = world.bot
    before = chat.member(member.user)
    chat.members[member.user.id] = member
    world.journal.add("member", chat_id=chat.id, member=member.wire)
    if member.user is bot or chat.member(bot).is_admin:
        changed = {
            "chat": chat.wire,
            "from": by.wire,
            "date": world.now(),
            "old_chat_member": before.wire,
            "new_chat_member": member.wire,
        }
        world.updates.add("my_chat_member" if member.user is bot else "chat_member", changed)


def change(world: World, chat: Chat, member: Member, *, by: User) -> None:
    """Let `by` add, promote, demote or remove somebody (themselves, it may be); a channel does not say it.

    Raises Failure in a private chat.
    """
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    was_present = chat.member(member.user).is_present
    if member.user is world.bot and not was_present:
        chat.reads_all = world.reads_all
    become(world, chat, member, by=by)
    if chat.type == "channel":
        return
    if member.is_present and not was_present:
        announce(world, chat, by, {"new_chat_members": [member.user.wire]})
    if was_present and not member.is_present:
        announce(world, chat, by, {"left_chat_member": member.user.wire})


def migrate(world: World, chat: Chat, *, by: User) -> Chat:
    """Make a supergroup of a group: another chat with other message ids; raises Failure for what is no group."""
    if chat.type != "group":
        raise bad_request("only a group can become a supergroup")
    heir = world.add_chat("supergroup", members=[], title=chat.title)
    heir.members = {user_id: replace(member) for user_id, member in chat.members.items()}
    heir.reads_all = chat.reads_all
    chat.migrated_to = heir.id
    announce(world, chat, by, {"migrate_to_chat_id": heir.id})
    announce(world, heir, by, {"migrate_from_chat_id": chat.id})
    return heir
