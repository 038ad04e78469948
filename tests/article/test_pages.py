"""Saved pages, written by us, each with the article or the problem that is expected of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.article.judge import judge
from bot.web.charset import decode

_PAGES = Path(__file__).parent.parent / "pages"


def _expected(name: str) -> dict[str, Any]:
    return json.loads((_PAGES / f"{name}.json").read_text(encoding="utf-8"))


_NAMES = sorted(path.stem for path in _PAGES.glob("*.html"))


@pytest.mark.parametrize("name", [name for name in _NAMES if "text" in _expected(name)])
def test_every_saved_article_comes_out_whole_clean_and_once(name: str) -> None:
    expected = _expected(name)
    article = judge(decode((_PAGES / f"{name}.html").read_bytes()), expected["url"]).article
    assert article is not None
    assert article.text.splitlines() == expected.pop("text")
    assert {field: getattr(article, field) for field in expected} == expected


@pytest.mark.parametrize("name", ["wechat", "wechat_post"])
def test_a_saved_wechat_page_is_known_without_its_address(name: str) -> None:
    expected = _expected(name)
    article = judge(decode((_PAGES / f"{name}.html").read_bytes()), "").article
    assert article is not None
    assert article.text.splitlines() == expected["text"]
    assert (article.url, article.title, article.sitename) == (expected["url"], expected["title"], expected["sitename"])


@pytest.mark.parametrize("name", [name for name in _NAMES if "problem" in _expected(name)])
def test_every_saved_page_without_an_article_says_why(name: str) -> None:
    expected = _expected(name)
    verdict = judge(decode((_PAGES / f"{name}.html").read_bytes()), expected["url"])
    assert verdict.article is None
    assert verdict.problem is not None
    assert verdict.problem.__name__ == expected["problem"]
    assert verdict.hollow == expected.get("hollow", verdict.hollow)
