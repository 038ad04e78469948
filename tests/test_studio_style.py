from __future__ import annotations

from typing import Any, cast

import pytest

from bot.models import Article, Draft, Finding, Headline, Note, Severity, Version, Wish, Written
from bot.note import tones
from bot.note.mend import mend
from bot.note.offline import OfflineWriter
from bot.review import losses, review
from bot.rules import Rules
from bot.studio import Studio
from bot.style import Style
from tests.support.studio_fakes import ScriptedWriter

ARTICLE = Article(
    url="https://a.example/1",
    title="南湖图书馆夜间开放至24点",
    text="南湖图书馆3月12日宣布，夜间开放时间由21点延长至24点，试行三个月。\n读者凭读者证入馆，不收费。\n"
    "延时期间图书馆不办理借还，只开放自习区和咖啡角。",
    sitename="南湖晚报",
    date="2025-03-12",
)
SOURCE = "来源：南湖晚报《南湖图书馆夜间开放至24点》2025-03-12"
GOOD = ("21点以后，图书馆还能坐吗？", "南湖图书馆夜里开到24点，先试三个月🌙", "带读者证就能进，不收费。")
RULES = Rules(review=review, losses=losses, mend=mend)
TITLES = (Headline(title="南湖图书馆开到24点🌙"), Headline(title="姐妹们，南湖图书馆开到24点"))


def written(*paragraphs: str, title: str = "南湖图书馆要开到24点了") -> Written:
    body = "\n\n".join([*paragraphs, SOURCE])
    note = Note(title=title, body=body, topics=("南湖图书馆", "自习区", "图书馆"))
    return Written(note=note, writer="model", titles=TITLES)


async def composed(style: Style, *answers: Written) -> tuple[Version, ScriptedWriter]:
    writer = ScriptedWriter(list(answers))
    unused = cast("Any", None)
    studio = Studio(reader=unused, photographer=unused, writer=writer, tones={}, rules=RULES)
    return await studio.compose(ARTICLE, style=style), writer


def of_facts(version: Version) -> list[str]:
    return [found.span for found in version.findings if found.check == "facts"]


async def test_a_note_leaves_in_its_style_and_the_review_has_nothing_against_that() -> None:
    style = Style(emoji="none", script="traditional", topics=("我的书桌",), signature="—— 王小明在北京大学")
    version, writer = await composed(style, written(*GOOD))
    assert version.note.title == "南湖圖書館要開到24點了"
    assert version.note.body == (
        "21點以後，圖書館還能坐嗎？\n\n南湖圖書館夜裡開到24點，先試三個月\n\n帶讀者證就能進，不收費。\n\n"
        "—— 王小明在北京大學\n\n來源：南湖晚報《南湖圖書館夜間開放至24點》2025-03-12"
    )
    assert version.note.topics == ("我的書桌", "南湖圖書館", "自習區", "圖書館")
    assert of_facts(version) == []
    assert len(writer.briefs) == 1
    assert version.titles[0].title == "南湖圖書館開到24點"


async def test_a_traditional_note_that_is_wrong_is_found_out() -> None:
    wrong = "南湖图书馆夜里开到23点，先试三个月。"
    version, writer = await composed(
        Style(script="traditional"), written(GOOD[0], wrong, GOOD[2]), *[written(GOOD[0], wrong, GOOD[2])] * 2
    )
    (found,) = writer.briefs[1].findings
    assert found.span in {"23點", "23"}
    assert "23" not in version.note.body


async def test_a_word_to_avoid_is_asked_away_and_the_titles_that_have_it_are_not_offered() -> None:
    version, writer = await composed(
        Style(avoid=("姐妹们",)), written("姐妹们，图书馆还能坐吗？", *GOOD[1:]), written(*GOOD)
    )
    (asked,) = writer.briefs[1].findings
    assert (asked.check, asked.severity, asked.span) == ("style", Severity.REPAIR, "姐妹们")
    assert "姐妹们" not in str(version.note)
    assert [one.title for one in version.titles] == ["南湖图书馆开到24点🌙"]


async def test_a_word_that_comes_again_goes_with_its_sentence_and_the_signature_stays() -> None:
    stubborn = written(*GOOD, "姐妹们冲呀，免费坐到半夜。")
    version, writer = await composed(Style(avoid=("姐妹们",), signature="小王"), *[stubborn] * 3)
    assert len(writer.briefs) == 3
    assert writer.briefs[1].base is not None
    assert "小王" not in writer.briefs[1].base.body
    assert version.note.body == "\n\n".join([*GOOD, "小王", SOURCE])


@pytest.mark.parametrize("sign", ["加微信 xiaowang88", "看 www.example.com", "@小王同学"])
async def test_a_signature_or_topic_that_leads_away_never_leaves(sign: str) -> None:
    version, _ = await composed(Style(signature=sign, topics=("加微信xiaowang88", "夜读")), written(*GOOD))
    assert version.note.body == "\n\n".join([*GOOD, SOURCE])
    assert version.note.topics[0] == "夜读"
    assert version.style == Style(topics=("夜读",))


async def test_the_next_version_is_written_from_the_note_without_its_signature() -> None:
    version, _ = await composed(Style(signature="小王"), written(*GOOD))
    draft = Draft(id="1", article=ARTICLE, versions=(version,))
    unused = cast("Any", None)
    studio = Studio(reader=unused, photographer=unused, writer=unused, tones={}, rules=RULES)
    brief = studio.rewriting(draft, Wish(kind="shorter"), base=0)
    assert brief.base is not None
    assert brief.base.body == "\n\n".join([*GOOD, SOURCE])
    assert brief.style.signature == "小王"


async def test_what_the_judge_said_stays_when_only_the_title_changes() -> None:
    version, _ = await composed(Style(signature="小王", emoji="none"), written(*GOOD))
    doubt = Finding(check="facts", severity=Severity.WARN, span="不收费", message="模型的看法：拿不准")
    kept = Version(
        note=version.note, wish=Wish(), style=version.style, titles=version.titles, findings=(doubt,), writer="model"
    )
    unused = cast("Any", None)
    studio = Studio(reader=unused, photographer=unused, writer=unused, tones={}, rules=RULES)
    brief = studio.rewriting(Draft(id="1", article=ARTICLE, versions=(kept,)), Wish(kind="title"), base=0)
    other = await studio.finish(brief, await studio.write(brief))
    assert other.note.title == "南湖图书馆开到24点"
    assert other.note.body == version.note.body
    assert doubt in other.findings


async def test_an_excerpt_obeys_too_and_tells_what_it_cannot() -> None:
    unused = cast("Any", None)
    known = tones.load()
    studio = Studio(
        reader=unused,
        photographer=unused,
        writer=OfflineWriter(known),
        tones=known,
        rules=RULES,
    )
    style = Style(
        tone="ganhuo", emoji="none", script="traditional", signature="小王", topics=("我的书桌",), avoid=("咖啡角",)
    )
    version = await studio.compose(ARTICLE, style=style)
    note = version.note
    assert "南湖圖書館3月12日宣佈，夜間開放時間由21點延長至24點，試行三個月。" in note.body
    assert note.body.endswith("\n\n小王\n\n來源：南湖晚報《南湖圖書館夜間開放至24點》2025-03-12")
    assert "咖啡角" not in str(note)
    assert note.topics[0] == "我的書桌"
    assert "没有配置模型，语气这次没有用上" in [found.message for found in version.findings]
    assert of_facts(version) == []
