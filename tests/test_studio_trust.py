"""What a note goes through before it leaves: repairs, mending, titles to choose from, a judge."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.errors import ModelTooSlow, NoteUnfit
from bot.models import Article, Brief, Draft, Finding, Headline, Note, Severity, Usage, Wish, Written
from bot.note.mend import mend
from bot.review import review
from bot.rules import Rules
from bot.studio import Advisers, Studio
from tests.support.studio_fakes import FORBIDDEN, ScriptedWriter, nothing_lost, one_rule, without_spans, written

if TYPE_CHECKING:
    from bot.rules import Review

ARTICLE = Article(
    url="https://a.example/1",
    title="图书馆延时开放",
    text="南湖图书馆夜间开放时间由21点延长至24点，试行三个月。馆长周岚说，晚间入馆人次增长约四成。",
    sitename="南湖晚报",
    date="2026-11-01",
)
NOTE = Note(
    title="图书馆要开到24点",
    body="南湖图书馆开到24点，先试行三个月。\n\n来源：南湖晚报《图书馆延时开放》2026-11-01",
    topics=("图书馆",),
)
OFFERED = (
    Headline(title="图书馆要开到24点", kind="结果", reason="先说变化"),
    Headline(title="晚间入馆增长约四成", kind="数字", reason="原文的数字"),
    Headline(title="图书馆开到25点", kind="数字", reason="错的数字"),
    Headline(title="这个标题长得无论如何也放不进平台的二十个字里", kind="长", reason="太长"),
    Headline(title="三个月以后还延不延", kind="提问", reason="加微信abc12345看"),
    Headline(title="图书馆先试行三个月", kind="期限", reason="说清期限"),
)


class Doubter:
    """Doubts everything, or fails."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.notes: list[Note] = []

    async def judge(self, note: Note, article: Article) -> tuple[tuple[Finding, ...], Usage]:
        assert article == ARTICLE
        self.notes.append(note)
        if self.error:
            raise self.error
        found = Finding(check="facts", severity=Severity.WARN, span="先试行三个月", message="模型的看法：存疑")
        return (found,), Usage(model="fake", requests=1, prompt_tokens=5)


def studio(
    *answers: Written | Exception, judge: Doubter | None = None, rules: Review = one_rule
) -> tuple[Studio, ScriptedWriter]:
    writer = ScriptedWriter(list(answers))
    unused = cast("Any", None)
    return Studio(
        reader=unused,
        photographer=unused,
        writer=writer,
        tones={},
        rules=Rules(review=rules, losses=nothing_lost, mend=without_spans if rules is one_rule else mend),
        advisers=Advisers(judge=judge),
    ), writer


def offering(*titles: Headline, writer: str = "model") -> Written:
    return Written(
        note=NOTE, writer="offline" if writer == "offline" else "model", titles=titles, usage=Usage(model="fake")
    )


async def test_a_second_repair_is_asked_for_what_the_first_one_left() -> None:
    desk, writer = studio(written(FORBIDDEN * 2), written(f"还有{FORBIDDEN}"), written("改好了"))
    version = await desk.compose(ARTICLE)
    assert version.note.body == "改好了"
    assert version.usage == Usage(model="fake", requests=3, prompt_tokens=30)
    assert writer.briefs[2].base == written(f"还有{FORBIDDEN}").note


async def test_no_third_repair_is_asked_for() -> None:
    desk, writer = studio(*[written(f"留下{FORBIDDEN}")] * 4)
    assert (await desk.compose(ARTICLE)).note.body == "留下"
    assert len(writer.briefs) == 3


async def test_after_a_repair_that_made_it_worse_none_follows() -> None:
    desk, writer = studio(written(f"一{FORBIDDEN}"), written(f"二{FORBIDDEN * 2}"))
    version = await desk.compose(ARTICLE)
    assert version.note.body == "一"
    assert version.usage == Usage(model="fake", requests=2, prompt_tokens=20)
    assert len(writer.briefs) == 2


async def test_a_second_repair_that_fails_leaves_the_first() -> None:
    desk, _ = studio(written(f"一{FORBIDDEN}"), written(f"二{FORBIDDEN}"), ModelTooSlow())
    assert (await desk.compose(ARTICLE)).note.body == "二"


async def test_a_note_that_mending_does_not_heal_never_leaves() -> None:
    desk, _ = studio(*[written(FORBIDDEN)] * 3)
    with pytest.raises(NoteUnfit):
        await desk.compose(ARTICLE)


async def test_an_excerpt_may_be_like_its_source() -> None:
    seen: list[bool] = []

    def rules(_note: Note, _article: Article, *, excerpt: bool = False) -> tuple[Finding, ...]:
        seen.append(excerpt)
        return ()

    for name in ("offline", "model"):
        desk, _ = studio(offering(writer=name), rules=rules)
        await desk.compose(ARTICLE)
    assert set(seen[: len(seen) // 2]) == {True}
    assert set(seen[len(seen) // 2 :]) == {False}


async def test_titles_that_break_a_limit_or_add_a_fact_or_lead_away_are_dropped() -> None:
    desk, _ = studio(offering(*OFFERED), rules=review)
    version = await desk.compose(ARTICLE)
    assert [one.title for one in version.titles] == ["图书馆要开到24点", "晚间入馆增长约四成", "图书馆先试行三个月"]
    assert version.reason == "先说变化"


async def test_another_title_is_taken_from_those_offered_before_the_model_is_asked_again() -> None:
    desk, writer = studio(offering(*OFFERED), offering(), rules=review)
    draft = Draft(id="1", article=ARTICLE, versions=(await desk.compose(ARTICLE),))
    for _ in range(3):
        brief = desk.rewriting(draft, Wish(kind="title"), base=len(draft.versions) - 1)
        version = await desk.finish(brief, await desk.write(brief))
        draft = replace(draft, versions=(*draft.versions, version))
    assert [(one.note.title, one.reason) for one in draft.versions[1:3]] == [
        ("晚间入馆增长约四成", "原文的数字"),
        ("图书馆先试行三个月", "说清期限"),
    ]
    assert draft.versions[1].wish == Wish(kind="title")
    assert draft.versions[1].note == replace(NOTE, title="晚间入馆增长约四成")
    assert [brief.wish for brief in writer.briefs] == [Wish(), Wish(kind="title")]


async def test_the_judges_opinion_is_shown_beside_the_findings_and_its_cost_counted() -> None:
    desk, _ = studio(offering(), judge=Doubter())
    version = await desk.compose(ARTICLE)
    assert [found.message for found in version.findings] == ["模型的看法：存疑"]
    assert version.usage == Usage(model="fake", requests=1, prompt_tokens=5)


async def test_a_judge_that_fails_stops_no_note() -> None:
    desk, _ = studio(offering(), judge=Doubter(ModelTooSlow()))
    assert (await desk.compose(ARTICLE)).findings == ()


async def test_nobody_judges_an_excerpt() -> None:
    judge = Doubter()
    desk, _ = studio(offering(writer="offline"), judge=judge)
    await desk.compose(ARTICLE)
    assert judge.notes == []


async def test_another_title_keeps_the_judges_opinion_without_asking_again() -> None:
    judge = Doubter()
    desk, _ = studio(offering(*OFFERED), judge=judge, rules=review)
    first = await desk.compose(ARTICLE)
    brief = desk.rewriting(Draft(id="1", article=ARTICLE, versions=(first,)), Wish(kind="title"), base=0)
    version = await desk.finish(brief, await desk.write(brief))
    assert "模型的看法：存疑" in [found.message for found in version.findings]
    assert len(judge.notes) == 1


async def test_a_repair_without_titles_keeps_those_offered_before() -> None:
    first = replace(written(FORBIDDEN), titles=OFFERED[:2])
    desk, _ = studio(first, written("改好了"))
    assert (await desk.compose(ARTICLE)).titles == OFFERED[:2]


async def test_other_wishes_are_never_ready() -> None:
    desk, _ = studio(offering(*OFFERED))
    draft = Draft(id="1", article=ARTICLE, versions=(await desk.compose(ARTICLE),))
    assert desk.rewriting(draft, Wish(kind="longer"), base=0).ready is None
    assert Brief(article=ARTICLE).ready is None
