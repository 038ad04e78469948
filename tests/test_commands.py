"""The command line as a person uses it: arguments and settings in, a note and an exit code out."""

from __future__ import annotations

import asyncio
import json
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from bot.__main__ import main
from bot.models import title_length
from tests.support.leaks import leaks
from tests.support.model import ModelServer, failed, said
from tests.support.process import started

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.support.site import Site

    Run = Callable[..., Awaitable["Outcome"]]

SAMPLE = Path(__file__).parent.parent / "docs" / "sample" / "article.html"
REPLY = """【标题】
槐树街菜市场改造满一年
【正文】
摊位从186个减到128个，买菜的人反而多了？

今年9月，这里日均客流约9600人，改造前同期约7100人。

来源：城南观察《老城菜市场改造一年后：摊位少了三成，买菜的人多了》2026-10-18
【话题】
#菜市场 #城市更新 #槐树街
"""


class Outcome(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    async def call(*arguments: str) -> Outcome:
        code = await asyncio.to_thread(main, list(arguments))
        out, err = capsys.readouterr()
        assert not leaks(out + err)
        return Outcome(code, out, err)

    return call


@pytest.fixture
def article(site: Site, monkeypatch: pytest.MonkeyPatch) -> str:
    site.pages["/market"] = SAMPLE.read_text(encoding="utf-8")
    monkeypatch.setenv("ALLOW_PRIVATE_ADDRESSES", site.address)
    return site.url("/market")


async def test_a_link_becomes_a_note_within_the_platforms_limits(run: Run, article: str) -> None:
    outcome = await run("note", article, "--json", "--no-pictures")
    assert outcome.code == 0, outcome.err
    found = outcome.json
    assert set(found) == {"article", "note", "findings", "pictures", "writer", "usage"}
    assert set(found["article"]) == {"url", "title", "text", "author", "sitename", "date", "language"}
    assert found["article"]["date"] == "2026-10-18"
    assert found["writer"] == "offline"
    assert found["usage"] is None
    assert 0 < title_length(found["note"]["title"]) <= 20
    assert found["note"]["topics"]
    assert found["pictures"] == []


async def test_the_model_writes_where_one_is_configured(
    run: Run, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ModelServer(said(REPLY)) as model:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-of-this-test")
        monkeypatch.setenv("OPENAI_BASE_URL", model.base_url)
        outcome = await run("note", article, "--json", "--no-pictures", "--tone", "zhuanye")
    assert outcome.code == 0, outcome.err
    assert outcome.json["writer"] == "model"
    assert outcome.json["note"]["title"] == "槐树街菜市场改造满一年"
    assert outcome.json["note"]["topics"] == ["菜市场", "城市更新", "槐树街"]
    assert outcome.json["usage"]["requests"] == 1


async def test_a_share_text_is_read_for_its_link(run: Run, article: str) -> None:
    outcome = await run("note", f"【老城菜市场】快来看{article}，复制本条信息打开", "--no-pictures")
    assert outcome.code == 0, outcome.err
    assert "/20" in outcome.out
    assert "/1000" in outcome.out
    assert "原文摘录" in outcome.out


async def test_a_saved_page_gives_a_note_its_pictures_and_a_record(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "made"
    outcome = await run("note", str(SAMPLE), "--json", "--out", str(out))
    assert outcome.code == 0, outcome.err
    pictures = outcome.json["pictures"]
    assert {picture["kind"] for picture in pictures} >= {"cover", "page"}
    assert all(file.read_bytes()[:2] == b"\xff\xd8" for file in out.glob("*.jpg"))
    assert [Path(picture["path"]).name for picture in pictures] == sorted(file.name for file in out.glob("*.jpg"))
    assert (out / "note.txt").read_text(encoding="utf-8").startswith(outcome.json["note"]["title"])
    assert "01-cover.jpg" in (out / "record.txt").read_text(encoding="utf-8")


async def test_text_on_standard_input_is_an_article(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "旧书店又开了\n" + "城南的旧书店在歇业三年之后重新开门，第一天来了四百多人。店主说他会一直开到七十岁。" * 4
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text.encode())))
    outcome = await run("note", "-", "--json", "--no-pictures")
    assert outcome.code == 0, outcome.err
    assert outcome.json["article"]["title"] == "旧书店又开了"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("note", "https://a.example/", "--tone", "nobody"), 2),
        (("note",), 2),
        (("note", "x", "--wrong"), 2),
        (("sing",), 2),
        (("note", "这里没有链接"), 3),
        (("note", "no-such-file.html"), 3),
        (("note", "http://127.0.0.1/"), 3),
        (("note", "http://169.254.169.254/latest/meta-data/"), 3),
        (("note", "file:///etc/passwd"), 3),
    ],
)
async def test_what_cannot_be_done_is_one_sentence_and_an_exit_code(
    run: Run, arguments: tuple[str, ...], code: int
) -> None:
    outcome = await run(*arguments)
    assert outcome.code == code
    assert outcome.out == ""
    assert len(outcome.err.strip().splitlines()) == 1, outcome.err
    assert "Traceback" not in outcome.err


async def test_a_missing_page_is_exit_three(run: Run, site: Site, article: str) -> None:
    assert article
    outcome = await run("note", site.url("/gone"), "--no-pictures")
    assert (outcome.code, outcome.out) == (3, "")
    assert "404" in outcome.err


async def test_a_model_that_refuses_the_key_is_exit_four(
    run: Run, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong")
    async with ModelServer(failed(401)) as model:
        monkeypatch.setenv("OPENAI_BASE_URL", model.base_url)
        outcome = await run("note", article, "--no-pictures")
    assert (outcome.code, outcome.out) == (4, "")
    assert "OPENAI_API_KEY" in outcome.err


async def test_a_wrong_setting_is_named_and_its_value_is_not(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_DEADLINE", "quick-as-you-can")
    outcome = await run("note", "https://a.example/")
    assert outcome.code == 2
    assert "MODEL_DEADLINE" in outcome.err
    assert "quick" not in outcome.err


async def test_a_folder_that_cannot_be_written_is_one_sentence(run: Run, article: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    outcome = await run("note", article, "--no-pictures", "--out", str(tmp_path / "file" / "below"))
    assert outcome.code == 4
    assert len(outcome.err.strip().splitlines()) == 1, outcome.err


async def test_without_a_token_the_bot_answers_in_the_terminal_until_the_input_ends(
    article: str, tmp_path: Path
) -> None:
    async with started("run", cwd=tmp_path) as bot:
        out, _ = await asyncio.wait_for(bot.process.communicate(f"什么都不是\n{article}\n".encode()), 60)
    assert "没有找到链接" in out.decode()
    assert "/1000" in out.decode()
    assert list((tmp_path / "out").glob("*/note.txt"))


async def test_a_signal_ends_the_terminal_cleanly(tmp_path: Path) -> None:
    async with started("run", cwd=tmp_path) as bot:
        assert bot.process.stdout is not None
        await asyncio.wait_for(bot.process.stdout.readuntil("链接：".encode()), 60)
