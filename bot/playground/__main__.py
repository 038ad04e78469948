"""`python -m bot.playground`: serves on loopback, prints its address as a line of JSON, ends with a signal."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web

from bot.playground import samples
from bot.playground.control import Control
from bot.playground.control_groups import GroupControl
from bot.playground.control_watch import Watch
from bot.playground.delivery import delivering
from bot.playground.page import Page
from bot.playground.requests import MAX_REQUEST
from bot.playground.seed import seed
from bot.playground.server import BotApi
from bot.playground.world import World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

HOST = "127.0.0.1"


def application(world: World, *, retry: float = 1.0) -> web.Application:
    """Put the server together; a webhook that fails is tried again after `retry` seconds, growing."""
    api = BotApi(world)
    app = web.Application(client_max_size=MAX_REQUEST)
    for part in (api, Watch(api), Control(world), GroupControl(world), Page(world)):
        app.add_routes(part.routes())
    app.cleanup_ctx.append(delivering(world, retry=retry))
    return app


async def serve(world: World, *, port: int, retry: float, page: bool, tied: bool) -> None:
    """Serve until a signal comes or, when `tied`, until standard input ends; `page` is for people to come to."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    if tied:
        loop.add_reader(sys.stdin.fileno(), _until_end, stop)
    async with AsyncExitStack() as stack:
        said = {"address": await stack.enter_async_context(_listening(application(world, retry=retry), port))}
        if page:
            said["samples"] = await stack.enter_async_context(_listening(samples.application(), 0))
            seed(world, samples=said["samples"])
        print(json.dumps({**said, "token": world.token}), flush=True)  # noqa: T201 - its one line
        await stop.wait()


@asynccontextmanager
async def _listening(app: web.Application, port: int) -> AsyncIterator[str]:
    """Serve an application on loopback; gives its address."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield f"http://{HOST}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _until_end(stop: asyncio.Event) -> None:
    if not os.read(sys.stdin.fileno(), 1024):
        stop.set()


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(prog="python -m bot.playground", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--token", default="1000:playground", help="the bot's token, <number>:<anything>")
    parser.add_argument("--flood", action="store_true", help="refuse what Telegram would refuse for its pace")
    parser.add_argument("--retry", type=float, default=1.0, help="seconds until a failed webhook is tried again")
    parser.add_argument("--page", action="store_true", help="have chats and articles ready for who comes to the page")
    parser.add_argument("--tied", action="store_true", help="end when standard input does")
    options = parser.parse_args()
    if not options.token.partition(":")[0].isdecimal():
        parser.error("the token must look like 1000:anything")
    world = World(token=options.token, flood=options.flood)
    asyncio.run(serve(world, port=options.port, retry=options.retry, page=options.page, tied=options.tied))


if __name__ == "__main__":
    main()
