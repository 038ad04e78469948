"""No test may put a secret into a log: whatever pytest captures of a test is searched for the tokens and keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

_SECRETS = re.compile(r"\bsk-[\w-]+|(?<!\d)1000:playground\b")
"""Keys as all tests make them up, and the token of `tests.support.telegram`."""


def leaks(text: str, *secrets: str) -> list[str]:
    """List what a text shows of the tests' tokens and keys, and of these `secrets`."""
    return [*_SECRETS.findall(text), *(secret for secret in secrets if secret in text)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: object) -> Generator[None, pytest.TestReport, pytest.TestReport]:  # noqa: ARG001 - named by pytest
    report = yield
    captured = [text for title, text in report.sections if title.endswith(report.when)]
    if report.passed and (found := leaks("".join(captured))):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} wrote secrets to a log: {', '.join(sorted(set(found)))}"
    return report
