"""Every rule of a method, asked over HTTP, in Telegram's own words."""

from __future__ import annotations

import json
import zipfile
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.playground.failure import Failure
from bot.playground.methods import METHODS
from bot.playground.params import Params
from bot.playground.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.telegram import Telegram, User


async def sent(telegram: Telegram, person: User, text: str = "一", **params: Any) -> dict[str, Any]:
    answer = await telegram.call("sendMessage", chat_id=person.id, text=text, **params)
    assert answer["ok"], answer
    return answer["result"]


def keys(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


NAMES = [
    "action", "allowed_updates", "callback_query_id", "caption", "command", "commands", "copy_text", "description",
    "document", "emoji", "entities", "file_id", "force_reply", "from_chat_id", "inline_keyboard", "inline_query_id",
    "language_code", "length", "link_preview_options", "media", "message_id", "message_ids", "message_thread_id",
    "name", "offset", "parse_mode", "photo", "quote", "reaction", "reply_markup", "reply_parameters", "results",
    "scope", "text", "type", "url", "user_id",
]  # fmt: skip
BUTTON = {"text": "换", "callback_data": "x"}


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": "x", "chat_id": 5}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "chat_id": None}, "chat_id is empty"),
        ({"text": "x", "message_thread_id": 5, "chat_id": {}}, "can't parse parameter chat_id: expected a String"),
        ({}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": ["x"]}, "can't parse parameter text: expected a String"),
        ({"text": "x", "parse_mode": "Wiki"}, "unsupported parse_mode"),
        ({"text": "x", "entities": 5}, "can't parse entities: expected an Array"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        ({"text": "x", "reply_markup": [1]}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [1]}}, None),
        ({"text": "x", "reply_markup": keys({"text": "换", "callback_data": "好" * 22})}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keys({"text": "换", "callback_data": ""})}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x", "reply_markup": keys({"text": "抄", "copy_text": {"text": "x" * 257}})},
            "BUTTON_COPY_TEXT_INVALID",
        ),
        ({"text": "x", "reply_markup": keys({"text": "抄", "copy_text": "x"})}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "reply_markup": keys({"text": "去", "url": "nowhere"})}, None),
        ({"text": "x", "reply_markup": keys({"text": "换"})}, None),
        ({"text": "x", "reply_markup": keys({"callback_data": "x"})}, None),
        ({"text": "x", "reply_markup": {"inline_keyboard": [["x"]]}}, None),
        ({"text": "x", "reply_markup": keys(*[BUTTON] * 101)}, "REPLY_MARKUP_TOO_LONG"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "reply_to_message_id": "one"}, 'invalid parameter "reply_to_message_id" specified'),
    ],
)
async def test_send_message_refuses(
    telegram: Telegram, person: User, params: dict[str, Any], reason: str | None
) -> None:
    answer = await telegram.call("sendMessage", **{"chat_id": person.id} | params)
    assert answer["error_code"] == 400
    assert answer["description"].startswith("Bad Request: ")
    if reason is not None:
        assert answer["description"] == f"Bad Request: {reason}"
    assert await person.chat.transcript() == []


async def test_a_text_of_exactly_4096_units_goes(telegram: Telegram, person: User) -> None:
    await sent(telegram, person, "😀" * 2048)


async def test_a_copy_button_of_256_units_and_data_of_64_bytes_go(telegram: Telegram, person: User) -> None:
    markup = keys({"text": "抄", "copy_text": {"text": "x" * 256}}, {"text": "换", "callback_data": "x" * 64})
    assert (await sent(telegram, person, reply_markup=markup))["reply_markup"] == markup


async def test_other_keyboards_and_empty_rows_are_not_shown_in_the_message(telegram: Telegram, person: User) -> None:
    assert "reply_markup" not in await sent(telegram, person, reply_markup={"force_reply": True})
    assert "reply_markup" not in await sent(telegram, person, reply_markup={"inline_keyboard": [[]]})


async def test_a_reply_to_what_is_gone_goes_when_allowed(telegram: Telegram, person: User) -> None:
    gone = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await sent(telegram, person, reply_parameters=gone)
    assert (await sent(telegram, person, reply_to_message_id=1))["reply_to_message"]["message_id"] == 1


async def test_explicit_entities_and_the_preview_are_kept(telegram: Telegram, person: User) -> None:
    entity = {"type": "text_link", "offset": 0, "length": 1, "url": "https://a.com"}
    message = await sent(telegram, person, entities=[entity], link_preview_options={"is_disabled": True})
    assert message["entities"] == [entity]
    assert message["link_preview_options"] == {"is_disabled": True}


async def test_a_bot_that_was_blocked_is_told_so(telegram: Telegram, person: User) -> None:
    await person.block()
    answer = await telegram.call("sendMessage", chat_id=person.id, text="x")
    assert answer == {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}
    await person.send("我回来了")
    await sent(telegram, person)
    statuses = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in (await telegram.call("getUpdates"))["result"]
        if "my_chat_member" in update
    ]
    assert statuses == ["kicked", "member"]


async def test_an_edit_replaces_text_and_keyboard_and_keeps_the_former(telegram: Telegram, person: User) -> None:
    await sent(telegram, person, reply_markup=keys(BUTTON))
    target = {"chat_id": person.id, "message_id": 1}
    edited = (await telegram.call("editMessageText", **target, text="<b>二</b>", parse_mode="HTML"))["result"]
    assert edited["text"] == "二"
    assert edited["edit_date"] > 0
    assert "reply_markup" not in edited
    marked = (await telegram.call("editMessageReplyMarkup", **target, reply_markup=keys(BUTTON)))["result"]
    assert marked["text"] == "二"
    (message,) = await person.chat.transcript()
    assert [content["text"] for content in message.edits] == ["一", "二"]
    assert message.button_texts == ["换"]
    assert message.marked("bold") == ["二"]


async def test_what_cannot_be_edited_is_said_in_telegrams_words(telegram: Telegram, person: User) -> None:
    await sent(telegram, person, reply_markup=keys(BUTTON))
    await person.send("我的")
    target = {"chat_id": person.id, "message_id": 1}
    same = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
    assert await telegram.refused("editMessageText", **target, text="一", reply_markup=keys(BUTTON)) == same
    assert await telegram.refused("editMessageReplyMarkup", **target, reply_markup=keys(BUTTON)) == same
    edit = {"chat_id": person.id, "text": "x"}
    assert await telegram.refused("editMessageText", **edit) == "Bad Request: message identifier is not specified"
    assert await telegram.refused("editMessageText", **edit, message_id=9) == "Bad Request: message to edit not found"
    assert await telegram.refused("editMessageText", **edit, message_id=2) == "Bad Request: message can't be edited"
    assert await telegram.refused("editMessageText", **target, text="x" * 4097) == "Bad Request: MESSAGE_TOO_LONG"
    assert await telegram.refused("editMessageText", **target, text="") == "Bad Request: message text is empty"
    forced = {"force_reply": True}
    expected = "Bad Request: inline keyboard expected"
    assert await telegram.refused("editMessageText", **target, text="x", reply_markup=forced) == expected
    expected = "Bad Request: there is no caption in the message to edit"
    assert await telegram.refused("editMessageCaption", **target, caption="x") == expected


async def test_messages_are_deleted_once(telegram: Telegram, person: User) -> None:
    await sent(telegram, person)
    await sent(telegram, person)
    target = {"chat_id": person.id, "message_id": 1}
    assert (await telegram.call("deleteMessage", **target))["result"] is True
    assert await telegram.refused("deleteMessage", **target) == "Bad Request: message to delete not found"
    assert (await telegram.call("deleteMessages", chat_id=person.id, message_ids=[1, 2, "x"]))["ok"]
    assert await person.chat.transcript() == []


async def test_a_bot_that_is_no_admin_deletes_only_its_own_in_a_group(telegram: Telegram, person: User) -> None:
    group = await telegram.group("编辑部", person)
    message = await person.send("大家好", chat=group)
    target = {"chat_id": group.id, "message_id": message.id}
    assert await telegram.refused("deleteMessage", **target) == "Bad Request: message can't be deleted"


async def test_the_bots_reaction_is_set_and_taken_away(telegram: Telegram, person: User) -> None:
    await person.send("x")
    target = {"chat_id": person.id, "message_id": 1}
    eyes = [{"type": "emoji", "emoji": "👀"}]
    for _ in range(2):
        assert (await telegram.call("setMessageReaction", **target, reaction=eyes))["ok"]
    assert (await person.chat.transcript())[0].reactions == ["👀"]
    assert (await telegram.call("setMessageReaction", **target))["ok"]
    assert (await person.chat.transcript())[0].reactions == []
    never = [{"type": "emoji", "emoji": "🧀"}]
    assert await telegram.refused("setMessageReaction", **target, reaction=never) == "Bad Request: REACTION_INVALID"
    assert (
        await telegram.refused("setMessageReaction", **target, reaction=eyes * 2) == "Bad Request: REACTIONS_TOO_MANY"
    )
    expected = "Bad Request: message to react not found"
    assert await telegram.refused("setMessageReaction", chat_id=person.id, message_id=9, reaction=eyes) == expected


async def test_a_callback_query_is_answered_once(telegram: Telegram, person: User) -> None:
    await sent(telegram, person, reply_markup=keys(BUTTON, {"text": "抄", "copy_text": {"text": "x"}}))
    (message,) = await person.chat.transcript()
    assert await person.press(message, "抄") == ""
    query = await person.press(message, "换")
    too_long = await telegram.refused("answerCallbackQuery", callback_query_id=query, text="x" * 201)
    assert too_long == "Bad Request: MESSAGE_TOO_LONG"
    assert (await telegram.call("answerCallbackQuery", callback_query_id=query, text="好", show_alert="true"))["ok"]
    assert (await person.answered(query))["show_alert"] is True
    stale = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await telegram.refused("answerCallbackQuery", callback_query_id=query) == stale


async def test_a_wish_to_be_answered_is_seen_by_people_alone_and_cannot_be_edited(
    telegram: Telegram, person: User
) -> None:
    forced = {"force_reply": True, "selective": True, "input_field_placeholder": "比如：短一点"}
    answer = await sent(telegram, person, reply_markup=forced)
    assert answer.keys() & {"reply_markup", "force_reply"} == set()
    assert (await person.chat.transcript())[0].force_reply == forced
    target = {"chat_id": person.id, "message_id": answer["message_id"]}
    assert await telegram.refused("editMessageText", **target, text="改") == "Bad Request: message can't be edited"


async def test_the_bot_may_quote_what_it_replies_to(telegram: Telegram, person: User) -> None:
    message = await person.send("早市 & 早市")
    reply = {"message_id": message.id, "quote": "早市", "quote_position": 4}
    assert (await sent(telegram, person, reply_parameters=reply))["quote"]["position"] == 5
    html = {"message_id": message.id, "quote": "市 &amp; <b>早</b>", "quote_parse_mode": "HTML"}
    assert (await sent(telegram, person, reply_parameters=html))["quote"]["text"] == "市 & 早"
    other = {"chat_id": person.id, "text": "x", "reply_parameters": {"message_id": message.id, "quote": "晚市"}}
    assert await telegram.refused("sendMessage", **other) == "Bad Request: QUOTE_TEXT_INVALID"


async def test_an_inline_query_is_answered_once(telegram: Telegram, person: User) -> None:
    query = {"inline_query_id": await person.ask_inline("早市"), "results": []}
    expected = "Bad Request: can't parse inline query results: expected an Array"
    assert await telegram.refused("answerInlineQuery", inline_query_id=query["inline_query_id"]) == expected
    assert (await telegram.call("answerInlineQuery", **query))["ok"]
    stale = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await telegram.refused("answerInlineQuery", **query) == stale


async def test_a_zip_arrives_as_it_was_sent(telegram: Telegram, person: User) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("note.txt", "标题")
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("chat_id", str(person.id))
    form.add_field("document", buffer.getvalue(), filename="草稿.zip", content_type="application/zip")
    async with aiohttp.ClientSession() as session:
        await session.post(f"{telegram.base_url}{telegram.token}/sendDocument", data=form)
    document = (await person.chat.transcript())[0].wire["document"]
    assert (document["file_name"], document["mime_type"]) == ("草稿.zip", "application/zip")
    with zipfile.ZipFile(BytesIO(await telegram.file(document["file_id"]))) as archive:
        assert archive.read("note.txt").decode() == "标题"


async def test_commands_are_kept_by_scope_and_language(telegram: Telegram) -> None:
    scope = {"type": "chat", "chat_id": 5}
    menu = [{"command": "help", "description": "帮助"}]
    assert (await telegram.call("setMyCommands", commands=menu, scope=scope, language_code="zh"))["ok"]
    assert (await telegram.call("getMyCommands", scope=scope, language_code="zh"))["result"] == menu
    assert (await telegram.call("getMyCommands"))["result"] == []
    assert await telegram.commands() == [{"scope": "chat:5", "language_code": "zh", "commands": menu}]
    assert (await telegram.call("deleteMyCommands", scope=scope, language_code="zh"))["ok"]
    assert await telegram.commands() == []


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"commands": [{"command": "大", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": ["x"]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "x", "description": "x"}] * 101}, "too many commands"),
        ({"scope": {"type": "moon"}}, "can't parse BotCommandScope: unsupported type specified"),
    ],
)
async def test_commands_that_are_none_are_refused(telegram: Telegram, params: dict[str, Any], reason: str) -> None:
    assert await telegram.refused("setMyCommands", **params) == f"Bad Request: {reason}"


async def test_a_webhook_stops_polling_until_it_is_removed(telegram: Telegram, person: User) -> None:
    await person.send("x")
    expected = "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    assert await telegram.refused("setWebhook", url="http://a.example") == expected
    assert (await telegram.call("setWebhook", url="http://127.0.0.1:1/", allowed_updates=["message"]))["ok"]
    info = (await telegram.call("getWebhookInfo"))["result"]
    assert (info["url"], info["pending_update_count"], info["allowed_updates"]) == (
        "http://127.0.0.1:1/",
        1,
        ["message"],
    )
    assert (await telegram.call("getUpdates"))["error_code"] == 409
    assert (await telegram.call("setWebhook", url="http://127.0.0.1:1/", drop_pending_updates=True))["ok"]
    assert (await telegram.call("setWebhook", url=""))["ok"]
    assert (await telegram.call("getUpdates"))["result"] == []
    await person.send("y")
    assert (await telegram.call("deleteWebhook", drop_pending_updates="True"))["ok"]
    assert (await telegram.call("getUpdates"))["result"] == []


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"url": "http://a.example"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://a.example/"}, "bad webhook: Failed to resolve host: Name or service not known"),
        ({"url": "ftp://127.0.0.1/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "http://[x"}, "bad webhook: Invalid HTTP URL specified"),
        ({"url": "http://127.0.0.1:1/", "secret_token": "盐"}, "secret token contains unallowed characters"),
    ],
)
async def test_webhooks_that_are_none_are_refused(telegram: Telegram, params: dict[str, Any], reason: str) -> None:
    assert await telegram.refused("setWebhook", **params) == f"Bad Request: {reason}"


async def test_who_the_bot_is_and_where(telegram: Telegram, person: User) -> None:
    me = (await telegram.call("getMe"))["result"]
    assert me["is_bot"] is True
    assert me["can_read_all_group_messages"] is False
    chat = (await telegram.call("getChat", chat_id=person.id))["result"]
    assert (chat["type"], chat["username"]) == ("private", "xiaoming")
    group = await telegram.group("编辑部", person, kind="group")
    assert (await telegram.call("getChat", chat_id=group.id))["result"]["title"] == "编辑部"
    assert (await telegram.call("logOut"))["result"] is True
    assert (await telegram.call("close"))["error_code"] == 429


async def upload(telegram: Telegram, method: str, files: dict[str, bytes], **params: Any) -> dict[str, Any]:
    form = aiohttp.FormData()
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, data in files.items():
        form.add_field(name, data, filename=f"{name}.png", content_type="image/png")
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{telegram.base_url}{telegram.token}/{method}", data=form) as response,
    ):
        return await response.json()


async def test_a_photo_has_its_own_size_and_can_be_fetched(
    telegram: Telegram, person: User, picture: Callable[..., bytes]
) -> None:
    data = picture(600, 800)
    answer = await upload(telegram, "sendPhoto", {"photo": data}, chat_id=person.id, caption="看 https://a.com")
    photo = answer["result"]["photo"]
    assert [(size["width"], size["height"]) for size in photo] == [(68, 90), (240, 320), (600, 800)]
    assert answer["result"]["caption_entities"][0]["type"] == "url"
    file = (await telegram.call("getFile", file_id=photo[-1]["file_id"]))["result"]
    assert file["file_size"] == len(data)
    assert await telegram.file(photo[-1]["file_id"]) == data
    again = await telegram.call("sendPhoto", chat_id=person.id, photo=photo[-1]["file_id"])
    assert again["result"]["photo"][-1]["width"] == 600
    caption = {"chat_id": person.id, "message_id": 1, "caption": "新"}
    assert (await telegram.call("editMessageCaption", **caption))["result"]["caption"] == "新"
    expected = "Bad Request: there is no text in the message to edit"
    assert await telegram.refused("editMessageText", chat_id=person.id, message_id=1, text="x") == expected


async def test_what_is_no_photo_is_refused(telegram: Telegram, person: User, picture: Callable[..., bytes]) -> None:
    answer = await upload(telegram, "sendPhoto", {"photo": b"no"}, chat_id=person.id)
    assert answer["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    answer = await upload(telegram, "sendPhoto", {"photo": b""}, chat_id=person.id)
    assert answer["description"] == "Bad Request: file must be non-empty"
    answer = await upload(telegram, "sendPhoto", {"photo": picture()}, chat_id=person.id, caption="x" * 1025)
    assert answer["description"] == "Bad Request: message caption is too long"
    expected = "Bad Request: there is no photo in the request"
    assert await telegram.refused("sendPhoto", chat_id=person.id) == expected
    large = (await person.send(document=b"abc")).wire["document"]["file_id"]
    with pytest.MonkeyPatch.context() as limits:
        limits.setattr("bot.playground.profile.MAX_DOWNLOAD", 2)
        assert await telegram.refused("getFile", file_id=large) == "Bad Request: file is too big"
    expected = "Bad Request: wrong file_id or the file is temporarily unavailable"
    assert await telegram.refused("getFile", file_id="x") == expected


async def test_a_document_keeps_its_name(telegram: Telegram, person: User) -> None:
    answer = await upload(telegram, "sendDocument", {"document": b"abc"}, chat_id=person.id, caption="c")
    assert answer["result"]["document"]["file_name"] == "document.png"
    assert answer["result"]["document"]["file_size"] == 3


def album(count: int, kind: str = "photo") -> list[dict[str, str]]:
    return [{"type": kind, "media": "attach://one", "caption": str(number)} for number in range(count)]


async def test_an_album_arrives_whole_under_one_id(
    telegram: Telegram, person: User, picture: Callable[..., bytes]
) -> None:
    answer = await upload(telegram, "sendMediaGroup", {"one": picture()}, chat_id=person.id, media=album(10))
    assert len(answer["result"]) == 10
    messages = await person.chat.transcript()
    assert len({message.album for message in messages}) == 1
    assert [message.text for message in messages] == [str(number) for number in range(10)]


async def test_an_album_goes_to_its_topic(telegram: Telegram, person: User, picture: Callable[..., bytes]) -> None:
    forum = await telegram.group("论坛", person, is_forum=True)
    where = {"chat_id": forum.id, "message_thread_id": await person.open_topic("选题", forum)}
    answer = await upload(telegram, "sendMediaGroup", {"one": picture()}, **where, media=album(2))
    assert [message["message_thread_id"] for message in answer["result"]] == [where["message_thread_id"]] * 2


async def test_a_caption_of_exactly_1024_units_goes(
    telegram: Telegram, person: User, picture: Callable[..., bytes]
) -> None:
    answer = await upload(telegram, "sendPhoto", {"photo": picture()}, chat_id=person.id, caption="😀" * 512)
    assert answer["ok"]


@pytest.mark.parametrize(
    ("media", "reason"),
    [
        ([], "there are no messages to send"),
        (album(1), "media group must include 2-10 items"),
        (album(11), "too many messages to send as an album"),
        (album(2, "sticker"), "can't parse InputMedia: type \"sticker\" can't be used in sendMediaGroup"),
        ([*album(1), *album(1, "document")], "document can't be mixed with other media types"),
        ([*album(1), {"type": "photo", "media": "attach://two"}], "wrong file identifier/HTTP URL specified"),
        ([*album(1), {"type": "photo", "media": "attach://bad"}], "IMAGE_PROCESS_FAILED"),
    ],
)
async def test_albums_that_are_none_send_nothing(
    telegram: Telegram, person: User, picture: Callable[..., bytes], media: list[Any], reason: str
) -> None:
    files = {"one": picture(), "bad": b"no"}
    answer = await upload(telegram, "sendMediaGroup", files, chat_id=person.id, media=media)
    assert answer["description"] == f"Bad Request: {reason}"
    assert await person.chat.transcript() == []


async def test_an_album_needs_its_media(telegram: Telegram, person: User) -> None:
    expected = 'Bad Request: parameter "media" is required'
    assert await telegram.refused("sendMediaGroup", chat_id=person.id) == expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 1100) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
@given(method=st.sampled_from(sorted(METHODS)), values=st.dictionaries(st.sampled_from(NAMES), JSON, max_size=5))
def test_any_parameters_are_taken_or_refused(method: str, values: dict[str, Any]) -> None:
    world = World(token="1:x")
    chat = world.add_chat("private", members=[world.add_user("小明")])
    world.post(chat, world.bot, {"text": "一"})
    with suppress(Failure):
        json.dumps(METHODS[method](world, Params({"chat_id": chat.id, "message_id": 1, "text": "x"} | values)))
