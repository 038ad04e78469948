"""A running Chromium with its driver and proxy, and a page in it: the only home of playwright."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import tempfile
from contextlib import AsyncExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout
from playwright.async_api import async_playwright

from bot.errors import BrowserFailed
from bot.web.chromium import FLAGS, kill, write_launcher
from bot.web.proxy import Proxy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from playwright.async_api import Browser, BrowserContext, BrowserType, Page, Playwright

    from bot.web.guard import Guard

log = logging.getLogger(__name__)

_START_SECONDS: Final = 20
_CLOSE_SECONDS: Final = 5
_READY_MS: Final = 6000
_HOPS: Final = 5
"""How often a page may go on to another address by script."""
_HTML_LIMIT: Final = 16 * 1024 * 1024
"""Most characters of a page's HTML."""
_ERROR_STATUS: Final = 400
_SAVED: Final = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "script-src 'none'"}
"""How HTML that is already here is served: what its scripts had to do they have done, or cannot do any more."""
_NOWHERE: Final = "http://page.invalid/"
"""Where HTML without an address is served."""
_DRIVER_DIED: Final = "Connection closed while reading from the driver"
"""Left by Playwright in a future that nobody can reach, besides the error that every call in flight gets."""
_READY: Final = Path(__file__).with_name("ready.js").read_text("utf-8")

logging.getLogger("asyncio").addFilter(lambda record: _DRIVER_DIED not in record.getMessage())


@contextmanager
def _at_the_door() -> Iterator[None]:
    """Let no exception of Playwright out."""
    try:
        yield
    except PlaywrightError as error:
        raise BrowserFailed(error.message.partition("\n")[0]) from error


async def _bounded(close: Callable[[], Awaitable[None]]) -> bool:
    """Close something within its time; tell whether it obeyed."""
    try:
        async with asyncio.timeout(_CLOSE_SECONDS):
            await close()
    except (TimeoutError, PlaywrightError):
        return False
    return True


class Visit:
    """An open page in a context of its own; its methods raise BrowserFailed."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self._context = context
        self._page = page

    @property
    def url(self) -> str:
        """Where the visit has ended up."""
        return self._page.url

    async def html(self) -> str:
        """Return the page as it stands now, scripts having run; more than 16 Mi characters is a failure."""
        with _at_the_door():
            html = await self._page.content()
        if len(html) > _HTML_LIMIT:
            raise BrowserFailed("the page's HTML is too large")
        return html

    async def run(self, script: str, arg: object = None) -> Any:  # noqa: ANN401 - whatever the script returns
        """Run a JavaScript function in the page and return its result; a hostile page can change that result."""
        with _at_the_door():
            return await self._page.evaluate(script, arg)

    async def shoot(self, *, x: float, y: float, width: float, height: float, quality: int = 90) -> bytes:
        """Take a JPEG of a part of the viewport, in CSS pixels."""
        clip: Any = {"x": x, "y": y, "width": width, "height": height}  # a type that the library does not export
        with _at_the_door():
            image = await self._page.screenshot(type="jpeg", quality=quality, clip=clip, animations="disabled")
        if not image:  # Chromium's answer to a picture that it cannot encode
            raise BrowserFailed("an empty picture")
        return image

    async def load(self, url: str, html: str) -> None:
        """Go to `url`, or show `html` as if it had come from there, and wait until the page has settled."""
        with _at_the_door():
            if html:
                await self._page.route("**/*", lambda route: route.fulfill(body=html, headers=_SAVED), times=1)
            response = await self._page.goto(url or _NOWHERE, wait_until="domcontentloaded")
            if response is not None and response.status >= _ERROR_STATUS:
                raise BrowserFailed(f"HTTP {response.status}")
            await self._settle(still=bool(html))

    async def close(self) -> bool:
        """Close the page; False when the browser did not obey and has to be killed."""
        return await _bounded(self._context.close)

    async def _settle(self, *, still: bool) -> None:
        """Wait for text and images, anew when the page goes on to another address; the visit's deadline bounds it."""
        for _ in range(_HOPS):
            try:
                await self._page.evaluate(_READY, [_READY_MS, still])
            except PlaywrightError as error:
                if "context was destroyed" not in error.message:
                    raise
                with contextlib.suppress(PlaywrightTimeout):
                    await self._page.wait_for_load_state("domcontentloaded", timeout=_READY_MS)
            else:
                return


class Engine:
    """Runs from `start` to `stop`; `visits` counts all it has had, `open` those that are not over."""

    def __init__(self, chromium: Browser, folder: Path, stack: AsyncExitStack) -> None:
        self.visits = 0
        self.open = 0
        self._chromium = chromium
        self._folder = folder
        self._stack = stack

    @classmethod
    async def start(cls, guard: Guard, path: Path) -> Self:
        """Start proxy, driver and browser. Raises BrowserFailed."""
        try:
            async with AsyncExitStack() as stack, asyncio.timeout(_START_SECONDS):
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="xiaogao-")))
                proxy = await stack.enter_async_context(Proxy(guard))
                driver = asyncio.create_task(async_playwright().start())
                stack.push_async_callback(_bounded, partial(_stopped, driver))
                playwright = await asyncio.shield(driver)
                chromium = await _launch(playwright.chromium, write_launcher(folder, path), proxy.url)
                return cls(chromium, folder, stack.pop_all())
        except (TimeoutError, OSError, PlaywrightError) as error:
            raise BrowserFailed("the browser does not start") from error

    @property
    def is_alive(self) -> bool:
        """Whether the browser has not been seen to die; a killed driver shows only at the next visit."""
        return self._chromium.is_connected()

    async def visit(self, *, width: int, height: int, scale: float) -> Visit:
        """Open an empty page of a phone in a fresh context. Raises BrowserFailed."""
        try:
            async with asyncio.timeout(_START_SECONDS):
                context = await self._chromium.new_context(
                    viewport={"width": width, "height": height},
                    device_scale_factor=scale,
                    has_touch=True,
                    user_agent=_user_agent(self._chromium.version),
                    locale="zh-CN",
                    timezone_id="Asia/Shanghai",
                    accept_downloads=False,
                    service_workers="block",
                    permissions=[],
                )
                return Visit(context, await context.new_page())
        except (TimeoutError, PlaywrightError) as error:
            raise BrowserFailed("no page could be opened") from error

    def kill(self) -> None:
        """End a browser that does not obey, and all its pages with it."""
        kill(self._folder)

    async def stop(self) -> None:
        """End browser, driver and proxy, by force where they do not obey."""
        if not await _bounded(self._chromium.close):
            self.kill()
        await self._stack.aclose()


async def _stopped(driver: asyncio.Task[Playwright]) -> None:
    """End the driver; a start that was given up has to come to its end first, or its process would stay."""
    await (await driver).stop()


async def _launch(chromium: BrowserType, path: Path, proxy: str) -> Browser:
    """Start the browser in its sandbox, or without where the machine does not allow one."""
    if os.geteuid() != 0:
        try:
            return await _launched(chromium, path, proxy, sandbox=True)
        except PlaywrightError as error:
            log.warning("no start inside the sandbox: %s", error.message.partition("\n")[0])
    log.warning("Chromium runs without its sandbox; an ordinary user on a usual kernel has it")
    return await _launched(chromium, path, proxy, sandbox=False)


async def _launched(chromium: BrowserType, path: Path, proxy: str, *, sandbox: bool) -> Browser:
    return await chromium.launch(
        executable_path=path,
        args=FLAGS,
        chromium_sandbox=sandbox,
        proxy={"server": proxy, "bypass": "<-loopback>"},  # the rule sends loopback through the proxy too
        handle_sigint=False,
        handle_sigterm=False,
        handle_sighup=False,
        timeout=_START_SECONDS * 1000,
    )


def _user_agent(version: str) -> str:
    """Name the browser as its phone version does."""
    major = version.partition(".")[0]
    return (
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{major}.0.0.0 Mobile Safari/537.36"
    )
