from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.errors import ModelGarbled, ModelLimited, ModelTooSlow, NoteUnfit, ToneUnknown
from bot.models import (
    Article,
    Brief,
    Draft,
    Finding,
    Headline,
    Meaning,
    Note,
    Progress,
    Severity,
    Step,
    Tone,
    Usage,
    Version,
    Wish,
    Written,
)
from bot.rules import Rules
from bot.studio import Studio
from bot.style import Style
from tests.support.studio_fakes import (
    DOUBTFUL,
    FORBIDDEN,
    ScriptedWriter,
    nothing_lost,
    one_rule,
    without_spans,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLE = Article(url="https://a.example/1", title="标题", text="正文。")
TONES = {"dry": Tone(name="dry", label="干货", advice="一条一条说。")}


def _studio(
    *answers: Written | Exception, losses: Callable[[Brief, Note], tuple[Finding, ...]] = nothing_lost
) -> tuple[Studio, ScriptedWriter]:
    writer = ScriptedWriter(list(answers))
    unused = cast("Any", None)  # neither a page nor a picture is asked for here
    return Studio(
        reader=unused,
        photographer=unused,
        writer=writer,
        tones=TONES,
        rules=Rules(review=one_rule, losses=losses, mend=without_spans),
    ), writer


def _draft(style: Style | None = None) -> Draft:
    version = Version(note=Note(title="标题", body="一"), wish=Wish(), style=style or Style(), writer="model")
    return Draft(id="1", article=ARTICLE, versions=(version,))


async def test_a_clean_note_is_asked_for_once() -> None:
    studio, writer = _studio(written("好文案"))
    version = await studio.compose(ARTICLE, style=Style(tone="dry"))
    assert version.note.body == "好文案"
    assert (version.wish, version.style, version.writer) == (Wish(), Style(tone="dry"), "model")
    assert version.findings == ()
    assert [brief.style for brief in writer.briefs] == [Style(tone="dry")]


async def test_progress_is_told_from_writing_to_review() -> None:
    told: list[Progress] = []

    async def report(progress: Progress) -> None:
        told.append(progress)

    studio, _ = _studio(written("好文案"))
    await studio.compose(ARTICLE, report=report)
    assert told == [Progress(step=Step.WRITE), Progress(step=Step.REVIEW, title="标题", body="好文案")]


async def test_a_warning_is_shown_and_not_repaired() -> None:
    studio, writer = _studio(written(f"{DOUBTFUL}的说法"))
    version = await studio.compose(ARTICLE)
    assert [found.span for found in version.findings] == [DOUBTFUL]
    assert len(writer.briefs) == 1


async def test_a_broken_rule_is_sent_back_once_with_the_note_and_what_was_found() -> None:
    studio, writer = _studio(written(f"有{FORBIDDEN}和{DOUBTFUL}"), written("改好了"))
    version = await studio.compose(ARTICLE)
    assert version.note.body == "改好了"
    repair = writer.briefs[1]
    assert repair.base is not None
    assert repair.base.body == f"有{FORBIDDEN}和{DOUBTFUL}"
    assert [found.span for found in repair.findings] == [FORBIDDEN]
    assert (repair.article, repair.wish) == (ARTICLE, Wish())


async def test_what_a_repair_leaves_is_mended_by_rule() -> None:
    studio, writer = _studio(
        written(f"{FORBIDDEN}{FORBIDDEN}"), written(f"还有{FORBIDDEN}"), written(f"仍有{FORBIDDEN}")
    )
    assert (await studio.compose(ARTICLE)).note.body == "仍有"
    assert len(writer.briefs) == 3


async def test_a_repair_that_makes_it_worse_is_not_taken() -> None:
    studio, _ = _studio(written(f"第一次{FORBIDDEN}"), written(f"第二次{FORBIDDEN}{FORBIDDEN}"))
    version = await studio.compose(ARTICLE)
    assert version.note.body == "第一次"
    assert version.usage == Usage(model="fake", requests=2, prompt_tokens=20)


async def test_the_tokens_of_writing_and_repair_are_summed() -> None:
    studio, _ = _studio(written(FORBIDDEN, tokens=100), written("改好了", tokens=30))
    assert (await studio.compose(ARTICLE)).usage == Usage(model="fake", requests=2, prompt_tokens=130)


async def test_an_endpoint_that_counts_nothing_leaves_the_count_of_the_other_request() -> None:
    studio, _ = _studio(written(FORBIDDEN, tokens=None), written("改好了", tokens=30))
    assert (await studio.compose(ARTICLE)).usage == Usage(model="fake", requests=1, prompt_tokens=30)


async def test_a_repair_that_fails_falls_back_to_mending() -> None:
    studio, _ = _studio(written(f"有{FORBIDDEN}的文案"), ModelTooSlow())
    version = await studio.compose(ARTICLE)
    assert version.note.body == "有的文案"
    assert version.usage == Usage(model="fake", requests=1, prompt_tokens=10)


async def test_the_offline_writer_is_not_asked_to_repair() -> None:
    studio, writer = _studio(replace(written(f"有{FORBIDDEN}的摘录"), writer="offline", usage=None))
    version = await studio.compose(ARTICLE)
    assert (version.note.body, version.writer, version.usage) == ("有的摘录", "offline", None)
    assert len(writer.briefs) == 1


async def test_a_note_of_which_nothing_fit_is_left_never_leaves() -> None:
    studio, _ = _studio(written(FORBIDDEN), written(FORBIDDEN), written(FORBIDDEN))
    with pytest.raises(NoteUnfit):
        await studio.compose(ARTICLE)


async def test_a_writer_that_fails_at_first_fails_the_whole() -> None:
    studio, _ = _studio(ModelLimited())
    with pytest.raises(ModelLimited):
        await studio.compose(ARTICLE)


async def test_an_unknown_tone_is_refused_before_anything_is_written() -> None:
    studio, writer = _studio(written("好文案"))
    with pytest.raises(ToneUnknown, match="nope"):
        await studio.compose(ARTICLE, style=Style(tone="nope"))
    assert writer.briefs == []


@pytest.mark.parametrize(
    ("wish", "style"),
    [
        (Wish(kind="tone", tone="dry"), Style(tone="dry", length="shorter")),
        (Wish(kind="longer"), Style(length="longer")),
        (Wish(kind="shorter"), Style(length="shorter")),
        (Wish(kind="title"), Style(length="shorter")),
    ],
)
def test_a_wish_changes_the_style_it_is_about_and_no_more(wish: Wish, style: Style) -> None:
    studio, _ = _studio()
    brief = studio.rewriting(_draft(style=Style(length="shorter")), wish, base=0)
    assert (brief.article, brief.wish, brief.style) == (ARTICLE, wish, style)
    assert brief.base == Note(title="标题", body="一")


def test_a_rewrite_may_start_from_an_older_version() -> None:
    studio, _ = _studio()
    draft = _draft()
    draft = replace(draft, versions=(*draft.versions, replace(draft.latest, note=Note(title="标题", body="二"))))
    assert studio.rewriting(draft, Wish(kind="longer"), base=0).base == Note(title="标题", body="一")


async def test_a_rewrite_is_reviewed_like_the_first() -> None:
    studio, _ = _studio(*[written(f"三{FORBIDDEN}")] * 3)
    brief = studio.rewriting(_draft(), Wish(kind="longer"), base=0)
    version = await studio.finish(brief, await studio.write(brief))
    assert (version.note.body, version.wish) == ("三", Wish(kind="longer"))


NUMBERS = ("20%", "1999 元", "周三")


def numbers_lost(brief: Brief, note: Note) -> tuple[Finding, ...]:
    """Miss what the base has of these and the note has not."""
    gone = [one for one in NUMBERS if brief.base and one in brief.base.body and one not in note.body]
    return tuple(Finding(check="losses", severity=Severity.WARN, span=one, message="少了") for one in gone)


def _whole(wish: Wish) -> Brief:
    return Brief(article=ARTICLE, wish=wish, base=Note(title="标题", body="周三，功耗低 20%，售价 1999 元。"))


async def test_what_a_rewrite_lost_is_asked_back_by_name() -> None:
    studio, writer = _studio(written("周三发布。"), written("周三，低 20%，卖 1999 元。"), losses=numbers_lost)
    brief = _whole(Wish(kind="longer"))
    version = await studio.finish(brief, await studio.write(brief))
    assert [found.span for found in writer.briefs[1].findings] == ["20%", "1999 元"]
    assert (version.note.body, version.findings) == ("周三，低 20%，卖 1999 元。", ())


async def test_what_is_still_lost_after_one_request_is_a_warning() -> None:
    studio, writer = _studio(written("发布。"), written("周三发布。"), losses=numbers_lost)
    brief = _whole(Wish(kind="longer"))
    version = await studio.finish(brief, await studio.write(brief))
    assert [(found.span, found.severity) for found in version.findings] == [
        ("20%", Severity.WARN),
        ("1999 元", Severity.WARN),
    ]
    assert len(writer.briefs) == 2


async def test_what_broke_a_rule_and_what_was_lost_are_named_together_and_the_second_request_names_the_rest() -> None:
    studio, writer = _studio(
        written(f"周三{FORBIDDEN}"), written(f"周三 20% {FORBIDDEN}"), written("周三 20%"), losses=numbers_lost
    )
    brief = _whole(Wish(kind="longer"))
    version = await studio.finish(brief, await studio.write(brief))
    assert [[found.span for found in one.findings] for one in writer.briefs[1:]] == [
        [FORBIDDEN, "20%", "1999 元"],
        [FORBIDDEN],
    ]
    assert [found.span for found in version.findings] == ["1999 元"]


@pytest.mark.parametrize("again", [f"周三 20% 1999 元 {FORBIDDEN}", "没有了"])
async def test_a_repair_that_breaks_a_rule_or_loses_more_is_not_taken(again: str) -> None:
    studio, _ = _studio(written("周三 20%"), written(again), losses=numbers_lost)
    brief = _whole(Wish(kind="longer"))
    version = await studio.finish(brief, await studio.write(brief))
    assert version.note.body == "周三 20%"
    assert [found.span for found in version.findings] == ["1999 元"]


async def test_a_repair_that_breaks_fewer_rules_is_taken_though_it_loses_more() -> None:
    studio, _ = _studio(written(f"周三 20% {FORBIDDEN}{FORBIDDEN}"), written("周三"), losses=numbers_lost)
    brief = _whole(Wish(kind="longer"))
    assert (await studio.finish(brief, await studio.write(brief))).note.body == "周三"


async def test_what_an_excerpt_lost_is_told_and_asked_of_nobody() -> None:
    studio, writer = _studio(replace(written("周三。"), writer="offline", usage=None), losses=numbers_lost)
    brief = _whole(Wish(kind="longer"))
    version = await studio.finish(brief, await studio.write(brief))
    assert [found.span for found in version.findings] == ["20%", "1999 元"]
    assert len(writer.briefs) == 1


def test_a_loss_is_not_handed_on_to_a_version_that_only_has_another_title() -> None:
    studio, _ = _studio(losses=numbers_lost)
    (lost,) = numbers_lost(_whole(Wish(kind="longer")), Note(title="标题", body="周三 20%"))
    draft = _draft()
    offered = (Headline(title="另一个标题"),)
    draft = replace(draft, versions=(replace(draft.latest, titles=offered, findings=(replace(lost, span="标"),)),))
    ready = studio.rewriting(draft, Wish(kind="title"), base=0).ready
    assert ready is not None
    assert ready.findings == ()


async def test_of_what_is_written_for_a_part_only_that_part_is_taken_also_from_a_repair() -> None:
    draft = replace(
        _draft(), versions=(replace(_draft().latest, note=Note(title="标题", body="一。\n\n二。\n\n三。")),)
    )
    answers = [written(f"新{FORBIDDEN}。", title=""), written("变了。\n\n新二。\n\n也变了。", title="别的")]
    studio, writer = _studio(*answers)
    brief = studio.rewriting(draft, Wish(kind="said", text="改", quote="二。"), base=0)
    version = await studio.finish(brief, await studio.write(brief))
    assert version.note == Note(title="标题", body="一。\n\n新二。\n\n三。")
    assert writer.briefs[1].base == Note(title="标题", body=f"一。\n\n新{FORBIDDEN}。\n\n三。")


async def test_an_answer_without_the_part_is_no_answer() -> None:
    studio, _ = _studio(written("", title=""))
    with pytest.raises(ModelGarbled):
        await studio.write(studio.rewriting(_draft(), Wish(kind="said", text="改", quote="一"), base=0))


async def test_a_part_goes_without_asking_the_writer() -> None:
    draft = replace(_draft(), versions=(replace(_draft().latest, note=Note(title="标题", body="一。\n\n二。")),))
    studio, writer = _studio()
    brief = studio.rewriting(draft, Wish(kind="cut", text="第二段删掉", quote="二。"), base=0)
    version = await studio.finish(brief, await studio.write(brief))
    assert (version.note.body, version.wish.kind, writer.briefs) == ("一。", "cut", [])


async def test_where_nobody_says_what_is_meant_the_words_are_for_this_note() -> None:
    studio, _ = _studio()
    assert await studio.interpret("像公文", _draft().latest) == (Meaning(wish=Wish(kind="said", text="像公文")), None)
