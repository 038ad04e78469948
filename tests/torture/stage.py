"""Where the torture takes place: a Telegram, an article site and a model on loopback, and bots that come back."""

from __future__ import annotations

import asyncio
import itertools
import signal
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Final, Self

import sqlalchemy as sa
from aiohttp import web

from bot.store import jobs_engine
from tests.support.model import ModelServer
from tests.support.nursery import unmeasured
from tests.support.site import Site
from tests.support.telegram import ROOT, TelegramServer
from tests.torture.tally import Tally, ended, tally

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
    from pathlib import Path

    from tests.support.nursery import Born, Nursery
    from tests.support.telegram import User

_LEAVING: Final = 30.0
_RETRY: Final = 0.1
"""Seconds after which Telegram calls a webhook again that did not answer."""


class Kept:
    """One bot that is started again whenever it ends, as a platform does it; `died` counts its deaths by SIGKILL."""

    def __init__(self, start: Callable[[], Awaitable[Born]]) -> None:
        self._start = start
        self.died = 0
        self.born: Born | None = None

    async def run(self) -> None:
        """Start it again and again, until cancelled; to end by itself is an error."""
        while True:
            self.born = await self._start()
            await self.born.ended.wait()
            if self.born.code != -signal.SIGKILL:
                raise RuntimeError(f"the bot ended by itself, exit {self.born.code}; see {self.born.log}")
            self.died += 1

    def kill(self) -> None:
        """End it at once, if it runs."""
        if self.born:
            self.born.send(signal.SIGKILL)


class Stage:
    """Everything but the bots; `database` is an address, a SQLite file in the folder when empty.

    `quick` bots look for orders more often than real ones, and judge pages in threads.
    """

    def __init__(self, nursery: Nursery, folder: Path, *, database: str = "", quick: bool = False) -> None:
        self._nursery = nursery
        self._stack = AsyncExitStack()
        self._quick = {"TORTURE_POLL": "0.05", "TORTURE_THREADS": "1"} if quick else {}
        self.folder = folder
        self.database = database or f"sqlite:///{folder}/xiaogao.db"
        self.telegram = TelegramServer(retry=_RETRY)
        self.site = Site()
        self.model = ModelServer()
        self.asked: dict[User, list[int]] = {}
        self._numbers = itertools.count(1)

    async def __aenter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        for part in (self.telegram, self.site, self.model):
            await self._stack.enter_async_context(part)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def environment(self, **more: str) -> dict[str, str]:
        """Settings for a bot that works here: without a model, without a browser, hurried."""
        return {
            "TELEGRAM_BOT_TOKEN": self.telegram.token,
            "ALLOWED_USERS": "*",
            "TELEGRAM_BASE_URL": self.telegram.address,
            "DATABASE_URL": self.database,
            "ALLOW_PRIVATE_ADDRESSES": self.site.address,
            "CHROMIUM_PATH": str(self.folder / "no-browser"),
            "TORTURE_HURRY": "1",
            **self._quick,
            **more,
        }

    async def start(self, *arguments: str, log: str = "bot.log", **environment: str) -> Born:
        """Start a bot."""
        return await self._nursery.start(
            *arguments,
            cwd=self.folder,
            environment={**unmeasured(), **self.environment(**environment)},
            log=log,
            main="tests.torture.bot",
        )

    @asynccontextmanager
    async def kept(self, *bots: tuple[str, Mapping[str, str]]) -> AsyncIterator[list[Kept]]:
        """Keep bots of these commands and variables running; leaving ends them in order."""
        kept = [Kept(partial(self.start, name, log=f"{name}-{n}.log", **more)) for n, (name, more) in enumerate(bots)]
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(each.run()) for each in kept]
                yield kept
                for task in tasks:
                    task.cancel()
        finally:
            for each in kept:
                if each.born:
                    each.born.send(signal.SIGTERM)
                    each.born.send(signal.SIGCONT)  # one that is frozen would never hear of it
            async with asyncio.timeout(_LEAVING):
                for each in kept:
                    if each.born:
                        await each.born.ended.wait()

    async def ready(self) -> None:
        """Wait until a bot listens."""
        await self.telegram.wait_event(lambda event: event["type"] == "commands", within=_LEAVING)

    def link(self, *, wait: float = 0.0) -> str:
        """An article of its own, which the site gives after some seconds."""
        number = next(self._numbers)
        page = (
            (ROOT / "bot" / "playground" / "samples" / "market.html")
            .read_text("utf-8")
            .replace("三成", f"三成{number}")
        )

        async def answer(_: web.Request) -> web.Response:
            await asyncio.sleep(wait)
            return web.Response(text=page, content_type="text/html")

        self.site.pages[f"/{number}"] = answer
        return self.site.url(f"/{number}")

    async def send(self, person: User, *, wait: float = 0.02) -> int:
        """Have a person send a link; the message's id."""
        sent = await person.send(self.link(wait=wait))
        self.asked.setdefault(person, []).append(sent.id)
        return sent.id

    async def all_ended(self, *, within: float) -> None:
        """Wait until each link has come to its end, and no job is open: what is doubled by then stays doubled."""
        async with asyncio.timeout(within):
            for person, links in self.asked.items():
                await person.chat.wait(lambda chat, links=links: all(ended(chat, one) for one in links), within=within)
            await self.no_job_is_open()

    async def no_job_is_open(self) -> None:
        """Wait until every job that was queued is over."""
        engine = jobs_engine(self.database)
        try:
            while await asyncio.to_thread(_open, engine):  # noqa: ASYNC110 - the database tells nobody
                await asyncio.sleep(0.1)
        finally:
            engine.dispose()

    async def tally(self) -> Tally:
        """Count what came of the links."""
        events = (await self.telegram.control("GET", "events?since=0&timeout=0"))["events"]
        chats = {person.id: (await person.chat.transcript(), links) for person, links in self.asked.items()}
        return tally(chats, events)


def _open(engine: sa.Engine) -> int:
    schema = "" if engine.dialect.name == "sqlite" else "dbos."
    with engine.connect() as connection:
        found = connection.execute(
            sa.text(f"SELECT count(*) FROM {schema}workflow_status WHERE status IN ('PENDING', 'ENQUEUED')")  # noqa: S608 - one of two schemas of ours
        )
        return int(found.scalar_one())
