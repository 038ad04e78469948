"""A group as a bot lives it: who is in it, what privacy mode lets through, topics, becoming a supergroup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

if TYPE_CHECKING:
    from tests.support.telegram import Chat, Telegram, User


async def updates(telegram: Telegram, **params: Any) -> list[dict[str, Any]]:
    """What came since the last time."""
    found = (await telegram.call("getUpdates", **params))["result"]
    if found:
        await telegram.call("getUpdates", offset=found[-1]["update_id"] + 1)
    return found


async def texts(telegram: Telegram) -> list[str]:
    return [update["message"].get("text", "") for update in await updates(telegram)]


async def status(telegram: Telegram, chat: Chat, user: User) -> str:
    return (await telegram.call("getChatMember", chat_id=chat.id, user_id=user.id))["result"]["status"]


@pytest_asyncio.fixture
async def group(telegram: Telegram, person: User) -> Chat:
    return await telegram.group("编辑部", person)


@pytest_asyncio.fixture
async def forum(telegram: Telegram, person: User) -> Chat:
    return await telegram.group("论坛", person, is_forum=True)


@pytest.mark.parametrize(
    ("text", "is_seen"),
    [
        ("看 https://a.com/1", False),
        ("/note https://a.com/1", True),
        ("/note@xiaogao_bot https://a.com/1", True),
        ("/note@other_bot https://a.com/1", False),
        ("先说 /note", False),
        ("先说 /note@xiaogao_bot", True),
        ("@Xiaogao_Bot 看 https://a.com/1", True),
        ("@someone 看", False),
    ],
)
async def test_privacy_mode_lets_through_what_names_the_bot(
    telegram: Telegram, person: User, group: Chat, text: str, *, is_seen: bool
) -> None:
    await person.send(text, chat=group)
    assert await texts(telegram) == ([text] if is_seen else [])


async def test_privacy_mode_holds_for_captions_and_edits(telegram: Telegram, person: User, group: Chat) -> None:
    message = await person.send("x", document=b"a", chat=group)
    await person.send("@xiaogao_bot x", document=b"a", chat=group)
    plain = await person.send("一", chat=group)
    await person.edit(plain, "二", chat=group)
    await person.edit(plain, "@xiaogao_bot 三", chat=group)
    seen, edited = await updates(telegram)
    assert seen["message"]["message_id"] == message.id + 1
    assert edited["edited_message"]["text"] == "@xiaogao_bot 三"


async def test_a_reply_to_the_bot_is_seen_and_one_to_a_person_is_not(
    telegram: Telegram, person: User, group: Chat
) -> None:
    await telegram.call("sendMessage", chat_id=group.id, text="问")
    question = (await group.transcript())[0]
    answer = await person.send("答", reply_to=question, chat=group)
    await person.send("自言自语", reply_to=answer, chat=group)
    assert await texts(telegram) == ["答"]
    assert answer.wire["message_thread_id"] == question.id
    assert "is_topic_message" not in answer.wire


async def test_an_admin_bot_sees_everything(telegram: Telegram, person: User, group: Chat) -> None:
    await person.promote(telegram.bot, group)
    message = await person.send("什么都行", chat=group)
    promoted, seen = await updates(telegram)
    assert promoted["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    assert seen["message"]["text"] == "什么都行"
    assert (await telegram.call("deleteMessage", chat_id=group.id, message_id=message.id))["ok"]


async def test_without_privacy_mode_the_bot_sees_all_once_it_is_added_again(
    telegram: Telegram, person: User, group: Chat
) -> None:
    await telegram.privacy(on=False)
    assert (await telegram.call("getMe"))["result"]["can_read_all_group_messages"] is True
    await person.send("还看不见", chat=group)
    await person.kick(telegram.bot, group)
    await person.add(telegram.bot, group)
    await person.send("看见了", chat=group)
    *_, last = await updates(telegram)
    assert last["message"]["text"] == "看见了"
    await telegram.privacy(on=True)
    later = await telegram.group("另一个", person)
    await person.send("看不见", chat=later)
    assert await updates(telegram) == []


async def test_who_joins_and_leaves_is_told_as_service_messages(telegram: Telegram, person: User, group: Chat) -> None:
    other = await telegram.user("小红")
    await other.join(group)
    await other.leave(group)
    await person.add(other, group)
    await person.kick(other, group)
    came, left, added, gone = [update["message"] for update in await updates(telegram)]
    assert came["new_chat_members"][0]["id"] == came["from"]["id"] == other.id
    assert left["left_chat_member"]["id"] == other.id
    assert added["from"]["id"] == gone["from"]["id"] == person.id
    assert await status(telegram, group, other) == "kicked"


async def test_an_admin_bot_hears_of_members_if_it_asks(telegram: Telegram, person: User, group: Chat) -> None:
    await person.promote(telegram.bot, group)
    await updates(telegram, allowed_updates=["chat_member", "message_reaction"])
    other = await telegram.user("小红")
    await other.join(group)
    message = await other.send("x", chat=group)
    await other.react(message, "👍", chat=group)
    joined, reacted = await updates(telegram)
    assert joined["chat_member"]["old_chat_member"]["status"] == "left"
    assert joined["chat_member"]["new_chat_member"]["status"] == "member"
    assert reacted["message_reaction"]["user"]["id"] == other.id


async def test_a_bot_that_is_no_admin_hears_of_no_reactions(telegram: Telegram, person: User, group: Chat) -> None:
    await updates(telegram, allowed_updates=["message_reaction"])
    await person.react(await person.send("x", chat=group), "👍", chat=group)
    assert await updates(telegram) == []


async def test_a_bot_hears_that_it_was_added(telegram: Telegram, person: User) -> None:
    group = await telegram.group("编辑部", person, bot=False)
    expected = "Forbidden: bot is not a member of the supergroup chat"
    assert await telegram.refused("sendMessage", chat_id=group.id, text="x") == expected
    await person.send("/note", chat=group)
    await person.add(telegram.bot, group)
    mine, service = await updates(telegram)
    assert mine["my_chat_member"]["from"]["id"] == person.id
    assert mine["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert service["message"]["new_chat_members"][0]["id"] == telegram.bot.id


async def test_a_bot_writes_first_to_nobody(telegram: Telegram) -> None:
    stranger = (await telegram.control("POST", "users", first_name="小红"))["id"]
    answer = await telegram.call("sendMessage", chat_id=stranger, text="x")
    assert answer["error_code"] == 403
    assert answer["description"] == "Forbidden: bot can't initiate conversation with a user"


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_bot_that_was_kicked_is_told_so(telegram: Telegram, person: User, kind: str) -> None:
    group = await telegram.group("编辑部", person, kind=kind)
    await person.kick(telegram.bot, group)
    for method in ("sendMessage", "getChat"):
        answer = await telegram.call(method, chat_id=group.id, text="x")
        assert answer["error_code"] == 403
        assert answer["description"] == f"Forbidden: bot was kicked from the {kind} chat"
    (update,) = await updates(telegram)
    assert update["my_chat_member"]["new_chat_member"] == {
        "user": update["my_chat_member"]["new_chat_member"]["user"],
        "status": "kicked",
        "until_date": 0,
    }


async def test_a_bot_can_leave(telegram: Telegram, person: User, group: Chat) -> None:
    assert (await telegram.call("leaveChat", chat_id=group.id))["result"] is True
    assert (await group.transcript())[-1].wire["left_chat_member"]["id"] == telegram.bot.id
    expected = "Forbidden: bot is not a member of the supergroup chat"
    assert await telegram.refused("leaveChat", chat_id=group.id) == expected
    expected = "Bad Request: chat member status can't be changed in private chats"
    assert await telegram.refused("leaveChat", chat_id=person.id) == expected


async def test_members_and_administrators_are_listed(telegram: Telegram, person: User, group: Chat) -> None:
    other = await telegram.user("小红")
    assert await status(telegram, group, other) == "left"
    assert await status(telegram, group, person) == "creator"
    assert await status(telegram, group, telegram.bot) == "member"
    await other.join(group)
    await person.promote(other, group)
    listed = (await telegram.call("getChatAdministrators", chat_id=group.id))["result"]
    assert [member["status"] for member in listed] == ["creator", "administrator"]
    assert listed[1]["can_delete_messages"] is True
    expected = "Bad Request: there are no administrators in the private chat"
    assert await telegram.refused("getChatAdministrators", chat_id=person.id) == expected
    member = {"chat_id": group.id}
    assert await telegram.refused("getChatMember", **member, user_id=5) == "Bad Request: user not found"
    assert await telegram.refused("getChatMember", **member) == "Bad Request: invalid user_id specified"


async def test_an_anonymous_admin_comes_as_the_group(telegram: Telegram, person: User, group: Chat) -> None:
    await person.promote(telegram.bot, group)
    await person.promote(person, group, is_anonymous=True)
    await updates(telegram, allowed_updates=["message", "message_reaction"])
    message = await person.send("/note", chat=group)
    await person.react(message, "👍", chat=group)
    said, reacted = await updates(telegram)
    assert (said["message"]["from"]["id"], said["message"]["from"]["username"]) == (1087968824, "GroupAnonymousBot")
    assert said["message"]["sender_chat"]["id"] == group.id
    assert reacted["message_reaction"]["actor_chat"]["id"] == group.id
    assert (await person.edit(message, "/note 二", chat=group)).text == "/note 二"


async def test_a_press_on_an_old_message_tells_only_where_it_is(telegram: Telegram, person: User, group: Chat) -> None:
    markup = {"inline_keyboard": [[{"text": "换", "callback_data": "x"}]]}
    await telegram.call("sendMessage", chat_id=group.id, text="一", reply_markup=markup)
    (message,) = await group.transcript()
    await person.press(message, "换", is_old=True, chat=group)
    (update,) = await updates(telegram)
    assert update["callback_query"]["message"]["date"] == 0
    assert "text" not in update["callback_query"]["message"]


async def test_a_group_becomes_a_supergroup_with_another_id(telegram: Telegram, person: User) -> None:
    group = await telegram.group("编辑部", person, kind="group")
    await person.send("/note", chat=group)
    heir = await person.migrate(group)
    answer = await telegram.call("sendMessage", chat_id=group.id, text="x")
    assert answer == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": heir.id},
    }
    _, there, here = [update["message"] for update in await updates(telegram)]
    assert (there["chat"]["id"], there["migrate_to_chat_id"]) == (group.id, heir.id)
    assert (here["chat"]["id"], here["migrate_from_chat_id"], here["message_id"]) == (heir.id, group.id, 1)
    assert str(heir.id).startswith("-100")
    assert await status(telegram, heir, person) == "creator"
    with pytest.raises(AssertionError, match="upgraded to a supergroup"):
        await person.send("x", chat=group)
    with pytest.raises(AssertionError, match="only a group can become a supergroup"):
        await person.migrate(heir)


async def test_a_message_in_a_topic_names_it_and_replies_to_its_first(
    telegram: Telegram, person: User, forum: Chat
) -> None:
    topic = await person.open_topic("选题", forum)
    message = await person.send("/note", topic=topic, chat=forum)
    opened, seen = [update["message"] for update in await updates(telegram)]
    assert opened["forum_topic_created"]["name"] == "选题"
    assert (seen["message_thread_id"], seen["is_topic_message"], seen["chat"]["is_forum"]) == (topic, True, True)
    assert seen["reply_to_message"]["message_id"] == topic
    answer = {"chat_id": forum.id, "text": "答"}
    named = (await telegram.call("sendMessage", **answer, message_thread_id=topic))["result"]
    reply = (await telegram.call("sendMessage", **answer, reply_parameters={"message_id": message.id}))["result"]
    assert named["message_thread_id"] == reply["message_thread_id"] == topic
    assert reply["reply_to_message"]["message_id"] == message.id
    again = await person.send("/again", reply_to=message, chat=forum)
    assert again.wire["message_thread_id"] == topic


async def test_general_is_sent_to_without_a_topic(telegram: Telegram, person: User, forum: Chat) -> None:
    message = await person.send("/note", chat=forum)
    assert "message_thread_id" not in message.wire
    answer = (await telegram.call("sendMessage", chat_id=forum.id, text="答"))["result"]
    assert "message_thread_id" not in answer
    expected = "Bad Request: message thread not found"
    for topic in (1, 99):
        assert await telegram.refused("sendMessage", chat_id=forum.id, message_thread_id=topic, text="x") == expected
    typing = {"chat_id": forum.id, "action": "typing"}
    assert await telegram.refused("sendChatAction", **typing, message_thread_id=99) == expected
    assert (await telegram.call("sendChatAction", **typing, message_thread_id=1))["ok"]


async def test_a_chain_of_replies_is_no_topic_to_send_to(telegram: Telegram, person: User, group: Chat) -> None:
    first = await person.send("/note", chat=group)
    second = await person.send("/note", reply_to=first, chat=group)
    third = await person.send("/note", reply_to=second, chat=group)
    assert third.wire["message_thread_id"] == first.id
    expected = "Bad Request: message thread not found"
    wrong = {"chat_id": group.id, "message_thread_id": first.id, "text": "x"}
    assert await telegram.refused("sendMessage", **wrong) == expected


async def test_a_topic_closes_opens_and_goes(telegram: Telegram, person: User, forum: Chat) -> None:
    topic = await person.open_topic("选题", forum)
    answer = {"chat_id": forum.id, "message_thread_id": topic, "text": "x"}
    await person.set_topic(topic, "closed", forum)
    assert await telegram.refused("sendMessage", **answer) == "Bad Request: TOPIC_CLOSED"
    await person.set_topic(topic, "open", forum)
    assert (await telegram.call("sendMessage", **answer))["ok"]
    kinds = [update["message"].keys() & {"forum_topic_closed", "forum_topic_reopened"} for update in
             await updates(telegram)]  # fmt: skip
    assert kinds == [set(), {"forum_topic_closed"}, {"forum_topic_reopened"}]
    await person.set_topic(topic, "deleted", forum)
    assert await telegram.refused("sendMessage", **answer) == "Bad Request: message thread not found"
    assert await forum.transcript() == []


async def test_an_admin_bot_opens_topics_and_is_not_replied_to_by_them(
    telegram: Telegram, person: User, forum: Chat
) -> None:
    wish = {"chat_id": forum.id, "name": "笔记"}
    assert await telegram.refused("createForumTopic", **wish) == "Bad Request: not enough rights to create a topic"
    await person.promote(telegram.bot, forum)
    topic = (await telegram.call("createForumTopic", **wish))["result"]
    assert topic["name"] == "笔记"
    assert await telegram.refused("createForumTopic", chat_id=forum.id) == "Bad Request: TOPIC_TITLE_EMPTY"
    long = {"chat_id": forum.id, "name": "x" * 129}
    assert await telegram.refused("createForumTopic", **long) == "Bad Request: TOPIC_NAME_INVALID"
    wrong = {"chat_id": person.id, "name": "x"}
    assert await telegram.refused("createForumTopic", **wrong) == "Bad Request: the chat is not a forum"
    await person.add(telegram.bot, forum)
    await updates(telegram)
    await person.send("闲聊", topic=topic["message_thread_id"], chat=forum)
    assert await updates(telegram) == []


async def test_the_transcript_tells_members_and_topics(telegram: Telegram, person: User, forum: Chat) -> None:
    topic = await person.open_topic("选题", forum)
    page = await telegram.control("GET", f"chats/{forum.id}")
    assert [member["status"] for member in page["members"]] == ["creator", "member"]
    assert page["topics"] == [{"message_thread_id": topic, "name": "选题", "is_closed": False}]


@pytest.mark.parametrize(
    ("what", "values", "reason"),
    [
        ("messages", {"text": "x", "message_thread_id": 99}, "message thread not found"),
        ("members", {"status": "king"}, "status must be one of"),
        ("topics", {"name": "x"}, "the chat is not a forum"),
        ("topics/x", {"state": "open"}, "message thread not found"),
        ("block", {"blocked": True}, "a bot is blocked in a private chat"),
    ],
)
async def test_what_nobody_can_do_in_a_group_is_refused(
    telegram: Telegram, person: User, group: Chat, what: str, values: dict[str, Any], reason: str
) -> None:
    with pytest.raises(AssertionError, match=reason):
        await telegram.control("POST", f"chats/{group.id}/{what}", user=person.id, **values)


async def test_a_topic_is_in_no_other_state(person: User, forum: Chat) -> None:
    topic = await person.open_topic("选题", forum)
    with pytest.raises(AssertionError, match="state must be open, closed or deleted"):
        await person.set_topic(topic, "ajar", forum)


async def test_a_stranger_does_nothing_in_a_group(telegram: Telegram, person: User, group: Chat) -> None:
    stranger = await telegram.user("路人")
    for act in (stranger.send("/note", chat=group), stranger.kick(person, group)):
        with pytest.raises(AssertionError, match="not a member"):
            await act


async def test_a_channel_writes_in_a_group_as_itself(telegram: Telegram, person: User, group: Chat) -> None:
    channel = await telegram.channel("早报", person)
    message = await person.send("/note", chat=group, as_channel=channel)
    (update,) = await updates(telegram)
    assert update["message"]["sender_chat"]["id"] == channel.id
    assert (update["message"]["from"]["id"], update["message"]["from"]["username"]) == (136817688, "Channel_Bot")
    assert not message.from_bot
    for stand_in in (136817688, 1087968824):
        member = await telegram.call("getChatMember", chat_id=group.id, user_id=stand_in)
        assert member["result"]["status"] == "left"
    stranger = await telegram.user("路人")
    await stranger.join(group)
    with pytest.raises(AssertionError, match="SEND_AS_PEER_INVALID"):
        await stranger.send("/note", chat=group, as_channel=channel)


async def test_a_post_goes_on_into_the_group_of_its_channel(telegram: Telegram, person: User, group: Chat) -> None:
    await person.promote(telegram.bot, group)
    channel = await telegram.channel("早报", person, linked=group)
    post = await person.send("看 https://a.com/1", chat=channel)
    _, update = await updates(telegram)
    message = update["message"]
    assert message["is_automatic_forward"] is True
    assert (message["from"]["id"], message["sender_chat"]["id"]) == (777000, channel.id)
    assert message["forward_origin"]["type"] == "channel"
    assert message["forward_origin"]["message_id"] == post.id
    assert message["entities"] == post.entities


async def test_in_a_channel_only_admins_post_and_only_an_admin_bot_hears_it(telegram: Telegram, person: User) -> None:
    reader = await telegram.user("小红")
    channel = await telegram.channel("早报", person)
    await reader.join(channel)
    with pytest.raises(AssertionError, match="not enough rights to post in the channel"):
        await reader.send("x", chat=channel)
    await person.send("听不见", chat=channel)
    await person.promote(telegram.bot, channel)
    post = await person.send("听见", chat=channel)
    await person.edit(post, "听见了", chat=channel)
    added, posted, edited = await updates(telegram)
    assert added["my_chat_member"]["chat"]["type"] == "channel"
    assert "from" not in posted["channel_post"]
    assert posted["channel_post"]["sender_chat"]["id"] == channel.id
    assert edited["edited_channel_post"]["text"] == "听见了"
    assert len(await channel.transcript()) == 2
