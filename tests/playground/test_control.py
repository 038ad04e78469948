"""What people do reaches the bot as updates, and what the bot does reaches the people."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.telegram import Telegram, User


async def updates(telegram: Telegram, **params: Any) -> list[dict[str, Any]]:
    return (await telegram.call("getUpdates", **params))["result"]


async def test_a_text_arrives_with_the_links_that_telegram_finds(telegram: Telegram, person: User) -> None:
    await person.send("看 https://a.com/1，好")
    (update,) = await updates(telegram)
    assert update["message"]["entities"] == [{"type": "url", "offset": 2, "length": 17}]
    assert update["message"]["from"]["first_name"] == "小明"


async def test_a_client_may_send_its_own_entities(person: User) -> None:
    link = {"type": "text_link", "offset": 0, "length": 2, "url": "https://a.com/1"}
    message = await person.send("这里", entities=[link])
    assert message.entities == [link]


async def test_photos_and_documents_arrive_with_their_caption(
    telegram: Telegram, person: User, picture: Callable[..., bytes]
) -> None:
    photo = await person.send("看 https://a.com/1", photo=picture(90, 120))
    document = await person.send(document=b"abc", file_name="a.txt")
    assert photo.photo is not None
    assert photo.photo["width"] == 90
    assert photo.marked("url") == ["https://a.com/1"]
    assert document.wire["document"]["file_name"] == "a.txt"
    assert [sorted(u["message"].keys() & {"photo", "document"}) for u in await updates(telegram)] == [
        ["photo"],
        ["document"],
    ]


async def test_replies_and_forwards_show_where_they_come_from(telegram: Telegram, person: User) -> None:
    first = await person.send("原文 https://a.com/1")
    await person.send("这个", reply_to=first)
    await person.forward(first)
    _, reply, forward = [update["message"] for update in await updates(telegram)]
    assert reply["reply_to_message"]["message_id"] == first.id
    assert forward["forward_origin"]["sender_user"]["id"] == person.id
    assert forward["entities"] == first.entities


async def test_a_reply_may_quote_a_part_with_its_place_and_what_marks_it(telegram: Telegram, person: User) -> None:
    html = "😀 <b>早市</b>开了，早市 <b>六点</b>关 https://a.com/1"
    await telegram.call("sendMessage", chat_id=person.id, text=html, parse_mode="HTML")
    (note,) = await person.chat.transcript()
    reply = await person.send("改", reply_to=note, quote="早市 六点关 https://a.com/1")
    (update,) = await updates(telegram)
    assert reply.quote == "早市 六点关 https://a.com/1"
    assert update["message"]["quote"] == {
        "text": reply.quote,
        "position": 8,
        "entities": [{"type": "bold", "offset": 3, "length": 2}],
        "is_manual": True,
    }
    first = await person.send("改", reply_to=note, quote="早市")
    assert first.wire["quote"]["position"] == 3
    near = {"reply_to": note.id, "quote": "早市", "quote_position": 7}
    second = await telegram.control("POST", f"chats/{person.id}/messages", user=person.id, text="改", **near)
    assert second["quote"] == {"text": "早市", "position": 8, "is_manual": True}
    with pytest.raises(AssertionError, match="QUOTE_TEXT_INVALID"):
        await person.send("改", reply_to=note, quote="晚市")


async def test_a_reply_shows_the_buttons_of_what_it_replies_to(telegram: Telegram, person: User) -> None:
    markup = {"inline_keyboard": [[{"text": "换", "callback_data": "x"}]]}
    await telegram.call("sendMessage", chat_id=person.id, text="一", reply_markup=markup)
    await person.send("短一点", reply_to=(await person.chat.transcript())[0])
    (update,) = await updates(telegram)
    assert update["message"]["reply_to_message"]["reply_markup"] == markup


async def test_a_forward_tells_as_much_of_its_origin_as_its_author_allows(telegram: Telegram, person: User) -> None:
    hidden = await telegram.user("隐士", is_hidden=True)
    channel = await telegram.channel("早报", person)
    group = await telegram.group("编辑部", person)
    await person.promote(person, group, is_anonymous=True)
    post = await person.send("头条", chat=channel)
    anonymous = await person.send("匿名", chat=group)
    await person.forward(post)
    again = await person.forward(await hidden.forward(await hidden.send("秘密")))
    await person.forward(anonymous)
    await telegram.call("sendMessage", chat_id=person.id, text="机器人的")
    await person.forward((await person.chat.transcript())[-1])
    origins = [
        update["message"]["forward_origin"]
        for update in await updates(telegram)
        if update["message"]["chat"]["id"] == person.id
    ]
    assert [origin["type"] for origin in origins] == ["channel", "hidden_user", "chat", "user"]
    assert origins[0]["chat"] == {"id": channel.id, "type": "channel", "title": "早报"}
    assert origins[0]["message_id"] == post.id
    assert origins[1]["sender_user_name"] == "隐士"
    assert again.text == "秘密"
    assert origins[2]["sender_chat"]["id"] == group.id
    assert origins[3]["sender_user"]["id"] == telegram.bot.id


async def test_an_edit_and_a_reaction_arrive_as_such(telegram: Telegram, person: User) -> None:
    await updates(telegram, allowed_updates=["edited_message", "message_reaction"])
    message = await person.send("一")
    edited = await person.edit(message, "二")
    await person.react(message, "👍")
    assert edited.edits[0]["text"] == "一"
    edit, reaction = await updates(telegram)
    assert edit["edited_message"]["text"] == "二"
    assert reaction["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]


async def test_a_caption_can_be_edited_and_what_was_sent_on_can_not(
    telegram: Telegram, person: User, picture: Callable[..., bytes]
) -> None:
    photo = await person.send("看 https://a.com/1", photo=picture())
    edited = await person.edit(photo, "看 https://a.com/2")
    assert (edited.photo, edited.marked("url")) == (photo.photo, ["https://a.com/2"])
    *_, update = await updates(telegram)
    assert update["edited_message"]["caption"] == "看 https://a.com/2"
    with pytest.raises(AssertionError, match="message can't be edited"):
        await person.edit(await person.forward(photo), "我的")


async def test_people_take_back_what_they_wrote(telegram: Telegram, person: User) -> None:
    other = await telegram.user("小红")
    group = await telegram.group("编辑部", person, other)
    mine, theirs = await person.send("一", chat=group), await other.send("二", chat=group)
    with pytest.raises(AssertionError, match="message can't be deleted"):
        await other.delete(mine, chat=group)
    await person.delete(mine, chat=group)
    await person.delete(theirs, chat=group)
    assert await group.transcript() == []


@pytest.mark.parametrize(("allowed", "is_heard"), [(None, True), (["message"], False), (["inline_query"], True)])
async def test_an_inline_query_is_heard_if_it_is_asked_for(
    telegram: Telegram, person: User, allowed: list[str] | None, *, is_heard: bool
) -> None:
    await updates(telegram, **({"allowed_updates": allowed} if allowed else {}))
    query = await person.ask_inline("早市")
    heard = await updates(telegram)
    assert [update["inline_query"]["id"] for update in heard] == ([query] if is_heard else [])


async def test_the_payload_of_a_deep_link_comes_with_the_start(telegram: Telegram, person: User) -> None:
    await person.send("/start code-42")
    (update,) = await updates(telegram)
    assert update["message"]["text"] == "/start code-42"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_a_press_carries_the_data_and_the_message(telegram: Telegram, person: User) -> None:
    markup = {"inline_keyboard": [[{"text": "换", "callback_data": "x"}]]}
    await telegram.call("sendMessage", chat_id=person.id, text="一", reply_markup=markup)
    (message,) = await person.chat.transcript()
    query = await person.press(message, "换")
    (update,) = await updates(telegram)
    assert update["callback_query"]["id"] == query
    assert update["callback_query"]["data"] == "x"
    assert update["callback_query"]["message"]["text"] == "一"


async def test_any_member_of_a_group_can_press(telegram: Telegram, person: User) -> None:
    other = await telegram.user("小红")
    group = await telegram.group("编辑部", person, other)
    markup = {"inline_keyboard": [[{"text": "换", "callback_data": "x"}]]}
    await telegram.call("sendMessage", chat_id=group.id, text="一", reply_markup=markup)
    await other.press((await group.transcript())[0], "x", chat=group)
    (update,) = await updates(telegram)
    assert update["callback_query"]["from"]["id"] == other.id
    assert update["callback_query"]["message"]["chat"]["title"] == "编辑部"


async def test_message_ids_count_in_each_chat(telegram: Telegram, person: User) -> None:
    other = await telegram.user("小红")
    assert [(await person.send("a")).id, (await other.send("b")).id, (await person.send("c")).id] == [1, 1, 2]


async def test_a_waiting_person_sees_the_answer(telegram: Telegram, person: User) -> None:
    async def reply() -> None:
        await updates(telegram, timeout=10)
        await telegram.call("sendMessage", chat_id=person.id, text="答")

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(reply())
        await person.send("问")
        found = await person.chat.wait(lambda seen: next((m for m in seen if m.from_bot), None))
    assert found.text == "答"


async def test_a_wait_in_vain_shows_the_chat(person: User) -> None:
    await person.send("有人吗")
    with pytest.raises(TimeoutError, match="1 person: 有人吗"):
        await person.chat.wait(lambda seen: len(seen) > 1, within=0.05)


async def test_events_are_ordered_and_a_wait_for_none_ends(telegram: Telegram, person: User) -> None:
    await person.send("一")
    await telegram.call("deleteMessage", chat_id=person.id, message_id=1)
    page = await telegram.control("GET", "events?since=0")
    assert [event["seq"] for event in page["events"]] == list(range(1, page["seq"] + 1))
    assert [event["type"] for event in page["events"]] == ["chat", "message", "delete", "call"]
    assert (await telegram.control("GET", f"events?since={page['seq']}&timeout=0"))["events"] == []


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("chats", {"type": "broadcast", "members": [1001]}),
        ("chats", {"type": "group", "members": []}),
        ("chats", {"members": [7]}),
        ("chats/7/messages", {"user": 1001, "text": "x"}),
        ("chats/1001/messages", {"user": "x", "text": "x"}),
        ("chats/1001/messages", {"user": 1001}),
        ("chats/1001/messages", {"user": 1001, "text": ["x"]}),
        ("chats/1001/messages", {"user": 1001, "text": " "}),
        ("chats/1001/messages", {"user": 1001, "text": "x" * 4097}),
        ("chats/1001/forwards", {"user": 1001, "message": 1, "from_chat": []}),
        ("chats/1001/messages", {"user": 1001, "file": "!"}),
        ("chats/1001/messages", {"user": 1001, "text": "x", "reply_to": 9}),
        ("chats/1001/edits", {"user": 1001, "message": 9, "text": "x"}),
        ("chats/1001/edits", {"user": 1001, "message": 1, "text": "x"}),
        ("chats/1001/presses", {"user": 1001, "message": 1, "button": "没有"}),
        ("inline", {"user": 7, "query": "x"}),
    ],
)
async def test_what_nobody_can_do_is_refused(
    telegram: Telegram, person: User, path: str, values: dict[str, Any]
) -> None:
    await telegram.call("sendMessage", chat_id=person.id, text="机器人的")
    with pytest.raises(AssertionError, match="Bad Request"):
        await telegram.control("POST", path, **values)


async def test_a_private_chat_is_opened_once(telegram: Telegram, person: User) -> None:
    await person.send("一")
    await telegram.control("POST", "chats", members=[person.id])
    assert len(await person.chat.transcript()) == 1


async def test_other_sites_cannot_reach_the_control(telegram: Telegram) -> None:
    async with aiohttp.ClientSession(telegram.address) as session:
        async with session.post("/control/users", data="{}", headers={"Content-Type": "text/plain"}) as response:
            assert response.status == 400
        async with session.get("/control/events", headers={"Host": "evil.example"}) as response:
            assert response.status == 403


async def test_what_nobody_foresaw_is_told_and_the_server_lives(
    telegram: Telegram, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.playground.people.react", None)
    message = await person.send("x")
    with pytest.raises(AssertionError, match="TypeError"):
        await person.react(message, "👍")
    assert (await telegram.call("getMe"))["ok"]
