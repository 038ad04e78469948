"""Reads what an HTTP request carries into parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from bot.playground.failure import Failure, bad_request
from bot.playground.params import Params, Upload, decode

if TYPE_CHECKING:
    from aiohttp import MultipartReader

MAX_REQUEST = 60 * 1024 * 1024
MAX_FILE = 50 * 1024 * 1024
MAX_PARTS = 100
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
"""The names by which this server may be asked for: a foreign one that leads here is another site's trick."""
_TOO_LARGE = Failure(413, "Request Entity Too Large")


async def read(request: web.Request) -> Params:
    """Read the parameters of a call from query and body; raises Failure 400 or 413."""
    values: dict[str, Any] = dict(request.query)
    kind = request.content_type
    try:
        if kind == "multipart/form-data":
            params = await _multipart(await request.multipart())
            return Params(values | params.values, params.uploads)
        if kind == "application/json" and request.can_read_body:
            return Params(values | _object(await request.read()))
        if kind == "application/x-www-form-urlencoded":
            return Params(values | {name: str(value) for name, value in (await request.post()).items()})
    except web.HTTPRequestEntityTooLarge as error:
        raise _TOO_LARGE from error
    except ConnectionResetError as error:  # nobody hears the answer, but the journal does
        raise bad_request("the client left") from error
    except (ValueError, LookupError, AssertionError) as error:
        raise bad_request("can't parse request") from error
    return Params(values)


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = decode(body or b"{}")
    except ValueError:
        raise bad_request("can't parse request: it must be JSON, with strings encoded in UTF-8") from None
    if not isinstance(value, dict):
        raise bad_request("can't parse request: object expected")
    return value


async def _multipart(reader: MultipartReader) -> Params:
    params = Params()
    total = 0
    async for part in reader:
        if not isinstance(part, BodyPartReader) or not part.name:
            raise bad_request("can't parse request")
        if len(params.uploads) + len(params.values) >= MAX_PARTS:
            raise bad_request("too many parts in the request")
        data = await _part(part, MAX_REQUEST - total)
        total += len(data)
        if part.filename is None:
            params.values[part.name] = data.decode()
            continue
        if len(data) > MAX_FILE:
            raise _TOO_LARGE
        params.uploads[part.name] = Upload(
            part.filename, data, part.headers.get("Content-Type", "application/octet-stream")
        )
    return params


async def _part(part: BodyPartReader, limit: int) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk(1 << 16):
        data += chunk
        if len(data) > limit:
            raise _TOO_LARGE
    return bytes(data)
