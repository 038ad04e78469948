"""Where a forwarded message comes from: a person, one who hides, a chat or a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.playground.models import Content, Message


def origin(message: Message) -> dict[str, Any]:
    """Describe who first sent a message; https://core.telegram.org/bots/api#messageorigin."""
    known = message.content.get("forward_origin")
    if known is not None:
        return dict(known)
    date = {"date": message.date}
    if message.chat.type == "channel":
        return {"type": "channel", "chat": message.chat.wire, "message_id": message.id} | date
    if message.voice is not None:
        return {"type": "chat", "sender_chat": message.voice.wire} | date
    if message.sender.is_hidden:
        return {"type": "hidden_user", "sender_user_name": message.sender.first_name} | date
    return {"type": "user", "sender_user": message.sender.wire} | date


def onward(message: Message) -> Content:
    """Build what a forward of a message says: the same without its buttons, and where it comes from."""
    left_behind = {"reply_markup", "media_group_id", "is_automatic_forward"}
    kept = {name: value for name, value in message.content.items() if name not in left_behind}
    return kept | {"forward_origin": origin(message)}
