"""Checks the buttons under a message as Telegram does."""

from __future__ import annotations

from typing import Any

from bot.playground.failure import bad_request
from bot.playground.text import units

MAX_DATA_BYTES = 64
MAX_COPY_UNITS = 256
MAX_BUTTONS = 100
_ACTIONS = frozenset(
    {
        "callback_data",
        "copy_text",
        "url",
        "web_app",
        "login_url",
        "switch_inline_query",
        "pay",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "callback_game",
    }
)


def inline_keyboard(markup: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    """Return the inline keyboard as a message shows it, empty when there is none; raises Failure."""
    rows = markup.get("inline_keyboard")
    if rows is None:
        if required and markup:
            raise bad_request("inline keyboard expected")
        return {}
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    rows = [row for row in rows if row]
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check(button)
    return {"inline_keyboard": rows} if rows else {}


def _check(button: object) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: text is empty")
    actions = _ACTIONS & button.keys()
    if len(actions) != 1:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in actions:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in actions:
        copy = button["copy_text"]
        text = copy.get("text") if isinstance(copy, dict) else None
        if not isinstance(text, str) or not 1 <= units(text) <= MAX_COPY_UNITS:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "url" in actions and not str(button["url"]).startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
