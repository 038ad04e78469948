"""The command line as a person uses it: arguments and settings in, a note and an exit code out."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import runpy
import signal
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from bot import terminal
from bot.commands import main
from bot.errors import StoreFull
from bot.models import title_length
from handlers import texts
from tests.support.leaks import leaks
from tests.support.model import ModelServer, failed, said

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from tests.support.site import Site

    Run = Callable[..., Awaitable["Outcome"]]

SAMPLE = Path(__file__).parent.parent / "bot" / "playground" / "samples" / "market.html"
TEXT = "旧书店又开了\n" + "城南的旧书店在歇业三年之后重新开门，第一天来了四百多人。店主说他会一直开到七十岁。" * 4
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


def _write(name: str, content: bytes) -> None:
    """Write a file; what is meant as something else has no dot, or no content."""
    if content and "." in name:
        Path(name).write_bytes(content)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], only_this_process_measured: None) -> Iterator[Run]:  # noqa: ARG001 - pages are judged elsewhere
    level = logging.root.level

    async def call(*arguments: str) -> Outcome:
        code = await asyncio.to_thread(main, list(arguments))
        out, err = capsys.readouterr()
        assert not leaks(out + err)
        return Outcome(code, out, err)

    yield call
    logging.root.setLevel(level)


@pytest.fixture
def article(site: Site, monkeypatch: pytest.MonkeyPatch) -> str:
    site.pages["/market"] = SAMPLE.read_text(encoding="utf-8")
    monkeypatch.setenv("ALLOW_PRIVATE_ADDRESSES", site.address)
    return site.url("/market")


async def test_a_link_becomes_a_note_within_the_platforms_limits(run: Run, article: str) -> None:
    outcome = await run("note", article, "--json", "--no-pictures")
    assert outcome.code == 0, outcome.err
    found = outcome.json
    assert set(found) == {"article", "note", "findings", "facts", "pictures", "writer", "usage"}
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


async def test_each_fact_is_told_with_the_articles_sentence_that_carries_it(run: Run, article: str) -> None:
    outcome = await run("note", article, "--json", "--no-pictures")
    facts = outcome.json["facts"]
    assert facts
    assert all(set(fact) == {"span", "kind", "sentence"} for fact in facts)
    flat = "".join(f"{outcome.json['article']['title']}{outcome.json['article']['text']}".split())
    assert all("".join(fact["sentence"].split()) in flat for fact in facts)
    shown = await run("note", article, "--no-pictures")
    assert texts.WHAT_IS_PROVED[:12] in shown.out
    assert facts[0]["span"] in shown.out


async def test_the_record_ends_with_what_to_do_when_posting(run: Run, article: str, tmp_path: Path) -> None:
    await run("note", article, "--no-pictures", "--out", str(tmp_path / "out"))
    record = (tmp_path / "out" / "record.txt").read_text(encoding="utf-8")
    assert texts.CHECKLIST in record
    assert "来源转载" in record


async def test_the_judge_is_asked_only_where_that_is_set(
    run: Run, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for judge, requests in (("", 1), ("true", 2)):
        async with ModelServer(said(REPLY), said("槐树街菜市场改造满一年｜原文没有说满")) as model:
            monkeypatch.setenv("JUDGE", judge)
            monkeypatch.setenv("OPENAI_API_KEY", "sk-of-this-test")
            monkeypatch.setenv("OPENAI_BASE_URL", model.base_url)
            outcome = await run("note", article, "--json", "--no-pictures")
        assert outcome.json["usage"]["requests"] == requests
        opinions = [one for one in outcome.json["findings"] if one["message"] == "模型的看法：原文没有说满"]
        assert len(opinions) == requests - 1


async def test_what_went_wrong_and_was_made_good_is_not_told_unless_the_log_is_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = (
        "【标题】城南旧书店重新开门\n【正文】\n城南的旧书店歇业三年之后重新开门，第一天来了四百多人。\n【话题】#旧书店"
    )
    async with ModelServer(failed(500), said(reply), failed(500), said(reply)) as model:
        monkeypatch.setenv("OPENAI_BASE_URL", model.base_url)
        assert "again" not in (await run("note", TEXT, "--json", "--no-pictures")).err
        monkeypatch.setenv("LOG_LEVEL", "INFO")
        assert "asking the model again" in (await run("note", TEXT, "--json", "--no-pictures")).err


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


@pytest.mark.parametrize(
    ("source", "content", "title"),
    [
        ("-", TEXT.encode(), "旧书店又开了"),
        ("-", TEXT.encode("gbk"), "旧书店又开了"),
        ("-", SAMPLE.read_bytes(), "老城菜市场改造一年后：摊位少了三成，买菜的人多了"),
        ("article.txt", TEXT.encode(), "旧书店又开了"),
        ("article.md", f"# {TEXT}".encode(), "旧书店又开了"),
        ("page.htm", SAMPLE.read_bytes(), "老城菜市场改造一年后：摊位少了三成，买菜的人多了"),
        (TEXT, b"", "旧书店又开了"),
    ],
    ids=["stdin", "gbk", "html on stdin", "txt", "md", "htm", "the argument itself"],
)
async def test_an_article_can_be_handed_over_as_text_or_html(
    run: Run, monkeypatch: pytest.MonkeyPatch, source: str, content: bytes, title: str
) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(content)))
    _write(source, content)
    outcome = await run("note", source, "--json", "--no-pictures")
    assert outcome.code == 0, outcome.err
    assert outcome.json["article"]["title"] == title


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("paper.html", b"%PDF-1.7\n" + b"\xe2\xe3" * 300, "application/pdf"),
        ("photo.png", b"\x89PNG\r\n" + bytes(range(256)) * 4, "image/png"),
        ("-", bytes(range(1, 256)) * 8, "octet-stream"),
        ("large.txt", b"x" * (16 * 2**20 + 1), "16 MB"),
        (".", b"", "文件打不开"),
    ],
)
async def test_what_is_no_text_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, sentence: str
) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(content)))
    _write(name, content)
    outcome = await run("note", name, "--no-pictures")
    assert outcome.code == 3
    assert sentence in outcome.err


async def test_a_known_host_without_its_scheme_is_no_file(run: Run) -> None:
    outcome = await run("note", "new.qq.com/omn/20261018/A000.html", "--no-pictures")
    assert "文件打不开" not in outcome.err


async def test_a_tone_may_be_called_by_its_label_and_an_unknown_one_gets_the_list(run: Run, article: str) -> None:
    outcome = await run("note", article, "--no-pictures", "--tone", "干货")
    assert outcome.code == 0
    assert "没有配置模型，语气这次没有用上" in outcome.out
    outcome = await run("note", article, "--tone", "诗")
    assert outcome.code == 2
    assert "ganhuo（干货）" in outcome.err
    assert "ganhuo（干货）" in "".join((await run("note", "--help")).out.split())


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
    assert "/1000" in outcome.out, "the note is lost"
    assert len(outcome.err.strip().splitlines()) == 1, outcome.err


async def test_a_bug_is_one_sentence_and_a_traceback_only_for_who_asks(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def bug(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(terminal, "note", bug)
    outcome = await run("note", "x")
    assert outcome.code == 1
    assert len(outcome.err.strip().splitlines()) == 1, outcome.err
    assert "RuntimeError" in outcome.err
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    assert "a bug" in (await run("note", "x")).err


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["plain", "json"])
async def test_a_full_standard_output_is_one_sentence(tmp_path: Path, more: tuple[str, ...]) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    process = await _started("note", TEXT, "--no-pictures", *more, cwd=tmp_path, stdout=full)
    os.close(full)
    _, err = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 4
    assert err.decode().strip() == texts.explain(StoreFull())


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["plain", "json"])
async def test_a_reader_that_leaves_ends_the_command_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    reader, writer = os.pipe()
    os.close(reader)
    process = await _started("note", TEXT, "--no-pictures", *more, cwd=tmp_path, stdout=writer)
    os.close(writer)
    _, err = await asyncio.wait_for(process.communicate(), 60)
    assert (process.returncode, err) == (1, b"")


@pytest.mark.parametrize(("encoding", "spoken"), [("ascii", "utf-8"), ("gbk", "gbk")])
async def test_a_terminal_of_any_encoding_shows_the_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, spoken: str
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    process = await _started("note", f"{TEXT}😀", "--no-pictures", cwd=tmp_path)
    out, err = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, err
    assert "旧书店又开了" in out.decode(spoken)


def test_a_process_that_judges_pages_does_not_load_the_commands_again() -> None:
    read_again = runpy.run_path(str(SAMPLE.parents[2] / "__main__.py"), run_name="__mp_main__")
    assert "main" not in read_again


async def test_an_interrupt_while_the_program_loads_is_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    process = await _started("run", cwd=tmp_path)
    assert process.stderr is not None
    async with asyncio.timeout(60):
        while b"trafilatura" not in await process.stderr.readline():
            pass
    process.send_signal(signal.SIGINT)
    _, err = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == -signal.SIGINT
    assert b"Traceback" not in err


async def _started(*arguments: str, cwd: Path, stdout: Any = asyncio.subprocess.PIPE) -> asyncio.subprocess.Process:
    root = str(Path(__file__).parent.parent)
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments,
        cwd=cwd, env={**os.environ, "PYTHONPATH": root},
        stdin=asyncio.subprocess.PIPE, stdout=stdout, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
