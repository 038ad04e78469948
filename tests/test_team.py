from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.team import Act, Mark, Post, pressed

NOW = datetime(2026, 11, 25, tzinfo=UTC)
WANG, LI = Mark(person=5, name="小王", moment=NOW), Mark(person=6, name="小丽", moment=NOW)
LATER, LI_LATER = (replace(mark, moment=NOW + timedelta(minutes=1)) for mark in (WANG, LI))


@pytest.mark.parametrize(
    ("before", "act", "by", "after"),
    [
        (Post(), Act.CLAIM, WANG, Post(claimed=WANG)),
        (Post(claimed=WANG), Act.CLAIM, LATER, Post()),
        (Post(claimed=WANG), Act.CLAIM, LI, Post(claimed=WANG)),
        (Post(claimed=WANG), Act.POSTED, LATER, Post(claimed=WANG, posted=LATER)),
        (Post(claimed=WANG), Act.POSTED, LI, Post(claimed=WANG)),
        (Post(), Act.POSTED, LI, Post(claimed=LI, posted=LI)),
        (Post(claimed=WANG, posted=WANG), Act.POSTED, LATER, Post(claimed=WANG)),
        (Post(claimed=WANG, posted=WANG), Act.POSTED, LI, Post(claimed=WANG, posted=WANG)),
        (Post(claimed=WANG, posted=WANG), Act.CLAIM, LATER, Post(claimed=WANG, posted=WANG)),
        (Post(), Act.APPROVE, LI, Post(judged=LI, verdict=Act.APPROVE)),
        (Post(judged=LI, verdict=Act.APPROVE), Act.APPROVE, LI_LATER, Post()),
        (Post(judged=LI, verdict=Act.APPROVE), Act.APPROVE, WANG, Post(judged=WANG, verdict=Act.APPROVE)),
        (Post(judged=LI, verdict=Act.APPROVE), Act.CHANGES, WANG, Post(judged=WANG, verdict=Act.CHANGES)),
        (Post(claimed=WANG), Act.CHANGES, LI, Post(claimed=WANG, judged=LI, verdict=Act.CHANGES)),
    ],
)
def test_what_a_press_changes_and_what_it_may_not(before: Post, act: Act, by: Mark, after: Post) -> None:
    assert pressed(before, act, by) == after


@pytest.mark.parametrize("act", Act)
def test_a_press_that_a_crash_has_carried_out_twice_marks_once(act: Act) -> None:
    once = pressed(Post(), act, WANG)
    assert pressed(once, act, WANG) == once != Post()


def test_what_nobody_took_is_open() -> None:
    assert Post().is_open
    assert Post(judged=LI, verdict=Act.APPROVE).is_open
    assert not Post(claimed=WANG).is_open
