"""The methods about the bot itself, chats and files, and the answers to presses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.playground.failure import Failure, bad_request
from bot.playground.text import units

if TYPE_CHECKING:
    from bot.playground.params import Params
    from bot.playground.world import World

MAX_ANSWER = 200
MAX_DOWNLOAD = 20 * 1024 * 1024


def get_me(world: World, _: Params) -> dict[str, Any]:
    """`getMe`."""
    return world.bot.wire | {
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, params: Params) -> dict[str, Any]:
    """`getChat`: also of a person who blocked the bot."""
    chat = world.chat(params.text("chat_id"))
    if chat.type != "private":
        world.reachable(chat.id)
    pinned = {"pinned_message": chat.pinned[-1].wire} if chat.pinned else {}
    return (
        chat.wire
        | pinned
        | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": {
                "unlimited_gifts": True,
                "limited_gifts": True,
                "unique_gifts": True,
                "premium_subscription": True,
                "gifts_from_channels": True,
            },
        }
    )


def get_file(world: World, params: Params) -> dict[str, Any]:
    """`getFile`."""
    file = world.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    described = {"file_id": file.id, "file_unique_id": file.id[:12], "file_size": len(file.data)}
    return described | {"file_path": f"files/{file.id}"}


def answer_callback_query(world: World, params: Params) -> bool:
    """`answerCallbackQuery`: once."""
    query = params.text("callback_query_id")
    if units(params.text("text")) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if not world.callbacks.pop(query, False):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.journal.add("answer", callback_id=query, text=params.text("text"), show_alert=params.flag("show_alert"))
    return True


def answer_inline_query(world: World, params: Params) -> bool:
    """`answerInlineQuery`: once."""
    query = params.text("inline_query_id")
    if params.array("results") is None:
        raise bad_request("can't parse inline query results: expected an Array")
    if query not in world.inline_queries:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.inline_queries.remove(query)
    world.journal.add("inline_answer", inline_query_id=query, results=params.array("results"))
    return True


def log_out(_: World, __: Params) -> bool:
    """`logOut`."""
    return True


def close(_: World, __: Params) -> bool:
    """`close`: Telegram refuses it in a bot's first ten minutes, which here never end."""
    raise Failure(429, "Too Many Requests: retry after 600", retry_after=600)
