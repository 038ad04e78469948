"""How people answer on the page: replies, quotes, forwards, what a bot asks them, and as whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

from tests.support import telegram
from tests.support.page import Chat, greeted

if TYPE_CHECKING:
    from playwright.async_api import Page as Tab

    from tests.support.page import Playground

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOTE = "<b>早市</b>\n六点开门。九点关门！\n<pre>六点开门。\n\n带零钱。</pre>"
SELECT = """([text, from, to]) => {
  const walker = document.createTreeWalker(document.getElementById("log"), NodeFilter.SHOW_TEXT);
  while (!walker.nextNode().data.includes(text));
  getSelection().setBaseAndExtent(walker.currentNode, from, walker.currentNode, to);
}"""


def person(chat: Chat) -> telegram.User:
    return telegram.User(chat.server, chat.id, telegram.Chat(chat.server, chat.id))


async def answered(chat: Chat, text: str) -> dict[str, Any]:
    """Write and send; the message as the server has it."""
    await chat.composer.fill(text)
    await chat.composer.press("Enter")
    return (await chat.seen("message", text=text))["message"]


async def test_what_is_selected_is_quoted_with_its_place(desk: Chat) -> None:
    note = await desk.says(NOTE)
    for chosen, place in ((["开门。九", 1, 6], 3), (["带零钱", 0, 5], 14)):
        await desk.tab.evaluate(SELECT, chosen)
        await desk.tab.get_by_test_id("quote-selected").click()
        await expect(desk.tab.get_by_test_id("above")).to_contain_text("引用 小稿六点开门。")
        reply = await answered(desk, f"软一点 {place}")
        assert reply["reply_to_message"]["message_id"] == note
        assert reply["quote"] == {"text": "六点开门。", "position": place, "is_manual": True}
        await expect(desk.message(f"软一点 {place}").get_by_test_id("reply")).to_have_text("小稿六点开门。")
    await expect(desk.tab.get_by_test_id("quote-selected")).to_be_hidden()


async def test_a_selection_over_two_paragraphs_is_one_quote(desk: Chat) -> None:
    await desk.says(NOTE)
    await desk.tab.evaluate(SELECT, ["带零钱", 2, 11])
    await desk.tab.locator(".row", has_text="带零钱").last.hover()
    await desk.tab.get_by_role("button", name="回复", exact=True).last.click()
    reply = await answered(desk, "合成一句")
    assert reply["quote"]["text"] == "开门。\n\n带零钱。"


async def test_a_selection_that_is_not_of_one_message_quotes_nothing(desk: Chat) -> None:
    await desk.says(NOTE)
    await desk.says("第二条")
    await desk.tab.evaluate(
        """() => {
          const [first, second] = [...document.querySelectorAll("[data-of]")].slice(-2);
          getSelection().setBaseAndExtent(first.firstChild, 0, second.firstChild, 1);
        }"""
    )
    await expect(desk.tab.get_by_test_id("quote-selected")).to_be_hidden()
    await desk.message("第二条").hover()
    await desk.message("第二条").get_by_role("button", name="回复", exact=True).click()
    assert "quote" not in await answered(desk, "整条")


async def test_on_any_device_a_sentence_is_quoted_from_the_menu(chat: Chat) -> None:
    note = await chat.says(NOTE)
    await chat.tab.locator(f'[data-id="{note}"] .bubble').press("Enter")
    await chat.tab.get_by_role("menuitem", name="引用一句").click()
    sheet = chat.tab.get_by_test_id("sheet")
    await expect(sheet.locator(".sentence")).to_have_text(
        ["早市", "六点开门。", "九点关门！", "六点开门。", "带零钱。"]
    )
    await sheet.get_by_text("九点关门！").click()
    await expect(chat.tab.get_by_test_id("above")).to_contain_text("引用 小稿九点关门！")
    await chat.composer.fill("改成十点")
    await chat.tab.get_by_test_id("send").click()
    reply = (await chat.seen("message", text="改成十点"))["message"]
    assert reply["quote"] == {"text": "九点关门！", "position": 8, "is_manual": True}


async def test_a_reply_can_be_given_up(desk: Chat) -> None:
    note = await desk.says("一")
    shown = desk.tab.locator(f'[data-id="{note}"]')
    await shown.hover()
    await shown.get_by_role("button", name="回复", exact=True).click()
    await expect(desk.tab.get_by_test_id("above")).to_contain_text("回复 小稿一")
    await desk.tab.get_by_role("button", name="取消").click()
    await expect(desk.tab.get_by_test_id("above")).to_be_hidden()
    assert "reply_to_message" not in await answered(desk, "算了")


async def test_a_message_is_forwarded_to_another_chat_of_the_list(chat: Chat) -> None:
    group = await chat.server.group(f"编辑部{chat.id}", person(chat))
    note = await chat.says("好稿子")
    await chat.tab.locator(f'[data-id="{note}"] .bubble').press("Enter")
    await chat.tab.get_by_role("menuitem", name="转发").click()
    sheet = chat.tab.get_by_test_id("sheet")
    await expect(sheet.locator(".sheet-item")).to_have_count(2)  # not those of others
    await sheet.get_by_role("button", name=f"编辑部{chat.id}").click()
    await expect(chat.tab.get_by_role("heading", name=f"编辑部{chat.id}")).to_be_visible()
    await expect(chat.message("好稿子").get_by_test_id("forwarded")).to_have_text("转发自 小稿")
    (sent,) = await group.transcript()
    assert sent.wire["from"]["id"] == chat.id


async def test_a_forward_names_a_channel_or_one_who_hides(desk: Chat) -> None:
    hidden = await desk.server.user("隐士", is_hidden=True)
    channel = await desk.server.channel("早报", person(desk))
    await person(desk).forward(await hidden.send("秘密"))
    await person(desk).forward(await person(desk).send("头条", chat=channel))
    await expect(desk.message("秘密").get_by_test_id("forwarded")).to_have_text("转发自 隐士")
    await expect(desk.message("头条").get_by_test_id("forwarded")).to_have_text("转发自 早报")


async def test_a_message_that_asks_for_a_reply_opens_one_once(chat: Chat) -> None:
    forced = {"force_reply": True, "input_field_placeholder": "比如：短一点"}
    question = await chat.says("想怎么改？", reply_markup=forced)
    await expect(chat.tab.get_by_test_id("above")).to_contain_text("回复 小稿想怎么改？")
    await expect(chat.composer).to_have_attribute("placeholder", "比如：短一点")
    await chat.composer.fill("短一点")
    await chat.tab.get_by_test_id("send").click()
    reply = (await chat.seen("message", text="短一点"))["message"]
    assert reply["reply_to_message"]["message_id"] == question
    await expect(chat.composer).to_have_attribute("placeholder", "消息")
    await chat.says("还有呢？", reply_markup=forced)
    await chat.tab.get_by_role("button", name="取消").click()
    await chat.says("好")
    await expect(chat.tab.get_by_test_id("above")).to_be_hidden()


async def test_a_question_to_another_member_opens_no_reply(desk: Chat) -> None:
    other = await desk.server.user("小李")
    group = await desk.server.group("编辑部", person(desk), other)
    await desk.tab.locator(f'[data-chat="{group.id}"]').click()
    asked = await other.send("/style", chat=group)
    forced = {"force_reply": True, "selective": True}
    reply = {"message_id": asked.id}
    await desk.server.call(
        "sendMessage", chat_id=group.id, text="想怎么改？", reply_markup=forced, reply_parameters=reply
    )
    await expect(desk.message("想怎么改？")).to_be_visible()
    await expect(desk.tab.get_by_test_id("above")).to_be_hidden()
    await desk.tab.get_by_test_id("speaker").click()
    await desk.tab.get_by_role("menuitemradio", name="小李").click()
    await expect(desk.tab.get_by_test_id("above")).to_contain_text("回复 小稿想怎么改？")


async def test_a_link_to_the_bot_starts_it_in_private(desk: Chat) -> None:
    group = await desk.server.group(f"群{desk.id}", person(desk))
    link = '<a href="https://t.me/xiaogao_bot?start=code-42">开始</a>'
    await desk.server.call("sendMessage", chat_id=group.id, text=link, parse_mode="HTML")
    await desk.tab.get_by_role("link", name=f"群{desk.id}").click()
    await desk.message("开始").get_by_role("link").click()
    await desk.seen("message", text="/start code-42")
    await expect(desk.message("/start code-42")).to_be_visible()
    await expect(desk.tab.get_by_role("heading", name="小稿")).to_be_visible()


async def test_who_writes_as_a_group_or_a_channel_is_named_so(desk: Chat) -> None:
    me = person(desk)
    other = await desk.server.user("小李")
    group = await desk.server.group("编辑部", me, other)
    channel = await desk.server.channel("早报", me)
    await me.promote(other, group, is_anonymous=True)
    await other.send("匿名的话", chat=group)
    await me.send("频道的话", chat=group, as_channel=channel)
    await desk.tab.locator(f'[data-chat="{group.id}"]').click()
    await expect(desk.message("匿名的话").locator(".name")).to_have_text("编辑部")
    await expect(desk.message("频道的话").locator(".name")).to_have_text("早报")
    await expect(desk.message("频道的话")).to_have_class("row out first last")
    await me.send("头条", chat=channel)
    await desk.tab.locator(f'[data-chat="{channel.id}"]').click()
    await expect(desk.tab.get_by_test_id("status")).to_have_text("频道")
    await expect(desk.message("头条")).to_be_visible()


async def test_a_chain_of_answers_in_general_is_no_topic(desk: Chat) -> None:
    me = person(desk)
    forum = await desk.server.group(f"论坛{desk.id}", me, is_forum=True)
    await me.open_topic("数码", forum)
    first = await me.send("第一句", chat=forum)
    await me.send("答它", reply_to=first, chat=forum)
    await desk.tab.locator(f'[data-chat="{forum.id}"]').click()
    await expect(desk.message("答它")).to_be_visible()
    await expect(desk.tab.locator("#topics").get_by_role("button")).to_have_text(["全部", "General", "数码"])
    await desk.tab.get_by_role("button", name="General").click()
    await expect(desk.message("答它")).to_be_visible()


async def test_an_admin_is_offered_the_commands_of_admins(tabs: dict[str, Tab], server: Playground) -> None:
    desk = await greeted(tabs["desktop"], server)
    other = await desk.server.user("小李")
    group = await desk.server.group("编辑部", person(desk), other)
    for kind, command in (("all_group_chats", "note"), ("all_chat_administrators", "limits")):
        commands = [{"command": command, "description": command}]
        await desk.server.call("setMyCommands", commands=commands, scope={"type": kind})
    await desk.tab.locator(f'[data-chat="{group.id}"]').click()
    for name, command in (("小王", "limits"), ("小李", "note")):
        await desk.tab.get_by_test_id("speaker").click()
        await desk.tab.get_by_role("menuitemradio", name=name).click()
        await desk.composer.fill("/")
        await expect(desk.tab.get_by_role("option")).to_have_text([f"/{command}{command}"])
        await desk.composer.fill("")
    for kind in ("all_group_chats", "all_chat_administrators"):
        await desk.server.call("deleteMyCommands", scope={"type": kind})
