"""Reads what the browser asks of the proxy: where to, and what to say there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

_REQUEST: Final = re.compile(r"([A-Z]{1,20}) ([!-~]+) HTTP/1\.1")
_HEADER: Final = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\x00]*)")
_LENGTH: Final = re.compile(r"[0-9]{1,12}")
_HOP_BY_HOP: Final = frozenset(
    {"connection", "host", "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer", "upgrade"}
)


class Malformed(Exception):
    """A head that this proxy does not take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Where to, and for plain HTTP what to say there first and how long the body behind it is."""

    host: str
    port: int
    url: str = ""
    head: bytes = b""
    length: int = 0


def parse(head: bytes) -> Request:
    """Read a request's head. Raises Malformed."""
    line, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    match = _REQUEST.fullmatch(line)
    if match is None:
        raise Malformed
    method, target = match.groups()
    tunnel = method == "CONNECT"
    try:
        parts = urlsplit(f"//{target}" if tunnel else target)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Malformed from error
    if not host or (tunnel and (not port or parts.netloc != target)) or (not tunnel and parts.scheme != "http"):
        raise Malformed
    if tunnel:
        return Request(host=host, port=port or 0)
    headers = _headers(lines)
    kept = [f"{name}: {value}" for name, value in headers if name.lower() not in _HOP_BY_HOP]
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    onward = [f"{method} {path} HTTP/1.1", f"Host: {parts.netloc}", *kept, "Connection: close", "", ""]
    return Request(
        host=host,
        port=80 if port is None else port,
        url=target,
        head="\r\n".join(onward).encode("latin-1"),
        length=_length(headers),
    )


def _headers(lines: list[str]) -> list[tuple[str, str]]:
    """Read header lines; one that is none might be read otherwise by the server. Raises Malformed."""
    matches = [match for line in lines if (match := _HEADER.fullmatch(line))]
    if len(matches) < len(lines):
        raise Malformed
    return [(match[1], match[2]) for match in matches]


def _length(headers: list[tuple[str, str]]) -> int:
    """Read the size of a request's body, in bytes; in chunks it is not taken: pages send none so. Raises Malformed."""
    lengths = [value for name, value in headers if name.lower() == "content-length"] or ["0"]
    chunked = any(name.lower() == "transfer-encoding" for name, _ in headers)
    if chunked or len(lengths) > 1 or not _LENGTH.fullmatch(lengths[0].strip()):
        raise Malformed
    return int(lengths[0])
