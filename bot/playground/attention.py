"""The methods that draw attention in a chat: what the bot is doing, and which messages are pinned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.failure import bad_request
from bot.playground.membership import announce
from bot.playground.topics import GENERAL, find_topic

if TYPE_CHECKING:
    from bot.playground.models import Chat
    from bot.playground.params import Params
    from bot.playground.world import World

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_chat_action(world: World, params: Params) -> bool:
    """`sendChatAction`."""
    chat = world.reachable(params.text("chat_id"))
    action = params.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread = params.integer("message_thread_id")
    if thread and not (chat.is_forum and thread == GENERAL):
        find_topic(chat, thread)
    world.journal.add("action", chat_id=chat.id, action=action, message_thread_id=thread)
    return True


def _pinboard(world: World, params: Params) -> Chat:
    chat = world.reachable(params.text("chat_id"))
    if chat.type != "private" and not chat.member(world.bot).is_admin:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


def pin_chat_message(world: World, params: Params) -> bool:
    """`pinChatMessage`: the chat says so, unless it is pinned already."""
    chat = _pinboard(world, params)
    message = chat.message(params.integer("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    if message not in chat.pinned:
        chat.pinned.append(message)
        announce(
            world,
            chat,
            world.bot,
            {"pinned_message": message.alone},
            topic=message.thread if message.thread in chat.topics else 0,
        )
    return True


def unpin_chat_message(world: World, params: Params) -> bool:
    """`unpinChatMessage`: the newest one unless another is named."""
    chat = _pinboard(world, params)
    wanted = params.integer("message_id")
    unpinned = [message for message in chat.pinned if message.id == wanted] if wanted else chat.pinned[-1:]
    if not unpinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(unpinned[0])
    return True
