"""Decides which addresses may be visited: public ones, on the web's ports, and what the settings name."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from bot.errors import AddressRefused, Unreachable

Address: TypeAlias = IPv4Address | IPv6Address
Resolve: TypeAlias = Callable[[str, int], Awaitable[Iterable[str]]]
"""Looks a name up and returns its numeric addresses; raises OSError if there is none."""

URL_LIMIT: Final = 8192
"""Longest address that is looked at, in characters."""
PORTS: Final = {"http": 80, "https": 443}

_HOST_LIMIT: Final = 253
_NAME: Final = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x20\x7f\\]")
# `is_global` of Python 3.11 takes these for public. Outside of the first are ::/96, fec0::/10, NAT64's local prefix; in
# the second lives a cloud's metadata service (192.0.0.192).
_UNICAST: Final = IPv6Network("2000::/3")
_NOT_PUBLIC: Final = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv6Network("3fff::/20"))
_NAT64: Final = IPv6Network("64:ff9b::/96")
_RESOLVE_SECONDS: Final = 8


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """Ask the system's resolver, off the event loop. Raises OSError."""
    answers = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(str(address[0]) for *_, address in answers)


class Guard:
    """Knows which addresses may be visited; holds no connection.

    `allowed` are "host:port" pairs ("[::1]:8080" for IPv6) that pass whatever they resolve to.
    All refusals look alike: a reason would map the inner network.
    """

    def __init__(self, *, allowed: frozenset[str] = frozenset(), resolve: Resolve = resolve) -> None:
        self._allowed = frozenset(pair.lower() for pair in allowed)
        self._resolve = resolve

    def check(self, url: str) -> None:
        """Refuse what can be refused without asking the resolver. Raises AddressRefused."""
        if len(url) > URL_LIMIT or _UNPRINTABLE.search(url):
            raise AddressRefused
        try:
            parts = urlsplit(url)
            port = PORTS.get(parts.scheme, 0) if parts.port is None else parts.port
        except ValueError:
            raise AddressRefused from None
        if parts.scheme not in PORTS or "@" in parts.netloc:
            raise AddressRefused
        host = _canonical(parts.hostname or "")
        if not self._is_allowed(host, port):
            _refuse_unless_public(port, () if isinstance(host, str) else (host,))

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """Return the numbers that may be dialled for a host: all of its answers, or none of them.

        Dial these and not the name: asked again it may answer otherwise (DNS rebinding). Waits 8 s at most.
        Raises AddressRefused, or Unreachable when the name does not resolve.
        """
        found = _canonical(host)
        answers = (found,) if not isinstance(found, str) else await self._answers(found, port)
        if not self._is_allowed(found, port):
            _refuse_unless_public(port, answers)
        return tuple(dict.fromkeys(map(str, answers)))

    def _is_allowed(self, host: str | Address, port: int) -> bool:
        return (f"[{host}]:{port}" if isinstance(host, IPv6Address) else f"{host}:{port}") in self._allowed

    async def _answers(self, name: str, port: int) -> tuple[Address, ...]:
        if not self._is_allowed(name, port):
            _refuse_unless_public(port, ())
        try:
            async with asyncio.timeout(_RESOLVE_SECONDS):
                answers = tuple(ip_address(answer) for answer in await self._resolve(name, port))
        except (OSError, ValueError) as error:
            raise Unreachable("the name does not resolve") from error
        if not answers:
            raise Unreachable("the name has no address")
        return answers


def _canonical(host: str) -> str | Address:
    """Read a host as a browser does, so that no spelling of a number passes for a name."""
    if ":" in host:
        return _ipv6(host)
    if not 0 < len(host) <= _HOST_LIMIT:
        raise AddressRefused
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise AddressRefused from None
    if not _NAME.fullmatch(name):
        raise AddressRefused
    if not _NUMBER.fullmatch(name.rpartition(".")[2]):
        return name
    try:
        return IPv4Address(socket.inet_aton(name))
    except OSError:
        raise AddressRefused from None


def _ipv6(host: str) -> IPv6Address:
    try:
        address = IPv6Address(host)
    except ValueError:
        raise AddressRefused from None
    if address.scope_id is not None:
        raise AddressRefused
    return address


def _refuse_unless_public(port: int, answers: tuple[Address, ...]) -> None:
    if port not in PORTS.values() or not all(map(_is_public, answers)):
        raise AddressRefused


def _is_public(address: Address) -> bool:
    """Whether a stranger's host can live there; an IPv4 address within an IPv6 one is judged as itself."""
    inner = _inner(address)
    if isinstance(inner, IPv6Address) and inner not in _UNICAST:
        return False
    return inner.is_global and not inner.is_multicast and not any(inner in network for network in _NOT_PUBLIC)


def _inner(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
