"""The application with its real handlers, and what leaves it and is queued in it kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import Application
from telegram.request import BaseRequest

from bot.access import Rules
from handlers.courier import Courier
from handlers.desk import Desk
from handlers.listening import register
from tests.support.fakes import Parts
from tests.support.updates import BOT, TODAY, place

if TYPE_CHECKING:
    from bot.store import Store


@dataclass
class Wire(BaseRequest):
    """Answers every call as Telegram would, and keeps it."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def read_timeout(self) -> float:
        return 1

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, url: str, method: str, request_data: Any = None, **_: Any) -> tuple[int, bytes]:
        assert method == "POST"
        name = url.rpartition("/")[2]
        sent = request_data.parameters if request_data else {}
        result: Any = True
        if name == "getMe":
            result = BOT | {"can_read_all_group_messages": False}
        elif name in {"sendMessage", "editMessageText"}:
            result = {"message_id": 1, "date": TODAY, "chat": place(int(sent["chat_id"])), "text": "…"}
        if name != "getMe":
            self.calls.append((name, sent))
        return 200, json.dumps({"ok": True, "result": result}).encode()


class Ledger:
    """Keeps what is queued, a key once, as the jobs do."""

    def __init__(self) -> None:
        self.queued: dict[str, tuple[str, dict[str, Any]]] = {}
        self.touched: list[str] = []

    def on(self, kind: str, job: object) -> None: ...

    async def submit(self, kind: str, *, key: str, lane: str, order: dict[str, Any]) -> None:
        assert lane
        self.queued.setdefault(key, (kind, order))

    async def amend(self, lane: str, *, key: str, order: dict[str, Any]) -> None:
        self.touched.append(f"amend {lane} {key} {order}")

    async def stop(self, lane: str, *, key: str = "") -> int:
        self.touched.append(f"stop {lane} {key}")
        return 1

    async def orders(self, lane: str) -> list[dict[str, Any]]:
        self.touched.append(f"orders {lane}")
        return []


class House:
    """The application with its real handlers, a real store, and what leaves it and is queued in it kept."""

    def __init__(self, store: Store, rules: Rules | None = None) -> None:
        self.wire, self.ledger = Wire(), Ledger()
        builder = Application.builder().token("7:t").request(self.wire).get_updates_request(Wire())
        self.application: Any = builder.updater(None).job_queue(None).build()
        self.failures: list[Exception] = []
        self._parts = {"studio": Parts().studio(), "jobs": self.ledger, "store": store, "rules": rules or Rules()}
        self._number = 0

    async def heard(self, *updates: dict[str, Any]) -> House:
        """Take updates, one after the other, and wait for all that follows."""
        await self.application.initialize()
        async with Courier(self.application.bot) as courier:
            register(self.application, Desk(courier=courier, **self._parts))
            self.application.add_error_handler(self._failed)
            for update in updates:
                await self._take(update)
        await self.application.shutdown()
        assert self.failures == []
        return self

    async def _take(self, raw: dict[str, Any]) -> None:
        self._number += 1
        update = Update.de_json({"update_id": self._number, **raw}, self.application.bot)
        await self.application.process_update(update)

    async def _failed(self, _update: object, context: Any) -> None:
        self.failures.append(context.error)

    def reached(self, raw: dict[str, Any]) -> int | None:
        """Which of the handlers behind the gate takes an update."""
        update = Update.de_json({"update_id": 1, **raw}, self.application.bot)
        found = (number for number, one in enumerate(self.application.handlers[0]) if _takes(one, update))
        return next(found, None)


def _takes(handler: Any, update: Update) -> bool:
    taken = handler.check_update(update)
    return taken is not None and taken is not False
