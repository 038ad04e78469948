"""`python -m bot.playground`: serves on loopback, prints its address as a line of JSON, ends with a signal."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal

from aiohttp import web

from bot.playground.control import Control
from bot.playground.control_groups import GroupControl
from bot.playground.delivery import delivering
from bot.playground.requests import MAX_REQUEST
from bot.playground.server import BotApi
from bot.playground.world import World

HOST = "127.0.0.1"


def application(world: World, *, retry: float = 1.0) -> web.Application:
    """Put the server together; a webhook that fails is tried again after `retry` seconds, growing."""
    api = BotApi(world)
    app = web.Application(client_max_size=MAX_REQUEST)
    app.add_routes([*api.routes(), *Control(api).routes(), *GroupControl(world).routes()])
    app.cleanup_ctx.append(delivering(world, retry=retry))
    return app


async def serve(world: World, *, port: int, retry: float) -> None:
    """Serve until a signal comes."""
    stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    runner = web.AppRunner(application(world, retry=retry), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        address = f"http://{HOST}:{runner.addresses[0][1]}"
        print(json.dumps({"address": address, "token": world.token}), flush=True)  # noqa: T201 - its one line
        await stop.wait()
    finally:
        await runner.cleanup()


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(prog="python -m bot.playground", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--token", default="1000:playground", help="the bot's token, <number>:<anything>")
    parser.add_argument("--flood", action="store_true", help="refuse what Telegram would refuse for its pace")
    parser.add_argument("--retry", type=float, default=1.0, help="seconds until a failed webhook is tried again")
    options = parser.parse_args()
    if not options.token.partition(":")[0].isdecimal():
        parser.error("the token must look like 1000:anything")
    asyncio.run(serve(World(token=options.token, flood=options.flood), port=options.port, retry=options.retry))


if __name__ == "__main__":
    main()
