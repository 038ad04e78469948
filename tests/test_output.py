"""What stands in the folder afterwards."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from bot import output
from bot.errors import StoreFull
from bot.models import Article, Note, Picture, Version, Wish
from bot.style import Style

ARTICLE = Article(url="https://example.org/a", title="旧书店又开了", text="城南的旧书店重新开门。")
VERSION = Version(note=Note(title="旧书店又开了", body="重新开门。"), wish=Wish(), style=Style(), writer="model")
PAGE = Picture(image=b"\xff\xd8 a picture", width=3, height=4, kind="page")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_holds_one_notes_pictures_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    output.save(tmp_path, ARTICLE, VERSION, (PAGE,) * 3)
    (tmp_path / "01-mine.jpg").write_bytes(b"x")
    assert output.save(tmp_path, ARTICLE, VERSION, (PAGE,)) == [str(tmp_path / "01-page.jpg")]
    assert names(tmp_path) == ["01-mine.jpg", "01-page.jpg", "note.txt", "record.txt"]


def test_a_full_disk_is_called_one(tmp_path: Path) -> None:
    (tmp_path / "note.txt").symlink_to("/dev/full")
    with pytest.raises(StoreFull):
        output.save(tmp_path, ARTICLE, VERSION, ())


def test_when_the_disk_fills_up_the_text_is_there_and_no_half_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def filling(path: Path, content: bytes) -> int:
        if path.suffix == ".jpg":
            write(path, content[:4])
            raise OSError(errno.ENOSPC, "full")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", filling)
    with pytest.raises(StoreFull):
        output.save(tmp_path, ARTICLE, VERSION, (PAGE,))
    assert names(tmp_path) == ["note.txt", "record.txt"]
