from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from bot.web.chromium import find_browser, kill, write_launcher

if TYPE_CHECKING:
    from pathlib import Path


def executable(path: Path, text: str = "#!/bin/sh\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    monkeypatch.setattr("bot.web.chromium._NAMES", ("chromium-headless-shell", "chromium", "google-chrome"))


def test_the_configured_browser_is_taken_and_no_other(tmp_path: Path) -> None:
    executable(tmp_path / "bin" / "chromium")
    mine = executable(tmp_path / "mine")
    assert find_browser(mine) == mine
    assert find_browser(tmp_path / "absent") is None
    assert find_browser(tmp_path) is None


def test_playwrights_own_newest_small_browser_comes_before_one_on_path(tmp_path: Path) -> None:
    on_path = executable(tmp_path / "bin" / "chromium")
    assert find_browser() == on_path
    downloads = tmp_path / "downloads"
    executable(downloads / "chromium-1255" / "chrome-linux64" / "chrome")
    executable(downloads / "chromium_headless_shell-1254" / "chrome-linux" / "headless_shell")
    newest = executable(downloads / "chromium_headless_shell-1255" / "chrome-linux64" / "chrome-headless-shell")
    assert find_browser() == newest


def test_the_small_browser_comes_before_the_large_one(tmp_path: Path) -> None:
    executable(tmp_path / "bin" / "google-chrome")
    small = executable(tmp_path / "bin" / "chromium-headless-shell")
    assert find_browser() == small


def test_a_snap_placeholder_is_no_browser(tmp_path: Path) -> None:
    executable(tmp_path / "bin" / "chromium", "#!/bin/sh\nexec /snap/bin/chromium\n")
    inside = executable(tmp_path / "snap" / "chrome", "binary")
    (tmp_path / "bin" / "google-chrome").symlink_to(inside)
    assert find_browser() is None


def test_the_launcher_passes_arguments_on_under_a_memory_cap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", os.defpath)
    browser = executable(tmp_path / "a browser", '#!/bin/sh\nulimit -d; echo "$1"; echo $$\n')
    launcher = write_launcher(tmp_path, browser)
    cap, argument, pid = subprocess.run(
        [launcher, "an argument"], capture_output=True, text=True, check=True
    ).stdout.split("\n")[:3]
    assert int(cap) == 1_500_000
    assert argument == "an argument"
    assert (tmp_path / "pid").read_text().strip() == pid


def test_killing_ends_the_browser_and_is_quiet_when_there_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", os.defpath)
    kill(tmp_path)
    browser = executable(tmp_path / "browser", "#!/bin/sh\necho up\nexec sleep 100\n")
    with subprocess.Popen(
        [write_launcher(tmp_path, browser)], stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        kill(tmp_path)
        assert process.wait() == -9
    kill(tmp_path)
