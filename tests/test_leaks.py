"""The search for secrets in what tests log finds them, whichever way they come out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.leaks import leaks
from tests.support.nursery import unmeasured
from tests.support.process import started

if TYPE_CHECKING:
    from tests.support.nursery import Nursery

ROOT = Path(__file__).parent.parent
KEY = "sk-" + "found"
LEAKY = f"""
import logging, subprocess, sys
import pytest

@pytest.fixture
def careless():
    yield
    print("{KEY}")

def test_log(): logging.getLogger("x").warning("key %s", "{KEY}")
def test_stdout(): print("{KEY}")
def test_process(): subprocess.run([sys.executable, "-c", "import sys; sys.stderr.write('{KEY}')"])
def test_token(): print("https://api.telegram.org/bot1000:" + "playground/getMe")
def test_teardown(careless): pass
def test_clean(): print("ask-me desk-lamp 11000:playgrounds")
"""


def test_a_test_that_logs_a_secret_fails_by_whichever_way(tmp_path: Path) -> None:
    (tmp_path / "test_leaky.py").write_text(LEAKY, encoding="utf-8")
    options = ["-p", "tests.support.leaks", "-p", "no:cacheprovider", "-q", "-rfEp"]
    environment = {**unmeasured(), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *options, tmp_path],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    summary = [line.partition(" - ")[0].split(" ") for line in ended.stdout.splitlines() if "py::" in line]
    assert sorted((word, name.rpartition("::")[2]) for word, name, *rest in summary if not rest) == [
        ("ERROR", "test_teardown"),
        ("FAILED", "test_log"),
        ("FAILED", "test_process"),
        ("FAILED", "test_stdout"),
        ("FAILED", "test_token"),
        ("PASSED", "test_clean"),
        ("PASSED", "test_teardown"),
    ]


def test_further_secrets_can_be_named() -> None:
    assert leaks("webhook of-this-test", "of-this-test", "not-there") == ["of-this-test"]


async def test_a_process_that_shows_its_secret_is_found(tmp_path: Path, nursery: Nursery) -> None:
    environment = {"WEBHOOK_SECRET": "--wrong"}
    with pytest.raises(AssertionError, match="wrote secrets"):
        async with started("note", "--wrong", cwd=tmp_path, environment=environment, code=2, nursery=nursery) as bot:
            await bot.ended.wait()
