from __future__ import annotations

import json

from bot import wire
from bot.models import Article, Draft, Finding, Note, Severity, Style, Usage, Version, Wish, Written

NOTE = Note(title="标题 😀", body="正文", topics=("新芯片", "数码"))
VERSION = Version(
    note=NOTE,
    wish=Wish(kind="tone", tone="dry"),
    style=Style(tone="dry", length="longer"),
    findings=(Finding(check="contacts", severity=Severity.REPAIR, span="微信", message="不可以"),),
    writer="model",
    usage=Usage(model="m", requests=2, prompt_tokens=10, cached_tokens=8),
)
ARTICLE = Article(url="https://a.example/", title="题", text="文", author="甲", image="https://a.example/i.jpg")


def test_every_noun_comes_back_from_json_as_it_was() -> None:
    draft = Draft(id="d", article=ARTICLE, versions=(VERSION, VERSION), chat=-100, topic=2, person=3)
    written = Written(note=NOTE, writer="offline")
    assert wire.draft(json.loads(json.dumps(wire.plain(draft)))) == draft
    assert wire.written(json.loads(json.dumps(wire.plain(written)))) == written
