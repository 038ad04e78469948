from __future__ import annotations

import asyncio

import pytest

from bot.errors import AddressRefused, Unreachable
from bot.web import guard as guard_module
from bot.web.guard import Guard, resolve


def answering(*numbers: str) -> Guard:
    async def lookup(_host: str, _port: int) -> tuple[str, ...]:
        return numbers

    return Guard(resolve=lookup)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "https://example.com/a?b=c#d",
        "HTTPS://EXAMPLE.COM:443/",
        "http://example.com:80",
        "http://example.com./",
        "http://exa_mple.com/",
        "http://8.8.8.8/",
        "http://[2606:4700:4700::1111]/",
        "https://中文.中国/文章",
    ],
)
def test_an_ordinary_address_passes(url: str) -> None:
    Guard().check(url)


@pytest.mark.parametrize(
    "url",
    [
        # schemes
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://example.com:80/",
        "javascript:alert(1)",
        "data:text/html,a",
        "//example.com/",
        "example.com",
        "http:example.com",
        "http:///path",
        "",
        # ports
        "http://example.com:22/",
        "http://example.com:8080/",
        "https://example.com:0/",
        "http://example.com:99999/",
        "http://example.com:a/",
        # who is asked, told wrongly
        "http://user@example.com/",
        "http://user:password@example.com/",
        "http://example.com@127.0.0.1/",
        "http://example.com\\@127.0.0.1/",
        "http://example.com\\.evil.example/",
        "http://@example.com/",
        # not a host
        "http://exam ple.com/",
        "http://exam\nple.com/",
        "http://\t127.0.0.1/",
        "http://a%2eb/",
        "http://a..b/",
        "http://[::1/",
        f"http://{'a' * 64}.com/",
        f"http://{'a.' * 130}com/",
        f"http://{'中' * 64}.com/",
        f"http://example.com/{'a' * 8192}",
        # private addresses in every spelling
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.1./",
        "http://0/",
        "http://127。0。0。1/",
        "http://①②⑦.0.0.1/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://example.0x7f/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[fe80::1%25eth0]/",
        "http://[fd00::1]/",
    ],
)
def test_anything_else_is_refused_without_asking_the_resolver(url: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        Guard().check(url)
    assert str(caught.value) == ""


@pytest.mark.parametrize(
    "answers",
    [
        ("127.0.0.1",),
        ("0.0.0.0",),
        ("10.1.2.3",),
        ("100.64.0.1",),
        ("169.254.169.254",),
        ("192.0.0.192",),
        ("198.18.0.1",),
        ("224.0.0.1",),
        ("255.255.255.255",),
        ("::1",),
        ("::127.0.0.1",),
        ("::ffff:10.0.0.1",),
        ("::ffff:0:127.0.0.1",),
        ("2002:7f00:1::",),
        ("64:ff9b::a9fe:a9fe",),
        ("64:ff9b:1::a00:1",),
        ("2001::1",),
        ("2001:db8::1",),
        ("3fff::1",),
        ("fc00::1",),
        ("fe80::1",),
        ("fe80::1%1",),
        ("fec0::1",),
        ("ff0e::1",),
        ("5f00::1",),
        ("93.184.215.14", "127.0.0.1"),
        ("93.184.215.14", "2606:4700::1", "fd00::1"),
    ],
)
async def test_a_name_with_any_answer_that_is_not_public_is_refused(answers: tuple[str, ...]) -> None:
    with pytest.raises(AddressRefused) as caught:
        await answering(*answers).addresses("example.com", 443)
    assert str(caught.value) == ""


@pytest.mark.parametrize(
    "answers",
    [
        ("93.184.215.14",),
        ("93.184.215.14", "2606:4700::1"),
        ("::ffff:8.8.8.8",),
        ("64:ff9b::808:808",),
        ("2002:808:808::",),
    ],
)
async def test_a_name_with_public_answers_is_dialled_by_them(answers: tuple[str, ...]) -> None:
    assert len(await answering(*answers).addresses("example.com", 443)) == len(answers)


async def test_an_answer_given_twice_is_dialled_once() -> None:
    assert await answering("8.8.8.8", "1.1.1.1", "8.8.8.8").addresses("example.com", 80) == ("8.8.8.8", "1.1.1.1")


async def test_a_number_is_not_looked_up() -> None:
    assert await answering().addresses("134744072", 80) == ("8.8.8.8",)
    with pytest.raises(AddressRefused):
        await answering("8.8.8.8").addresses("0x7f.1", 80)


@pytest.mark.parametrize("host", ["", "a b", "a/b", "[::1]", "::1%eth0", "a@b", "a:b"])
async def test_what_is_no_host_is_refused_before_the_resolver_sees_it(host: str) -> None:
    with pytest.raises(AddressRefused):
        await answering("8.8.8.8").addresses(host, 80)


async def test_another_port_is_refused_before_the_resolver_sees_the_name() -> None:
    asked = []

    async def lookup(host: str, _port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("8.8.8.8",)

    with pytest.raises(AddressRefused):
        await Guard(resolve=lookup).addresses("example.com", 6379)
    assert not asked


async def test_a_name_that_does_not_resolve_is_unreachable() -> None:
    async def lookup(_host: str, _port: int) -> tuple[str, ...]:
        raise OSError

    for guard in (Guard(resolve=lookup), answering(), answering("garbage")):
        with pytest.raises(Unreachable):
            await guard.addresses("example.com", 80)


async def test_a_resolver_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard_module, "_RESOLVE_SECONDS", 0.01)

    async def lookup(_host: str, _port: int) -> tuple[str, ...]:
        await asyncio.Event().wait()
        return ()

    with pytest.raises(Unreachable):
        await Guard(resolve=lookup).addresses("example.com", 80)


async def test_an_allowed_pair_passes_whatever_it_resolves_to() -> None:
    async def lookup(_host: str, _port: int) -> tuple[str, ...]:
        return ("10.0.0.5",)

    guard = Guard(allowed=frozenset({"Wiki.Intranet:8080", "127.0.0.1:9000", "[::1]:9000"}), resolve=lookup)
    guard.check("http://wiki.intranet:8080/page")
    guard.check("http://127.0.0.1:9000/")
    guard.check("http://[::1]:9000/")
    assert await guard.addresses("wiki.intranet", 8080) == ("10.0.0.5",)
    assert await guard.addresses("::1", 9000) == ("::1",)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://127.0.0.1:9001/", "http://wiki:9000/", "http://10.0.0.5/"]
)
async def test_an_allowed_pair_opens_no_other_port_and_no_other_host(url: str) -> None:
    with pytest.raises(AddressRefused):
        Guard(allowed=frozenset({"127.0.0.1:9000"})).check(url)


async def test_the_system_s_resolver_gives_numbers() -> None:
    assert "127.0.0.1" in await resolve("localhost", 80)
    with pytest.raises(AddressRefused):
        await Guard().addresses("localhost", 80)
