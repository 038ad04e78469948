"""What a log line shows, and what it never shows."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from dbos import DBOS
from pydantic import HttpUrl, SecretStr

from bot import logs
from bot.config import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
TOKEN = "123456:AAHo-made_up"
KEY = 'sk-made"up\\x'
WEBHOOK = "made-up-webhook-secret"
DATABASE = "postgresql://me:p%40ss+wörd@db.example/x?sslmode=require"
HIDDEN = [TOKEN, "AAHo-made_up", KEY, WEBHOOK, DATABASE, "p%40ss+wörd", "p@ss+wörd", "endpoint-password"]
PROGRAM = """
import sys
from pydantic import SecretStr
from bot import logs
from bot.config import Settings
logs.configure(Settings(telegram_bot_token=SecretStr(sys.argv[1])))
raise RuntimeError(sys.argv[1])
"""

log = logging.getLogger("bot.of.this.test")


def settings(**changes: Any) -> Settings:
    return Settings(
        telegram_bot_token=SecretStr(TOKEN),
        openai_api_key=SecretStr(KEY),
        openai_base_url=HttpUrl("https://me:endpoint-password@model.example/v1"),
        webhook_secret=SecretStr(WEBHOOK),
        database_url=SecretStr(DATABASE),
        **changes,
    )


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def fail(error: Exception) -> NoReturn:
    raise error


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[str]]:
    return lambda: capsys.readouterr().err.splitlines()  # noqa: PLW0108 - read at each call


def test_a_line_says_when_how_grave_what_and_who(lines: Callable[[], list[str]]) -> None:
    logs.configure(settings())
    log.warning("%d 篇文章", 3)
    (line,) = lines()
    assert line[:10].count("-") == 2
    assert line.endswith("[warning] 3 篇文章 [bot.of.this.test]")


def test_json_is_one_object_a_line(lines: Callable[[], list[str]]) -> None:
    logs.configure(settings(log_format="json"))
    with logs.bound(chat=-100, job="msg:-100:0000000007"):
        try:
            fail(ValueError("a bug"))
        except ValueError:
            log.exception("失败了")
    (line,) = lines()
    assert "失败了" in line
    found = json.loads(line)
    assert found.pop("timestamp").endswith("Z")
    assert found.pop("exception").endswith("ValueError: a bug")
    assert found == {
        "event": "失败了",
        "level": "error",
        "logger": "bot.of.this.test",
        "chat": -100,
        "job": "msg:-100:0000000007",
    }


async def test_the_chat_and_the_job_stand_on_every_line_within_and_on_no_other(
    lines: Callable[[], list[str]],
) -> None:
    logs.configure(settings())

    async def work(chat: int) -> None:
        with logs.bound(chat=chat):
            await asyncio.sleep(0)
            with logs.bound(chat=chat, job=f"msg:{chat}:1"):
                await asyncio.gather(asyncio.to_thread(log.info, "in a thread"))
            log.info("after the job")

    await asyncio.gather(work(1), work(2))
    log.info("outside")
    written = lines()
    assert sorted(line.partition("] ")[2] for line in written) == [
        "after the job [bot.of.this.test] chat=1",
        "after the job [bot.of.this.test] chat=2",
        "in a thread [bot.of.this.test] chat=1 job=msg:1:1",
        "in a thread [bot.of.this.test] chat=2 job=msg:2:1",
        "outside [bot.of.this.test]",
    ]


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize("secret", HIDDEN)
def test_a_secret_is_on_no_line_in_whatever_dress(lines: Callable[[], list[str]], log_format: str, secret: str) -> None:
    logs.configure(settings(log_format=log_format))
    log.warning("POST https://api.telegram.org/bot%s/getMe", secret)
    log.warning("%s", [secret])
    with logs.bound(chat=1, job=secret):
        log.warning("in the context")
    try:
        fail(ValueError(secret))
    except ValueError:
        log.exception("in a traceback")
    log.warning("%d pieces", secret)
    written = "\n".join(lines())
    for line in written.splitlines():
        assert secret not in line
        assert json.dumps(secret)[1:-1] not in line
        assert repr(secret)[1:-1] not in line
    assert "https://api.telegram.org/bot…/getMe" in written
    assert "ValueError: …" in written
    assert "%d pieces" in written


def test_a_secret_does_not_show_in_colours_either(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    logs.configure(settings())
    with logs.bound(chat=1, job=TOKEN):
        log.error("key %s", KEY)
    assert "\x1b[" in terminal.getvalue()
    assert TOKEN not in terminal.getvalue()
    assert KEY not in terminal.getvalue()


def test_without_secrets_nothing_is_replaced(lines: Callable[[], list[str]]) -> None:
    logs.configure(Settings())
    log.info("123456:AAHo-made_up")
    assert lines()[0].endswith("123456:AAHo-made_up [bot.of.this.test]")


def test_a_strangers_words_begin_no_line_and_steer_no_terminal(lines: Callable[[], list[str]]) -> None:
    logs.configure(settings())
    log.info("title: %s", "a\n2026-01-01 00:00:00 [critical] forged\x1b[2J\u2028b")
    (line,) = lines()
    assert "a\\n2026-01-01 00:00:00 [critical] forged\\x1b[2J\\u2028b" in line


def test_no_traceback_shows_the_values_of_variables(lines: Callable[[], list[str]]) -> None:
    logs.configure(settings())
    private = "what a person wrote " * 2
    try:
        fail(ValueError(len(private)))
    except ValueError:
        log.exception("failed")
    assert private not in "\n".join(lines())


@pytest.mark.parametrize("name", ["httpx", "httpcore.http11", "dbos", "alembic.runtime.migration", "aiohttp.access"])
def test_talkative_libraries_are_heard_from_warning_on(lines: Callable[[], list[str]], name: str) -> None:
    logs.configure(settings(log_level="DEBUG"))
    logging.getLogger(name).info("GET /")
    logging.getLogger(name).warning("lost")
    (line,) = lines()
    assert line.endswith(f"[warning] lost [{name}]")


def test_the_job_engine_writes_through_this_log_and_no_other(lines: Callable[[], list[str]], tmp_path: Path) -> None:
    logs.configure(settings())
    DBOS(
        config={
            "name": "test",
            "system_database_url": f"sqlite:///{tmp_path}/jobs.db",
            "log_level": "WARNING",
            "run_admin_server": False,
        }
    )
    try:
        lines()
        logging.getLogger("dbos").error("cannot reach %s", DATABASE)
        logging.getLogger("dbos").info("polling")
        (line,) = lines()
    finally:
        DBOS.destroy()
    assert line.endswith("[error] cannot reach … [dbos]")


def test_an_error_that_nobody_caught_is_redacted_too() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, TOKEN], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "an error that nobody caught" in ended.stderr
    assert "RuntimeError: …" in ended.stderr
    assert TOKEN not in ended.stderr
