"""The process, with python-telegram-bot as its client."""

from __future__ import annotations

import json
import sys
from subprocess import run
from typing import TYPE_CHECKING

import aiohttp
import pytest
from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, ReplyParameters
from telegram.error import BadRequest, NetworkError, RetryAfter

from tests.support.telegram import ROOT, TelegramServer

if TYPE_CHECKING:
    from collections.abc import Callable


async def test_python_telegram_bot_is_served(picture: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    keyboard = InlineKeyboardMarkup(
        [[InlineKeyboardButton("换", callback_data="x"), InlineKeyboardButton("抄", copy_text=CopyTextButton("标题"))]]
    )
    async with (
        TelegramServer(is_measured=True) as telegram,
        Bot(telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url) as bot,
    ):
        person = await telegram.user()
        question = await person.send("/start https://a.com/1")
        (update,) = await bot.get_updates(timeout=5)
        assert update.message is not None
        assert update.message.parse_entities(["url"]).popitem()[1] == "https://a.com/1"
        await bot.set_message_reaction(person.id, question.id, "👀")
        await bot.send_chat_action(person.id, "typing")
        note = await bot.send_message(
            person.id, "<pre>笔记😀</pre>", "HTML", reply_markup=keyboard, reply_parameters=ReplyParameters(question.id)
        )
        shown = await person.chat.wait(lambda seen: len(seen) == 2 and seen[1])
        assert shown.marked("pre") == ["笔记😀"]
        query = await person.press(shown, "换")
        (update,) = await bot.get_updates(offset=update.update_id + 1, timeout=5)
        assert update.callback_query is not None
        await update.callback_query.answer("好")
        assert (await person.answered(query))["text"] == "好"
        await note.edit_text("新", reply_markup=keyboard)
        with pytest.raises(BadRequest, match="not modified"):
            await note.edit_text("新", reply_markup=keyboard)
        album = await bot.send_media_group(person.id, [InputMediaPhoto(picture()), InputMediaPhoto(picture())])
        file = await bot.get_file(album[0].photo[-1])
        assert bytes(await file.download_as_bytearray()) == picture()
        await bot.set_my_commands([("help", "帮助")])
        assert (await bot.get_my_commands())[0].description == "帮助"
        assert (await bot.get_chat(person.id)).first_name == "小明"
        await telegram.faults("sendMessage", kind="429", seconds=3)
        with pytest.raises(RetryAfter):
            await bot.send_message(person.id, "x")
        await telegram.faults("sendMessage", kind="502")
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(person.id, "x")


async def test_with_flood_on_a_chat_takes_no_burst_of_messages_albums_or_edits(
    picture: Callable[..., bytes],
) -> None:
    async with TelegramServer(token="42:x", flood=True, is_measured=True) as telegram:
        person = await telegram.user()
        answers = [await telegram.call("sendMessage", chat_id=person.id, text=str(n)) for n in range(6)]
        album = [{"type": "photo", "media": "attach://one"}] * 2
        form = aiohttp.FormData({"chat_id": str(person.id), "media": json.dumps(album)})
        form.add_field("one", picture(), filename="one.png")
        async with aiohttp.ClientSession() as client, client.post(
            f"{telegram.base_url}42:x/sendMediaGroup", data=form
        ) as response:  # fmt: skip
            flooded = await response.json()
        edit = await telegram.call("editMessageText", chat_id=person.id, message_id=1, text="x")
    assert answers[-1]["error_code"] == edit["error_code"] == 429
    assert flooded["error_code"] == 400
    assert 'failed to send message #1 with the error message "Too Many Requests: retry after' in flooded["description"]


def test_a_token_without_a_number_is_refused() -> None:
    ended = run([sys.executable, "-m", "bot.playground", "--token", "x"], cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == 2
    assert b"1000:anything" in ended.stderr
