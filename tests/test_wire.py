"""What is kept is read again, also what an earlier version of the bot kept."""

from __future__ import annotations

import json

from bot import wire
from bot.models import Article, Draft, Finding, Headline, Note, Severity, Usage, Version, Wish, Written
from bot.style import Style

NOTE = Note(title="标题 😀", body="正文", topics=("新芯片", "数码"))
TITLES = (Headline(title="标题", kind="数字", reason="原因"),)
VERSION = Version(
    note=NOTE,
    wish=Wish(kind="tone", tone="dry"),
    style=Style(tone="dry", length="longer"),
    findings=(Finding(check="contacts", severity=Severity.REPAIR, span="微信", message="不可以"),),
    titles=TITLES,
    writer="model",
    usage=Usage(model="m", requests=2, prompt_tokens=10, cached_tokens=8),
)
ARTICLE = Article(url="https://a.example/", title="题", text="文", author="甲", image="https://a.example/i.jpg")


def test_every_noun_comes_back_from_json_as_it_was() -> None:
    draft = Draft(id="d", article=ARTICLE, versions=(VERSION, VERSION), chat=-100, topic=2, person=3)
    written = Written(note=NOTE, writer="offline", titles=TITLES, findings=VERSION.findings)
    assert wire.draft(json.loads(json.dumps(wire.plain(draft)))) == draft
    assert wire.written(json.loads(json.dumps(wire.plain(written)))) == written


def test_what_was_kept_before_there_were_titles_is_read_without() -> None:
    version = Version(note=NOTE, wish=Wish(), style=Style(), writer="offline")
    old = wire.plain(version)
    for titles in ({}, {"titles": None}):
        kept = {**{name: value for name, value in old.items() if name != "titles"}, **titles}
        assert wire.version(kept) == version
    assert wire.written({"note": wire.plain(NOTE), "writer": "offline", "usage": None}) == Written(
        note=NOTE, writer="offline"
    )
