"""The methods that keep the command menu, per scope and language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.playground.failure import bad_request
from bot.playground.text import units

if TYPE_CHECKING:
    from bot.playground.params import Params
    from bot.playground.world import World

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
_SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)


def _scope(params: Params) -> tuple[str, str]:
    scope = params.mapping("scope")
    kind = str(scope.get("type", "default"))
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    where = ":".join(str(scope[name]) for name in ("chat_id", "user_id") if name in scope)
    return f"{kind}:{where}" if where else kind, params.text("language_code")


def set_my_commands(world: World, params: Params) -> bool:
    """`setMyCommands`, for a scope and a language."""
    commands = params.array("commands") or []
    if len(commands) > MAX_COMMANDS:
        raise bad_request("too many commands")
    kept = []
    for command in commands:
        name = command.get("command") if isinstance(command, dict) else None
        description = command.get("description") if isinstance(command, dict) else None
        if not isinstance(name, str) or not _COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not isinstance(description, str) or not 1 <= units(description) <= MAX_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": name.lstrip("/"), "description": description})
    scope, language = _scope(params)
    world.commands[scope, language] = kept
    world.journal.add("commands", scope=scope, language_code=language, commands=kept)
    return True


def get_my_commands(world: World, params: Params) -> list[dict[str, str]]:
    """`getMyCommands`, exactly of that scope and language."""
    return world.commands.get(_scope(params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """`deleteMyCommands`."""
    world.commands.pop(_scope(params), None)
    return True
