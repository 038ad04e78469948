from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import BODY_LIMIT, TITLE_LIMIT, TOPICS_LIMIT, Check, Finding, Note, Severity
from bot.note.mend import mend

HOSTILE = st.text(
    alphabet=st.sampled_from(list("*#_`>-|[]()<b>【】《“，。！的和AI1. \n\u200b\u200d👨👍🏽🇨🇳字词微信")), max_size=120
)
TEXTS = st.one_of(HOSTILE, st.text(max_size=80))


def finding(span: str, check: Check = "contacts") -> Finding:
    return Finding(check=check, severity=Severity.BLOCK, span=span, message="")


def within(note: Note) -> bool:
    return (
        note.title_length <= TITLE_LIMIT
        and note.text_length <= BODY_LIMIT
        and len(note.topics) <= TOPICS_LIMIT
        and all(topic.isalnum() for topic in note.topics)
    )


@given(TEXTS, TEXTS, st.integers(1, 40), st.lists(TEXTS, max_size=14), st.lists(TEXTS, max_size=2))
@settings(max_examples=200, deadline=None)
def test_any_note_is_within_the_limits_and_a_second_time_changes_nothing(
    title: str, text: str, times: int, topics: list[str], spans: list[str]
) -> None:
    findings = tuple(map(finding, spans))
    mended = mend(Note(title=title, body=text * times, topics=tuple(topics)), findings)
    assert within(mended)
    assert mend(mended, findings) == mended
    assert not any(span in mended.body for span in spans if span.strip())


def test_a_good_note_is_left_alone() -> None:
    note = Note(title="夜里也开门", body="开到24点。\n\n不收费。", topics=("图书馆",))
    assert mend(note, ()) == note


def test_a_long_body_loses_whole_sentences_and_keeps_its_source() -> None:
    body = "\n\n".join(f"这是第{number}段里的一句话，不长也不短。" for number in range(100)) + "\n\n来源：晚报《夜读》"
    mended = mend(Note(title="夜里也开门", body=body, topics=("图书馆",)), ())
    assert mended.text_length > BODY_LIMIT - 40
    assert mended.body.endswith("不短。\n\n来源：晚报《夜读》")


def test_a_body_of_one_endless_sentence_is_cut() -> None:
    mended = mend(Note(title="夜", body="字" * 3000), ())
    assert mended.text_length == BODY_LIMIT


@pytest.mark.parametrize("check", ["contacts", "facts", "wording", "likeness"])
def test_the_sentence_that_a_finding_names_goes(check: Check) -> None:
    note = Note(title="夜里也开门", body="开到24点。加微信abc1领票。\n\n不收费。", topics=("abc1", "图书馆"))
    mended = mend(note, (finding("abc1", check),))
    assert mended == Note(title="夜里也开门", body="开到24点。\n\n不收费。", topics=("图书馆",))


def test_a_contact_over_two_sentences_takes_both() -> None:
    mended = mend(Note(title="夜里也开门", body="先看。访问 a.b？c=d！e。后看。"), (finding("a.b？c=d"),))
    assert mended.body == "先看。e。后看。"


def test_findings_of_limits_and_form_delete_nothing() -> None:
    note = Note(title="夜里也开门", body="开到**24**点。")
    assert mend(note, (finding("**", "form"), finding("开到", "limits"))).body == "开到24点。"


def test_a_title_that_is_named_or_empty_is_made_of_the_first_clause() -> None:
    note = Note(title="加微信abc1", body="图书馆开到24点，先试三个月。不收费。")
    assert mend(note, (finding("abc1"),)).title == "图书馆开到24点"
    assert mend(Note(title="**", body="图书馆开到24点。"), ()).title == "图书馆开到24点"


def test_a_title_without_any_border_is_cut_between_characters() -> None:
    assert mend(Note(title="a" * 60, body="b" * 60), ()).title == "a" * 20
