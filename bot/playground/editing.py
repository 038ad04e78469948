"""The methods that change or remove what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.playground.contents import body, caption, keyboard
from bot.playground.failure import Failure, bad_request

if TYPE_CHECKING:
    from bot.playground.models import Content, Message
    from bot.playground.params import Params
    from bot.playground.world import World

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_REACTIONS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 "
    "🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 "
    "🤷‍♂ 🤷 🤷‍♀ 😡"
)
REACTIONS = frozenset(_REACTIONS.split())
"""The emoji that may be a reaction; https://core.telegram.org/bots/api#reactiontypeemoji"""


def _mine(world: World, params: Params) -> Message:
    chat = world.reachable(params.text("chat_id"))
    if not params.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.message(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not world.bot or message.force_reply:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, message: Message, content: Content) -> dict[str, Any]:
    if content == message.content:
        raise bad_request(_SAME)
    world.flood.spend(message.chat.id)
    world.edit(message, content)
    return message.wire


def edit_message_text(world: World, params: Params) -> dict[str, Any]:
    """`editMessageText`: the keyboard goes unless it is given again."""
    message = _mine(world, params)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    try:
        content = body(params)
    except Failure as failure:
        # the server itself complains about edits, in its own capitals
        raise (
            bad_request("MESSAGE_TOO_LONG") if failure.description.endswith("message is too long") else failure
        ) from None
    return _change(world, message, content | keyboard(params, required=True))


def edit_message_caption(world: World, params: Params) -> dict[str, Any]:
    """`editMessageCaption`."""
    message = _mine(world, params)
    if not {"photo", "document"} & message.content.keys():
        raise bad_request("there is no caption in the message to edit")
    kept = {
        name: value
        for name, value in message.content.items()
        if name not in {"caption", "caption_entities", "reply_markup"}
    }
    return _change(world, message, kept | caption(params) | keyboard(params, required=True))


def edit_message_reply_markup(world: World, params: Params) -> dict[str, Any]:
    """`editMessageReplyMarkup`: without one, the keyboard goes."""
    message = _mine(world, params)
    kept = {name: value for name, value in message.content.items() if name != "reply_markup"}
    return _change(world, message, kept | keyboard(params, required=True))


def delete_message(world: World, params: Params) -> bool:
    """`deleteMessage`."""
    message = world.reachable(params.text("chat_id")).message(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _may_delete(world, message):
        raise bad_request("message can't be deleted")
    world.delete(message)
    return True


def delete_messages(world: World, params: Params) -> bool:
    """`deleteMessages`: those that are there and may go."""
    chat = world.reachable(params.text("chat_id"))
    for message_id in params.array("message_ids") or []:
        message = chat.message(message_id) if isinstance(message_id, int) else None
        if message is not None and _may_delete(world, message):
            world.delete(message)
    return True


def _may_delete(world: World, message: Message) -> bool:
    chat = message.chat
    return message.sender is world.bot or chat.type == "private" or chat.member(world.bot).is_admin


def set_message_reaction(world: World, params: Params) -> bool:
    """`setMessageReaction`: the same one again is fine."""
    message = world.reachable(params.text("chat_id")).message(params.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    reaction = params.array("reaction") or []
    if len(reaction) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(not isinstance(one, dict) or str(one.get("emoji")) not in REACTIONS for one in reaction):
        raise bad_request("REACTION_INVALID")
    world.react(message, world.bot, reaction)
    return True
