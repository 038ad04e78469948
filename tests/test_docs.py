"""The documents cannot drift from the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.config import Settings

ROOT = Path(__file__).parent.parent
NAMES = {name.upper() for name in Settings.model_fields}


def test_env_example_names_every_setting_and_no_other() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    assert sorted(line.partition("=")[0] for line in lines if "=" in line and not line.startswith("#")) == sorted(NAMES)


def test_env_example_changes_no_default() -> None:
    assert Settings(_env_file=ROOT / ".env.example") == Settings(_env_file=None)  # type: ignore[call-arg]


def test_the_readme_has_every_setting_with_its_default() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|([^|]*)\|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {name for name, _ in rows} == NAMES
    for name, shown in rows:
        field = Settings.model_fields[name.lower()]
        default = field.get_default(call_default_factory=True)
        if hasattr(default, "get_secret_value"):
            default = default.get_secret_value()
        expected = "" if default is None or default == frozenset() else f"`{default}`"
        assert shown.strip() == expected, name


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_every_file_that_a_readme_links_to_is_there(name: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / name).read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


def test_no_file_names_a_package_registry() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml", "Makefile"):
        assert "https://" not in (ROOT / name).read_text(encoding="utf-8"), name
