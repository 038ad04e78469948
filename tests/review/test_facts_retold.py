"""What an article says may be said in other words, and nothing else may."""

from __future__ import annotations

import pytest

from bot.models import Severity
from bot.review.facts import facts
from tests.review.retold import RETOLD, Retold


def _accused(retold: Retold, body: str) -> dict[str, str]:
    found = facts(retold.note(body), retold.article)
    return {one.span: one.message for one in found if one.severity is Severity.REPAIR}


@pytest.mark.parametrize(("head", "body"), [(one.head, body) for one in RETOLD.values() for body in one.honest])
def test_the_same_said_otherwise_is_left_alone(head: str, body: str) -> None:
    assert _accused(RETOLD[head], body) == {}


@pytest.mark.parametrize(
    ("head", "body", "message"), [(one.head, *named) for one in RETOLD.values() for named in one.named]
)
def test_what_the_article_does_not_say_is_named(head: str, body: str, message: str) -> None:
    found = _accused(RETOLD[head], body)
    assert found
    assert all(span in body for span in found)
    assert not message or message in found.values()
