from __future__ import annotations

from dataclasses import replace

import pytest

from bot import script
from bot.models import Article, Note
from bot.review import evidence, review
from tests.quality import corpus


def test_every_check_has_its_say_in_a_stated_order() -> None:
    note = Note(title="字" * 21, body="**加微信**我去了最佳")
    checks = [one.check for one in review(note, Article(url="", title="", text=""))]
    assert list(dict.fromkeys(checks)) == ["limits", "facts", "contacts", "wording", "form"]


def test_a_good_note_is_left_without_a_word() -> None:
    paragraph = "据报道，新一代国产芯片在发布会上亮相。" * 3
    note = Note(
        title="国产芯片新进展来了",
        body="\n\n".join(["国产芯片有新消息？", *[paragraph] * 4]),
        topics=("国产芯片", "科技", "人工智能"),
    )
    article = Article(
        url="",
        title="新一代国产芯片亮相，有哪些新进展",
        text="发布会上的消息：新一代国产芯片已经亮相，多家厂商到场观看。",
    )
    assert review(note, article) == ()


def _traditional(note: Note) -> Note:
    title, body = script.traditional(note.title), script.traditional(note.body)
    return Note(title=title, body=body, topics=tuple(map(script.traditional, note.topics)))


def _folded(text: str) -> str:
    """Without the few differences that do not survive the way there and back, such as 昇 and 升."""
    return script.simplified(script.traditional(text))


@pytest.mark.no_cover
@pytest.mark.parametrize("folder", ["corpus", "harder", "freely"])
def test_a_note_in_traditional_characters_is_judged_as_the_same_one_in_simplified_ones(folder: str) -> None:
    for case in corpus.cases(folder)[::5]:
        written = _traditional(case.note)
        found = review(written, case.article)
        assert [(one.check, one.severity, _folded(one.span)) for one in found] == [
            (one.check, one.severity, _folded(one.span)) for one in review(case.note, case.article)
        ]
        assert all(one.span in str(written) for one in found)
        carried = {(_folded(fact.span), bool(fact.sentence)) for fact in evidence(case.note, case.article)}
        facts = {(_folded(fact.span), bool(fact.sentence)) for fact in evidence(written, case.article)}
        assert facts == carried


def test_an_article_in_traditional_characters_is_the_same_article() -> None:
    case = corpus.cases("corpus")[0]
    article = replace(
        case.article, title=script.traditional(case.article.title), text=script.traditional(case.article.text)
    )
    assert [one.span for one in review(case.note, article)] == [one.span for one in review(case.note, case.article)]
