"""Real HTTP on loopback: what Telegram, a platform's router and a stranger get from the web server."""

from __future__ import annotations

import asyncio
import gzip
import json
import math
import socket
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot import figures
from bot.errors import SettingsInvalid
from handlers import web
from handlers.web import Webhook, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

SECRET = "a-secret_token-of-this-test"
UPDATE = {"update_id": 7, "message": {"text": "你好"}}


class Taker:
    """Keeps what it takes; waits for `gate`, fails with `error`."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.began = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.error: Exception | None = None

    async def __call__(self, update: dict[str, Any]) -> None:
        self.began.set()
        await self.gate.wait()
        if self.error:
            raise self.error
        self.taken.append(update)


@pytest.fixture
def taker() -> Taker:
    return Taker()


@pytest.fixture
def checks() -> dict[str, str | float | bool]:
    return {"database": True, "seconds since getUpdates": 0.5}


@asynccontextmanager
async def client(port: int) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        yield session


@pytest.fixture
async def http(taker: Taker, checks: Mapping[str, str | float | bool]) -> AsyncIterator[aiohttp.ClientSession]:
    webhook = Webhook(secret_token=SECRET, take=taker)
    async with (
        serving(host="127.0.0.1", port=0, health=lambda: checks, webhook=webhook) as port,
        client(port) as session,
    ):
        yield session


async def post(http: aiohttp.ClientSession, body: bytes | None = None, **headers: str) -> int:
    """Call the webhook as Telegram does; the status of the answer."""
    sent = BytesIO(json.dumps(UPDATE).encode() if body is None else body)
    said = {name.replace("_", "-"): text for name, text in headers.items()}
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, **said}
    async with http.post("/telegram", data=sent, headers=headers) as response:
        return response.status


async def test_an_update_is_acknowledged_only_when_it_is_taken(http: aiohttp.ClientSession, taker: Taker) -> None:
    taker.gate.clear()
    call = asyncio.create_task(post(http))
    await taker.began.wait()
    assert not call.done()
    taker.gate.set()
    assert await call == 200
    assert taker.taken == [UPDATE]


async def test_an_update_that_is_not_taken_is_asked_for_again(
    http: aiohttp.ClientSession, taker: Taker, caplog: pytest.LogCaptureFixture
) -> None:
    taker.error = RuntimeError("the database is away")
    assert await post(http) == 503
    assert "update 7 was not taken" in caplog.text
    assert "the database is away" in caplog.text
    taker.error = None
    assert await post(http) == 200


async def test_taking_for_ever_is_a_failure(
    http: aiohttp.ClientSession, taker: Taker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "_TAKING", 0.05)
    taker.gate.clear()
    assert await post(http) == 503


@pytest.mark.parametrize("said", ["", "wrong", SECRET[:-1], SECRET + "x"])
async def test_whoever_does_not_know_the_secret_is_refused(
    http: aiohttp.ClientSession, taker: Taker, said: str
) -> None:
    assert await post(http, X_Telegram_Bot_Api_Secret_Token=said) == 403
    async with http.post("/telegram", json=UPDATE) as response:
        assert response.status == 403
    assert taker.taken == []


async def test_a_secret_of_strange_bytes_is_just_a_wrong_one(http: aiohttp.ClientSession) -> None:
    assert http._base_url is not None  # noqa: SLF001 - where the server is
    reader, writer = await asyncio.open_connection("127.0.0.1", http._base_url.port)  # noqa: SLF001
    writer.write(b"POST /telegram HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: \xff\xe4\r\n\r\n")
    assert b" 403 " in await reader.readline()
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"7", b"\xff\xfe\x00", b"[" * 200_000, b'"' + b"x" * 500_000, b"1" * 5000]
)
async def test_garbage_is_a_bad_request(http: aiohttp.ClientSession, taker: Taker, body: bytes) -> None:
    assert await post(http, body) == 400
    assert taker.taken == []


async def test_what_is_compressed_wrongly_is_a_bad_request(http: aiohttp.ClientSession) -> None:
    assert await post(http, b"not gzip at all", Content_Encoding="gzip") == 400


async def test_more_than_a_megabyte_is_refused_packed_or_not(http: aiohttp.ClientSession, taker: Taker) -> None:
    large = json.dumps({"update_id": 1, "x": "x" * 2**20}).encode()
    assert await post(http, large) == 413
    assert await post(http, gzip.compress(large), Content_Encoding="gzip") == 413
    assert await post(http, json.dumps({"x": "x" * (2**20 - 20)}).encode()) == 200
    assert len(taker.taken) == 1


async def test_an_update_that_does_not_arrive_is_not_waited_for(
    http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "_READING", 0.05)

    async def crumbs() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with http.post("/telegram", data=crumbs(), headers=headers) as response:
        assert response.status == 408


async def test_health_tells_what_was_looked_at(
    http: aiohttp.ClientSession, checks: dict[str, str | float | bool]
) -> None:
    async with http.get("/healthz") as response:
        assert response.status == 200
        assert await response.json() == {"ok": True, "checks": checks}
    checks |= {"database": False, "seconds since getUpdates": math.inf}
    async with http.get("/healthz") as response:
        assert response.status == 503
        assert await response.json() == {"ok": False, "checks": {"database": False, "seconds since getUpdates": None}}


async def test_health_that_cannot_be_looked_at_is_not_well(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Mapping[str, bool]:
        raise RuntimeError("a bug")

    async with (
        serving(host="127.0.0.1", port=0, health=broken) as port,
        client(port) as http,
        http.get("/healthz") as response,
    ):
        assert response.status == 503
        assert (await response.json())["ok"] is False
    assert "a bug" in caplog.text


async def test_the_figures_are_shown_as_prometheus_reads_them(http: aiohttp.ClientSession) -> None:
    figures.job_ended("of the web", "delivered")
    async with http.get("/metrics") as response:
        assert response.status == 200
        assert response.headers["Content-Type"] == figures.exposition()[1]
        assert 'xiaogao_jobs_total{kind="of the web",outcome="delivered"}' in await response.text()


async def test_a_polling_bot_has_no_webhook_and_nothing_else_is_served(http: aiohttp.ClientSession) -> None:
    async with serving(host="127.0.0.1", port=0, health=dict) as port, client(port) as polling:
        assert await post(polling) == 404
    async with http.get("/telegram") as response:
        assert response.status == 405
    async with http.get("/") as response:
        assert response.status == 404


async def test_a_webhook_without_a_secret_is_not_served(taker: Taker) -> None:
    with pytest.raises(SettingsInvalid, match="WEBHOOK_SECRET"):
        async with serving(host="127.0.0.1", port=0, health=dict, webhook=Webhook(secret_token="", take=taker)):
            pass


@pytest.mark.parametrize("host", ["127.0.0.1", "no such host"])
async def test_an_address_that_cannot_be_had_is_named(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsInvalid, match="HOST, PORT"):
            async with serving(host=host, port=port, health=dict):
                pass


async def refused(port: int) -> None:
    """Wait until nobody listens there."""
    with suppress(ConnectionError):
        while True:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()


async def test_stopping_takes_nothing_new_and_lets_the_update_under_way_be_acknowledged(taker: Taker) -> None:
    taker.gate.clear()
    async with AsyncExitStack() as server:
        webhook = Webhook(secret_token=SECRET, take=taker)
        port = await server.enter_async_context(serving(host="127.0.0.1", port=0, health=dict, webhook=webhook))
        async with client(port) as http:
            call = asyncio.create_task(post(http))
            await taker.began.wait()
            stopping = asyncio.create_task(server.aclose())
            await refused(port)
            assert not call.done()
            taker.gate.set()
            assert await call == 200
            await stopping


def test_the_secret_does_not_show() -> None:
    assert SECRET not in repr(Webhook(secret_token=SECRET, take=Taker()))
