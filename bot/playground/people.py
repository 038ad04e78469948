"""What people do: write, send pictures, forward, edit, react, press, block. Each becomes an update for the bot."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from bot.playground.contents import document, photo, spoken
from bot.playground.failure import bad_request

if TYPE_CHECKING:
    from bot.playground.params import Upload
    from bot.playground.world import Chat, Content, Message, User, World


def find_message(chat: Chat, message_id: object) -> Message:
    """Find a message of a chat; raises Failure."""
    message = chat.message(message_id) if isinstance(message_id, int) else None
    if message is None:
        raise bad_request("message not found")
    return message


def write(world: World, chat: Chat, user: User, content: Content, *, reply_to: Message | None = None) -> Message:
    """Send a message to the bot; writing unblocks it."""
    block(world, chat, user, blocked=False)
    message = world.post(chat, user, content, reply_to=reply_to)
    world.updates.add("message", message.wire)
    return message


def content(world: World, said: dict[str, Any], upload: Upload | None) -> Content:
    """Build what a person sends: a text, or a photo or document with a caption; raises Failure."""
    words = said.get("text") or ""
    if not isinstance(words, str):
        raise bad_request("text must be a string")
    text, entities = spoken(words, said.get("entities"))
    if not (text or upload):
        raise bad_request("message text is empty")
    if upload is None:
        return {"text": text} | ({"entities": entities} if entities else {})
    shown = photo(world, upload.data, upload.name) if said.get("as") == "photo" else document(world, upload)
    return shown | ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})


def forward(world: World, chat: Chat, user: User, original: Message) -> Message:
    """Send another message on, with where it came from."""
    origin = {"type": "user", "sender_user": original.sender.wire, "date": original.date}
    kept = {name: value for name, value in original.content.items() if name != "reply_markup"}
    return write(world, chat, user, kept | {"forward_origin": origin})


def edit(world: World, user: User, message: Message, changed: Content) -> None:
    """Change what a person wrote; raises Failure for another's message."""
    if message.sender is not user:
        raise bad_request("message can't be edited")
    world.edit(message, changed)
    world.updates.add("edited_message", message.wire)


def react(world: World, user: User, message: Message, emoji: list[str]) -> None:
    """React to a message; an empty list takes the reaction away."""
    former = message.reactions.get(user.id, [])
    reaction = [{"type": "emoji", "emoji": one} for one in emoji]
    world.react(message, user, reaction)
    world.updates.add(
        "message_reaction",
        {
            "chat": message.chat.wire,
            "message_id": message.id,
            "user": user.wire,
            "date": world.now(),
            "old_reaction": former,
            "new_reaction": reaction,
        },
    )


def press(world: World, user: User, message: Message, button: dict[str, Any]) -> str:
    """Press a button and return the callback query's id; a copy or link button reaches no bot and returns ''."""
    if "callback_data" not in button:
        return ""
    query = str(secrets.randbits(62))
    world.callbacks[query] = True
    world.journal.add("press", chat_id=message.chat.id, message_id=message.id, user_id=user.id, callback_id=query)
    world.updates.add(
        "callback_query",
        {
            "id": query,
            "from": user.wire,
            "message": message.wire,
            "chat_instance": str(message.chat.id),
            "data": button["callback_data"],
        },
    )
    return query


def find_button(message: Message, wanted: str) -> dict[str, Any]:
    """Find a button by its text or its data; raises Failure."""
    for row in message.content.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            if wanted in {button["text"], button.get("callback_data")}:
                return dict(button)
    raise bad_request(f"no button {wanted!r} under message {message.id}")


def block(world: World, chat: Chat, user: User, *, blocked: bool) -> None:
    """Block or unblock the bot in a private chat."""
    if chat.blocked == blocked:
        return
    before, after = ("member", "kicked") if blocked else ("kicked", "member")
    chat.blocked = blocked
    world.journal.add("block", chat_id=chat.id, blocked=blocked)
    world.updates.add(
        "my_chat_member",
        {
            "chat": chat.wire,
            "from": user.wire,
            "date": world.now(),
            "old_chat_member": _membership(world, before),
            "new_chat_member": _membership(world, after),
        },
    )


def _membership(world: World, status: str) -> dict[str, Any]:
    return {"user": world.bot.wire, "status": status} | ({"until_date": 0} if status == "kicked" else {})
