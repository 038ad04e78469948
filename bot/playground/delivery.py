"""Posts updates to the webhook: each chat's in order, again and again until taken, no chat waiting for another."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from aiohttp import web

    from bot.playground.updates import Update, Webhook
    from bot.playground.world import World

DEADLINE = 60.0
"""Seconds that a bot may take to answer."""
MAX_RETRY = 60.0
TAKEN = range(200, 300)


class Delivery:
    """Posts what is pending while there is a webhook; after a failure waits `retry` seconds, then twice as long."""

    def __init__(self, world: World, client: aiohttp.ClientSession, *, retry: float) -> None:
        """Post through this client."""
        self.world = world
        self.updates = world.updates
        self._client = client
        self._retry = retry

    async def run(self) -> None:
        """Deliver to one webhook after the other, for ever."""
        while True:
            news, webhook = self.updates.news, self.updates.webhook
            if webhook is None:
                await news.wait()
            else:
                await self._serve(webhook)

    async def _serve(self, webhook: Webhook) -> None:
        """Keep one task a chat until there is another webhook, or none."""
        tasks: dict[int, asyncio.Task[None]] = {}
        places = asyncio.Semaphore(webhook.max_connections)
        try:
            while self.updates.webhook is webhook:
                news = self.updates.news
                for chat in self.updates.lanes():
                    if chat not in tasks or tasks[chat].done():
                        tasks[chat] = asyncio.create_task(self._empty(chat, webhook, places))
                await news.wait()
        finally:
            for task in tasks.values():
                task.cancel()
            await asyncio.gather(*tasks.values(), return_exceptions=True)

    async def _empty(self, chat: int, webhook: Webhook, places: asyncio.Semaphore) -> None:
        delay = self._retry
        while update := self.updates.lanes().get(chat):
            async with places:
                error = await self._post(webhook, update)
            self.world.journal.add("webhook", update_id=update["update_id"], error=error)
            if not error:
                self.updates.done(update)
                delay = self._retry
                continue
            webhook.last_error_date, webhook.last_error_message = int(time.time()), error
            await asyncio.sleep(delay)
            delay = min(2 * delay, MAX_RETRY)

    async def _post(self, webhook: Webhook, update: Update) -> str:
        """Post once; what went wrong in Telegram's words, '' when the bot took it."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret_token} if webhook.secret_token else {}
        try:
            async with (
                asyncio.timeout(DEADLINE),
                self._client.post(webhook.url, json=update, headers=headers, allow_redirects=False) as response,
            ):
                taken = response.status in TAKEN
                return "" if taken else f"Wrong response from the webhook: {response.status} {response.reason}"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientError:
            return "Connection reset by peer"


def delivering(world: World, *, retry: float) -> Callable[[web.Application], AsyncIterator[None]]:
    """Deliver while an application runs: its cleanup context."""

    async def context(_: web.Application) -> AsyncIterator[None]:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as client:
            task = asyncio.create_task(Delivery(world, client, retry=retry).run())
            yield
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return context
