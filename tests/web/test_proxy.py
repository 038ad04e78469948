from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest
from aiohttp import web

from bot.web.guard import Guard
from bot.web.proxy import Limits, Proxy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.support.site import Site


class Peer:
    """Either end of a connection, in plain bytes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def say(self, said: str) -> None:
        self.writer.write(said.encode("latin-1"))
        await self.writer.drain()

    async def head(self) -> str:
        return (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")

    async def rest(self) -> bytes:
        try:
            return await self.reader.read()
        except ConnectionResetError:
            return b""


@asynccontextmanager
async def dialling(url: str) -> AsyncIterator[Peer]:
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    try:
        yield Peer(reader, writer)
    finally:
        writer.transport.abort()


class Server:
    """Hands its connections to the test, one by one; `accepted` counts them."""

    def __init__(self) -> None:
        self.address = ""
        self.accepted = 0
        self.peers: asyncio.Queue[Peer] = asyncio.Queue()
        self._all: list[asyncio.StreamWriter] = []

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        self._all.append(writer)
        self.peers.put_nowait(Peer(reader, writer))

    def abort(self) -> None:
        for writer in self._all:
            writer.transport.abort()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    running = Server()
    listener = await asyncio.start_server(running.accept, "127.0.0.1", 0)
    running.address = f"127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    yield running
    listener.close()
    running.abort()
    await listener.wait_closed()


@asynccontextmanager
async def proxying(*allowed: str, limits: Limits | None = None) -> AsyncIterator[Proxy]:
    async with Proxy(Guard(allowed=frozenset(allowed)), limits=limits) as proxy:
        yield proxy


async def status_of(proxy: Proxy, said: str) -> int:
    async with dialling(proxy.url) as client:
        await client.say(said)
        answer = await client.rest()
    return int(answer.split()[1]) if answer else 0


async def test_a_page_comes_through_as_it_is(site: Site) -> None:
    site.pages["/a?b=c"] = "<p>article</p>"
    async with proxying(site.address) as proxy, httpx.AsyncClient(proxy=proxy.url, trust_env=False) as client:
        for _ in range(2):
            assert (await client.get(site.url("/a?b=c"))).text == "<p>article</p>"
    assert site.journal == ["/a?b=c", "/a?b=c"]


async def test_a_form_s_body_is_passed_on(site: Site) -> None:
    async def echo(request: web.Request) -> web.Response:
        return web.Response(body=await request.read())

    site.pages["/"] = echo
    body = b"a" * 300_000
    async with proxying(site.address) as proxy, httpx.AsyncClient(proxy=proxy.url, trust_env=False) as client:
        assert (await client.post(site.url("/"), content=body)).content == body


async def test_a_tunnel_carries_both_ways(server: Server) -> None:
    async with proxying(server.address) as proxy, dialling(proxy.url) as client:
        await client.say(f"CONNECT {server.address} HTTP/1.1\r\nHost: {server.address}\r\n\r\n")
        assert (await client.head()).startswith("HTTP/1.1 200 ")
        peer = await server.peers.get()
        await client.say("hello")
        assert await peer.reader.readexactly(5) == b"hello"
        await peer.say("welcome")
        peer.writer.close()
        assert await client.rest() == b"welcome"


async def test_a_head_is_passed_on_in_its_origin_s_form_and_ends_the_connection(server: Server) -> None:
    async with proxying(server.address) as proxy, dialling(proxy.url) as client:
        await client.say(
            f"GET http://{server.address}?q=1 HTTP/1.1\r\nHost: other.example\r\nX-Name: ü\r\n"
            "Connection: keep-alive\r\nProxy-Connection: keep-alive\r\n"
            "Proxy-Authorization: Basic YTpi\r\nUpgrade: websocket\r\n\r\n"
        )
        head = await (await server.peers.get()).head()
    assert head == f"GET /?q=1 HTTP/1.1\r\nHost: {server.address}\r\nX-Name: ü\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize("body", ["", "abc"])
async def test_a_second_request_is_not_smuggled_behind_the_first(server: Server, body: str) -> None:
    async with proxying(server.address) as proxy, dialling(proxy.url) as client:
        await client.say(
            f"POST http://{server.address}/ HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n{body}"
            "GET http://other.example/ HTTP/1.1\r\n\r\n"
        )
        peer = await server.peers.get()
        await peer.head()
        assert await peer.rest() == body.encode()
        assert await client.rest() == b""


async def test_a_browser_that_leaves_ends_the_connection(server: Server) -> None:
    async with proxying(server.address) as proxy, dialling(proxy.url) as client:
        await client.say(f"POST http://{server.address}/ HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc")
        peer = await server.peers.get()
        await peer.head()
        client.writer.write_eof()
        assert await peer.rest() == b"abc"


@pytest.mark.parametrize(
    "target",
    [
        "127.0.0.1:{port}",
        "127.1:{port}",
        "2130706433:{port}",
        "localhost:{port}",
        "[::1]:{port}",
        "[::ffff:127.0.0.1]:{port}",
        "user@127.0.0.1:{port}",
    ],
)
@pytest.mark.parametrize(
    "form", ["CONNECT {} HTTP/1.1\r\n\r\n", "GET http://{}/ HTTP/1.1\r\nHost: example.com\r\n\r\n"]
)
async def test_a_private_address_is_refused_and_gets_no_request(server: Server, target: str, form: str) -> None:
    port = server.address.rpartition(":")[2]
    async with proxying("127.0.0.1:1") as proxy:
        assert await status_of(proxy, form.format(target.format(port=port))) in {400, 403}
    assert server.accepted == 0


@pytest.mark.parametrize(
    "said",
    [
        "CONNECT 127.0.0.1:443 HTTP/1.1\r\n\r\n",
        "CONNECT localhost:80 HTTP/1.1\r\n\r\n",
        "CONNECT 8.8.8.8:22 HTTP/1.1\r\n\r\n",
        "CONNECT 169.254.169.254:80 HTTP/1.1\r\n\r\n",
        "GET http://localhost/ HTTP/1.1\r\n\r\n",
        "GET http://8.8.8.8:0/ HTTP/1.1\r\n\r\n",
        "GET http://169.254.169.254/latest/meta-data/ HTTP/1.1\r\n\r\n",
        "GET http://user:password@8.8.8.8/ HTTP/1.1\r\n\r\n",
    ],
)
async def test_what_the_guard_refuses_is_forbidden(said: str) -> None:
    async with proxying() as proxy:
        assert await status_of(proxy, said) == 403


@pytest.mark.parametrize(
    "said",
    [
        "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET https://8.8.8.8/ HTTP/1.1\r\n\r\n",
        "GET ftp://8.8.8.8/ HTTP/1.1\r\n\r\n",
        "GET http:/// HTTP/1.1\r\n\r\n",
        "GET http://[8.8.8.8/ HTTP/1.1\r\n\r\n",
        "GET http://8.8.8.8:port/ HTTP/1.1\r\n\r\n",
        "GET http://8.8.8.8/ HTTP/1.0\r\n\r\n",
        "GET http://8.8.8.8/ HTTP/1.1\r\nno header\r\n\r\n",
        "GET http://8.8.8.8/ HTTP/1.1\r\nA: b\nHost: c\r\n\r\n",
        "POST http://8.8.8.8/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST http://8.8.8.8/ HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST http://8.8.8.8/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "CONNECT 8.8.8.8 HTTP/1.1\r\n\r\n",
        "CONNECT 8.8.8.8:443/path HTTP/1.1\r\n\r\n",
        "CONNECT :443 HTTP/1.1\r\n\r\n",
        f"GET http://8.8.8.8/ HTTP/1.1\r\nA: {'a' * 70_000}\r\n\r\n",
        "a" * 70_000,
    ],
)
async def test_a_request_that_is_not_understood_is_a_bad_one(said: str) -> None:
    async with proxying() as proxy:
        assert await status_of(proxy, said) == 400


async def test_a_name_that_changes_its_answer_is_dialled_by_the_answer_that_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = [("93.184.215.14",), ("127.0.0.1",)]
    dialled = []
    real = socket.socket.connect

    async def rebinding(_host: str, _port: int) -> tuple[str, ...]:
        return answers.pop(0)

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        if address[1] == 80:
            dialled.append(address)
            raise OSError
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    async with Proxy(Guard(resolve=rebinding)) as proxy:
        assert await status_of(proxy, "GET http://rebind.example/ HTTP/1.1\r\n\r\n") == 502
        assert await status_of(proxy, "GET http://rebind.example/ HTTP/1.1\r\n\r\n") == 403
    assert dialled == [("93.184.215.14", 80)]


async def test_a_server_that_is_not_there_is_a_bad_gateway() -> None:
    async with proxying("127.0.0.1:9") as proxy:
        assert await status_of(proxy, "CONNECT 127.0.0.1:9 HTTP/1.1\r\n\r\n") == 502


async def test_bytes_are_counted_both_ways_together(server: Server) -> None:
    async with proxying(server.address, limits=Limits(total=10)) as proxy, dialling(proxy.url) as client:
        await client.say(f"CONNECT {server.address} HTTP/1.1\r\n\r\n")
        await client.head()
        peer = await server.peers.get()
        await client.say("123456")
        assert await peer.reader.readexactly(6) == b"123456"
        await peer.say("78901")
        assert await client.rest() == b""


@pytest.mark.parametrize(
    "limits", [Limits(head_seconds=0.05), Limits(total_seconds=0.05)], ids=["a slow head", "the total"]
)
async def test_a_client_that_says_nothing_is_cut_off(limits: Limits) -> None:
    async with proxying(limits=limits) as proxy, dialling(proxy.url) as client:
        assert await client.rest() == b""


@pytest.mark.parametrize("limits", [Limits(idle_seconds=0.05), Limits(total_seconds=1)], ids=["idle", "the total"])
async def test_a_connection_that_carries_nothing_is_cut_off(server: Server, limits: Limits) -> None:
    async with proxying(server.address, limits=limits) as proxy, dialling(proxy.url) as client:
        await client.say(f"CONNECT {server.address} HTTP/1.1\r\n\r\n")
        assert (await client.head()).startswith("HTTP/1.1 200 ")
        assert await client.rest() == b""
        assert await (await server.peers.get()).rest() == b""


async def test_connections_are_limited_in_number(server: Server) -> None:
    async with proxying(server.address, limits=Limits(connections=1)) as proxy, dialling(proxy.url) as client:
        await client.say(f"CONNECT {server.address} HTTP/1.1\r\n\r\n")
        assert (await client.head()).startswith("HTTP/1.1 200 ")
        assert await status_of(proxy, "") == 503


async def test_closing_ends_what_is_still_open(server: Server) -> None:
    proxy = Proxy(Guard(allowed=frozenset({server.address})))
    async with proxy, dialling(proxy.url) as client:
        await client.say(f"CONNECT {server.address} HTTP/1.1\r\n\r\n")
        await client.head()
        peer = await server.peers.get()
        await proxy.__aexit__()
        assert await client.rest() == b""
        assert await peer.rest() == b""
    with pytest.raises(RuntimeError):
        _ = proxy.url


async def test_it_listens_on_loopback_only() -> None:
    async with proxying() as proxy:
        assert urlsplit(proxy.url).hostname == "127.0.0.1"
