"""What is in the zip."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from bot import archive
from bot.models import Article, Note, Picture, Version, Wish
from bot.style import Style

if TYPE_CHECKING:
    import pytest

ARTICLE = Article(url="https://example.org/a", title="旧书店又开了", text="城南的旧书店重新开门。")
VERSION = Version(
    note=Note(title="旧书店又开了", body="重新开门。\n\n• 3000本书\n• 8点开门", topics=("旧书店", "城南")),
    wish=Wish(),
    style=Style(),
    writer="model",
)
PAGE = Picture(image=b"\xff\xd8 a picture", width=3, height=4, kind="page")
COVER = Picture(image=b"\x89PNG a cover", width=3, height=4, kind="cover")
MADE = datetime(2026, 11, 2, 12, 30, 4, tzinfo=UTC)


def opened(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_zip_holds_the_note_its_record_its_markdown_and_the_pictures_as_they_are() -> None:
    content, count = archive.zipped(ARTICLE, VERSION, [COVER, PAGE], advice=["☐ 看过"], made=MADE)
    files = opened(content)
    assert sorted(files) == ["01-cover.png", "02-page.jpg", "note.md", "note.txt", "record.txt"]
    assert count == 2
    assert files["note.txt"].decode() == f"{VERSION.note}\n"
    assert "链接：https://example.org/a" in files["record.txt"].decode()
    assert "☐ 看过" in files["record.txt"].decode()
    assert (files["01-cover.png"], files["02-page.jpg"]) == (COVER.image, PAGE.image)


def test_the_files_bear_the_moment_of_the_export() -> None:
    content, _ = archive.zipped(ARTICLE, VERSION, [], made=MADE)
    with ZipFile(BytesIO(content)) as file:
        assert {one.date_time for one in file.infolist()} == {(2026, 11, 2, 12, 30, 4)}


def test_pictures_that_telegram_would_not_take_stay_out_and_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST", 2**20 + 2 * len(PAGE.image))
    content, count = archive.zipped(ARTICLE, VERSION, [PAGE] * 3, made=MADE)
    assert count == 2
    assert "03-page.jpg" not in opened(content)


def test_markdown_has_a_heading_keeps_the_lines_and_marks_nothing_else() -> None:
    body = "1. 便宜\n# 不是标题\n- 也不是列表\n2.3万次\n\n[括号]"
    note = replace(VERSION.note, title="*3* 个_理由_", body=body, topics=("旧书店",))
    assert archive.markdown(note, ["01-page.jpg"]).split("\n") == [
        r"# \*3\* 个\_理由\_",
        "",
        "1\\. 便宜\\",
        "\\# 不是标题\\",
        "\\- 也不是列表\\",
        "2.3万次",
        "",
        r"\[括号\]",
        "",
        "#旧书店",
        "",
        "![](01-page.jpg)",
        "",
    ]


def test_the_file_is_named_by_the_title_as_any_system_takes_it() -> None:
    assert archive.file_name(VERSION) == "旧书店又开了.zip"
    odd = replace(VERSION, note=replace(VERSION.note, title="a/b：c?"))
    assert archive.file_name(odd) == "a-b-c.zip"
    assert archive.file_name(replace(VERSION, note=replace(VERSION.note, title="？！"))) == "note.zip"
