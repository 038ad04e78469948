"""What is kept is read again, also what an earlier version of the bot kept."""

from __future__ import annotations

import json

from bot import wire
from bot.models import Finding, Headline, Note, Severity, Style, Usage, Version, Wish, Written

NOTE = Note(title="标题", body="正文", topics=("话题",))
TITLES = (Headline(title="标题", kind="数字", reason="原因"),)
FOUND = (Finding(check="facts", severity=Severity.WARN, span="正文", message="存疑"),)


def test_what_was_written_is_read_again() -> None:
    written = Written(note=NOTE, writer="model", titles=TITLES, findings=FOUND, usage=Usage(model="m"))
    assert wire.written(json.loads(json.dumps(wire.plain(written)))) == written


def test_a_version_is_read_again() -> None:
    version = Version(note=NOTE, wish=Wish(), style=Style(), titles=TITLES, findings=FOUND, writer="model")
    assert wire.version(json.loads(json.dumps(wire.plain(version)))) == version


def test_what_was_kept_before_there_were_titles_is_read_without() -> None:
    version = Version(note=NOTE, wish=Wish(), style=Style(), writer="offline")
    old = wire.plain(version)
    for titles in ({}, {"titles": None}):
        kept = {**{name: value for name, value in old.items() if name != "titles"}, **titles}
        assert wire.version(kept) == version
    assert wire.written({"note": wire.plain(NOTE), "writer": "offline", "usage": None}) == Written(
        note=NOTE, writer="offline"
    )
