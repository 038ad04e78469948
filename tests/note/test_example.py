"""The example that the model is shown keeps every rule that its own notes are measured by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.models import Article, Brief
from bot.note import reply
from bot.note.prompt import messages
from bot.review import review

RULES = messages(Brief(article=Article(url="", title="", text="")), {})[0]["content"]
SHOWN = RULES[RULES.rindex("【标题】") : RULES.index("# 七")]
ARTICLE = Article(
    url="",
    title="游泳馆早场提前",
    text=RULES[RULES.index("原文：云岭") + len("原文：") : RULES.index("\n来源行：来源")],
    sitename="云岭晚报",
    date="2025-04-08",
)
NOTE = reply.read(SHOWN)
TITLES = reply.titles(SHOWN)


def test_the_review_finds_nothing_in_the_example() -> None:
    assert NOTE is not None
    assert review(NOTE, ARTICLE) == ()


@pytest.mark.parametrize("offered", TITLES, ids=lambda one: one.kind)
def test_each_of_its_three_titles_is_as_good_and_has_a_reason(offered: object) -> None:
    assert NOTE is not None
    (one,) = (title for title in TITLES if title is offered)
    assert review(replace(NOTE, title=one.title), ARTICLE) == ()
    assert one.reason


def test_the_three_are_of_different_kinds_and_the_first_is_the_notes_own() -> None:
    assert NOTE is not None
    assert TITLES[0].title == NOTE.title
    assert len({one.kind for one in TITLES}) == 3
