"""What a rewrite lost."""

from __future__ import annotations

import pytest

from bot.models import Article, Brief, Note, Severity, Wish
from bot.review import losses
from bot.style import Style
from tests.quality.corpus import Case, cases

ARTICLE = Article(
    url="https://example.org/library",
    title="图书馆夜间延时开放",
    text=(
        "南湖图书馆3月12日宣布，夜间开放时间由21点延长至24点，试行三个月。\n"
        "馆长周岚介绍，去年晚间入馆人次比前年增长约四成，其中六成是30岁以下读者。\n"
        "延时期间不办理借还，只开放自习区和咖啡角，读者凭读者证入馆，不收费。"
    ),
    sitename="南湖晚报",
    date="2025-03-12",
)
BASE = Note(
    title="图书馆要开到24点，先试三个月",
    body=(
        "21点以后，图书馆还能坐吗？\n\n3月12日公布的安排：夜间开放从21点延长到24点，先试行三个月。\n\n"
        "馆长周岚给的数字是：去年晚间入馆人次比前年增长约四成，其中六成是30岁以下读者。\n\n"
        "来源：南湖晚报《图书馆夜间延时开放》2025-03-12"
    ),
)
TONE = Wish(kind="tone", tone="zhuanye")


def lost(body: str, wish: Wish = TONE, *, title: str = "图书馆开到24点", base: Note | None = BASE) -> list[str]:
    brief = Brief(article=ARTICLE, wish=wish, base=base)
    return [found.span for found in losses(brief, Note(title=title, body=body))]


WHOLE = (
    "南湖图书馆公布，从3月12日起，晚上21点闭馆改到24点，试行3个月。\n\n"
    "据馆长周岚：晚间入馆人次比前年增长约40%，30岁以下读者占六成。"
)
"""Everything, said otherwise."""


def test_what_is_said_in_other_words_and_digits_is_not_lost() -> None:
    assert lost(WHOLE) == []


@pytest.mark.parametrize(
    ("without", "span"),
    [
        (WHOLE.replace("增长约40%", "明显增长"), "四成"),
        (WHOLE.replace("据馆长周岚", "据馆长"), "周岚"),
        (WHOLE.replace("30岁以下", "年轻"), "30岁"),
    ],
)
@pytest.mark.parametrize("wish", [TONE, Wish(kind="longer"), Wish(kind="title"), Wish(kind="said", text="活泼一些")])
def test_a_number_or_a_name_that_goes_with_another_tone_is_named(without: str, span: str, wish: Wish) -> None:
    assert lost(without, wish) == [span]


def test_what_was_lost_is_told_beside_the_articles_sentence_and_is_no_more_than_a_warning() -> None:
    (found,) = losses(Brief(article=ARTICLE, wish=TONE, base=BASE), Note(title="题", body=WHOLE.replace("周岚", "")))
    assert found.severity is Severity.WARN
    assert found.evidence.startswith("馆长周岚介绍")


def test_a_number_that_was_altered_is_lost() -> None:
    assert lost(WHOLE.replace("24点，试行", "23点，试行"), title="图书馆改时间") == ["24点"]


def test_the_line_that_names_the_source_carries_no_fact() -> None:
    body = f"{WHOLE.replace('3月12日', '')}\n\n来源：南湖晚报《图书馆夜间延时开放》3月12日"
    assert lost(body) == ["3月12日"]


def test_what_the_article_does_not_have_may_go() -> None:
    base = Note(title="图书馆", body="馆长周岚说，增长约四成，明年要建 15 座新馆。")
    assert lost("馆长周岚：增长约四成。", base=base) == []


def test_what_only_the_title_said_goes_with_the_title() -> None:
    base = Note(title="周岚：先试三个月", body="夜间开放从21点延长到24点。")
    assert lost(base.body, Wish(kind="title"), title="要开到24点", base=base) == []
    assert lost(base.body, TONE, title="要开到24点", base=base) == ["周岚", "三个月"]


@pytest.mark.parametrize(
    "wish",
    [
        Wish(),
        Wish(kind="shorter"),
        Wish(kind="said", text="别再提馆长了"),
        Wish(kind="said", text="把第二段删掉"),
        Wish(kind="said", text="make it shorter"),
        Wish(kind="said", text="写得紧一些", style=Style(length="shorter")),
        Wish(kind="said", text="周岚改叫馆长"),
    ],
)
def test_what_was_asked_to_go_is_not_missed(wish: Wish) -> None:
    assert lost(WHOLE.replace("据馆长周岚", "据馆长"), wish) == []


@pytest.mark.parametrize("name", ["StarTalk", "杭州", "宁川市", "东海大学", "华为", "陆子昂", "周岚"])
def test_a_name_that_surely_is_one_is_missed(name: str) -> None:
    assert _gone(name) == [name]


@pytest.mark.parametrize("word", ["顾客", "论文", "城市", "上市", "青少年", "续航", "石阶"])
def test_a_common_word_is_no_name_whatever_its_part_of_speech(word: str) -> None:
    assert _gone(word) == []


def _gone(name: str) -> list[str]:
    said = f"据{name}介绍，{name}今天有了新的安排。"
    article = Article(url="", title="安排", text=f"馆长周岚、{name}表示，今天有了新的安排。")
    brief = Brief(article=article, wish=TONE, base=Note(title="安排", body=said))
    return [found.span for found in losses(brief, Note(title="安排", body="今天有了新的安排。"))]


@pytest.mark.parametrize("case", [case for case in cases("corpus") if not case.kind], ids=lambda case: case.note.title)
def test_a_note_loses_nothing_to_itself(case: Case) -> None:
    assert losses(Brief(article=case.article, wish=TONE, base=case.note), case.note) == ()


def test_a_first_note_has_nothing_to_lose() -> None:
    assert lost("好。", Wish(), base=None) == []
