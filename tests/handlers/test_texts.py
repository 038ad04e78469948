"""What people are told."""

from __future__ import annotations

import inspect

import pytest

from bot import errors
from bot.errors import BotError
from bot.models import Finding, Note, Progress, Severity, Step, Style, Version, Wish
from handlers import texts

LEAVES = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, BotError)]
FACTS: dict[type[BotError], tuple[int | str, ...]] = {
    errors.PageRefused: (503,),
    errors.NotHtml: ("application/pdf",),
    errors.TooLarge: (8 * 2**20,),
    errors.TooShort: (12,),
}


def version(*findings: Finding, writer: str = "model") -> Version:
    return Version(
        note=Note(title="标题", body="正文", topics=("话题",)),
        wish=Wish(),
        style=Style(),
        findings=findings,
        writer="offline" if writer == "offline" else "model",
    )


def warning(message: str = "文中没有", span: str = "全球第一", evidence: str = "") -> Finding:
    return Finding(check="facts", severity=Severity.WARN, span=span, message=message, evidence=evidence)


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


def test_a_models_note_is_to_be_declared_as_made_with_ai() -> None:
    assert texts.advice(version()) == [texts.DECLARE_AI]
    assert "笔记含AI合成内容" in texts.DECLARE_AI


def test_an_excerpt_says_so_and_how_to_get_a_model() -> None:
    excerpt, reprint = texts.advice(version(writer="offline"))
    assert "原文摘录" in excerpt
    assert "OPENAI_API_KEY" in excerpt
    assert "来源转载" in reprint


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (warning(), "⚠️ 文中没有：「全球第一」"),
        (warning(span=""), "⚠️ 文中没有"),
        (warning(message="「全球第一」太满"), "⚠️ 「全球第一」太满"),
        (warning(evidence="排名第二"), "⚠️ 文中没有：「全球第一」（原文：「排名第二」）"),
    ],
)
def test_a_warning_shows_the_words_and_the_evidence(found: Finding, line: str) -> None:
    assert texts.advice(version(found))[0] == line


def test_only_what_is_left_to_the_person_is_shown() -> None:
    mended = Finding(check="form", severity=Severity.REPAIR, span="**", message="有 Markdown")
    assert texts.advice(version(mended)) == [texts.DECLARE_AI]


def test_many_warnings_are_counted_rather_than_listed() -> None:
    lines = texts.advice(version(*[warning()] * 12))
    assert lines[8] == texts.MORE_WARNINGS.format(count=4)
    assert len(lines) == 10


def test_the_terminals_lines_name_the_thing_and_the_remedy() -> None:
    assert texts.usage("no such option") == "命令写法不对：no such option（加 --help 看用法）"
    assert texts.sight("数据库", good=True, advice="") == "✓ 数据库"
    assert texts.sight("数据库", good=False, advice="满了") == "✗ 数据库：满了"
    assert "gpt" in texts.model("gpt")
    assert "原文摘录" in texts.model("")
