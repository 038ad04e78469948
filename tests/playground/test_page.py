"""The chat page as people use it, in a real browser."""

from __future__ import annotations

import json
import socket
from io import BytesIO
from typing import TYPE_CHECKING

import aiohttp
import pytest
from PIL import Image
from playwright.async_api import expect

from tests.support.page import DESKTOP, PHONE, YOU, Chat, Playground, greeted
from tests.support.telegram import TelegramServer

if TYPE_CHECKING:
    from playwright.async_api import Browser
    from playwright.async_api import Page as Tab

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_newcomer_finds_what_to_try_and_with_whom(browser: Browser) -> None:
    async with Playground() as fresh:
        context = await browser.new_context(**PHONE)
        tab = await context.new_page()
        await tab.goto(fresh.address)
        await expect(tab.get_by_test_id("chat")).to_have_count(3)
        await tab.get_by_test_id("chat").first.tap()
        await expect(tab.get_by_test_id("code")).to_have_count(2)
        await context.close()


async def test_a_chat_alone_is_open_and_begins_with_a_big_button(browser: Browser) -> None:
    async with TelegramServer() as fresh:
        await fresh.user("你")
        context = await browser.new_context(**PHONE)
        tab = await context.new_page()
        await tab.goto(fresh.address)
        await expect(tab.get_by_test_id("empty")).to_contain_text("小稿")
        await tab.get_by_test_id("start").tap()
        await expect(tab.get_by_test_id("text")).to_have_text("/start")
        (update,) = (await fresh.call("getUpdates", timeout=5))["result"]
        assert (update["message"]["text"], update["message"]["from"]["first_name"]) == ("/start", "你")
        await tab.get_by_test_id("back").tap()
        await tab.get_by_test_id("chat").tap()
        await expect(tab.get_by_test_id("composer")).to_be_visible()
        await context.close()


async def test_an_address_waits_for_its_chat(browser: Browser) -> None:
    async with TelegramServer() as fresh:
        first = await fresh.user("甲")
        context = await browser.new_context(**DESKTOP)
        tab = await context.new_page()
        await tab.goto(f"{fresh.address}/#{first.id + 1}")
        await expect(tab.get_by_test_id("chat")).to_have_count(1)
        second = await fresh.user("乙")
        await fresh.call("sendMessage", chat_id=second.id, text="你好，乙")
        await expect(tab.get_by_test_id("message")).to_contain_text("你好，乙")
        await context.close()


async def test_a_pasted_link_reaches_the_bot_and_its_note_grows_in_place(chat: Chat) -> None:
    await chat.composer.click()
    await chat.tab.evaluate("navigator.clipboard.writeText('看看 https://example.com/a 不错')")
    await chat.composer.press("Control+V")
    await chat.tab.get_by_test_id("send").click()
    sent = (await chat.seen("message", text="看看 https://example.com/a 不错"))["message"]
    assert sent["entities"] == [{"type": "url", "offset": 3, "length": 21}]
    await expect(chat.message("看看").get_by_role("link")).to_have_attribute("rel", "noopener noreferrer")
    note = await chat.says("正在读文章…", reply_parameters={"message_id": sent["message_id"]})
    shown = chat.tab.locator(f'[data-id="{note}"]')
    await expect(shown.get_by_test_id("reply")).to_contain_text("看看 https://example.com/a 不错")
    await chat.edits(note, "<b>标题</b>")
    await expect(shown.locator("strong")).to_have_text("标题")
    await expect(shown.get_by_test_id("edited")).to_be_visible()
    await chat.server.call("deleteMessage", chat_id=chat.id, message_id=note)
    await expect(shown).to_have_count(0)


async def test_a_tap_copies_code_and_pre_and_what_a_copy_button_holds(chat: Chat) -> None:
    keyboard = {"inline_keyboard": [[{"text": "复制话题", "copy_text": {"text": "#菜市场"}}]]}
    await chat.says("😀<code>一个标题</code>\n<pre>正文 &lt;1&gt;\n\n第二段😀</pre>", reply_markup=keyboard)
    await chat.tab.get_by_test_id("code").click()
    await chat.copies("一个标题")
    await chat.tab.get_by_test_id("pre").click()
    await chat.copies("正文 <1>\n\n第二段😀")
    await chat.tab.get_by_role("button", name="复制话题").click()
    await chat.copies("#菜市场")


@pytest.mark.parametrize("place", ["toast", "alert"])
async def test_a_press_spins_until_the_bot_answers_and_the_answer_is_shown(chat: Chat, place: str) -> None:
    note = await chat.says("笔记", reply_markup={"inline_keyboard": [[{"text": "短一点", "callback_data": "s"}]]})
    key = chat.tab.get_by_role("button", name="短一点")
    await key.click()
    pressed = await chat.seen("press", message_id=note)
    await expect(key).to_have_attribute("aria-busy", "true")
    answer = {"callback_query_id": pressed["callback_id"], "text": "好，正在改…", "show_alert": place == "alert"}
    await chat.server.call("answerCallbackQuery", **answer)
    await expect(chat.tab.get_by_test_id(place)).to_contain_text("好，正在改…")
    await expect(key).to_have_attribute("aria-busy", "false")
    if place == "alert":
        await chat.tab.get_by_role("button", name="好", exact=True).click()
        await expect(chat.tab.get_by_test_id("alert")).to_have_count(0)


async def test_an_album_opens_and_its_pages_turn(chat: Chat) -> None:
    form = aiohttp.FormData({"chat_id": str(chat.id)})
    media = [{"type": "photo", "media": f"attach://{name}"} for name in "abc"]
    form.add_field("media", json.dumps(media))
    for name in "abc":
        buffer = BytesIO()
        Image.new("RGB", (90, 120)).save(buffer, "PNG")
        form.add_field(name, buffer.getvalue(), filename=f"{name}.png")
    async with aiohttp.ClientSession() as session:
        await session.post(f"{chat.server.base_url}{chat.server.token}/sendMediaGroup", data=form)
    await chat.tab.get_by_test_id("album").get_by_role("button", name="打开图片 2/3").click()
    counter = chat.tab.get_by_test_id("viewer-counter")
    await expect(counter).to_have_text("2 / 3")
    await chat.tab.keyboard.press("ArrowRight")
    await expect(counter).to_have_text("3 / 3")
    await chat.tab.get_by_role("button", name="上一张").click()
    await expect(counter).to_have_text("2 / 3")
    await expect(chat.tab.get_by_test_id("viewer-image")).to_have_js_property("naturalWidth", 90)
    await chat.tab.keyboard.press("Escape")
    await expect(chat.tab.get_by_test_id("viewer")).to_have_count(0)


async def test_reactions_go_both_ways(desk: Chat) -> None:
    note = await desk.says("笔记")
    await desk.server.call(
        "setMessageReaction", chat_id=desk.id, message_id=note, reaction=[{"type": "emoji", "emoji": "👀"}]
    )
    shown = desk.tab.locator(f'[data-id="{note}"]')
    await expect(shown.get_by_test_id("reaction")).to_contain_text("👀")
    await shown.get_by_test_id("text").click(button="right")
    await desk.tab.get_by_role("button", name="回应 👍").click()
    await desk.seen("reaction", message_id=note, user_id=desk.id, reaction=[{"type": "emoji", "emoji": "👍"}])
    mine = shown.get_by_test_id("reaction").filter(has_text="👍")
    await expect(mine).to_have_attribute("aria-pressed", "true")
    await mine.click()
    await desk.seen("reaction", message_id=note, user_id=desk.id, reaction=[])
    await expect(mine).to_have_count(0)


async def test_hostile_text_stays_text(desk: Chat) -> None:
    note = await desk.says(
        '&lt;img src=x onerror=alert(1)&gt; <a href="javascript:alert(1)">坏</a> <a href="tg://x">好</a>'
    )
    shown = desk.tab.locator(f'[data-id="{note}"]')
    await expect(shown).to_contain_text("<img src=x onerror=alert(1)> 坏 好")
    await expect(shown.locator("img")).to_have_count(0)
    await expect(shown.get_by_role("link")).to_have_text(["好"])


async def test_entities_nest_overlap_and_count_in_utf16(desk: Chat) -> None:
    entities = [
        {"type": "bold", "offset": 2, "length": 4},
        {"type": "italic", "offset": 4, "length": 4},
        {"type": "spoiler", "offset": 8, "length": 1},
    ]
    await desk.server.call("sendMessage", chat_id=desk.id, text="😀粗粗都都斜斜密", entities=entities)
    shown = desk.message("都都")
    await expect(shown.locator("strong")).to_have_text("粗粗都都")
    await expect(shown.locator("em")).to_have_text(["都都", "斜斜"])
    await shown.get_by_role("button", name="隐藏的文字").click()
    await expect(shown.locator(".revealed")).to_have_text("密")


async def test_an_expandable_quote_opens_and_stays_open_through_an_edit(desk: Chat) -> None:
    quote = "<blockquote expandable>一\n二\n三\n四\n五\n六</blockquote>"
    note = await desk.says(quote)
    await desk.tab.get_by_role("button", name="展开引用").click()
    await desk.edits(note, f"{quote}\n改过")
    await expect(desk.message("改过").get_by_role("button", name="收起引用")).to_be_visible()


async def test_the_reader_stays_where_he_is_and_a_button_leads_to_the_news(desk: Chat) -> None:
    growing = await desk.says("短")
    for number in range(5):
        await desk.says("\n".join(f"第{number}段" for _ in range(20)))
    read = desk.message("第2段")
    await read.scroll_into_view_if_needed()
    await expect(desk.tab.get_by_test_id("down")).to_be_visible()
    place = await read.bounding_box()
    await desk.edits(growing, "长\n" * 30)
    await expect(desk.message("长")).to_have_count(1)
    now = await read.bounding_box()
    assert place is not None
    assert now is not None
    assert abs(now["y"] - place["y"]) < 1
    await desk.server.call("sendMessage", chat_id=desk.id, text="新消息")
    await expect(desk.tab.get_by_test_id("down")).to_have_attribute("data-count", "1")
    await desk.tab.get_by_test_id("down").click()
    await expect(desk.message("新消息")).to_be_in_viewport()
    await expect(desk.tab.get_by_test_id("down")).to_be_hidden()


async def test_a_document_is_downloaded_under_its_name_and_one_can_be_sent(desk: Chat) -> None:
    await desk.tab.get_by_test_id("file").set_input_files(
        {"name": "稿子.txt", "mimeType": "text/plain", "buffer": "正文".encode()}
    )
    await expect(desk.tab.get_by_test_id("above")).to_contain_text("稿子.txt")
    await desk.composer.fill("请看")
    await desk.composer.press("Enter")
    async with desk.tab.expect_download() as download:
        await desk.tab.get_by_role("link", name="下载 稿子.txt").click()
    saved = await download.value
    assert saved.suggested_filename == "稿子.txt"
    assert (await saved.path()).read_text(encoding="utf-8") == "正文"
    await expect(desk.tab.get_by_test_id("message").last).to_contain_text("请看")


async def test_everything_can_be_done_from_the_keyboard(desk: Chat) -> None:
    await desk.server.call("setMyCommands", commands=[{"command": "help", "description": "怎么用"}])
    await desk.server.call("sendChatAction", chat_id=desk.id, action="typing")
    await expect(desk.tab.get_by_test_id("status")).to_have_text("正在输入…")
    await desk.composer.focus()
    await desk.tab.keyboard.type("第一行")
    await desk.tab.keyboard.press("Shift+Enter")
    await desk.tab.keyboard.type("第二行")
    await desk.tab.keyboard.press("Enter")
    await expect(desk.message("第二行")).to_be_visible()
    await desk.tab.keyboard.press("ArrowUp")
    await expect(desk.tab.get_by_test_id("above")).to_contain_text("编辑消息")
    await desk.tab.keyboard.type("！")
    await desk.tab.keyboard.press("Enter")
    await desk.seen("edit", text="第一行\n第二行！")
    await expect(desk.message("第二行！").get_by_test_id("edited")).to_be_visible()
    await expect(desk.tab.get_by_test_id("commands")).to_be_visible()
    await desk.tab.keyboard.type("/h")
    await expect(desk.tab.get_by_role("option")).to_have_text(["/help怎么用"])
    await desk.tab.keyboard.press("Enter")
    await expect(desk.message("/help")).to_be_visible()
    await desk.tab.keyboard.press("Alt+ArrowUp")
    await desk.tab.keyboard.press("ArrowUp")
    await desk.tab.keyboard.press("Enter")
    await desk.tab.keyboard.press("Enter")  # the menu's first item: reply
    await expect(desk.tab.get_by_test_id("above")).to_contain_text("回复 小王")
    await desk.tab.keyboard.press("Escape")
    await expect(desk.tab.get_by_test_id("above")).to_be_hidden()


async def test_on_a_phone_a_swipe_replies_and_a_long_press_opens_the_menu(
    tabs: dict[str, Tab], server: Playground
) -> None:
    tab = tabs["phone"]
    chat = await greeted(tab, server)
    fingers = await tab.context.new_cdp_session(tab)

    async def finger(kind: str, *points: dict[str, float]) -> None:
        await fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    box = await chat.message("你好").get_by_test_id("text").bounding_box()
    assert box is not None
    x, y = box["x"] + 60, box["y"] + 8
    await finger("touchStart", {"x": x, "y": y})
    await tab.wait_for_function("since => performance.now() > since + 500", arg=await tab.evaluate("performance.now()"))
    await finger("touchEnd")
    await tab.get_by_role("menuitem", name="复制文字").tap()
    await chat.copies(f"你好，{chat.id}")
    await finger("touchStart", {"x": x + 90, "y": y})
    await finger("touchMove", {"x": x + 60, "y": y})
    await finger("touchMove", {"x": x, "y": y})
    await finger("touchEnd")
    await expect(tab.get_by_test_id("above")).to_contain_text("回复 小稿")
    await chat.message("你好").get_by_test_id("text").tap(trial=True)  # nothing covers it


async def test_a_captioned_photo_is_as_wide_as_its_picture_allows(desk: Chat) -> None:
    buffer = BytesIO()
    Image.new("RGB", (600, 800)).save(buffer, "PNG")
    form = aiohttp.FormData({"chat_id": str(desk.id), "caption": "网页原样，只供对照"})
    form.add_field("photo", buffer.getvalue(), filename="a.png")
    async with aiohttp.ClientSession() as session:
        await session.post(f"{desk.server.base_url}{desk.server.token}/sendPhoto", data=form)
    shown = desk.message("网页原样")
    photo = await shown.get_by_role("button", name="打开图片").bounding_box()
    assert photo is not None
    assert abs(photo["width"] - 300) < 1  # 400 high at most


async def test_in_a_group_one_speaks_as_any_member(desk: Chat) -> None:
    other = await desk.server.user("小李")
    members = [desk.id, other.id]
    group = await desk.server.control("POST", "chats", type="supergroup", title="编辑部", members=members)
    await desk.tab.get_by_role("link", name="编辑部").click()
    await desk.tab.get_by_test_id("speaker").click()
    await desk.tab.get_by_role("menuitemradio", name="小李").click()
    await desk.composer.fill("大家好")
    await desk.composer.press("Enter")
    heard = await desk.server.wait_event(lambda event: event["type"] == "message" and event["chat_id"] == group["id"])
    assert heard["message"]["from"]["first_name"] == "小李"
    await expect(desk.message("大家好")).to_have_class("row out first last new")


async def test_a_lost_connection_is_said_and_taken_up_again(browser: Browser) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    context = await browser.new_context(**DESKTOP)
    tab = await context.new_page()
    async with Playground(port=port) as first:
        await tab.goto(first.address)
        await first.call("sendMessage", chat_id=YOU, text="以前")
        await expect(tab.get_by_test_id("message").last).to_contain_text("以前")
        await expect(tab.get_by_test_id("offline")).to_be_hidden()
    await expect(tab.get_by_test_id("offline")).to_have_text("连接断了，正在重连…")
    async with Playground(port=port) as second:
        await second.call("sendMessage", chat_id=YOU, text="现在")
        await expect(tab.get_by_test_id("message").last).to_contain_text("现在", timeout=10_000)
        await expect(tab.get_by_test_id("offline")).to_be_hidden()
    await context.close()
