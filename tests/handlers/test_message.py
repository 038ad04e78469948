"""Note → message."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

from bot.article.merged import merged
from bot.models import Draft, Finding, Note, Progress, Severity, Step, Version, Wish, utf16_length
from bot.review import Fact
from bot.style import Style
from handlers import message, texts
from tests.support.fakes import ARTICLE, TONES

NOTE = Note(title="芯片<新>", body="功耗低 20% & 便宜\n\n第二段", topics=("芯片", "数码"))

TODAY = date(2026, 11, 25)


def draft(note: Note = NOTE, *findings: Finding) -> Draft:
    version = Version(note=note, wish=Wish(), style=Style(), findings=findings, writer="model")
    return Draft(id="0" * 16, article=ARTICLE, versions=(version,))


class Fields(HTMLParser):
    """What one tap copies, and the whole text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.copied: list[str] = []
        self.text = ""
        self._inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser calls it
        self._inside = tag in {"code", "pre"}
        if self._inside:
            self.copied.append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - likewise
        self._inside = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._inside:
            self.copied[-1] += data


def test_each_field_is_one_tap_to_copy_and_exactly_what_is_pasted() -> None:
    fields = Fields(message.kept(draft(), 0, TONES.values(), today=TODAY).html)
    assert fields.copied == [NOTE.title, NOTE.body, NOTE.hashtags]


def test_counters_stand_beside_the_fields() -> None:
    html = message.kept(draft(), 0, TONES.values(), today=TODAY).html
    assert "<b>标题</b> 4/20" in html
    assert f"<b>正文</b> {NOTE.text_length}/1000" in html
    assert "<b>话题</b> 2/10" in html


def test_a_note_without_topics_has_no_empty_field() -> None:
    assert len(Fields(message.kept(draft(Note(title="题", body="文")), 0, (), today=TODAY).html).copied) == 2


def test_a_notice_stands_above_the_note() -> None:
    assert message.kept(draft(), 0, (), today=TODAY, notice="a<b").html.startswith("<i>a&lt;b</i>\n\n<b>标题</b>")


def test_the_longest_note_with_the_most_warnings_fits_a_message() -> None:
    note = Note(title="题" * 20, body="😀" * 440, topics=("题" * 11,) * 9)
    found = Finding(check="facts", severity=Severity.WARN, span="甲" * 200, message="乙" * 500, evidence="丙" * 500)
    letter = message.kept(draft(note, *[found] * 40), 0, TONES.values(), today=TODAY, notice=texts.EXCERPT)
    assert utf16_length(Fields(letter.html).text) <= 4096


def test_a_note_that_is_not_kept_can_only_be_copied() -> None:
    letter = message.unkept(draft().latest, ARTICLE, today=TODAY, notice="磁盘满了")
    assert letter.keyboard is not None
    assert all(button.copy_text for row in letter.keyboard.inline_keyboard for button in row)


def test_a_sentence_is_escaped() -> None:
    assert message.sentence("a<b>&").html == "a&lt;b&gt;&amp;"


def test_a_growing_note_shows_what_there_is_and_where_the_work_is() -> None:
    assert message.growing(Progress(step=Step.READ)) == "正在读文章…"
    grown = Progress(step=Step.WRITE, title="标题", body="正文的开")
    assert message.growing(grown) == "标题\n\n正文的开\n\n正在写…"


def test_a_model_that_runs_away_stays_within_a_message() -> None:
    text = message.growing(Progress(step=Step.WRITE, body="a" + "😀" * 9000))
    assert utf16_length(text) < 4096
    assert text.endswith("😀\n\n正在写…")


def fact(span: str, sentence: str = "") -> Fact:
    return Fact(span=span, kind="number", sentence=sentence)


def test_a_proof_names_what_is_missing_first_and_sets_each_fact_beside_its_sentence() -> None:
    html = message.proof([fact("20%", "功耗低 20% <br>"), fact("30%")], ARTICLE).html
    assert html.index(texts.MISSING.format(spans="30%")) < html.index("<b>20%</b>\n<blockquote>功耗低 20% &lt;br&gt;")
    assert html.endswith(texts.WHAT_IS_PROVED)
    assert "已核实" not in html


def test_a_note_without_facts_is_said_to_have_none() -> None:
    assert message.proof([], ARTICLE).html == texts.NOTHING_TO_PROVE
    assert texts.NONE_MISSING in message.proof([fact("20%", "低 20%")], ARTICLE).html


def test_of_several_articles_a_proof_names_the_one_that_a_sentence_is_from() -> None:
    article = merged([ARTICLE, replace(ARTICLE, sitename="江口<周报>", text="它卖 30 元。")])
    html = message.proof([fact("20%", "功耗比上一代低 20%。"), fact("30", "它卖 30 元。")], article).html
    assert "<b>20%</b>（示例网）" in html
    assert "<b>30</b>（江口&lt;周报&gt;）" in html


def test_the_longest_proof_fits_a_message_and_counts_what_it_leaves_out() -> None:
    facts = [fact("😀" * 100, "<&" * 100)] * 40 + [fact("😀" * 100)] * 40
    letter = message.proof(facts, ARTICLE)
    assert utf16_length(Fields(letter.html).text) <= 4096
    shown = letter.html.count("<blockquote>")
    assert 0 < shown < 40
    assert texts.MORE_PROOFS.format(count=80 - shown - 15) in letter.html


def test_many_warnings_are_folded_and_few_are_not() -> None:
    found = Finding(check="facts", severity=Severity.WARN, span="甲", message="乙")
    assert "<blockquote expandable>⚠️" in message.kept(draft(NOTE, *[found] * 4), 0, (), today=TODAY).html
    assert "<blockquote" not in message.kept(draft(NOTE, *[found] * 3), 0, (), today=TODAY).html
