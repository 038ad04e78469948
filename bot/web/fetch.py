"""A page's bytes, under limits of addresses, size, hops and time. The home of httpx."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import httpcore
import httpx

from bot.errors import (
    AddressRefused,
    LoginRequired,
    NotHtml,
    PageMissing,
    PageRefused,
    TooLarge,
    TooSlow,
    Unreachable,
)
from bot.web.charset import decode
from bot.web.content import is_textual, refresh_target, sniffed, unpacker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.web.guard import Guard

_HEADERS: Final = {
    "user-agent": "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/146.0.0.0 Mobile Safari/537.36",
    "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "accept-language": "zh-CN,zh;q=0.9,en;q=0.6",
    "accept-encoding": "gzip, deflate",
}
_STUB: Final = 8192
"""A page that only refreshes is smaller than this, in bytes."""
_DIAL_SECONDS: Final = 5
"""For one of a host's addresses, so that a dead one leaves time for the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Of one `get`: bytes as sent and as decoded, redirects and refreshes, seconds for all of it."""

    raw: int = 8 * 1024 * 1024
    decoded: int = 16 * 1024 * 1024
    hops: int = 6
    seconds: float = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an address answered; `url` is the last hop's, `content_type` the bare media type."""

    url: str
    content: bytes = field(repr=False)
    content_type: str = ""
    charset: str = ""

    @property
    def text(self) -> str:
        """The content decoded."""
        return decode(self.content, self.charset)


class _GuardedBackend(httpcore.AsyncNetworkBackend):
    """Dials only numbers that the guard has checked; TLS still sees the name."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the base class names it
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        problem: Exception = httpcore.ConnectError(host)
        patience = min(timeout or _DIAL_SECONDS, _DIAL_SECONDS)
        for number in await self._guard.addresses(host, port):
            try:
                return await self._network.connect_tcp(number, port, patience, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem


class Fetcher:
    """Gets pages; keeps connections, but no cookies from one `get` to the next."""

    def __init__(self, guard: Guard, *, limits: Limits | None = None) -> None:
        self._guard = guard
        self._limits = limits or Limits()
        trusted = httpx.create_ssl_context(trust_env=False)
        self._transport = httpx.AsyncHTTPTransport(verify=trusted)
        self._transport._pool = httpcore.AsyncConnectionPool(  # noqa: SLF001 - httpx has no way to hand in a backend
            ssl_context=trusted,
            max_connections=20,
            keepalive_expiry=15,
            network_backend=_GuardedBackend(guard),
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    async def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Page:
        """Get a textual page, following redirects and immediate refreshes, every hop checked.

        Raises AddressRefused, Unreachable, TooSlow, PageMissing, LoginRequired, PageRefused, TooLarge, NotHtml.
        """
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._follow(url, _asked_with(headers or {}))
        except (TimeoutError, httpx.TimeoutException) as error:
            raise TooSlow(url) from error
        except httpx.InvalidURL as error:
            raise AddressRefused from error
        except httpx.HTTPError as error:
            raise Unreachable(url) from error

    async def _follow(self, url: str, headers: httpx.Headers) -> Page:
        cookies = httpx.Cookies()
        for _ in range(self._limits.hops + 1):
            found = await self._hop(url, headers, cookies)
            if isinstance(found, Page):
                return found
            url = found
        raise Unreachable(url)

    async def _hop(self, url: str, headers: httpx.Headers, cookies: httpx.Cookies) -> Page | str:
        """Ask one address; return its page, or the address that it sends to."""
        self._guard.check(url)
        request = httpx.Request("GET", url, headers=headers, extensions={"timeout": _timeouts(self._limits)})
        request.headers.encoding = "utf-8"  # a cookie may hold anything
        cookies.set_cookie_header(request)
        response = await self._transport.handle_async_request(request)
        response.request = request
        try:
            cookies.extract_cookies(response)
            if response.has_redirect_location:
                return str(request.url.join(response.headers["location"]))
            _check_status(response.status_code)
            page = await self._page(response)
        finally:
            await response.aclose()
        if len(page.content) > _STUB or "html" not in page.content_type:
            return page
        target = request.url.join(refresh_target(page.text) or page.url)
        return page if target == request.url else str(target)

    async def _page(self, response: httpx.Response) -> Page:
        named = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if named and not is_textual(named):
            raise NotHtml(named)
        content = await self._content(response)
        seen = sniffed(content)
        if not is_textual(seen):
            raise NotHtml(seen)
        return Page(
            url=str(response.request.url),
            content=content,
            content_type=named or seen,
            charset=response.charset_encoding or "",
        )

    async def _content(self, response: httpx.Response) -> bytes:
        """Read under both limits; a bomb is met while it is still small."""
        unpack = unpacker(response.headers.get("content-encoding", "").strip().lower())
        content = bytearray()
        raw = 0
        async for chunk in response.aiter_raw():
            raw += len(chunk)
            if raw > self._limits.raw:
                raise TooLarge(self._limits.raw)
            content += unpack(chunk, self._limits.decoded - len(content) + 1) if unpack else chunk
            if len(content) > self._limits.decoded:
                raise TooLarge(self._limits.decoded)
        if raw and unpack and not unpack.done:
            raise Unreachable("the answer breaks off")
        return bytes(content)


def _asked_with(more: Mapping[str, str]) -> httpx.Headers:
    headers = httpx.Headers(_HEADERS)
    headers.update(more)
    return headers


def _timeouts(limits: Limits) -> dict[str, float]:
    return dict.fromkeys(("connect", "read", "write", "pool"), limits.seconds)


def _check_status(status: int) -> None:
    if status in {404, 410}:
        raise PageMissing
    if status == httpx.codes.UNAUTHORIZED:
        raise LoginRequired
    if not httpx.codes.is_success(status):
        raise PageRefused(status)
