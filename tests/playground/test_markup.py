from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.failure import Failure
from bot.playground.markup import parse_html


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>你😀</b>好", "你😀好", [{"type": "bold", "offset": 0, "length": 3}]),
        ("<STRONG>a</STRONG>", "a", [{"type": "bold", "offset": 0, "length": 1}]),
        ("<i>a</i><em>b</em>", "ab", [{"type": "italic", "offset": n, "length": 1} for n in (0, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [{"type": "underline", "offset": n, "length": 1} for n in (0, 1)]),
        (
            "<s>a</s><strike>b</strike><del>c</del>",
            "abc",
            [{"type": "strikethrough", "offset": n, "length": 1} for n in (0, 1, 2)],
        ),
        ("<code>a &lt;b&gt; &amp; &quot;</code>", 'a <b> & "', [{"type": "code", "offset": 0, "length": 9}]),
        ("<pre>a</pre>", "a", [{"type": "pre", "offset": 0, "length": 1}]),
        (
            '<pre><code class="language-python">a</code></pre>',
            "a",
            [{"type": "pre", "offset": 0, "length": 1, "language": "python"}],
        ),
        ("<pre><code>a</code></pre>", "a", [{"type": "pre", "offset": 0, "length": 1}]),
        (
            '<a href="https://a.com/?x=1&amp;y=2">a</a>',
            "a",
            [{"type": "text_link", "offset": 0, "length": 1, "url": "https://a.com/?x=1&y=2"}],
        ),
        ("<a>a</a>", "a", []),
        ("<blockquote>a</blockquote>", "a", [{"type": "blockquote", "offset": 0, "length": 1}]),
        ("<blockquote expandable>a</blockquote>", "a", [{"type": "expandable_blockquote", "offset": 0, "length": 1}]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [{"type": "spoiler", "offset": 0, "length": 1}]),
        ("<span class='tg-spoiler'>a</span>", "a", [{"type": "spoiler", "offset": 0, "length": 1}]),
        (
            '<tg-emoji emoji-id="5">👍</tg-emoji>',
            "👍",
            [{"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "5"}],
        ),
        (
            "<b>a<i>b</i></b>",
            "ab",
            [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 1}],
        ),
        ("<b></b>a", "a", []),
        ("<b>a</>", "a", [{"type": "bold", "offset": 0, "length": 1}]),
        ("&#128512;&#x4f60;&nbsp;", "😀你&nbsp;", []),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[dict[str, object]]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("你<x>", 'Unsupported start tag "x" at byte offset 3'),
        ("a <3", "Unclosed start tag at byte offset 2"),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a ="x">', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ],
)
def test_bad_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(Failure) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@given(st.text(alphabet="<>/ab =\"'&;#1你😀 \n"))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except Failure:
        return
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= 2 * len(text) for e in entities)
