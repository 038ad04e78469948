"""The methods that send: messages, photos, albums, documents."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from bot.playground.contents import attached, body, caption, document, keyboard, photo
from bot.playground.failure import Failure, album_refused, bad_request
from bot.playground.markup import parse_html
from bot.playground.params import Params
from bot.playground.quotes import quote
from bot.playground.topics import topic_to_send

if TYPE_CHECKING:
    from bot.playground.models import Chat, Content, Message
    from bot.playground.world import World

ALBUM = range(2, 11)


def replied(params: Params, chat: Chat) -> Message | None:
    """Find the message that is replied to; raises Failure when it is gone and that matters."""
    reply = params.mapping("reply_parameters")
    wanted = reply.get("message_id") or params.integer("reply_to_message_id")
    if not wanted:
        return None
    message = chat.message(wanted) if isinstance(wanted, int) else None
    if message is None and not (reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")):
        raise bad_request("message to be replied not found")
    return message


def _quoted(params: Params, message: Message | None) -> Content | None:
    """Find what the bot quotes of the message that it replies to."""
    reply = params.mapping("reply_parameters")
    if message is None or not reply.get("quote"):
        return None
    is_html = str(reply.get("quote_parse_mode")).lower() == "html"
    part = parse_html(str(reply["quote"]))[0] if is_html else str(reply["quote"])
    return quote(message, part, near=Params(reply).integer("quote_position"))


def send(world: World, params: Params, content: Content) -> dict[str, Any]:
    """Send what a method made of its parameters: with buttons, as a reply, into a topic; raises Failure."""
    chat = world.reachable(params.text("chat_id"))
    markup = params.mapping("reply_markup")
    content |= keyboard(params)
    reply_to = replied(params, chat)
    quoted = _quoted(params, reply_to)
    topic = topic_to_send(world, chat, params, reply_to)
    world.flood.spend(chat.id)
    forced = markup if markup.get("force_reply") else None
    return world.post(chat, world.bot, content, reply_to=reply_to, topic=topic, quote=quoted, force_reply=forced).wire


def send_message(world: World, params: Params) -> dict[str, Any]:
    """`sendMessage`."""
    world.reachable(params.text("chat_id"))
    return send(world, params, body(params))


def send_photo(world: World, params: Params) -> dict[str, Any]:
    """`sendPhoto`."""
    world.reachable(params.text("chat_id"))
    said = caption(params)
    file = attached(world, params, "photo")
    return send(world, params, photo(world, file.data, file.name) | said)


def send_document(world: World, params: Params) -> dict[str, Any]:
    """`sendDocument`."""
    world.reachable(params.text("chat_id"))
    said = caption(params)
    return send(world, params, document(world, attached(world, params, "document")) | said)


def send_media_group(world: World, params: Params) -> list[dict[str, Any]]:
    """`sendMediaGroup`: all of the album or nothing."""
    chat = world.reachable(params.text("chat_id"))
    items = params.array("media")
    if "media" not in params.values:
        raise bad_request('parameter "media" is required')
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) >= ALBUM.stop:
        raise bad_request("too many messages to send as an album")
    if len(items) < ALBUM.start:
        raise bad_request("media group must include 2-10 items")
    contents = [_album_item(world, params, item) for item in items]
    if len({content.keys() & {"photo", "document"} == {"photo"} for content in contents}) > 1:
        raise bad_request("document can't be mixed with other media types")
    reply_to = replied(params, chat)
    topic = topic_to_send(world, chat, params, reply_to)
    try:
        world.flood.spend(chat.id, weight=len(items))
    except Failure as failure:
        raise album_refused(1, failure) from failure
    album = {"media_group_id": str(secrets.randbits(53))}
    return [world.post(chat, world.bot, content | album, reply_to=reply_to, topic=topic).wire for content in contents]


def _album_item(world: World, params: Params, item: object) -> Content:
    kind = str(item.get("type")) if isinstance(item, dict) else ""
    if not isinstance(item, dict) or kind not in {"photo", "document"}:
        raise bad_request(f"can't parse InputMedia: type \"{kind}\" can't be used in sendMediaGroup")
    one = Params(item, params.uploads)
    said = caption(one)
    file = attached(world, one, "media")
    return (photo(world, file.data, file.name) if kind == "photo" else document(world, file)) | said
