"""What the chat page is served: its files, and a stream of events that can be taken up again."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from aiohttp import web

from bot.playground.__main__ import application
from bot.playground.journal import Journal
from bot.playground.seed import seed
from bot.playground.world import World
from tests.support.telegram import TOKEN, Telegram

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.support.telegram import User


@pytest.fixture
async def session(telegram: Telegram) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(telegram.address) as running:
        yield running


async def events(session: aiohttp.ClientSession, count: int, **options: Any) -> list[tuple[str, dict[str, Any]]]:
    """The first events of a stream, each with its id."""
    found: list[tuple[str, dict[str, Any]]] = []
    async with asyncio.timeout(10), session.get("/page/events", **options) as stream:
        while len(found) < count:
            name, _, place = (await stream.content.readline()).decode().strip().partition(": ")
            if name == "id":
                data = (await stream.content.readline()).decode().removeprefix("data: ")
                found.append((place, json.loads(data)))
    return found


async def test_every_file_comes_with_a_policy_that_lets_nothing_else_in(session: aiohttp.ClientSession) -> None:
    for path in ("/", "/page/app.js", "/page/page.css", "/page/icon.svg"):
        async with session.get(path) as response:
            assert response.status == 200
            assert "default-src 'self'" in response.headers["Content-Security-Policy"]
            assert "unsafe" not in response.headers["Content-Security-Policy"]
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert "//" not in (await response.text()).replace("http://www.w3.org/", "").replace("// ", "")


@pytest.mark.parametrize("path", ["/page/none.js", "/page/..%2fpage.py", "/page/..%2f..%2f__main__.py"])
async def test_nothing_but_its_files_is_served(session: aiohttp.ClientSession, path: str) -> None:
    async with session.get(path) as response:
        assert response.status == 404


async def test_a_foreign_name_for_this_server_reads_nothing(session: aiohttp.ClientSession) -> None:
    async with session.get("/page/events", headers={"Host": "evil.example"}) as response:
        assert response.status == 403


async def test_a_page_begins_with_everything_and_then_hears_what_happens(
    telegram: Telegram, person: User, session: aiohttp.ClientSession
) -> None:
    await person.send("先")
    ((place, state),) = await events(session, 1)
    (seen,) = state["chats"]
    assert state["bot"]["is_bot"]
    assert [member["id"] for member in seen["members"]] == [person.id]
    assert [message["text"] for message in seen["messages"]] == ["先"]
    listening = asyncio.create_task(events(session, 2, params={"since": place}))
    sent = await telegram.call("sendMessage", chat_id=person.id, text="好")
    await telegram.call("editMessageText", chat_id=person.id, message_id=sent["result"]["message_id"], text="更好")
    heard = [event for _, event in await listening]
    assert [(event["type"], event["message"]["text"]) for event in heard] == [("message", "好"), ("edit", "更好")]
    assert not any("edits" in event["message"] for event in heard)


async def test_a_stream_is_taken_up_where_it_broke_off(
    telegram: Telegram, person: User, session: aiohttp.ClientSession
) -> None:
    ((place, _),) = await events(session, 1)
    await telegram.call("sendMessage", chat_id=person.id, text="一")
    await person.send("二")
    for options in ({"params": {"since": place}}, {"headers": {"Last-Event-ID": place}}):
        heard = [event for _, event in await events(session, 2, **options)]
        assert [event["message"]["text"] for event in heard] == ["一", "二"]
    await telegram.group("编辑部", person)
    *_, (_, opened) = await events(session, 3, params={"since": place})
    assert (opened["chat"]["title"], opened["members"][0]["id"]) == ("编辑部", person.id)


@pytest.mark.parametrize("place", ["", "other-1", "{run}-999", "{run}-x", "nonsense"])
async def test_a_place_that_means_nothing_begins_anew(session: aiohttp.ClientSession, place: str) -> None:
    ((known, _),) = await events(session, 1)
    since = place.format(run=known.partition("-")[0])
    ((_, state),) = await events(session, 1, params={"since": since})
    assert state["type"] == "state"


async def test_a_silent_stream_says_that_it_is_alive(
    session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.playground.page.BEAT_SECONDS", 0.01)
    async with asyncio.timeout(10), session.get("/page/events") as stream:
        while (await stream.content.readline()) != b": here\n":
            pass


async def test_when_events_in_between_are_forgotten_it_begins_anew() -> None:
    world = World(token=TOKEN)
    world.journal = Journal(limit=2)
    seed(world, samples="http://127.0.0.1:1")
    runner = web.AppRunner(application(world), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with aiohttp.ClientSession(address) as session:
        ((place, _),) = await events(session, 1)
        for _ in range(3):
            world.journal.add("commands")
        ((_, state),) = await events(session, 1, params={"since": place})
        assert state["type"] == "state"
    await runner.cleanup()
