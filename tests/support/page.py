"""The chat page in a real browser: the server is a process, the test is the bot."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from playwright.async_api import expect

from tests.support.telegram import TelegramServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Locator
    from playwright.async_api import Page as Tab

    from tests.support.telegram import Telegram

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
YOU = 1001


class Playground(TelegramServer):
    """The server as `--page` starts it; on a given port, to come back where it was."""

    def __init__(self, *, port: int = 0) -> None:
        super().__init__(is_measured=True)
        self._options = ["--port", str(port), "--page"]


class Chat:
    """A tab on a private chat of its own, and the bot at the other end."""

    def __init__(self, tab: Tab, server: Telegram, chat_id: int) -> None:
        self.tab = tab
        self.server = server
        self.id = chat_id

    @property
    def composer(self) -> Locator:
        return self.tab.get_by_test_id("composer")

    def message(self, text: str) -> Locator:
        return self.tab.get_by_test_id("message").filter(has_text=text)

    async def says(self, text: str, **more: Any) -> int:
        """The bot sends; the page shows it."""
        answer = await self.server.call("sendMessage", chat_id=self.id, text=text, parse_mode="HTML", **more)
        message_id: int = answer["result"]["message_id"]
        await expect(self.tab.locator(f'[data-id="{message_id}"]')).to_be_visible()
        return message_id

    async def edits(self, message_id: int, text: str, **more: Any) -> None:
        answer = await self.server.call(
            "editMessageText", chat_id=self.id, message_id=message_id, text=text, parse_mode="HTML", **more
        )
        assert answer["ok"], answer

    async def seen(self, kind: str, **facts: Any) -> dict[str, Any]:
        """The event of this chat that the server has noted."""

        def wanted(event: dict[str, Any]) -> bool:
            about = {**event.get("message", {}), **event}
            return event["type"] == kind and event["chat_id"] == self.id and facts.items() <= about.items()

        return await self.server.wait_event(lambda event: "chat_id" in event and wanted(event))

    async def copies(self, text: str) -> None:
        """Wait until the clipboard holds this."""
        await self.tab.wait_for_function(
            "text => navigator.clipboard.readText().then((held) => held === text)", arg=text, timeout=5_000
        )
        await expect(self.tab.get_by_test_id("toast")).to_have_text("已复制")


@asynccontextmanager
async def opened(browser: Browser, address: str, device: dict[str, Any]) -> AsyncIterator[Tab]:
    """A tab on a device; no error may have been seen in it when it closes."""
    context = await browser.new_context(**device, permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(5_000)
    tab = await context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    await tab.goto(address)
    yield tab
    await context.close()
    assert wrong == []


async def greeted(tab: Tab, server: Telegram) -> Chat:
    """A new person's chat, open in the tab."""
    person = await server.user("小王")
    await server.call("sendMessage", chat_id=person.id, text=f"你好，{person.id}")
    await tab.goto(f"{server.address}/#{person.id}")
    await expect(tab.get_by_test_id("message").filter(has_text=f"你好，{person.id}")).to_be_visible()
    return Chat(tab, server, person.id)
