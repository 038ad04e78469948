"""What people do: write, send pictures, forward, edit, react, press, block. Each becomes an update for the bot."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from bot.playground.contents import document, photo, spoken
from bot.playground.failure import bad_request
from bot.playground.hearing import hear
from bot.playground.membership import become
from bot.playground.origins import onward
from bot.playground.persons import SERVICE, Member

if TYPE_CHECKING:
    from bot.playground.models import Chat, Content, Message
    from bot.playground.params import Upload
    from bot.playground.persons import User
    from bot.playground.world import World

_MEDIA = frozenset({"photo", "document", "media_group_id"})
_CAPTION = {"text": "caption", "entities": "caption_entities"}


def find_message(chat: Chat, message_id: object) -> Message:
    """Find a message of a chat; raises Failure."""
    message = chat.message(message_id) if isinstance(message_id, int) else None
    if message is None:
        raise bad_request("message not found")
    return message


def write(
    world: World,
    chat: Chat,
    user: User,
    content: Content,
    *,
    reply_to: Message | None = None,
    quote: dict[str, Any] | None = None,
    topic: int = 0,
    voice: Chat | None = None,
) -> Message:
    """Send a message; the bot hears what privacy mode lets through, and in private is unblocked by it.

    `voice` is the channel as which it is written. What a channel posts goes on into the group that belongs to it.
    """
    if chat.type == "private":
        block(world, chat, user, blocked=False)
    if chat.type == "channel" and not chat.member(user).is_admin:
        raise bad_request("not enough rights to post in the channel")
    message = world.post(chat, user, content, reply_to=reply_to, topic=topic, voice=voice, quote=quote)
    hear(world, message)
    if chat.linked is not None:
        automatic = onward(message) | {"is_automatic_forward": True}
        hear(world, world.post(chat.linked, SERVICE, automatic, voice=chat))
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


def forward(world: World, chat: Chat, user: User, original: Message, *, topic: int = 0) -> Message:
    """Send another message on, with where it came from."""
    return write(world, chat, user, onward(original), topic=topic)


def edit(world: World, user: User, message: Message, changed: Content) -> None:
    """Change what a person wrote, a text or a caption; raises Failure for another's message, or one sent on."""
    if message.sender is not user or "forward_origin" in message.content:
        raise bad_request("message can't be edited")
    media = {name: value for name, value in message.content.items() if name in _MEDIA}
    if media:
        changed = media | {_CAPTION[name]: value for name, value in changed.items()}
    world.edit(message, changed)
    hear(world, message, edited=True)


def delete(world: World, user: User, message: Message) -> None:
    """Take one's own message away, or as an admin anybody's; no bot hears of it. Raises Failure for another's."""
    if message.sender is not user and not message.chat.member(user).is_admin:
        raise bad_request("message can't be deleted")
    world.delete(message)


def react(world: World, user: User, message: Message, emoji: list[str]) -> None:
    """React to a message; an empty list takes the reaction away. In a group only an admin bot hears of it."""
    former = message.reactions.get(user.id, [])
    reaction = [{"type": "emoji", "emoji": one} for one in emoji]
    world.react(message, user, reaction)
    chat = message.chat
    if chat.type != "private" and not chat.member(world.bot).is_admin:
        return
    actor = {"actor_chat": chat.wire} if chat.member(user).is_anonymous else {"user": user.wire}
    changed = {"chat": chat.wire, "message_id": message.id, "date": world.now()} | actor
    world.updates.add("message_reaction", changed | {"old_reaction": former, "new_reaction": reaction})


def press(world: World, user: User, message: Message, button: dict[str, Any], *, is_old: bool = False) -> str:
    """Press a button and return the callback query's id; a copy or link button reaches no bot and returns ''.

    Of a message that `is_old` the bot learns only where it is.
    """
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
            "message": {"chat": message.chat.wire, "message_id": message.id, "date": 0} if is_old else message.wire,
            "chat_instance": str(message.chat.id),
            "data": button["callback_data"],
        },
    )
    return query


def ask_inline(world: World, user: User, query: str) -> str:
    """Write the bot's name and a query somewhere, as if inline mode were on; returns the query's id."""
    asked = str(secrets.randbits(62))
    world.inline_queries.add(asked)
    world.updates.add(
        "inline_query", {"id": asked, "from": user.wire, "chat_type": "supergroup", "query": query, "offset": ""}
    )
    return asked


def find_button(message: Message, wanted: str) -> dict[str, Any]:
    """Find a button by its text or its data; raises Failure."""
    for row in message.content.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            if wanted in {button["text"], button.get("callback_data")}:
                return dict(button)
    raise bad_request(f"no button {wanted!r} under message {message.id}")


def block(world: World, chat: Chat, user: User, *, blocked: bool) -> None:
    """Block or unblock the bot in a private chat; raises Failure in a group."""
    if chat.type != "private":
        raise bad_request("a bot is blocked in a private chat")
    if chat.blocked != blocked:
        become(world, chat, Member(world.bot, "kicked" if blocked else "member"), by=user)
        world.journal.add("block", chat_id=chat.id, blocked=blocked)
