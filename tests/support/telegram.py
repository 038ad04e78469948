"""A Telegram on loopback for tests: starts `python -m bot.playground` and plays its people."""

from __future__ import annotations

import asyncio
import base64
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeVar

import aiohttp

from tests.support.nursery import ROOT, unmeasured

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TOKEN = "1000:playground"
Result = TypeVar("Result")


class Telegram:
    """The client of a running server. `base_url` + token is where a Bot API client goes."""

    def __init__(self, address: str = "", *, token: str = TOKEN) -> None:
        self.address = address
        self.token = token
        self._begun = 0
        self._session: aiohttp.ClientSession | None = None

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls base_url."""
        return f"{self.address}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.address}/file/bot"

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(self.address)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._session is not None
        await self._session.close()

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a Bot API method as JSON; the answer's body, whether ok or not."""
        assert self._session is not None
        async with self._session.post(f"/bot{self.token}/{method}", json=params) as response:
            return await response.json()

    async def refused(self, method: str, **params: Any) -> str:
        """The reason for which a call is refused, in Telegram's words."""
        answer = await self.call(method, **params)
        assert answer["ok"] is False, answer
        return answer["description"]

    async def user(
        self,
        first_name: str = "小明",
        *,
        username: str = "",
        language_code: str = "zh-hans",
        is_hidden: bool = False,
    ) -> User:
        """A new person, with a private chat open; forwards of one who `is_hidden` tell only the name."""
        wire = await self.control(
            "POST",
            "users",
            first_name=first_name,
            username=username,
            language_code=language_code,
            is_hidden=is_hidden,
        )
        user = User(self, wire["id"], Chat(self, wire["id"]))
        await self.control("POST", "chats", type="private", members=[user.id])
        return user

    @property
    def bot(self) -> User:
        """The bot, as one whom people add, promote or remove."""
        bot_id = int(self.token.partition(":")[0])
        return User(self, bot_id, Chat(self, bot_id))

    async def group(
        self, title: str, *members: User, kind: str = "supergroup", is_forum: bool = False, bot: bool = True
    ) -> Chat:
        """A new group of these people, the first its creator, and the bot (unless told otherwise)."""
        ids = [user.id for user in members]
        values = {"type": kind, "title": title, "members": ids, "is_forum": is_forum, "bot": bot}
        return Chat(self, (await self.control("POST", "chats", **values))["id"])

    async def channel(self, title: str, *members: User, linked: Chat | None = None) -> Chat:
        """A new channel, the first its creator; its posts go on into the `linked` group by themselves."""
        values = {"type": "channel", "title": title, "members": [user.id for user in members]}
        more = {"linked": linked.id} if linked else {}
        return Chat(self, (await self.control("POST", "chats", **values, **more))["id"])

    async def privacy(self, *, on: bool) -> None:
        """Switch the bot's privacy mode; it counts in groups that the bot is added to later."""
        await self.control("POST", "privacy", on=on)

    async def faults(self, method: str, *, kind: str, times: int = 1, seconds: float = 1) -> None:
        """Order "429", "flood_400" (seconds = retry_after), "500", "502", "delay", "drop_before" or "drop_after"."""
        await self.control("POST", "faults", method=method, kind=kind, times=times, seconds=seconds)

    async def clear_faults(self) -> None:
        await self.control("DELETE", "faults")

    async def begin(self) -> None:
        """Leave all that happened so far to those who were there: a server of many tests keeps thousands of events."""
        self._begun = (await self.control("GET", f"events?since={sys.maxsize}&timeout=0"))["seq"]

    async def calls(self, method: str = "") -> list[dict[str, Any]]:
        """Every Bot API call since the beginning: method, params, status, error."""
        calls = (await self.control("GET", f"calls?since={self._begun}"))["calls"]
        return [call for call in calls if method in {"", call["method"]}]

    async def commands(self) -> list[dict[str, Any]]:
        return (await self.control("GET", "commands"))["commands"]

    async def file(self, file_id: str) -> bytes:
        assert self._session is not None
        async with self._session.get(f"/control/files/{file_id}") as response:
            response.raise_for_status()
            return await response.read()

    async def wait_event(
        self, wanted: Callable[[dict[str, Any]], object], *, since: int | None = None, within: float = 10
    ) -> dict[str, Any]:
        """The first journal event after `since`, or the beginning, that is wanted: type "message", "edit", "call", …"""
        since = self._begun if since is None else since
        async with asyncio.timeout(within):
            while True:
                page = await self.control("GET", f"events?since={since}&timeout=50")
                for event in page["events"]:
                    if wanted(event):
                        return event
                since = page["seq"]

    async def control(self, verb: str, path: str, /, **values: Any) -> dict[str, Any]:
        """The raw control API."""
        assert self._session is not None
        body = {"json": values} if verb == "POST" else {}
        async with self._session.request(verb, f"/control/{path}", **body) as response:
            answer = await response.json()
        assert response.status == 200, answer
        return answer


class TelegramServer(Telegram):
    """The server as a process of its own, from entering to leaving."""

    def __init__(self, *, token: str = TOKEN, flood: bool = False, retry: float = 1, is_measured: bool = False) -> None:
        """`retry` is how many seconds a webhook that failed rests at first; its own tests have it `is_measured`."""
        super().__init__(token=token)
        options = ["--port", "0", "--token", token, "--retry", str(retry)]
        self._options = [*options, *(["--flood"] if flood else [])]
        self._environment = None if is_measured else unmeasured()
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """The process."""
        assert self._process is not None
        return self._process.pid

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.playground", *self._options,
            stdout=asyncio.subprocess.PIPE, cwd=ROOT, env=self._environment,
        )  # fmt: skip
        assert self._process.stdout is not None
        async with asyncio.timeout(20):
            line = await self._process.stdout.readline()
        self.address = json.loads(line)["address"]
        return await super().__aenter__()

    async def __aexit__(self, *reason: object) -> None:
        assert self._process is not None
        await super().__aexit__(*reason)
        self._process.terminate()
        await self._process.communicate()


@dataclass(frozen=True)
class Message:
    """A message of a transcript; `wire` is all of it, as the Bot API shows it plus edits and reactions."""

    wire: dict[str, Any]

    @property
    def id(self) -> int:
        return self.wire["message_id"]

    @property
    def text(self) -> str:
        """Its text, or its caption."""
        return self.wire.get("text", self.wire.get("caption", ""))

    @property
    def from_bot(self) -> bool:
        return self.wire.get("from", {}).get("is_bot", False) and "sender_chat" not in self.wire

    @property
    def entities(self) -> list[dict[str, Any]]:
        return self.wire.get("entities", self.wire.get("caption_entities", []))

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """All its buttons, row by row."""
        return [button for row in self.wire.get("reply_markup", {}).get("inline_keyboard", []) for button in row]

    @property
    def button_texts(self) -> list[str]:
        return [button["text"] for button in self.buttons]

    @property
    def quote(self) -> str:
        """The part of the replied message that it quotes."""
        return self.wire.get("quote", {}).get("text", "")

    @property
    def force_reply(self) -> dict[str, Any]:
        """What it asks clients to do: input_field_placeholder, selective; empty when it asks for no reply."""
        return self.wire.get("force_reply", {})

    @property
    def edits(self) -> list[dict[str, Any]]:
        """Its earlier contents, oldest first."""
        return self.wire["edits"]

    @property
    def reactions(self) -> list[str]:
        """The emoji on it."""
        return [one["emoji"] for given in self.wire["reactions"] for one in given["reaction"]]

    @property
    def photo(self) -> dict[str, Any] | None:
        """The largest size of its photo."""
        return self.wire["photo"][-1] if "photo" in self.wire else None

    @property
    def album(self) -> str:
        """The id that the pictures of an album share."""
        return self.wire.get("media_group_id", "")

    def marked(self, kind: str) -> list[str]:
        """The pieces of its text that carry an entity of this kind, such as "bold", "pre", "url"."""
        units = self.text.encode("utf-16-le")
        return [
            units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in self.entities
            if e["type"] == kind
        ]


Transcript = list[Message]


@dataclass(frozen=True)
class Chat:
    """A chat as a person sees it."""

    server: Telegram
    id: int

    async def transcript(self) -> Transcript:
        return (await self._seen())[0]

    async def wait(self, wanted: Callable[[Transcript], Result], *, within: float = 10) -> Result:
        """What `wanted` makes of the transcript, as soon as that is true; TimeoutError shows the transcript."""
        seen: Transcript = []
        try:
            async with asyncio.timeout(within):
                while True:
                    seen, seq = await self._seen()
                    if result := wanted(seen):
                        return result
                    await self.server.wait_event(
                        lambda event: event.get("chat_id") == self.id, since=seq, within=within
                    )
        except TimeoutError:
            lines = "\n".join(
                f"{message.id} {'bot' if message.from_bot else 'person'}: {message.text}" for message in seen
            )
            raise TimeoutError(f"not seen within {within} s; the chat:\n{lines}") from None

    async def _seen(self) -> tuple[Transcript, int]:
        page = await self.server.control("GET", f"chats/{self.id}")
        return [Message(wire) for wire in page["messages"]], page["seq"]


@dataclass(frozen=True)
class User:
    """A person; acts in the private chat with the bot unless told another."""

    server: Telegram
    id: int
    chat: Chat

    async def send(  # noqa: PLR0913 - all that a message can be
        self,
        text: str = "",
        *,
        entities: Sequence[dict[str, Any]] = (),
        photo: bytes = b"",
        document: bytes = b"",
        file_name: str = "",
        reply_to: Message | None = None,
        quote: str = "",
        topic: int = 0,
        chat: Chat | None = None,
        as_channel: Chat | None = None,
    ) -> Message:
        """Write; with a photo or a document the text is its caption.

        `quote` is a part of the words of `reply_to`; `as_channel` is one's own, to write in its name.
        """
        values: dict[str, Any] = {"text": text, "entities": list(entities), "message_thread_id": topic}
        if photo or document:
            values |= {"file": base64.b64encode(photo or document).decode(), "as": "photo" if photo else "document"}
            values |= {"file_name": file_name or ("photo.jpg" if photo else "document.bin")}
        if reply_to is not None:
            values |= {"reply_to": reply_to.id, "quote": quote}
        if as_channel is not None:
            values["as_channel"] = as_channel.id
        return await self._act(chat, "messages", **values)

    async def forward(self, message: Message, *, chat: Chat | None = None) -> Message:
        """Send a message on, from whichever chat."""
        return await self._act(chat, "forwards", message=message.id, from_chat=message.wire["chat"]["id"])

    async def edit(self, message: Message, text: str, *, chat: Chat | None = None) -> Message:
        return await self._act(chat, "edits", message=message.id, text=text)

    async def delete(self, message: Message, *, chat: Chat | None = None) -> None:
        """Take one's own message away, or as an admin anybody's."""
        await self._do(chat, "deletions", message=message.id)

    async def ask_inline(self, query: str) -> str:
        """Write the bot's name and a query; the inline query's id."""
        return (await self.server.control("POST", "inline", user=self.id, query=query))["inline_query_id"]

    async def react(self, message: Message, *emoji: str, chat: Chat | None = None) -> Message:
        return await self._act(chat, "reactions", message=message.id, emoji=list(emoji))

    async def press(self, message: Message, button: str, *, is_old: bool = False, chat: Chat | None = None) -> str:
        """Press a button by its text (or data); the callback query's id, '' for a copy or link button.

        Of a message that `is_old` the bot learns only where it is.
        """
        pressed = await self._do(chat, "presses", message=message.id, button=button, is_old=is_old)
        return pressed["callback_id"]

    async def answered(self, callback_id: str, *, within: float = 10) -> dict[str, Any]:
        """The bot's answer to a press: text, show_alert."""
        return await self.server.wait_event(
            lambda event: event["type"] == "answer" and event["callback_id"] == callback_id, within=within
        )

    async def block(self, *, blocked: bool = True) -> None:
        await self._do(None, "block", blocked=blocked)

    async def join(self, chat: Chat) -> None:
        await self._do(chat, "members", status="member")

    async def leave(self, chat: Chat) -> None:
        await self._do(chat, "members", status="left")

    async def add(self, other: User, chat: Chat) -> None:
        await self._do(chat, "members", member=other.id, status="member")

    async def kick(self, other: User, chat: Chat) -> None:
        await self._do(chat, "members", member=other.id, status="kicked")

    async def promote(self, other: User, chat: Chat, *, is_anonymous: bool = False) -> None:
        """Make an administrator, who may write as the group."""
        await self._do(chat, "members", member=other.id, status="administrator", is_anonymous=is_anonymous)

    async def migrate(self, chat: Chat) -> Chat:
        """Make a supergroup of a group."""
        return Chat(self.server, (await self._do(chat, "migrate"))["id"])

    async def open_topic(self, name: str, chat: Chat) -> int:
        """The new topic's message_thread_id."""
        return (await self._do(chat, "topics", name=name))["message_thread_id"]

    async def set_topic(self, topic: int, state: str, chat: Chat) -> None:
        """Make a topic "open", "closed" or "deleted"."""
        await self._do(chat, f"topics/{topic}", state=state)

    async def _act(self, chat: Chat | None, what: str, **values: Any) -> Message:
        return Message(await self._do(chat, what, **values))

    async def _do(self, chat: Chat | None, what: str, **values: Any) -> dict[str, Any]:
        return await self.server.control("POST", f"chats/{(chat or self.chat).id}/{what}", user=self.id, **values)
