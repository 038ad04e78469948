"""The HTTP side: every way to send parameters, faults to order, and answers to nonsense."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.playground.__main__ import application
from bot.playground.world import World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.support.telegram import Telegram, User


@pytest.fixture
async def session(telegram: Telegram) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(telegram.address) as session:
        yield session


async def test_parameters_come_as_query_form_multipart_and_json(
    telegram: Telegram, person: User, session: aiohttp.ClientSession
) -> None:
    path = f"/bot{telegram.token}/sendMessage"
    values = {"chat_id": str(person.id), "text": "一"}
    multipart = aiohttp.FormData(values, default_to_multipart=True)
    ways: list[dict[str, Any]] = [{"params": values}, {"data": values}, {"data": multipart}, {"json": values}]
    for way in ways:
        async with session.post(path, **way) as response:
            assert (await response.json())["ok"]
    async with session.get(path.lower(), params=values) as response:
        assert (await response.json())["ok"]
    assert len(await person.chat.transcript()) == 5


async def test_a_wrong_token_is_401_and_an_unknown_method_404(
    telegram: Telegram, session: aiohttp.ClientSession
) -> None:
    async with session.post("/bot1:wrong/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    async with session.post(f"/bot{telegram.token}/danceMe") as response:
        assert response.status == 404
        assert await response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{", "application/json"),
        (b"[1]", "application/json"),
        (b'{"text": "\\ud800"}', "application/json"),
        (b'{"text": NaN}', "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=b"),
        (b"--b\r\n\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b"),
        (
            b'--b\r\nContent-Disposition: form-data; name="t"\r\n\r\n\xff\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
        ),
        (b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c--\r\n--b--", "multipart/form-data; boundary=b"),
        (
            b"".join(b'--b\r\nContent-Disposition: form-data; name="%d"\r\n\r\nx\r\n' % n for n in range(102))
            + b"--b--",
            "multipart/form-data; boundary=b",
        ),
    ],
)
async def test_nonsense_gets_a_400_and_the_server_lives(
    telegram: Telegram, session: aiohttp.ClientSession, body: bytes, content_type: str
) -> None:
    headers = {"Content-Type": content_type}
    async with session.post(f"/bot{telegram.token}/sendMessage", data=body, headers=headers) as response:
        answer = await response.json()
    assert (response.status, answer["ok"], answer["error_code"]) == (400, False, 400)
    assert "chat" not in answer["description"]
    assert (await telegram.call("getMe"))["ok"]


async def test_an_upload_over_the_limit_is_413(
    telegram: Telegram, person: User, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.playground.requests.MAX_FILE", 1000)
    monkeypatch.setattr("bot.playground.requests.MAX_REQUEST", 3000)
    for size in (1001, 3001):
        form = aiohttp.FormData({"chat_id": str(person.id)})
        form.add_field("document", bytes(size), filename="a.bin")
        async with session.post(f"/bot{telegram.token}/sendDocument", data=form) as response:
            answer = await response.json()
        assert answer == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


async def test_a_json_body_over_the_limit_is_413(telegram: Telegram, person: User) -> None:
    runner = aiohttp.web.AppRunner(app := application(World(token=telegram.token)), access_log=None)
    app._client_max_size = 1000  # noqa: SLF001 - sixty megabytes would be slow
    await runner.setup()
    await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
    small = type(telegram)(f"http://127.0.0.1:{runner.addresses[0][1]}")
    async with small:
        assert (await small.call("sendMessage", chat_id=person.id, text="x" * 2000))["error_code"] == 413
    await runner.cleanup()


async def test_files_are_served_to_the_bot_only(
    telegram: Telegram, person: User, session: aiohttp.ClientSession
) -> None:
    message = await person.send(document=b"abc", file_name="a.txt")
    file = (await telegram.call("getFile", file_id=message.wire["document"]["file_id"]))["result"]
    async with session.get(f"/file/bot{telegram.token}/{file['file_path']}") as response:
        assert await response.read() == b"abc"
    async with session.get(f"/file/bot1:wrong/{file['file_path']}") as response:
        assert response.status == 401
    for path in (f"/file/bot{telegram.token}/files/x", "/control/files/x"):
        async with session.get(path) as response:
            assert response.status == 404


async def test_faults_happen_as_often_as_ordered(telegram: Telegram, person: User) -> None:
    say = {"chat_id": person.id, "text": "x"}
    await telegram.faults("sendMessage", kind="429", times=2, seconds=7)
    for _ in range(2):
        answer = await telegram.call("sendMessage", **say)
        assert answer["description"] == "Too Many Requests: retry after 7"
        assert answer["parameters"] == {"retry_after": 7}
    await telegram.faults("sendMediaGroup", kind="flood_400", seconds=8)
    answer = await telegram.call("sendMediaGroup", chat_id=person.id)
    assert answer["error_code"] == 400
    assert answer["description"].endswith('#1 with the error message "Too Many Requests: retry after 8"')
    await telegram.faults("sendMessage", kind="500")
    assert (await telegram.call("sendMessage", **say))["error_code"] == 500
    await telegram.faults("*", kind="delay", seconds=0)
    assert (await telegram.call("getUpdates"))["ok"]
    assert (await telegram.call("sendMessage", **say))["ok"]
    await telegram.faults("sendMessage", kind="502")
    with pytest.raises(aiohttp.ContentTypeError):
        await telegram.call("sendMessage", **say)
    assert len(await person.chat.transcript()) == 1


@pytest.mark.parametrize(("kind", "messages"), [("drop_before", 0), ("drop_after", 1)])
async def test_a_connection_drops_before_or_after_the_effect(
    telegram: Telegram, person: User, kind: str, messages: int
) -> None:
    await telegram.faults("sendMessage", kind=kind)
    with pytest.raises(aiohttp.ClientError):
        await telegram.call("sendMessage", chat_id=person.id, text="x")
    assert len(await person.chat.transcript()) == messages
    assert (await telegram.calls("sendMessage"))[0]["error"] == kind


async def test_orders_can_be_cancelled_and_must_make_sense(telegram: Telegram) -> None:
    await telegram.faults("getMe", kind="500")
    await telegram.clear_faults()
    assert (await telegram.call("getMe"))["ok"]
    for wrong in ({"kind": "fire"}, {"kind": "500", "times": "x"}):
        with pytest.raises(AssertionError):
            await telegram.faults("getMe", **wrong)


async def test_every_call_is_in_the_journal(telegram: Telegram, person: User) -> None:
    await telegram.call("sendMessage", chat_id=person.id, text="[x", reply_markup='{"inline_keyboard": []}')
    await telegram.call("sendMessage", chat_id=5, text="x")
    well, badly = await telegram.calls("sendMessage")
    assert well["params"] == {"chat_id": person.id, "text": "[x", "reply_markup": {"inline_keyboard": []}}
    assert (well["status"], badly["status"], badly["error"]) == (200, 400, "Bad Request: chat not found")


async def test_what_nobody_foresaw_is_a_500_and_the_server_lives(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setitem(__import__("bot.playground.methods", fromlist=["METHODS"]).METHODS, "getchat", broken)
    assert (await telegram.call("getChat"))["error_code"] == 500
    assert (await telegram.call("getMe"))["ok"]
    assert (await telegram.calls("getChat"))[0]["error"] == "RuntimeError: boom"


@pytest.mark.parametrize(
    ("kind", "half"),
    [
        ("application/json", b'{"chat_id": '),
        ("application/x-www-form-urlencoded", b"chat_id="),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n1'),
    ],
    ids=["json", "form", "multipart"],
)
async def test_a_client_that_leaves_in_the_middle_of_a_request_is_journalled_without_a_traceback(
    telegram: Telegram, caplog: pytest.LogCaptureFixture, kind: str, half: bytes
) -> None:
    port = int(telegram.address.rpartition(":")[2])
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /bot{telegram.token}/sendMessage HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\n"
    writer.write(f"{head}Content-Length: 1000\r\n\r\n".encode() + half)
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    call = await telegram.wait_event(lambda event: event["type"] == "call")
    assert (call["status"], call["error"]) == (400, "Bad Request: the client left")
    assert caplog.text == ""
