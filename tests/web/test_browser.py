from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest
import pytest_asyncio
from aiohttp import web

from bot.errors import AddressRefused, BrowserFailed, BrowserMissing
from bot.web.browser import Browser
from bot.web.engine import Engine, Visit
from bot.web.guard import Guard
from tests.support.site import Site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pages() -> AsyncIterator[Site]:
    async with Site() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(pages: Site) -> AsyncIterator[Browser]:
    running = Browser(Guard(allowed=frozenset({pages.address})))
    yield running
    await running.aclose()


def children(of: int) -> Iterator[int]:
    """Every process below one, the nearest first."""
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == of:
            child = int(entry.parent.name)
            yield child
            yield from children(child)


def processes(name: str) -> list[int]:
    """Our own processes below this test whose command line holds a word."""
    return [pid for pid in children(os.getpid()) if name in Path(f"/proc/{pid}/cmdline").read_text()]


class Canary:
    """Listens on loopback, by TCP and UDP on one port, and counts what arrives."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.port = 0
        self._server: asyncio.Server | None = None
        self._datagrams: asyncio.DatagramTransport | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        canary = self

        class Datagrams(asyncio.DatagramProtocol):
            def datagram_received(self, data: bytes, _address: object) -> None:
                canary.heard.append(data)

        self._datagrams, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            Datagrams, local_addr=("127.0.0.1", self.port)
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        assert self._datagrams is not None
        self._datagrams.close()
        self._server.close()
        await self._server.wait_closed()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heard.append(await reader.read(100))
        writer.close()


HOSTILE = """<!DOCTYPE html><title>hostile</title>
<link rel="preconnect" href="http://C"><link rel="dns-prefetch" href="http://C">
<link rel="prefetch" href="http://C/prefetch">
<link rel="preload" as="image" href="http://C/preload"><link rel="icon" href="http://C/icon">
<link rel="manifest" href="http://C/manifest">
<link rel="stylesheet" href="http://C/css">
<style>@import "http://C/import";
@font-face { font-family: f; src: url(http://C/font) } p { font-family: f; background: url(http://C/bg) }</style>
<p>text <img src="http://C/img"> <img src="/to-canary"> <iframe src="http://C/frame"></iframe> <object data="http://C/object"></object>
<embed src="http://C/embed"> <video src="http://C/video" poster="http://C/poster"></video></p>
<script src="http://C/script"></script>
<form id="f" action="http://C/form" method="post" target="away"></form><iframe name="away"></iframe>
<iframe srcdoc='<meta http-equiv="refresh" content="0;url=http://C/refresh">'></iframe>
<script>
const tried = [];
const attempt = (name, route) => {
  tried.push(name);
  try { const made = route(); if (made?.catch) made.catch(() => {}); } catch {}
};
attempt("fetch", () => fetch("http://C/fetch", { mode: "no-cors" }));
attempt("fetch by name", () => fetch("http://localhost:PORT/fetch", { mode: "no-cors" }));
attempt("fetch by redirect", () => fetch("/to-canary", { mode: "no-cors" }));
attempt("xhr", () => { const x = new XMLHttpRequest(); x.open("GET", "http://C/xhr"); x.send(); });
attempt("websocket", () => new WebSocket("ws://C/ws"));
attempt("eventsource", () => new EventSource("http://C/events"));
attempt("beacon", () => navigator.sendBeacon("http://C/beacon", "x"));
attempt("popup", () => open("http://C/popup"));
attempt("form", () => document.getElementById("f").submit());
const script = (path) => URL.createObjectURL(new Blob([`fetch("http://C/${path}", { mode: "no-cors" })`]));
attempt("worker", () => new Worker(script("worker")));
attempt("shared worker", () => new SharedWorker(script("shared")));
attempt("service worker", () => navigator.serviceWorker.register("/worker.js"));
attempt("webrtc", () => {
  const peer = new RTCPeerConnection({ iceServers: [{ urls: "stun:C" },
    { urls: ["turn:C?transport=udp", "turn:C?transport=tcp"], username: "u", credential: "p" }] });
  peer.createDataChannel("d");
  return peer.createOffer().then((offer) => peer.setLocalDescription(offer));
});
window.tried = tried;
</script>
"""


@pytest.mark.parametrize("allowed", [False, True], ids=["behind the guard", "as a control, allowed"])
async def test_a_hostile_page_reaches_nothing_on_this_machine_by_any_route(pages: Site, *, allowed: bool) -> None:
    async with Canary() as canary:
        address = f"127.0.0.1:{canary.port}"
        browser = Browser(Guard(allowed=frozenset({pages.address, address if allowed else ""})))

        async def to_canary(_request: web.Request) -> web.StreamResponse:
            raise web.HTTPFound(f"http://127.0.0.1:{canary.port}/redirected")

        pages.pages["/to-canary"] = to_canary
        pages.pages["/worker.js"] = f"fetch('http://127.0.0.1:{canary.port}/sw', {{mode: 'no-cors'}})"
        address = f"127.0.0.1:{canary.port}"
        pages.pages["/hostile"] = (
            HOSTILE.replace("//C", f"//{address}").replace(":C", f":{address}").replace("PORT", str(canary.port))
        )
        async with browser.visit(url=pages.url("/hostile")) as visit:
            assert len(await visit.run("() => window.tried")) == 13
            await visit.run("() => new Promise((done) => setTimeout(done, 400))")
        await browser.aclose()
    assert "/to-canary" in pages.journal
    assert "/worker.js" not in pages.journal
    if allowed:
        assert len(canary.heard) >= 12
    else:
        assert canary.heard == []


async def test_an_address_of_this_machine_or_of_another_scheme_is_refused_before_the_visit(browser: Browser) -> None:
    for url in ("file:///etc/passwd", "http://127.0.0.1/", "chrome://version", "view-source:http://example.com/"):
        with pytest.raises(AddressRefused):
            await browser.render(url)


async def test_a_page_that_its_script_writes_is_returned_as_it_ends_up(browser: Browser, pages: Site) -> None:
    pages.pages["/app"] = (
        "<meta charset=utf-8><div id=app></div>"
        "<script>setTimeout(() => { app.innerHTML = '<p>来自脚本的正文</p>' }, 200)</script>"
    )
    url, html = await browser.render(pages.url("/app"))
    assert url == pages.url("/app")
    assert "<p>来自脚本的正文</p>" in html


async def test_a_page_that_goes_on_by_script_is_followed(browser: Browser, pages: Site) -> None:
    pages.pages["/first"] = "<script>setTimeout(() => { location = '/second' }, 100)</script>"
    pages.pages["/second"] = "<meta charset=utf-8><p>到了</p>"
    url, html = await browser.render(pages.url("/first"))
    assert url == pages.url("/second")
    assert "到了" in html


async def test_scripts_of_saved_html_do_not_run(browser: Browser) -> None:
    html = "<p id=p>原样</p><script>p.textContent = '改了'</script>"
    async with browser.visit(html=html) as visit:
        assert await visit.run("() => document.getElementById('p').textContent") == "原样"


async def test_saved_html_has_the_address_that_it_came_from(browser: Browser, pages: Site) -> None:
    async with browser.visit(url=pages.url("/a/saved"), html="<p>存下的<a href=b>链接</a></p>") as visit:
        assert await visit.run("() => document.querySelector('a').href") == pages.url("/a/b")
    assert "/a/saved" not in pages.journal


async def test_an_error_page_is_a_failure(browser: Browser, pages: Site) -> None:
    with pytest.raises(BrowserFailed, match="HTTP 404"):
        await browser.render(pages.url("/nowhere"))


async def test_a_download_is_a_failure(browser: Browser, pages: Site) -> None:
    async def attachment(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=b"x", headers={"Content-Disposition": "attachment; filename=x.bin"})

    pages.pages["/file"] = attachment
    with pytest.raises(BrowserFailed):
        await browser.render(pages.url("/file"))


async def test_a_script_or_a_picture_that_fails_is_a_failure_of_ours(browser: Browser) -> None:
    async with browser.visit(html="<p>文</p>") as visit:
        with pytest.raises(BrowserFailed):
            await visit.run("() => { throw new Error('no') }")
        with pytest.raises(BrowserFailed):
            await visit.shoot(x=0, y=0, width=0, height=0)


async def test_an_unknown_name_is_a_failure() -> None:
    async def unknown(_host: str, _port: int) -> tuple[str, ...]:
        raise socket.gaierror

    with pytest.raises(BrowserFailed):
        await Browser(Guard(resolve=unknown)).render("http://unknown.example/")


async def test_a_page_that_never_ends_is_ended_by_the_deadline(pages: Site) -> None:
    pages.pages["/loop"] = "<p>x</p><script>for (;;) {}</script>"
    browser = Browser(Guard(allowed=frozenset({pages.address})), deadline=1.5)
    try:
        with pytest.raises(BrowserFailed, match="too long"):
            await browser.render(pages.url("/loop"))
        async with browser.visit(html="<p>下一页</p>") as visit:
            assert "下一页" in await visit.html()
    finally:
        await browser.aclose()


async def test_the_visit_after_a_killed_browser_or_driver_works_and_nothing_is_left_behind(pages: Site) -> None:
    pages.pages["/p"] = "<meta charset=utf-8><p>还在</p>"
    browser = Browser(Guard(allowed=frozenset({pages.address})))
    before = set(children(os.getpid()))
    for victim in ("--remote-debugging-pipe", "run-driver"):
        with pytest.raises(BrowserFailed):  # noqa: PT012 - the visit is what fails
            async with browser.visit(html="<p>x</p>") as visit:
                for pid in set(processes(victim)) - before:
                    os.kill(pid, signal.SIGKILL)
                await visit.run("() => new Promise(() => {})")
        assert "还在" in (await browser.render(pages.url("/p")))[1]
    for pid in set(processes("run-driver")) - before:
        os.kill(pid, signal.SIGKILL)  # between two visits, when nobody is told
    assert "还在" in (await browser.render(pages.url("/p")))[1]
    await browser.aclose()
    assert set(children(os.getpid())) <= before


DYING = """
import asyncio, os, signal
from bot.errors import BrowserFailed
from bot.web.browser import Browser
from bot.web.guard import Guard
from tests.web.test_browser import processes
async def main():
    browser = Browser(Guard())
    try:
        async with browser.visit(html="<p>x</p>") as visit:
            for pid in processes("run-driver"):
                os.kill(pid, signal.SIGKILL)
            await visit.run("() => new Promise(() => {})")
    except BrowserFailed:
        print("failed")
    await browser.aclose()
asyncio.run(main())
"""


async def test_a_driver_that_dies_leaves_one_error_and_no_traceback_in_the_log() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", DYING,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate(), 60)
    assert out == b"failed\n"
    assert b"never retrieved" not in err


async def test_a_visit_cancelled_at_any_moment_leaves_no_process_and_the_visits_of_others_alone(
    pages: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(children(os.getpid()))
    opened, start = Engine.visit, asyncio.create_subprocess_exec
    reached = asyncio.Event()

    async def visit(self: Engine, **size: Any) -> Visit:
        asyncio.get_running_loop().call_soon(reached.set)
        return await opened(self, **size)

    async def subprocess(*command: Any, **options: Any) -> asyncio.subprocess.Process:
        asyncio.get_running_loop().call_soon(reached.set)
        return await start(*command, **options)

    monkeypatch.setattr(Engine, "visit", visit)
    monkeypatch.setattr(asyncio, "create_subprocess_exec", subprocess)
    browser = Browser(Guard(allowed=frozenset({pages.address})))

    async def cancelled() -> None:
        reached.clear()
        task = asyncio.create_task(browser.visit(html="<p>x</p>").__aenter__())
        await reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    await cancelled()  # while the driver starts
    async with browser.visit(html="<p>还在</p>") as other:
        for _ in range(3):
            await cancelled()  # while the page opens
        assert "还在" in await other.html()
    await browser.aclose()
    assert set(children(os.getpid())) <= before


async def test_visits_wait_for_their_turn_and_share_one_browser(browser: Browser) -> None:
    async def length(number: int) -> int:
        async with browser.visit(html=f"<p>{number}</p>") as visit:
            return len(await visit.html())

    assert await asyncio.gather(*(length(number) for number in range(5))) == [await length(0)] * 5


async def test_a_worn_browser_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.browser._VISITS", 1)
    browser = Browser(Guard())
    async with browser.visit(html="<p>一</p>") as first:
        async with browser.visit(html="<p>二</p>") as second:
            assert "二" in await second.html()
        assert "一" in await first.html()
    await browser.aclose()


async def test_without_a_browser_a_visit_says_so(tmp_path: Path) -> None:
    with pytest.raises(BrowserMissing):
        await Browser(Guard(), path=tmp_path / "none").render("http://1.1.1.1/")


async def test_a_browser_that_does_not_start_is_a_failure(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    with pytest.raises(BrowserFailed):
        async with Browser(Guard(), path=broken).visit(html="<p>x</p>"):
            pass


async def test_who_waits_too_long_for_a_turn_is_told(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.browser._QUEUE_SECONDS", 0.01)
    async with browser.visit(html="<p>一</p>"), browser.visit(html="<p>二</p>"):
        with pytest.raises(BrowserFailed, match="waiting"):
            async with browser.visit(html="<p>三</p>"):
                pass


async def test_html_without_end_is_a_failure(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.engine._HTML_LIMIT", 100)
    async with browser.visit(html=f"<p>{'长' * 100}</p>") as visit:
        with pytest.raises(BrowserFailed, match="large"):
            await visit.html()


async def test_a_machine_that_allows_no_sandbox_still_gets_a_browser(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root is refused the sandbox for certain")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    browser = Browser(Guard())
    async with browser.visit(html="<p>字</p>") as visit:
        assert "字" in await visit.html()
    await browser.aclose()
    assert "without its sandbox" in caplog.text


async def test_a_start_that_takes_too_long_is_a_failure_and_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(children(os.getpid()))
    monkeypatch.setattr("bot.web.engine._START_SECONDS", 0.02)
    with pytest.raises(BrowserFailed):
        async with Browser(Guard()).visit(html="<p>x</p>"):
            pass
    assert set(children(os.getpid())) <= before
