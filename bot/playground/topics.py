"""A forum's topics: opened, closed, opened again, deleted; and which one a message of the bot goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.playground.failure import bad_request
from bot.playground.hearing import hear
from bot.playground.membership import announce
from bot.playground.models import ICON_COLOR
from bot.playground.text import units

if TYPE_CHECKING:
    from bot.playground.models import Chat, Message, Topic
    from bot.playground.params import Params
    from bot.playground.persons import User
    from bot.playground.world import World

GENERAL = 1
"""The id of the topic that only sendChatAction takes as such: messages go there without one."""
MAX_NAME = 128


def find_topic(chat: Chat, topic: int) -> Topic:
    """Find a topic; raises Failure."""
    if topic not in chat.topics:
        raise bad_request("message thread not found")
    return chat.topics[topic]


def topic_to_send(world: World, chat: Chat, params: Params, reply_to: Message | None) -> int:
    """Tell where the bot's message goes, 0 being no topic: the one named, or that of the replied message."""
    topic = params.integer("message_thread_id")
    if not topic and reply_to is not None and reply_to.thread in chat.topics:
        topic = reply_to.thread
    if topic and find_topic(chat, topic).is_closed and not chat.member(world.bot).is_admin:
        raise bad_request("TOPIC_CLOSED")
    return topic


def open_topic(world: World, chat: Chat, user: User, name: str) -> Message:
    """Open a topic; raises Failure where there are none."""
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not 1 <= units(name) <= MAX_NAME:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "TOPIC_NAME_INVALID")
    message = world.open_topic(chat, user, name)
    hear(world, message)
    return message


def set_state(world: World, chat: Chat, user: User, topic: int, state: str) -> None:
    """Make a topic "open", "closed" or "deleted"; the last takes its messages along and tells no bot."""
    found = find_topic(chat, topic)
    if state == "deleted":
        for message in [message for message in chat.messages.values() if message.thread == topic]:
            world.delete(message)
        del chat.topics[topic]
        return
    if state not in {"open", "closed"}:
        raise bad_request("state must be open, closed or deleted")
    found.is_closed = state == "closed"
    announce(world, chat, user, {"forum_topic_closed" if found.is_closed else "forum_topic_reopened": {}}, topic=topic)


def create_forum_topic(world: World, params: Params) -> dict[str, Any]:
    """`createForumTopic`, for an admin."""
    chat = world.reachable(params.text("chat_id"))
    if chat.is_forum and not chat.member(world.bot).is_admin:
        raise bad_request("not enough rights to create a topic")
    name = params.text("name")
    opened = open_topic(world, chat, world.bot, name)
    return {"message_thread_id": opened.id, "name": name, "icon_color": ICON_COLOR}
