from __future__ import annotations

import pytest

from bot.errors import NoteUnfit
from bot.models import Article, Brief, Finding, Headline, Note, Severity, Written
from bot.rules import Rules, Wrong
from bot.style import Style
from tests.support.studio_fakes import FORBIDDEN, nothing_lost, one_rule, without_spans

ARTICLE = Article(url="https://a.example/1", title="标题", text="正文。")
RULES = Rules(review=one_rule, losses=nothing_lost, mend=without_spans)


def _written(body: str, *, titles: tuple[str, ...] = ()) -> Written:
    offered = tuple(Headline(title=title) for title in titles)
    return Written(note=Note(title="标题", body=body), writer="model", titles=offered)


def _unknown(note: Note, _article: Article, **_: bool) -> tuple[Finding, ...]:
    """Know no topic, and no title but one; a word that is a contact leads away."""
    texts = [(topic, "facts") for topic in note.topics] + [(note.title, "facts")] * (note.title != "标题")
    texts += [("微信", "contacts")] * ("微信" in str(note))
    found = ((span, "contacts" if check == "contacts" else "facts") for span, check in texts)
    return tuple(Finding(check=check, severity=Severity.WARN, span=span, message="") for span, check in found)


STRANGERS = Rules(review=_unknown, losses=nothing_lost, mend=without_spans)


@pytest.mark.parametrize(
    ("worse", "better"),
    [((2, 0), (1, 9)), ((1, 2), (1, 1)), ((1, 0), (0, 5))],
)
def test_what_breaks_a_rule_weighs_more_than_all_that_was_lost(worse: tuple[int, int], better: tuple[int, int]) -> None:
    one = Finding(check="wording", severity=Severity.REPAIR, span="", message="")
    wrongs = [Wrong(serious=(one,) * serious, lost=(one,) * lost) for serious, lost in (worse, better)]
    assert wrongs[0].weight > wrongs[1].weight


def test_a_note_that_is_mended_has_nothing_serious_left() -> None:
    brief = Brief(article=ARTICLE)
    mended = RULES.mended(brief, _written(f"好{FORBIDDEN}文案"))
    assert mended.note.body == "好文案"
    assert RULES.wrong(brief, mended) == Wrong(serious=(), lost=())


def test_of_a_note_that_does_not_heal_it_is_said_that_it_does_not() -> None:
    with pytest.raises(NoteUnfit):
        RULES.mended(Brief(article=ARTICLE), _written(FORBIDDEN))


def test_a_topic_that_a_person_fixed_need_not_be_the_articles() -> None:
    written = Written(note=Note(title="标题", body="正文", topics=("南湖", "夜读")), writer="model")
    found = STRANGERS.found(Brief(article=ARTICLE, style=Style(topics=("夜读",))), written)
    assert [one.span for one in found] == ["南湖"]


def test_a_title_that_adds_a_fact_or_leads_away_is_not_offered() -> None:
    fit = STRANGERS.fit(Brief(article=ARTICLE), _written("正文", titles=("标题", "另一个", "加微信")))
    assert [offered.title for offered in fit] == ["标题"]


def test_a_style_keeps_no_signature_and_no_topic_that_leads_away() -> None:
    style = STRANGERS.proper(Style(signature="加微信领取", topics=("微信群", "夜读"), tone="dry"))
    assert style == Style(topics=("夜读",), tone="dry")
