from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.errors import ModelNeeded, NothingToQuote
from bot.models import Article, Brief, Finding, Note, Progress, Severity, Wish, silent
from bot.note import tones
from bot.note.offline import OfflineWriter
from bot.style import Style

if TYPE_CHECKING:
    from bot.models import WishKind

TEXT = """南湖图书馆3月12日宣布，夜间开放时间由21点延长至24点，试行三个月。
馆长周岚介绍，去年晚间入馆人次比前年增长约四成，其中六成是30岁以下读者。这让夜间自习区常常坐满。
延时期间图书馆不办理借还，只开放自习区和咖啡角。读者凭读者证入馆，不收费。
昨天，不少人在门口排队。扫码关注公众号领取座位。
南湖图书馆的夜间自习区共有420个座位，咖啡角供应到23点半。
周岚表示，试行结束后是否长期延时，将视实际人流决定。夜间值班由12名馆员轮流承担。
附近的两条公交线路已把末班车推迟到0点20分，方便读者离馆。公交公司称，末班车调整同样试行三个月。
图书馆曾在2019年试过一次延时，当时因为人手不足而中止。夜间自习区的照明也换成了更柔和的灯具。"""
ARTICLE = Article(
    url="https://example.com/a",
    title="南湖图书馆夜间延时开放至24点，自习区和咖啡角先行试点三个月",
    text=TEXT,
    sitename="南湖晚报",
    date="2025-03-12",
    language="zh",
)
ENGLISH = Article(
    url="https://example.com/b",
    title="Harbour Library stays open until midnight for a trial of three months",
    text="The city said on Monday that Harbour Library will stay open until midnight. "
    "About 420 seats are ready, according to director Anna Kovac. "
    "Readers enter with a card and pay nothing for the evening hours. "
    "A spokesman for Harbour Library said that Anna Kovac decides after three months. "
    "Buses run until 0:20 so that readers get home.",
)
NOTE = Note(title="旧标题旧标题旧标题", body="旧正文。", topics=("旧",))
WRITER = OfflineWriter(tones.load())


async def written(brief: Brief) -> Note:
    return (await WRITER.write(brief, report=silent)).note


async def test_every_sentence_is_the_articles_own() -> None:
    note = await written(Brief(article=ARTICLE))
    *paragraphs, source = note.body.split("\n\n")
    assert source == f"来源：南湖晚报《{ARTICLE.title}》2025-03-12"
    assert all(paragraph in TEXT for paragraph in paragraphs)
    assert 200 <= len(note.body) <= 600
    assert all(len(paragraph) <= 90 for paragraph in paragraphs)


async def test_the_title_fits_and_ends_at_a_clause() -> None:
    assert (await written(Brief(article=ARTICLE))).title == "南湖图书馆夜间延时开放至24点"


async def test_the_first_line_is_short_and_says_something() -> None:
    line = (await written(Brief(article=ARTICLE))).body.split("\n")[0]
    assert len(line) <= 35
    assert any(character.isdigit() for character in line)


async def test_relative_days_and_contacts_stay_out() -> None:
    body = (await written(Brief(article=ARTICLE, style=Style(length="longer")))).body
    assert "昨天" not in body
    assert "公众号" not in body


@pytest.mark.parametrize(
    "line",
    [
        "资料图：读者在夜间的南湖图书馆自习区看书。",
        "读者在夜间的南湖图书馆自习区看书。（视频截图）",
        "▲南湖图书馆夜间自习区的灯光换成了更柔和的颜色。",
        "（原标题：南湖图书馆夜间延时开放，自习区先行试点。）",
        "广告通知：南湖图书馆夜间自习区的读者注意了！",
    ],
)
async def test_captions_and_advertisements_are_no_sentences(line: str) -> None:
    body = (await written(Brief(article=replace(ARTICLE, text=f"{line}\n{TEXT}"), style=Style(length="longer")))).body
    assert line.rstrip("。）")[-12:] not in body


async def test_numbers_of_items_and_marks_of_sources_are_left_out() -> None:
    text = "1、南湖图书馆夜间自习区共有420个座位[3]。\n02《夜读》手册由南湖图书馆编写（14, 15）。"
    text += "\n★读者凭读者证进入南湖图书馆。"
    body = (await written(Brief(article=replace(ARTICLE, text=text)))).body
    assert set(body.split("\n\n")[:-1]) == {
        "南湖图书馆夜间自习区共有420个座位。",
        "《夜读》手册由南湖图书馆编写。",
        "读者凭读者证进入南湖图书馆。",
    }


@pytest.mark.parametrize(
    ("before", "leaning"),
    [
        ("昨天的事情谁也说不清楚。", "就是为了让南湖图书馆夜间自习区的读者能坐下来。"),
        ("今晨的事情谁也说不清楚。", "最近，他向南湖图书馆的夜间读者推荐了自习区。"),
        ("We know it since yesterday.", "Same goes for the rumoured reading room of Harbour Library."),
    ],
)
async def test_a_sentence_that_leans_on_another_is_not_taken_without_it(before: str, leaning: str) -> None:
    article = replace(ARTICLE, text=f"{TEXT}\n{before}{' ' if before.isascii() else ''}{leaning}")
    assert leaning not in (await written(Brief(article=article, style=Style(length="longer")))).body


async def test_the_topics_are_nouns_that_people_search_for() -> None:
    topics = (await written(Brief(article=ARTICLE))).topics
    assert 3 <= len(topics) <= 8
    assert any("图书馆" in topic for topic in topics)
    assert not {"时间", "公司", "技术"} & set(topics)


async def test_verbs_reporters_and_what_anything_is_about_are_no_topics() -> None:
    text = f"南湖晚报讯 （实习记者 林岚 记者周雨）{TEXT}\n图书馆争相上马夜读项目，林岚、周雨记录了争相上马的模式。"
    text += "周雨说，无法预料。\n记者林岚摄"
    article = replace(ARTICLE, title="图书馆争相上马夜读模式，南湖图书馆遭遇小时难题", text=text)
    topics = set((await written(Brief(article=article))).topics)
    assert not topics & {"争相", "上马", "模式", "遭遇", "小时", "无法", "林岚", "周雨", "周雨说", "南湖晚报"}
    assert any("图书馆" in topic for topic in topics)


async def test_an_english_article_has_its_repeated_phrases_and_names_as_topics() -> None:
    text = (
        "OpenShelf opens. Night reading helps. Doctors praise night reading at Harbour Library. OpenShelf likes it. "
        * 3
    )
    article = replace(
        ENGLISH, title="Tips for night reading with OpenShelf", text=text + "Help is near; help yourself."
    )
    topics = (await written(Brief(article=article))).topics
    assert {"OpenShelf", "NightReading", "HarbourLibrary"} <= set(topics)
    assert "Help" not in topics


async def test_an_english_article_works_too() -> None:
    note = await written(Brief(article=ENGLISH))
    assert note.title_length <= 20
    assert ENGLISH.title.startswith(note.title)
    assert ENGLISH.title[len(note.title)] == " "
    assert {"HarbourLibrary", "AnnaKovac"} <= set(note.topics)


async def test_shorter_and_longer_are_meant_against_the_note_before() -> None:
    usual = await written(Brief(article=ARTICLE))

    async def after(kind: WishKind, base: Note) -> Note:
        return await written(Brief(article=ARTICLE, style=Style(length=kind), wish=Wish(kind=kind), base=base))  # type: ignore[arg-type]

    shorter = await after("shorter", usual)
    assert len((await after("shorter", shorter)).body) < len(shorter.body) < len(usual.body)
    assert len((await after("longer", usual)).body) >= len(usual.body)
    assert shorter.title == usual.title


async def test_another_title_keeps_the_rest() -> None:
    first = await written(Brief(article=ARTICLE))
    seen = {first.title}
    for _ in range(3):
        note = await written(Brief(article=ARTICLE, wish=Wish(kind="title"), base=first))
        assert note.title != first.title
        assert (note.body, note.topics) == (first.body, first.topics)
        assert note.title_length <= 20
        first = note
        seen.add(note.title)
    assert len(seen) >= 3


async def test_an_unknown_title_is_followed_by_the_articles() -> None:
    note = await written(Brief(article=ARTICLE, wish=Wish(kind="title"), base=NOTE))
    assert note.title == "南湖图书馆夜间延时开放至24点"


async def test_no_other_title_needs_a_model() -> None:
    bare = replace(ARTICLE, title="短", text="无。")
    with pytest.raises(ModelNeeded):
        await written(Brief(article=bare, wish=Wish(kind="title"), base=NOTE))


@pytest.mark.parametrize(("name", "said"), [("gushi", "故事"), ("none", "none")])
async def test_a_tone_needs_a_model(name: str, said: str) -> None:
    with pytest.raises(ModelNeeded, match=said):
        await written(Brief(article=ARTICLE, wish=Wish(kind="tone", tone=name), base=NOTE))


@pytest.mark.parametrize("text", ["", "昨天的事。", "短。"])
async def test_nothing_is_written_from_a_title_alone(text: str) -> None:
    with pytest.raises(NothingToQuote):
        await written(Brief(article=replace(ARTICLE, text=text)))


async def test_what_a_finding_names_is_left_out() -> None:
    found = Finding(check="contacts", severity=Severity.BLOCK, span="咖啡角", message="")
    assert "咖啡角" not in (await written(Brief(article=ARTICLE, findings=(found,)))).body.rpartition("\n\n")[0]


async def test_a_long_first_sentence_is_taken_where_there_is_no_other() -> None:
    long = "据" + "南湖图书馆夜间自习区延时开放的消息" * 3 + "。"
    assert (await written(Brief(article=replace(ARTICLE, text=long)))).body.startswith(long)


async def test_it_tells_what_it_wrote() -> None:
    told: list[Progress] = []

    async def report(progress: Progress) -> None:
        told.append(progress)

    result = await WRITER.write(Brief(article=ARTICLE), report=report)
    assert [progress.body for progress in told] == [result.note.body]
    assert (result.writer, result.usage) == ("offline", None)


KEPT = Style(tone="gushi", audience="新手", emoji="many", wishes=("短句",))


async def test_what_of_a_kept_style_takes_a_model_is_left_aside_and_told() -> None:
    result = await WRITER.write(Brief(article=ARTICLE, style=KEPT), report=silent)
    (found,) = result.findings
    assert found.message == "没有配置模型，语气、写给谁看、文字要求、多用表情这次没有用上"
    assert found.severity is Severity.WARN
    assert result.note == await written(Brief(article=ARTICLE))


@pytest.mark.parametrize("kind", ["shorter", "title"])
async def test_a_kept_tone_keeps_nothing_from_being_changed(kind: WishKind) -> None:
    first = await written(Brief(article=ARTICLE))
    assert await written(Brief(article=ARTICLE, style=KEPT, wish=Wish(kind=kind), base=first)) != first


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(kind="said", text="第二段重写"), "^$"),
        (Wish(kind="said", quote="旧正文"), "^$"),
        (Wish(kind="said", style=Style(tone="gushi")), "故事"),
        (Wish(kind="said", style=Style(audience="新手", avoid=("好",))), "写给谁看"),
        (Wish(kind="said", style=Style(emoji="many")), "多用表情"),
    ],
)
async def test_what_is_asked_in_words_needs_a_model(wish: Wish, said: str) -> None:
    with pytest.raises(ModelNeeded, match=said):
        await written(Brief(article=ARTICLE, style=wish.style, wish=wish, base=NOTE))


async def test_a_wish_that_code_can_fulfil_leaves_the_rest_of_the_note_alone() -> None:
    first = await written(Brief(article=ARTICLE))
    style = Style(emoji="none", signature="小王", avoid=("咖啡角",))
    assert await written(Brief(article=ARTICLE, style=style, wish=Wish(kind="said", style=style), base=first)) == first


async def test_a_length_in_words_is_meant_against_the_note_before() -> None:
    base = await written(Brief(article=ARTICLE, style=Style(length="shorter")))
    style = Style(length="shorter")
    shorter = await written(Brief(article=ARTICLE, style=style, wish=Wish(kind="said", style=style), base=base))
    assert len(shorter.body) < len(base.body)


async def test_words_to_avoid_are_in_no_sentence_title_or_topic_that_is_taken() -> None:
    style = Style(avoid=("咖啡角", "夜间延时", "自习"))
    result = await WRITER.write(Brief(article=ARTICLE, style=style), report=silent)
    text = result.note.body.rpartition("\n\n")[0]
    assert not any(word in f"{result.note.title}{text}{result.note.hashtags}" for word in style.avoid)
    assert not any(word in one.title for one in result.titles for word in style.avoid)
    again = await written(Brief(article=ARTICLE, style=style, wish=Wish(kind="title"), base=result.note))
    assert again.title != result.note.title
    assert not any(word in again.title for word in style.avoid)


async def test_where_every_title_has_the_word_the_articles_stays() -> None:
    bare = replace(ARTICLE, title="南湖图书馆", text="南湖图书馆今年第一次开放自习区给所有的读者使用。")
    note = await written(Brief(article=bare, style=Style(avoid=("南湖馆",))))
    assert note.title == "南湖图书馆"
