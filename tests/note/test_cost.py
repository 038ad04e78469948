"""What a rewrite costs beside the first note, by the estimate that needs no vocabulary of a model."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

import pytest

from bot.models import Article, Brief, Note, Wish
from bot.note import tones
from bot.note.prompt import messages
from bot.style import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

TONES = tones.load()
SENTENCE = "槐树街菜市场今年9月日均客流约9600人，改造前同期约7100人，摊位从186个减到128个。"
ARTICLE = Article(
    url="https://example.org/market",
    title="槐树街菜市场改造满一年",
    text=(SENTENCE * 100)[:3000],
    sitename="江口周报",
    date="2026-11-02",
)
NOTE = Note(
    title="菜市场改完，人反而多了",
    body=(SENTENCE * 20)[:600],
    topics=("菜市场", "城市更新", "槐树街", "老城改造", "买菜"),
)
FIRST = Style(tone="zhuanye")
BLOCKS = (1, 64, 128)
"""Tokens of which a provider keeps a prefix: DeepSeek 64, OpenAI 128."""

Prompt = list[dict[str, str]]


def tokens(text: str) -> float:
    """0.7 a Chinese character, and one for 3.6 of the others."""
    chinese = len(re.findall(r"[\u3000-\u9fff\uff00-\uffef]", text))
    return 0.7 * chinese + (len(text) - chinese) / 3.6


def cost(prompt: Prompt) -> float:
    return sum(tokens(message["content"]) for message in prompt)


def uncached(prompt: Prompt, before: Sequence[Prompt], block: int) -> float:
    """What of a prompt no earlier one began with, the prefix being kept in blocks of so many tokens."""
    kept = max((cost(_common(prompt, one)) for one in before), default=0)
    return cost(prompt) - kept // block * block


def _common(prompt: Prompt, other: Prompt) -> Prompt:
    """The messages that two prompts begin with."""
    return [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(prompt, other, strict=True))]


def first() -> Prompt:
    return messages(Brief(article=ARTICLE, style=FIRST), TONES)


WISHES = [
    *(Wish(kind="tone", tone=tone) for tone in TONES),
    Wish(kind="title"),
    Wish(kind="shorter"),
    Wish(kind="longer"),
    Wish(kind="said", text="第二段重写，少一点形容词，别用姐妹们。" * 5, quote=SENTENCE),
]


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.tone or wish.kind)
def test_a_rewrite_costs_less_than_half_of_the_first_note(wish: Wish, block: int) -> None:
    style = Style(tone=wish.tone or FIRST.tone, length=wish.kind if wish.kind in {"shorter", "longer"} else "")
    rewrite = messages(Brief(article=ARTICLE, style=style, wish=wish, base=NOTE), TONES)
    assert rewrite[:2] == first()[:2]
    assert uncached(rewrite, [first()], block) <= 0.45 * uncached(first(), [], block)


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.tone or wish.kind)
def test_even_where_the_rules_were_kept_from_another_article_it_costs_less_than_half(wish: Wish) -> None:
    other = messages(Brief(article=Article(url="", title="另一篇", text="另一篇。"), style=FIRST), TONES)
    rewrite = messages(Brief(article=ARTICLE, style=Style(tone=wish.tone), wish=wish, base=NOTE), TONES)
    assert uncached(rewrite, [other, first()], 1) <= 0.45 * uncached(first(), [other], 1)
