"""aiogram as a judge of our Bot API server. To import it takes seconds, so only the tests that ask it do."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramMigrateToChat, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    ReactionTypeEmoji,
    TelegramObject,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from tests.support.telegram import Chat, Telegram, User

__all__ = ["CALLS", "Scene", "TelegramMigrateToChat", "TelegramRetryAfter", "staged", "strangers"]


@dataclass
class Scene:
    """A private chat with a message of the bot's in it, and a forum that the bot runs."""

    bot: Bot
    person: User
    forum: Chat
    message: int
    photo: BufferedInputFile
    photo_id: str
    query: str


KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="换", callback_data="x")]])
EYES = [ReactionTypeEmoji(emoji="👀")]


@asynccontextmanager
async def staged(telegram: Telegram, person: User, picture: bytes) -> AsyncIterator[Scene]:
    """Set the scene, for a picture of some size."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.address))
    bot = Bot(telegram.token, session)
    forum = await telegram.group("论坛", person, is_forum=True)
    await person.promote(telegram.bot, forum)
    sent = await bot.send_message(person.id, "一", reply_markup=KEYBOARD)
    query = await person.press((await person.chat.transcript())[0], "换")
    photo = BufferedInputFile(picture, "a.png")
    shown = await bot.send_photo(person.id, photo, caption="图")
    assert shown.photo is not None
    yield Scene(bot, person, forum, sent.message_id, photo, shown.photo[-1].file_id, query)
    # its own close() sleeps after this, for the sake of TLS
    await (await session.create_session()).close()


def strangers(value: object) -> list[str]:
    """Every field, however deep, that the Bot API does not know."""
    if isinstance(value, list):
        return [name for item in value for name in strangers(item)]
    if not isinstance(value, TelegramObject):
        return []
    return [*(value.model_extra or {}), *strangers([getattr(value, name) for name in type(value).model_fields])]


async def _pinned(scene: Scene) -> bool:
    await scene.bot.pin_chat_message(scene.person.id, scene.message)
    chat = await scene.bot.get_chat(scene.person.id)
    assert strangers(chat) == []
    assert chat.pinned_message
    return await scene.bot.unpin_chat_message(scene.person.id)


async def _inline(scene: Scene) -> bool:
    return await scene.bot.answer_inline_query(await scene.person.ask_inline("早市"), [])


_CALLS: dict[str, Callable[[Scene], Awaitable[object]]] = {
    "getMe": lambda s: s.bot.get_me(),
    "getUpdates": lambda s: s.bot.get_updates(),
    "sendMessage": lambda s: s.bot.send_message(
        s.person.id, '<pre><code class="language-py">a</code></pre> <a href="https://a.com">b</a>', parse_mode="HTML"
    ),
    "sendPhoto": lambda s: s.bot.send_photo(s.person.id, s.photo, caption="<b>图</b>", parse_mode="HTML"),
    "sendMediaGroup": lambda s: s.bot.send_media_group(s.person.id, [InputMediaPhoto(media=s.photo)] * 2),
    "sendDocument": lambda s: s.bot.send_document(s.person.id, s.photo),
    "forwardMessage": lambda s: s.bot.forward_message(s.forum.id, s.person.id, s.message),
    "copyMessage": lambda s: s.bot.copy_message(s.forum.id, s.person.id, s.message + 1, caption="抄"),
    "sendChatAction": lambda s: s.bot.send_chat_action(s.person.id, "typing"),
    "editMessageText": lambda s: s.bot.edit_message_text("二", chat_id=s.person.id, message_id=s.message),
    "editMessageCaption": lambda s: s.bot.edit_message_caption(
        chat_id=s.person.id, message_id=s.message + 1, caption="新"
    ),
    "editMessageReplyMarkup": lambda s: s.bot.edit_message_reply_markup(chat_id=s.person.id, message_id=s.message),
    "deleteMessage": lambda s: s.bot.delete_message(s.person.id, s.message),
    "deleteMessages": lambda s: s.bot.delete_messages(s.person.id, [s.message]),
    "setMessageReaction": lambda s: s.bot.set_message_reaction(s.person.id, s.message, EYES),
    "pinChatMessage": lambda s: s.bot.pin_chat_message(s.person.id, s.message),
    "unpinChatMessage": _pinned,
    "answerInlineQuery": _inline,
    "answerCallbackQuery": lambda s: s.bot.answer_callback_query(s.query, "好"),
    "setMyCommands": lambda s: s.bot.set_my_commands([BotCommand(command="help", description="帮助")]),
    "getMyCommands": lambda s: s.bot.get_my_commands(),
    "deleteMyCommands": lambda s: s.bot.delete_my_commands(),
    "getChat": lambda s: s.bot.get_chat(s.forum.id),
    "getChatMember": lambda s: s.bot.get_chat_member(s.forum.id, s.bot.id),
    "getChatAdministrators": lambda s: s.bot.get_chat_administrators(s.forum.id),
    "getChatMemberCount": lambda s: s.bot.get_chat_member_count(s.forum.id),
    "leaveChat": lambda s: s.bot.leave_chat(s.forum.id),
    "createForumTopic": lambda s: s.bot.create_forum_topic(s.forum.id, "选题"),
    "getFile": lambda s: s.bot.get_file(s.photo_id),
    "setWebhook": lambda s: s.bot.set_webhook("http://127.0.0.1:1/"),
    "deleteWebhook": lambda s: s.bot.delete_webhook(),
    "getWebhookInfo": lambda s: s.bot.get_webhook_info(),
    "logOut": lambda s: s.bot.log_out(),
    "close": lambda s: s.bot.close(),
}

CALLS = {name.lower(): call for name, call in _CALLS.items()}
"""How it calls each method, by the name in small letters."""
