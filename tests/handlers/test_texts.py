"""What people are told."""

from __future__ import annotations

import inspect

import pytest

from bot import errors
from bot.errors import BotError
from bot.models import Note, Progress, Step, Version, Wish
from bot.style import Style
from handlers import texts
from handlers.texts import terminal as words

LEAVES = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, BotError)]
FACTS: dict[type[BotError], tuple[int | str, ...]] = {
    errors.PageRefused: (503,),
    errors.NotHtml: ("application/pdf",),
    errors.TooLarge: (8 * 2**20,),
    errors.TooShort: (12,),
    errors.QuotaReached: ("你每天的笔记（100 篇）", 30),
}


def version() -> Version:
    return Version(
        note=Note(title="标题", body="正文", topics=("话题",)),
        wish=Wish(),
        style=Style(),
        writer="model",
    )


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_every_error_has_one_chinese_sentence_of_its_own(kind: type[BotError]) -> None:
    sentence = texts.explain(kind(*FACTS.get(kind, ("x",))))
    assert sentence
    assert "\n" not in sentence
    assert "{" not in sentence
    assert sum("一" <= character <= "鿿" for character in sentence) >= 8
    others = [texts.explain(other(*FACTS.get(other, ("x",)))) for other in LEAVES if other is not kind]
    assert sentence not in others


def test_an_error_without_a_sentence_is_explained_by_its_parent() -> None:
    class Unheard(errors.TooSlow):
        pass

    assert texts.explain(Unheard()) == texts.explain(errors.TooSlow())


@pytest.mark.parametrize("kind", [errors.ChallengePage, errors.LoginRequired, errors.Paywalled])
def test_a_wall_asks_for_the_text_instead(kind: type[BotError]) -> None:
    assert "请把正文粘贴" in texts.explain(kind())


@pytest.mark.parametrize(
    ("error", "fact"),
    [
        (errors.PageRefused(503), "HTTP 503"),
        (errors.NotHtml("application/pdf"), "application/pdf"),
        (errors.TooLarge(8 * 2**20), "8 MB"),
        (errors.TooLarge(10 * 2**10), "10 KB"),
        (errors.TooShort(12), "12 个字"),
        (errors.ToneUnknown("诗"), "「诗」"),
        (errors.SettingsInvalid("OPENAI_BASE_URL"), "OPENAI_BASE_URL"),
    ],
)
def test_the_facts_of_an_error_are_told(error: BotError, fact: str) -> None:
    assert fact in texts.explain(error)


def test_a_strangers_words_in_an_error_stay_short_on_one_line_and_are_no_template() -> None:
    sentence = texts.explain(errors.NotHtml("a/{limit}\n" + "b" * 500))
    assert len(sentence) < 200
    assert "\n" not in sentence
    assert "{limit}" in sentence


@pytest.mark.parametrize("step", list(Step))
def test_every_step_has_words(step: Step) -> None:
    assert texts.progress(Progress(step=step))


def test_thinking_is_told() -> None:
    assert texts.progress(Progress(step=Step.WRITE, thinking=True)) == texts.THINKING


def test_counters_stand_against_the_limits() -> None:
    assert texts.counters(version()) == ("2/20", "7/1000", "1/10")


def test_the_terminals_lines_name_the_thing_and_the_remedy() -> None:
    assert words.usage("no such option") == "命令写法不对：no such option（加 --help 看用法）"
    assert words.sight("数据库", good=True, advice="") == "✓ 数据库"
    assert words.sight("数据库", good=False, advice="满了") == "✗ 数据库：满了"
    assert "gpt" in words.model("gpt")
    assert "原文摘录" in words.model("")
