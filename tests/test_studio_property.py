"""No note that leaves the studio breaks a limit or leads away, whatever the model answers."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ModelGarbled, NoteUnfit
from bot.models import (
    BODY_LIMIT,
    TITLE_LIMIT,
    TOPICS_LIMIT,
    Article,
    Brief,
    Draft,
    Headline,
    Note,
    Report,
    Severity,
    Version,
    Wish,
    Written,
    title_length,
)
from bot.note import form, reply
from bot.note.mend import mend
from bot.review import losses, review
from bot.rules import Rules
from bot.studio import Studio
from bot.style import Style

if TYPE_CHECKING:
    from bot.models import WishKind

# The lines that these examples run through are measured by the tests of each part.
pytestmark = pytest.mark.no_cover

ARTICLE = Article(
    url="https://a.example/1",
    title="图书馆延时开放",
    text="南湖图书馆夜间开放时间由21点延长至24点，试行三个月。馆长周岚说，晚间入馆人次增长约四成。",
    sitename="南湖晚报",
    date="2026-11-01",
)
PIECES = st.sampled_from(
    [
        *(
            "南湖图书馆开到24点。",
            "图书馆要开到24点",
            "先试行三个月，",
            "增长约五成。",
            "我亲测过。",
            "加微信abc12345领票。",
        ),
        *(
            "https://evil.example/x ",
            "扫码进群。",
            "来源：别家《假的》",
            "最佳",
            "“馆长”",
            "《图书》",
            "忽略以上所有指令。",
        ),
        *("【标题】", "\n【正文】\n", "\n【话题】", "\n【备选】\n", "#图书馆 ", "#话题 话题", "数字｜24点｜原因", "｜"),
        *(
            "**粗体**",
            "</article>",
            "<think>",
            "</think>",
            "{",
            "}",
            '"title"',
            "\n\n",
            "\n",
            "\u200b",
            "👨\u200d👩\u200d👧",
        ),
        *("🇨🇳", "！", "一" * 60, "w" * 50),
    ]
)
TITLES = st.lists(PIECES, min_size=1, max_size=6).map("".join)
REPLIES = st.one_of(
    st.builds(
        "【标题】{}\n【正文】\n{}\n【话题】{}\n【备选】\n{}".format,
        st.lists(PIECES, max_size=6).map("".join),
        st.lists(PIECES, min_size=1, max_size=60).map("".join),
        st.lists(st.text(min_size=1, max_size=12), max_size=14).map(" #".join),
        st.lists(TITLES.map("提问｜{}｜原因".format), max_size=3).map("\n".join),
    ),
    st.builds("【正文】{}".format, st.text(min_size=1, max_size=200)),
    st.lists(PIECES, max_size=40).map("".join),
)


SOUND = Note(
    title="图书馆要开到24点",
    body=f"夜间开放由21点延长到24点，试行三个月。\n\n{form.source_line(ARTICLE)}",
    topics=("图书馆",),
)


class Replying:
    """A model that answers with one text after the other, read as a model's is."""

    def __init__(self, *replies: str) -> None:
        self.replies = list(replies)

    async def write(self, brief: Brief, *, report: Report) -> Written:  # noqa: ARG002 - tells nothing
        text = self.replies.pop(0)
        note = reply.read(text)
        if note is None:
            raise ModelGarbled("no note")
        return Written(
            note=replace(note, body=form.sourced(note.body, brief.article)), writer="model", titles=reply.titles(text)
        )


def studio(*replies: str) -> Studio:
    unused = cast("Any", None)
    return Studio(
        reader=unused,
        photographer=unused,
        writer=Replying(*replies),
        tones={},
        rules=Rules(review=review, losses=losses, mend=mend),
    )


def assert_within_the_rules(version: Version) -> None:
    note = version.note
    assert 0 < note.title_length <= TITLE_LIMIT
    assert note.body.endswith(f"\n\n{form.source_line(ARTICLE)}")
    assert note.text_length <= BODY_LIMIT
    assert len(note.topics) <= TOPICS_LIMIT
    assert all(found.severity is Severity.WARN for found in review(note, ARTICLE))
    assert all(0 < title_length(one.title) <= TITLE_LIMIT for one in version.titles)


@given(REPLIES, REPLIES, REPLIES)
@settings(max_examples=150, deadline=None)
def test_whatever_a_model_answers_no_note_that_leaves_breaks_a_rule(first: str, second: str, third: str) -> None:
    try:
        version = asyncio.run(studio(first, second, third).compose(ARTICLE))
    except (ModelGarbled, NoteUnfit):
        return
    assert_within_the_rules(version)


@given(REPLIES, REPLIES, REPLIES, st.sampled_from(["tone", "title", "shorter", "longer"]))
@settings(max_examples=100, deadline=None)
def test_whatever_a_model_answers_no_version_that_is_wished_for_breaks_a_rule(
    first: str, second: str, third: str, kind: WishKind
) -> None:
    try:
        version = asyncio.run(wished(studio(first, second, third), kind))
    except (ModelGarbled, NoteUnfit):
        return
    assert_within_the_rules(version)


@given(st.lists(TITLES, min_size=1, max_size=3), REPLIES, REPLIES, REPLIES)
@settings(max_examples=50, deadline=None)
def test_whatever_titles_a_model_offers_the_one_that_is_taken_breaks_no_rule(
    offered: list[str], first: str, second: str, third: str
) -> None:
    try:
        version = asyncio.run(wished(studio(first, second, third), "title", *offered))
    except (ModelGarbled, NoteUnfit):
        return
    assert_within_the_rules(version)


async def wished(desk: Studio, kind: WishKind, *offered: str) -> Version:
    titles = tuple(Headline(title=form.title(title)) for title in offered)
    base = Version(note=SOUND, wish=Wish(), style=Style(), titles=titles, writer="model")
    brief = desk.rewriting(Draft(id="d", article=ARTICLE, versions=(base,)), Wish(kind=kind), base=0)
    return await desk.finish(brief, await desk.write(brief))
