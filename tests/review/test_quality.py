from __future__ import annotations

import pytest

from bot.models import Article, Note, Severity
from bot.note import excerpt
from bot.review import evidence, review
from bot.review.facts import facts
from tests.quality.corpus import cases
from tests.quality.report import (
    FALSE_MOST,
    FOLDERS,
    FREELY_FALSE_MOST,
    FREELY_LEAST,
    HARDER_LEAST,
    PLAINLY_FALSE_MOST,
    PLAINLY_LEAST,
    REALLY_LEAST,
    RECALL_LEAST,
    main,
    scored,
)

# What the review does is measured by the tests of each check; here it is judged, over some hundred notes.
pytestmark = pytest.mark.no_cover

ARTICLES = list(dict.fromkeys(case.article for folder in FOLDERS for case in cases(folder)))
FAITHFUL = [case for folder in FOLDERS for case in cases(folder) if not case.kind]


def test_the_corpus_is_as_large_as_promised() -> None:
    known = cases("corpus")
    assert len({case.field for case in known}) >= 6
    assert sum(not case.kind for case in known) >= 60
    assert sum(bool(case.kind) for case in known) >= 60


@pytest.mark.parametrize("text", ["", "。\n\n！", "我们不去。"])
def test_an_article_that_says_next_to_nothing_breaks_no_check(text: str) -> None:
    article = Article(url="", title="", text=text)
    for note in {case.field: case.note for folder in FOLDERS for case in cases(folder)}.values():
        review(note, article)
        evidence(note, article)


def test_notes_made_wrong_are_caught_and_honest_ones_left_alone() -> None:
    score = scored(cases("corpus"))
    assert score.recall >= RECALL_LEAST
    assert score.false_alarms <= FALSE_MOST


def test_sentences_made_wrong_in_natural_ways_are_mostly_caught() -> None:
    score = scored(cases("harder"))
    assert score.recall >= HARDER_LEAST
    assert score.false_alarms <= FALSE_MOST


def test_what_is_retold_freely_is_left_alone_and_most_that_is_wrong_in_it_caught() -> None:
    score = scored(cases("freely"))
    assert score.recall >= FREELY_LEAST
    assert score.false_alarms <= FREELY_FALSE_MOST


def test_notes_in_the_manner_of_small_models_are_judged_as_well_as_promised() -> None:
    score = scored(cases("plainly"))
    assert score.recall >= PLAINLY_LEAST
    assert score.false_alarms <= PLAINLY_FALSE_MOST


def test_what_a_small_model_really_wrote_is_left_alone_where_it_is_true_and_mostly_caught_where_not() -> None:
    score = scored(cases("really"))
    assert score.recall >= REALLY_LEAST
    assert score.false_alarms <= FALSE_MOST


def test_the_report_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    printed = capsys.readouterr().out
    assert all(folder in printed for folder in FOLDERS)
    assert "ms a note" in printed


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.sitename)
def test_the_articles_own_sentences_are_never_doubted(article: Article) -> None:
    chosen = excerpt.chosen(excerpt.ranked(article), room=580)
    body = "\n\n".join(sentence.text for sentence in chosen)
    assert facts(Note(title=article.title, body=body), article) == ()


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.sitename)
def test_a_finding_names_a_piece_of_the_note(article: Article) -> None:
    for note in (case.note for case in FAITHFUL if case.article == article):
        everything = (note.title, note.body, *note.topics)
        for found in review(note, article):
            assert not found.span or any(found.span in text for text in everything), note
            assert found.severity is Severity.WARN or found.check in {"facts", "limits", "contacts", "form"}, note
