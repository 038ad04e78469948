"""The methods that send again what is there: forwards and copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.playground.contents import caption
from bot.playground.failure import bad_request
from bot.playground.origins import onward
from bot.playground.privacy import SERVICE
from bot.playground.sending import send

if TYPE_CHECKING:
    from bot.playground.models import Message
    from bot.playground.params import Params
    from bot.playground.world import World

_CAPTIONED = frozenset({"photo", "document"})


def _source(world: World, params: Params, verb: str) -> Message:
    chat = world.chat(params.text("from_chat_id"))
    message = chat.message(params.integer("message_id")) if chat.member(world.bot).is_present else None
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if SERVICE & message.content.keys():
        raise bad_request(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return message


def forward_message(world: World, params: Params) -> dict[str, Any]:
    """`forwardMessage`: with where it comes from, without its buttons."""
    world.reachable(params.text("chat_id"))
    return send(world, params, onward(_source(world, params, "forward")))


def copy_message(world: World, params: Params) -> dict[str, Any]:
    """`copyMessage`: as the bot's own; of a picture or a document the caption may be another."""
    world.reachable(params.text("chat_id"))
    content = onward(_source(world, params, "copy"))
    del content["forward_origin"]
    if "caption" in params.values and _CAPTIONED & content.keys():
        kept = {name: value for name, value in content.items() if name not in {"caption", "caption_entities"}}
        content = kept | caption(params)
    return {"message_id": send(world, params, content)["message_id"]}
