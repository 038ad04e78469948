"""Keeps the browser behind the guard: a small HTTP proxy that dials only what the guard has checked."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from bot.errors import AddressRefused, Unreachable
from bot.web.request import Malformed, parse

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import Coroutine

    from bot.web.guard import Guard
    from bot.web.request import Request

_CHUNK: Final = 65536
_CLOSE_SECONDS: Final = 5
_REASONS: Final = {400: "Bad Request", 403: "Forbidden", 502: "Bad Gateway", 503: "Service Unavailable"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a connection may take: bytes (both ways together), seconds; and how many there may be at once."""

    head: int = 65536
    total: int = 64 * 1024 * 1024
    head_seconds: float = 10
    dial_seconds: float = 5
    idle_seconds: float = 30
    total_seconds: float = 120
    connections: int = 128


class _Meter:
    """Counts a connection's bytes, and puts its end off while there are any."""

    def __init__(self, timeout: asyncio.Timeout, limits: Limits) -> None:
        self._timeout = timeout
        self._idle = limits.idle_seconds
        self._left = limits.total
        self.count(0)

    def count(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise ConnectionError("too many bytes")
        self._timeout.reschedule(asyncio.get_running_loop().time() + self._idle)


class Proxy:
    """Listens at `url` from `async with` on; takes CONNECT and plain HTTP, one request a connection.

    What the guard refuses gets 403. Chromium goes around any proxy for loopback unless its bypass list says
    `<-loopback>`. Whoever shares this machine can use the port too, and reaches what the guard lets pass: public
    addresses, and the private ones that `allowed` names.
    """

    def __init__(self, guard: Guard, *, limits: Limits | None = None) -> None:
        self._guard = guard
        self._limits = limits or Limits()
        self._server: asyncio.Server | None = None
        self._serving: dict[asyncio.Task[None], StreamWriter] = {}

    @property
    def url(self) -> str:
        """Where it listens."""
        if self._server is None:
            raise RuntimeError("the proxy is not running")
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=self._limits.head)
        return self

    async def __aexit__(self, *_: object) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        serving = dict(self._serving)
        for task, writer in serving.items():
            task.cancel()
            writer.transport.abort()
        await asyncio.gather(*serving, return_exceptions=True)
        await server.wait_closed()

    def _accept(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Take the connection in a task of our own, so that closing can end it."""
        task = asyncio.create_task(self._serve(reader, writer))
        self._serving[task] = writer
        task.add_done_callback(self._serving.pop)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        # An end that went away, or took too long or too much: both see a closed connection.
        try:
            with suppress(OSError, EOFError):
                async with asyncio.timeout(self._limits.total_seconds):
                    await self._relay(reader, writer)
        finally:
            await _close(writer)

    async def _relay(self, reader: StreamReader, writer: StreamWriter) -> None:
        if len(self._serving) > self._limits.connections:
            return _refuse(writer, 503)
        try:
            async with asyncio.timeout(self._limits.head_seconds):
                request = parse(await reader.readuntil(b"\r\n\r\n"))
            if request.url:
                self._guard.check(request.url)
            upstream = await self._dial(request)
        except (Malformed, asyncio.LimitOverrunError):
            return _refuse(writer, 400)
        except AddressRefused:
            return _refuse(writer, 403)
        except Unreachable:
            return _refuse(writer, 502)
        try:
            await self._exchange(request, (reader, writer), upstream)
        finally:
            await _close(upstream[1])

    async def _dial(self, request: Request) -> tuple[StreamReader, StreamWriter]:
        for number in await self._guard.addresses(request.host, request.port):
            with suppress(OSError):
                async with asyncio.timeout(self._limits.dial_seconds):
                    return await asyncio.open_connection(number, request.port)
        raise Unreachable(request.host)

    async def _exchange(
        self, request: Request, client: tuple[StreamReader, StreamWriter], server: tuple[StreamReader, StreamWriter]
    ) -> None:
        async with asyncio.timeout(None) as timeout:
            meter = _Meter(timeout, self._limits)
            down = _copy(server[0], client[1], meter)
            if request.head:
                server[1].write(request.head)
                await _first(_send(client[0], server[1], meter, request.length), down)
            else:
                client[1].write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await _first(_copy(client[0], server[1], meter), down)


def _refuse(writer: StreamWriter, status: int) -> None:
    head = f"HTTP/1.1 {status} {_REASONS[status]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    writer.write(head.encode())


async def _copy(source: StreamReader, target: StreamWriter, meter: _Meter) -> None:
    while chunk := await source.read(_CHUNK):
        meter.count(len(chunk))
        target.write(chunk)
        await target.drain()


async def _send(source: StreamReader, target: StreamWriter, meter: _Meter, length: int) -> None:
    """Pass a request's body on; whatever follows it ends the connection, as it may be meant for another host."""
    while length and (chunk := await source.read(min(length, _CHUNK))):
        length -= len(chunk)
        meter.count(len(chunk))
        target.write(chunk)
        await target.drain()
    await source.read(1)


async def _first(*ways: Coroutine[None, None, None]) -> None:
    """Carry both ways until one of them ends."""
    tasks = [asyncio.create_task(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _close(writer: StreamWriter) -> None:
    """Send what is left and close; a peer that does not take it is cut off."""
    writer.close()
    try:
        async with asyncio.timeout(_CLOSE_SECONDS):
            await writer.wait_closed()
    except OSError:
        writer.transport.abort()
