"""A team's own word list, from the setting to the note, and where it cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import commands, doctor
from bot.app import opened
from bot.config import Settings
from bot.errors import WordsUnusable
from bot.models import Article
from tests.support.model import ModelServer

ARTICLE = Article(
    url="",
    title="图书馆夜间延时开放",
    text="南湖图书馆夜间开放从21点延长到24点，先试行三个月。晚上9点以后，自习区和咖啡角开着，借书还书不办理。",
)


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def words(tmp_path: Path) -> Path:
    entry = '{ find = "咖啡角", instead = "茶水间" }'
    return written(tmp_path / "team.toml", f'group = "团队"\nwhy = "不用"\nseverity = "warn"\nentries = [{entry}]')


async def test_a_teams_words_reach_the_note(words: Path) -> None:
    async with ModelServer() as model:
        settings = Settings.model_validate({"openai_base_url": model.base_url, "words_file": words})
        async with opened(settings) as studio:
            version = await studio.compose(ARTICLE)
    assert [found.span for found in version.findings if found.message.startswith("团队")] == ["咖啡角"]


async def test_a_list_that_cannot_be_used_lets_nothing_start(words: Path) -> None:
    written(words, "entries = 1")
    with pytest.raises(WordsUnusable):
        async with opened(Settings(words_file=words)):
            pass


def test_the_command_says_in_one_sentence_what_is_wrong_with_the_list(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORDS_FILE", "missing.toml")
    assert commands.main(["note", "文章" * 200, "--no-pictures"]) == 2
    assert capsys.readouterr().err == (
        "WORDS_FILE 指的词表用不了：missing.toml: No such file or directory（写法见 docs/words.md）。\n"
    )


@pytest.mark.parametrize(("text", "line"), [("", "✓ 自己的词表"), ("entries = 1", "✗ 自己的词表：WORDS_FILE ")])
async def test_the_doctor_looks_at_the_list(
    words: Path, capsys: pytest.CaptureFixture[str], database: str, text: str, line: str
) -> None:
    written(words, text)
    settings = Settings(words_file=words, database_url=SecretStr(database), chromium_path=Path("/none"))
    await doctor.examine(settings, fix=False, quiet=False)
    assert line in capsys.readouterr().err


async def test_without_a_list_the_doctor_has_nothing_to_say(capsys: pytest.CaptureFixture[str], database: str) -> None:
    await doctor.examine(
        Settings(database_url=SecretStr(database), chromium_path=Path("/none")), fix=False, quiet=False
    )
    assert "词表" not in capsys.readouterr().err
