"""A model on loopback that answers as it is told: in whole, in crumbs, or wrong in every way that was seen."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

NOTE = (
    "【标题】图书馆要开到24点，先试三个月\n【正文】\n晚上9点以后，图书馆还能坐吗？\n\n"
    "南湖图书馆的安排：夜间开放从21点延长到24点，先试行三个月。\n\n📖自习区和咖啡角开着，借书还书不办理。\n\n"
    "来源：南湖晚报《图书馆夜间延时开放》\n【话题】#图书馆 #夜间自习 #自习区"
)
"""A sensible note, as a model would send it."""
USAGE = {
    "prompt_tokens": 100,
    "completion_tokens": 50,
    "total_tokens": 150,
    "prompt_tokens_details": {"cached_tokens": 80},
}


@dataclass(kw_only=True)
class Reply:
    """One answer: a stream of `chunks` (deltas, or raw SSE lines as str), or a plain `body` with a `status`."""

    chunks: list[dict[str, Any] | str] = field(default_factory=list)
    finish: str | None = "stop"
    usage: dict[str, Any] | None = field(default_factory=lambda: dict(USAGE))
    status: int = 200
    body: str | None = None
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=lambda: {"Retry-After": "0"})
    pace: float = 0
    """Seconds between two chunks, as a model takes that a person watches."""
    pauses: int | None = None
    """Chunks after which it waits until `goes_on` is set."""
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when this is the answer to be given."""
    sent: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when all of a stream has been sent."""
    stalls: bool = False
    """Whether the stream then stays open without a word."""


def said(text: str = NOTE, *, size: int = 7, **options: Any) -> Reply:
    """Stream `text` in pieces of `size` characters."""
    return Reply(chunks=[{"content": text[at : at + size]} for at in range(0, len(text), size)], **options)


def failed(status: int, message: str = "no", **error: Any) -> Reply:
    """Answer with a status and an error object as OpenAI sends it."""
    return Reply(status=status, body=json.dumps({"error": {"message": message, **error}}))


class ModelServer:
    """Gives the `replies` in turn, then `NOTE` for ever, and keeps the `requests`."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.stalled = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._closing = asyncio.Event()
        self._port = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/v1"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        assert self._runner is not None
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(await request.json())
        self.keys.append(request.headers.get("Authorization", ""))
        reply = self.replies.pop(0) if self.replies else said()
        reply.asked.set()
        if reply.body is not None:
            return web.Response(
                status=reply.status, text=reply.body, content_type=reply.content_type, headers=reply.headers
            )
        return await self._stream(request, reply)

    async def _stream(self, request: web.Request, reply: Reply) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for number, chunk in enumerate(reply.chunks):
            if number == reply.pauses:
                await reply.goes_on.wait()
            line = chunk if isinstance(chunk, str) else _data([{"index": 0, "delta": chunk, "finish_reason": None}])
            await response.write(f"{line}\n\n".encode())
            await asyncio.sleep(reply.pace)
        if reply.stalls:
            self.stalled.set()
            await self._closing.wait()
            return response
        if reply.finish:
            await response.write(f"{_data([{'index': 0, 'delta': {}, 'finish_reason': reply.finish}])}\n\n".encode())
        if reply.usage:
            await response.write(f"{_data([], usage=reply.usage)}\n\n".encode())
        await response.write(b"data: [DONE]\n\n")
        reply.sent.set()
        return response


def _data(choices: list[Any] | None, **more: Any) -> str:
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices, **more}
    return "data: " + json.dumps(chunk, ensure_ascii=False)
