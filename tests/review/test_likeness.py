from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.models import Article, Note, Severity
from bot.review import review
from bot.review.likeness import RUN_MOST, SHARE_MOST, likeness, measured

SENTENCE = "馆长周岚介绍，去年晚间入馆人次比前年增长约四成，其中六成是三十岁以下的读者，她们多半住在附近。"
ARTICLE = Article(
    url="", title="", text=f"{SENTENCE}\n延时期间不办理借还，只开放自习区和咖啡角，读者凭读者证入馆，不收费。"
)
OWN = (
    "晚上去的人越来越多，周岚给的数字里年轻人占了大半。借书还书要等白天，夜里能坐的是自习区、咖啡角，带证就能进门，一分钱不要。"
    * 2
)


def test_a_copy_is_warned_of_by_share_and_by_its_longest_run() -> None:
    found = likeness(Note(title="", body=ARTICLE.text), ARTICLE)
    assert [one.severity for one in found] == [Severity.WARN, Severity.WARN]
    assert found[0].message.startswith("与原文用词重合 100%")
    assert found[1].span == SENTENCE


def test_own_words_pass() -> None:
    assert likeness(Note(title="", body=OWN), ARTICLE) == ()
    share, run = measured(OWN, ARTICLE)
    assert share < SHARE_MOST
    assert len(run) < RUN_MOST


def test_quotations_and_the_source_are_no_copying() -> None:
    assert measured(f"“{SENTENCE}”\n\n来源：{SENTENCE}", ARTICLE) == (0.0, "")


def test_two_runs_that_only_meet_in_the_note_are_not_one() -> None:
    assert measured("馆长周岚介绍，去年晚间入馆，去年晚间入馆", ARTICLE)[1] == "馆长周岚介绍，去年晚间入馆"


def test_an_excerpt_is_not_measured() -> None:
    note = Note(title="", body=ARTICLE.text)
    assert any(one.check == "likeness" for one in review(note, ARTICLE))
    assert not any(one.check == "likeness" for one in review(note, ARTICLE, excerpt=True))


@given(st.text(alphabet=st.sampled_from(SENTENCE + "“”\n"), max_size=80))
def test_the_longest_run_is_a_piece_of_both(body: str) -> None:
    share, run = measured(body, ARTICLE)
    assert 0 <= share <= 1
    assert run in body
    assert run in ARTICLE.text
