"""Takes updates in, by long polling or from a webhook: one is acknowledged only when it is safe."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from telegram import Update
from telegram.error import BadRequest, Conflict, Forbidden, TelegramError

from bot.errors import StoreError

if TYPE_CHECKING:
    from telegram.ext import Application, ContextTypes

    App = Application[Any, Any, Any, Any, Any, Any]

log = logging.getLogger(__name__)

HEARD: Final = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
_TRIES: Final = 3
"""How often an update is tried before it is put aside."""
_WAIT: Final = 30
"""Seconds that Telegram holds a getUpdates open."""
_ANSWER: Final = 10.0
"""Seconds more for its answer."""
_LONGEST_PAUSE: Final = 30.0
_LOG: Final = 4000
"""Characters of an update that the log keeps."""
_REMEMBERED: Final = 1000
"""Updates whose failures are counted."""


class NotTaken(Exception):
    """An update was not handled, and is to come again."""


class Intake:
    """Hands updates to an application, one after the other.

    A handler only writes down what is wanted; once that is done the update may be forgotten by Telegram. The library's
    own poller acknowledges before any handler has run, and dies for ever of one 404 or of one update it cannot parse.
    """

    def __init__(self, application: App, *, pause: float = 1.0) -> None:
        """Take nothing yet; `pause` is the seconds before the second try of anything, doubled for each further one."""
        self._application = application
        self._pause = pause
        self._failed: dict[int, Exception] = {}
        self._tries: dict[int, int] = {}
        self._offset = 0
        self._heard = time.monotonic()
        self._tried = time.monotonic()
        application.add_error_handler(self._note)

    @property
    def silence(self) -> float:
        """Seconds since Telegram last answered a getUpdates."""
        return time.monotonic() - self._heard

    @property
    def stillness(self) -> float:
        """Seconds since anything was tried; more than a minute is a fault of ours."""
        return time.monotonic() - self._tried

    async def take(self, raw: dict[str, Any]) -> None:
        """Handle one update; the third time that it fails it is put aside, in the log. Raises NotTaken before that."""
        number = raw.get("update_id")
        if not isinstance(number, int):
            log.error("an update without a number is put aside: %s", _shown(raw))
            return
        try:
            await self._handle(number, raw)
        except StoreError as error:  # not the update's fault, whatever the update: it waits for the database
            log.warning("update %d cannot be kept: %r", number, error)
            raise NotTaken from error
        except Exception as error:
            tries = self._tries[number] = self._tries.pop(number, 0) + 1
            while len(self._tries) > _REMEMBERED:
                del self._tries[next(iter(self._tries))]
            if tries < _TRIES:
                log.warning("update %d was not handled, try %d: %r", number, tries, error)
                raise NotTaken from error
            log.exception("update %d is put aside: %s", number, _shown(raw))
        self._tries.pop(number, None)

    async def poll(self, stop: asyncio.Event) -> None:
        """Take updates until `stop` is set, whatever the network does."""
        failures = 0
        self._tried = time.monotonic()
        while not stop.is_set():
            try:
                updates = await _unless(stop, self._asked(_WAIT))
                failures = 0
                for raw in updates or ():
                    await self._insist(raw, stop)
            except Exception as error:  # noqa: BLE001 - nothing ends it but `stop`
                failures += 1
                _tell(error)
                await _unless(stop, asyncio.sleep(self._rest(failures - 1)))
            finally:
                self._tried = time.monotonic()
        with suppress(TelegramError, TimeoutError):  # else what was handled last would come again
            async with asyncio.timeout(_ANSWER):
                await self._asked(0)

    async def _asked(self, wait: int) -> list[dict[str, Any]]:
        updates = await self._application.bot.do_api_request(
            "getupdates",  # under its usual spelling the library warns; to Telegram all are the same
            {"offset": self._offset, "timeout": wait, "allowed_updates": list(HEARD)},
            read_timeout=wait + _ANSWER,
        )
        self._heard = time.monotonic()
        return updates if isinstance(updates, list) else []

    async def _insist(self, raw: dict[str, Any], stop: asyncio.Event) -> None:
        """Take an update, again after a pause; raise the offset, which acknowledges it, only then."""
        tried = 0
        while True:
            self._tried = time.monotonic()
            try:
                await self.take(raw)
                break
            except NotTaken:
                await _unless(stop, asyncio.sleep(self._rest(tried)))
                if stop.is_set():
                    raise
            tried += 1
        number = raw.get("update_id")
        if isinstance(number, int):
            self._offset = max(self._offset, number + 1)

    def _rest(self, tried: int) -> float:
        """Say for how many seconds to rest after so many tries; they are many when a network is down for a day."""
        return min(self._pause * 2.0 ** min(tried, 10), _LONGEST_PAUSE)

    async def _handle(self, number: int, raw: dict[str, Any]) -> None:
        update = Update.de_json(raw, self._application.bot)
        try:
            await self._application.process_update(update)
        finally:
            error = self._failed.pop(number, None)
        if error and not isinstance(error, Forbidden | BadRequest):  # these would fail again
            raise error

    async def _note(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Keep a handler's error, which the library would only log, for the one who acknowledges."""
        if isinstance(update, Update) and isinstance(context.error, Exception):
            self._failed[update.update_id] = context.error


def _tell(error: Exception) -> None:
    if isinstance(error, Conflict):
        log.error("another process polls with this token, end one of the two: %s", error)
    elif isinstance(error, TelegramError | NotTaken):
        log.warning("no updates from Telegram, trying again: %s", error)
    else:
        log.error("no updates from Telegram, trying again", exc_info=error)


async def _unless(stop: asyncio.Event, work: Any) -> Any:  # noqa: ANN401 - what the work returns
    """Wait for `work`, or leave it when `stop` is set; None then."""
    task, stopped = asyncio.ensure_future(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopped.cancel()
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
    return None if task.cancelled() else task.result()


def _shown(raw: dict[str, Any]) -> str:
    return json.dumps(raw, ensure_ascii=False)[:_LOG]
