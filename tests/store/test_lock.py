from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.errors import StoreBroken, StoreTaken
from bot.store import sole

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
HOLDER = """
import subprocess, sys
from bot.store import sole
with sole(sys.argv[1]):
    child = subprocess.Popen(["sleep", "60"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    print(child.pid, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/new/bot.db"


@contextmanager
def held_by_another_process(address: str) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock and has a child of its own, as a bot has a browser."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, address], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        try:
            yield process
        finally:
            process.kill()
            os.kill(child, 9)


def test_a_second_process_on_the_same_file_is_told_who_has_it(address: str) -> None:
    with (
        held_by_another_process(address) as process,
        pytest.raises(StoreTaken, match=f"^{process.pid}$"),
        sole(address),
    ):
        pass


def test_a_killed_process_holds_nothing_although_its_children_live(address: str) -> None:
    with held_by_another_process(address) as process:
        process.kill()
        process.wait()
        with sole(address):
            pass


def test_a_file_by_another_name_is_the_same_file(address: str, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "new")
    with (
        sole(address),
        pytest.raises(StoreTaken, match=f"^{os.getpid()}$"),
        sole(f"sqlite+aiosqlite:///{tmp_path}/link/bot.db"),
    ):
        pass


def test_what_was_left_can_be_taken_again_also_after_an_error(address: str) -> None:
    with pytest.raises(ZeroDivisionError), sole(address):
        raise ZeroDivisionError
    with sole(address):
        pass


def test_files_do_not_hinder_one_another_and_postgresql_has_no_lock(address: str, tmp_path: Path) -> None:
    with sole(address), sole(f"sqlite:///{tmp_path}/new/other.db"):
        pass
    with sole("postgresql://db.example/x"), sole("postgresql://db.example/x"):
        pass


def test_a_lock_that_names_nobody_holds_all_the_same(address: str, tmp_path: Path) -> None:
    with sole(address):
        (tmp_path / "new" / "bot.db.lock").write_text("")
        with pytest.raises(StoreTaken, match=r"^\?$"), sole(address):
            pass


def test_a_lock_that_cannot_be_written_is_an_error_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "bot.db.lock").mkdir()
    with pytest.raises(StoreBroken), sole(f"sqlite:///{tmp_path}/bot.db"):
        pass
