from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.note import tones

if TYPE_CHECKING:
    from pathlib import Path


def test_the_six_usual_tones_are_there_and_differ() -> None:
    loaded = tones.load()
    labels = {tone.label for tone in loaded.values()}
    assert {"种草", "干货", "专业", "吐槽", "故事", "极简"} <= labels
    assert all(name == tone.name and name.isascii() for name, tone in loaded.items())
    assert len({tone.advice for tone in loaded.values()}) == len(loaded)


def test_every_tone_says_what_it_never_does() -> None:
    assert all("不做：" in tone.advice and "原文" in tone.advice for tone in tones.load().values())


def test_a_new_file_is_a_new_tone(tmp_path: Path) -> None:
    (tmp_path / "calm.md").write_text("# 平静\n\n慢慢说。\n", "utf-8")
    assert tones.load(tmp_path)["calm"].label == "平静"
    assert tones.load(tmp_path)["calm"].advice == "慢慢说。"


@pytest.mark.parametrize(("name", "text"), [("a.md", "没有标题\n话"), ("a.md", "# 只有标签"), ("中.md", "# 标签\n话")])
def test_a_file_that_is_no_tone_is_named(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(ValueError, match=name):
        tones.load(tmp_path)
