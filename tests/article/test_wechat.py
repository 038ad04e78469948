"""What the scripts of an official account's page say."""

from __future__ import annotations

import pytest

from bot.article import markup, wechat

BODY = "<div id='js_content'><p>晚上九点以后，图书馆还能坐。</p></div>"


@pytest.mark.parametrize(
    ("said", "title"),
    [
        (r"图书馆\ud83d\ude00夜里开门", "图书馆😀夜里开门"),
        (r"图书馆\ud83d", "图书馆"),
        (r"\x3c图书馆\x3e", "<图书馆>"),
        (r"图书馆 \x26amp; 咖啡", "图书馆 & 咖啡"),
    ],
)
def test_a_string_is_what_the_script_would_see_without_half_characters(said: str, title: str) -> None:
    html = f"{BODY}<script>var msg_title = '{said}';</script>"
    tree = markup.parse(html)
    assert tree is not None
    article = wechat.article(tree, html, "")
    assert article is not None
    assert article.title == title
