from __future__ import annotations

import pytest

from bot.playground.failure import Failure
from bot.playground.text import checked, find_entities, formatted, slice_units, units


def found(text: str, kind: str = "url") -> list[str]:
    return [slice_units(text, e["offset"], e["length"]) for e in find_entities(text) if e["type"] == kind]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("看 https://a.com/1 这个", ["https://a.com/1"]),
        ("https://a.com/1，好看。快看", ["https://a.com/1，好看。快看"]),
        ("《标题》https://a.com/1》）", ["https://a.com/1》）"]),
        ("https://a.com，好", ["https://a.com"]),
        ("标题https://a.com/1 又一篇http://b.com/2", ["https://a.com/1", "http://b.com/2"]),
        ("https://user:word@a.com/1", ["https://user:word@a.com/1"]),
        ("(https://a.com/x).", ["https://a.com/x"]),
        ("https://a.com/x_(y)", ["https://a.com/x_(y)"]),
        ("😀😀 http://127.0.0.1:8000/a?b=1#c!", ["http://127.0.0.1:8000/a?b=1#c"]),
        ("“https://a.com/1”", ["https://a.com/1"]),
        ("mp.weixin.qq.com/s/x 和 a.txt", ["mp.weixin.qq.com/s/x"]),
        ("http://localhost/x user@a.com 3.14", []),
        ("HTTPS://A.COM/X", ["HTTPS://A.COM/X"]),
    ],
)
def test_links_end_where_telegram_ends_them(text: str, links: list[str]) -> None:
    assert found(text) == links


def test_mentions_commands_and_hashtags_are_found_outside_links() -> None:
    text = "/note@xiaogao_bot @xiaoming #小红书 #123 a/b https://a.com/@who#tag"
    assert found(text, "bot_command") == ["/note@xiaogao_bot"]
    assert found(text, "mention") == ["@xiaoming"]
    assert found(text, "hashtag") == ["#小红书"]


def test_offsets_count_utf16_units() -> None:
    assert units("你😀") == 3
    assert find_entities("你😀 https://a.com")[0]["offset"] == 4


def test_text_is_trimmed_and_its_entities_move_with_it() -> None:
    bold = {"type": "bold", "offset": 0, "length": 6}
    assert formatted("  \nab \n", [bold]) == ("ab", [{"type": "bold", "offset": 0, "length": 2}])


def test_nothing_is_found_within_code_or_a_link() -> None:
    code = {"type": "pre", "offset": 0, "length": 13}
    assert formatted("https://a.com #x", [code])[1] == [code, {"type": "hashtag", "offset": 14, "length": 2}]


def test_an_entity_given_twice_is_kept_once() -> None:
    given = {"type": "url", "offset": 0, "length": 13}
    assert formatted("https://a.com", [given])[1] == [given]


def test_an_entity_of_nothing_but_space_goes() -> None:
    assert formatted("ab  ", [{"type": "bold", "offset": 2, "length": 2}]) == ("ab", [])


def bold(offset: object, length: object) -> list[dict[str, object]]:
    return [{"type": "bold", "offset": offset, "length": length}]


@pytest.mark.parametrize(
    ("entities", "reason"),
    [
        ("bold", "can't parse MessageEntity: expected an Array of MessageEntity"),
        (["bold"], "can't parse MessageEntity: expected an Object"),
        ([{"type": "sparkle"}], "can't parse MessageEntity: Unsupported type specified"),
        (bold(-1, 1), "can't parse MessageEntity: wrong offset or length"),
        (bold("0", 1), "can't parse MessageEntity: wrong offset or length"),
        (bold(9, 1), "entity begins after the end of the text at UTF-16 offset 9"),
        (bold(3, 9), "entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 12"),
    ],
)
def test_entities_that_are_none_are_refused(entities: object, reason: str) -> None:
    with pytest.raises(Failure) as refused:
        checked(entities, "text")
    assert refused.value.description == f"Bad Request: {reason}"
