from __future__ import annotations

import pytest

from bot.models import (
    Article,
    Draft,
    Note,
    Picture,
    Progress,
    Step,
    Usage,
    Version,
    Wish,
    silent,
    title_length,
    utf16_length,
)
from bot.style import Style


@pytest.mark.parametrize(
    ("title", "length"),
    [
        ("", 0),
        ("四个汉字", 4),
        ("hello", 3),
        ("OOTD穿搭分享", 6),
        ("a" * 40, 20),
        ("!?", 1),
        ("！？", 2),
        ("✨", 1),
        ("😀", 2),
        ("🇨🇳", 4),
        ("💇‍♀️", 5),
    ],
)
def test_a_title_is_counted_as_the_platform_counts(title: str, length: int) -> None:
    assert title_length(title) == length
    assert Note(title=title, body="").title_length == length


def test_the_title_that_the_old_system_published_is_over_the_limit() -> None:
    assert title_length("🔥国产AI新突破！DeepSeek V3.1来了，专为下一代国产芯片打造！") > 20


def test_a_lone_surrogate_is_counted_and_breaks_nothing() -> None:
    assert utf16_length("\ud83d") == 1


def test_a_note_is_pasted_as_title_body_and_topics() -> None:
    note = Note(title="标题", body="第一段\n\n第二段", topics=("话题", "AI"))
    assert str(note) == "标题\n\n第一段\n\n第二段\n\n#话题 #AI"
    assert note.text_length == len("第一段\n\n第二段\n\n#话题 #AI")


def test_without_topics_nothing_hangs_below_the_body() -> None:
    assert Note(title="标题", body="正文").text == "正文"


def test_usage_adds_up_and_names_the_later_model() -> None:
    total = Usage(model="a", requests=1, prompt_tokens=10, completion_tokens=5, cached_tokens=2) + Usage(
        model="b", requests=2, prompt_tokens=20, completion_tokens=7, cached_tokens=3
    )
    assert total == Usage(model="b", requests=3, prompt_tokens=30, completion_tokens=12, cached_tokens=5)


@pytest.mark.parametrize(("image", "suffix"), [(b"\x89PNG\r\n", ".png"), (b"\xff\xd8\xff", ".jpg")])
def test_a_picture_knows_its_file_ending_and_hides_its_bytes(image: bytes, suffix: str) -> None:
    picture = Picture(image=image, width=1080, height=1440, kind="page")
    assert picture.suffix == suffix
    assert "image" not in repr(picture)


def test_the_latest_version_is_the_last() -> None:
    first, second = (
        Version(note=Note(title=title, body=""), wish=Wish(), style=Style(), writer="offline") for title in "一二"
    )
    draft = Draft(id="1", article=Article(url="", title="", text=""), versions=(first, second))
    assert draft.latest is second


async def test_a_silent_report_takes_everything() -> None:
    await silent(Progress(step=Step.READ))
