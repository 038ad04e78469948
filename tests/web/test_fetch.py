from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import zlib
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from aiohttp import web

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
from bot.web.fetch import Fetcher, Limits
from bot.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from tests.support.site import Site


@asynccontextmanager
async def fetching(site: Site, *, limits: Limits | None = None) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(Guard(allowed=frozenset({site.address})), limits=limits)
    try:
        yield fetcher
    finally:
        await fetcher.aclose()


def answer(**options: Any) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def respond(_request: web.Request) -> web.Response:
        return web.Response(**options)

    return respond


def redirect(to: str, status: int = 302) -> Callable[[web.Request], Awaitable[web.Response]]:
    return answer(status=status, headers={"Location": to})


def packed(encoding: str, body: bytes) -> Callable[[web.Request], Awaitable[web.Response]]:
    return answer(body=body, content_type="text/html", headers={"Content-Encoding": encoding})


@asynccontextmanager
async def saying(said: bytes) -> AsyncIterator[str]:
    """A server that says these bytes, whatever it is asked, and hangs up; its host:port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(said)
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_a_page_comes_with_its_address_type_and_charset(site: Site) -> None:
    site.pages["/a"] = answer(body="<p>文章</p>".encode("gbk"), headers={"Content-Type": "Text/HTML; charset=GBK"})
    async with fetching(site) as fetcher:
        page = await fetcher.get(site.url("/a"))
    assert (page.url, page.content_type, page.charset.lower()) == (site.url("/a"), "text/html", "gbk")
    assert page.text == "<p>文章</p>"


async def test_a_phone_that_reads_chinese_asks_and_the_caller_can_say_more(site: Site) -> None:
    async def echo(request: web.Request) -> web.Response:
        return web.json_response({name.lower(): request.headers.getall(name) for name in request.headers})

    site.pages["/"] = echo
    async with fetching(site) as fetcher:
        page = await fetcher.get(site.url("/"), headers={"Accept": "application/json", "referer": "http://a.example/"})
    sent = httpx.Response(200, content=page.content).json()
    assert "Mobile" in sent["user-agent"][0]
    assert sent["accept-language"][0].startswith("zh-CN")
    assert sent["accept-encoding"] == ["gzip, deflate"]
    assert sent["accept"] == ["application/json"]
    assert sent["referer"] == ["http://a.example/"]
    assert sent["host"] == [site.address]


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b"<p>article</p>", mtime=0)),
        ("deflate", zlib.compress(b"<p>article</p>")),
        ("deflate", zlib.compress(b"<p>article</p>", wbits=-15)),
    ],
)
async def test_a_packed_page_is_unpacked(site: Site, encoding: str, body: bytes) -> None:
    site.pages["/"] = packed(encoding, body)
    async with fetching(site) as fetcher:
        assert (await fetcher.get(site.url("/"))).content == b"<p>article</p>"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("br", b"article"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"article", mtime=0), mtime=0)),
        ("gzip", b"article"),
        ("gzip", gzip.compress(b"article" * 999, mtime=0)[:-20]),
    ],
)
async def test_what_cannot_be_unpacked_whole_is_no_answer(site: Site, encoding: str, body: bytes) -> None:
    site.pages["/"] = packed(encoding, body)
    async with fetching(site) as fetcher:
        with pytest.raises(Unreachable):
            await fetcher.get(site.url("/"))


async def test_a_bomb_is_met_while_it_is_small(site: Site) -> None:
    site.pages["/"] = packed("gzip", gzip.compress(bytes(32 * 1024 * 1024)))
    async with fetching(site) as fetcher:
        with pytest.raises(TooLarge) as caught:
            await fetcher.get(site.url("/"))
    assert caught.value.limit == 16 * 1024 * 1024


async def test_a_body_without_end_is_cut_off(site: Site) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while True:
            await response.write(b"a" * 65536)

    site.pages["/"] = endless
    async with fetching(site, limits=Limits(raw=200_000)) as fetcher:
        with pytest.raises(TooLarge) as caught:
            await fetcher.get(site.url("/"))
    assert caught.value.limit == 200_000


async def test_a_page_of_exactly_the_limit_is_read(site: Site) -> None:
    site.pages["/"] = b"<" * 1000
    site.pages["/packed"] = packed("gzip", gzip.compress(b"<" * 1000, mtime=0))
    async with fetching(site, limits=Limits(raw=1000, decoded=1000)) as fetcher:
        assert len((await fetcher.get(site.url("/"))).content) == 1000
        assert len((await fetcher.get(site.url("/packed"))).content) == 1000


async def test_a_slow_drip_does_not_outlive_the_deadline(site: Site) -> None:
    gone = asyncio.Event()

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        try:
            while True:
                await response.write(b"a")
                await asyncio.sleep(0.01)
        finally:
            gone.set()

    site.pages["/"] = drip
    async with fetching(site, limits=Limits(seconds=0.5)) as fetcher:
        with pytest.raises(TooSlow):
            await fetcher.get(site.url("/"))
    await gone.wait()


async def test_a_server_that_says_nothing_is_too_slow(site: Site) -> None:
    async def silent(_request: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    site.pages["/"] = silent
    async with fetching(site, limits=Limits(seconds=0.1)) as fetcher:
        with pytest.raises(TooSlow):
            await fetcher.get(site.url("/"))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed_to_the_last_address(site: Site, status: int) -> None:
    site.pages |= {"/a/b": redirect("../c?d=中", status), "/c?d=%E4%B8%AD": "<p>here</p>"}
    async with fetching(site) as fetcher:
        assert (await fetcher.get(site.url("/a/b"))).url == site.url("/c?d=%E4%B8%AD")


async def test_a_page_that_refreshes_at_once_is_followed(site: Site) -> None:
    site.pages["/a"] = '<meta http-equiv="refresh" content="0; url=/b">'
    site.pages["/b"] = '<meta http-equiv="refresh" content="3; url=/b"><p>reloads itself</p>'
    async with fetching(site) as fetcher:
        assert (await fetcher.get(site.url("/a"))).url == site.url("/b")


async def test_a_whole_page_is_read_where_it_is_even_if_it_refreshes(site: Site) -> None:
    site.pages["/a"] = f'<meta http-equiv="refresh" content="1; url=/b"><p>{"文章" * 4000}</p>'
    site.pages["/b"] = answer(text='<meta http-equiv="refresh" content="0; url=/a">')
    async with fetching(site) as fetcher:
        assert (await fetcher.get(site.url("/a"))).url == site.url("/a")
        assert (await fetcher.get(site.url("/b"))).content_type == "text/plain"


async def test_a_cookie_set_on_the_way_is_shown_on_the_way_but_not_the_next_time(site: Site) -> None:
    async def gate(request: web.Request) -> web.Response:
        if "seen" in request.cookies:
            return web.Response(text="<p>article</p>", content_type="text/html")
        return web.Response(status=302, headers={"Location": "/", "Set-Cookie": "seen=yes"})

    site.pages["/"] = gate
    async with fetching(site) as fetcher:
        for _ in range(2):
            assert (await fetcher.get(site.url("/"))).content == b"<p>article</p>"
    assert site.journal == ["/"] * 4


async def test_six_hops_are_followed_and_no_more(site: Site) -> None:
    site.pages |= {f"/{n}": redirect(f"/{n + 1}") for n in range(0, 6, 2)}
    site.pages |= {f"/{n}": f'<meta http-equiv="refresh" content="0; url=/{n + 1}">' for n in range(1, 6, 2)}
    site.pages |= {"/6": "<p>here</p>", "/-1": redirect("/0")}
    async with fetching(site) as fetcher:
        assert (await fetcher.get(site.url("/0"))).url == site.url("/6")
        with pytest.raises(Unreachable):
            await fetcher.get(site.url("/-1"))
    assert len(site.journal) == 14


@pytest.mark.parametrize(
    "target",
    [
        "http://{canary}/",
        "//{canary}/",
        "http://localhost:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://user@{canary}/",
        "http://127.0.0.1/",
        "http://[::1/",
        "http://a:b/",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost/",
        "file:///etc/passwd",
        "gopher://{canary}/",
        "javascript:alert(1)",
    ],
)
@pytest.mark.parametrize("way", ["header", "refresh"])
async def test_no_redirect_reaches_a_private_address(site: Site, target: str, way: str) -> None:
    asked = []

    async def canary(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(1)
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(canary, "127.0.0.1", 0)
    async with server, fetching(site) as fetcher:
        port = server.sockets[0].getsockname()[1]
        to = target.format(canary=f"127.0.0.1:{port}", port=port)
        site.pages["/"] = redirect(to) if way == "header" else f'<meta http-equiv="refresh" content="0; url={to}">'
        with pytest.raises(AddressRefused) as caught:
            await fetcher.get(site.url("/"))
    assert str(caught.value) == ""
    assert not asked


async def test_a_name_that_changes_its_answer_is_dialled_by_the_answer_that_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = [("93.184.215.14",), ("127.0.0.1",)]
    dialled = []

    async def rebinding(_host: str, _port: int) -> tuple[str, ...]:
        return answers.pop(0)

    def connect(_socket: socket.socket, address: tuple[str, int]) -> None:
        dialled.append(address)
        raise OSError

    monkeypatch.setattr(socket.socket, "connect", connect)
    fetcher = Fetcher(Guard(resolve=rebinding))
    with pytest.raises(Unreachable):
        await fetcher.get("http://rebind.example/")
    assert len(answers) == 1
    with pytest.raises(AddressRefused):
        await fetcher.get("http://rebind.example/")
    await fetcher.aclose()
    assert dialled == [("93.184.215.14", 80)]


async def test_the_second_number_is_dialled_when_the_first_is_dead(site: Site) -> None:
    async def lookup(_host: str, _port: int) -> tuple[str, ...]:
        return ("::1", "127.0.0.1")

    site.pages["/"] = "<p>here</p>"
    fetcher = Fetcher(Guard(allowed=frozenset({f"two.example:{site.port}"}), resolve=lookup))
    assert (await fetcher.get(f"http://two.example:{site.port}/")).content == b"<p>here</p>"
    await fetcher.aclose()


async def test_no_proxy_of_the_environment_is_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.pages["/"] = "<p>here</p>"
    async with fetching(site) as fetcher:
        assert (await fetcher.get(site.url("/"))).content == b"<p>here</p>"


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, PageMissing), (410, PageMissing), (401, LoginRequired), (403, PageRefused), (500, PageRefused)],
)
async def test_a_status_that_is_no_page_has_its_own_error(site: Site, status: int, error: type[Exception]) -> None:
    site.pages["/"] = answer(status=status, text="<p>no</p>", content_type="text/html")
    async with fetching(site) as fetcher:
        with pytest.raises(error) as caught:
            await fetcher.get(site.url("/"))
    assert getattr(caught.value, "status", status) == status


@pytest.mark.parametrize(
    ("named", "body", "told"),
    [
        ("application/pdf", b"%PDF-1.7", "application/pdf"),
        ("text/html", b"%PDF-1.7", "application/pdf"),
        ("text/html", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("image/jpeg", b"", "image/jpeg"),
        ("application/octet-stream", b"<p>article</p>", "application/octet-stream"),
    ],
)
async def test_what_is_no_text_is_named(site: Site, named: str, body: bytes, told: str) -> None:
    site.pages["/"] = answer(body=body, content_type=named)
    async with fetching(site) as fetcher:
        with pytest.raises(NotHtml) as caught:
            await fetcher.get(site.url("/"))
    assert caught.value.content_type == told


@pytest.mark.parametrize(
    ("body", "told"), [(b"<p>article</p>", "text/html"), (b'{"a": 1}', "application/json"), (b"article", "text/plain")]
)
async def test_a_server_that_names_no_type_is_read_all_the_same(body: bytes, told: str) -> None:
    async with saying(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body) as address:
        fetcher = Fetcher(Guard(allowed=frozenset({address})))
        page = await fetcher.get(f"http://{address}/")
        await fetcher.aclose()
    assert (page.content_type, page.content) == (told, body)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.7\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nA: " + b"a" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://" + b"a" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: /\r\nSet-Cookie: \xe9=\xe9\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\r\n\r\n",
    ],
)
async def test_whatever_a_server_says_ends_in_an_error_of_ours(said: bytes) -> None:
    async with saying(said) as address:
        fetcher = Fetcher(Guard(allowed=frozenset({address})))
        with pytest.raises((Unreachable, AddressRefused)):
            await fetcher.get(f"http://{address}/")
        await fetcher.aclose()


async def test_a_server_that_is_not_there_or_speaks_no_tls_is_unreachable(site: Site) -> None:
    site.pages["/"] = "<p>here</p>"
    async with fetching(site) as fetcher:
        with pytest.raises(Unreachable) as caught:
            await fetcher.get(f"https://{site.address}/")
        assert isinstance(caught.value.__cause__, httpx.HTTPError)
    closed = Fetcher(Guard(allowed=frozenset({"127.0.0.1:9"})))
    with pytest.raises(Unreachable):
        await closed.get("http://127.0.0.1:9/")
    await closed.aclose()


def test_tls_is_verified(site: Site) -> None:
    context = Fetcher(Guard())._transport._pool._ssl_context  # noqa: SLF001 - nothing else would tell
    assert context is not None
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert site.journal == []
