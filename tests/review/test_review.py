from __future__ import annotations

from bot.models import Article, Note
from bot.review import review


def test_every_check_has_its_say_in_a_stated_order() -> None:
    note = Note(title="字" * 21, body="**加微信**我去了最佳")
    checks = [one.check for one in review(note, Article(url="", title="", text=""))]
    assert list(dict.fromkeys(checks)) == ["limits", "facts", "contacts", "wording", "form"]


def test_a_good_note_is_left_without_a_word() -> None:
    paragraph = "据报道，新一代国产芯片在发布会上亮相。" * 3
    note = Note(
        title="国产芯片新进展来了",
        body="\n\n".join(["国产芯片有新消息？", *[paragraph] * 4]),
        topics=("国产芯片", "科技", "人工智能"),
    )
    article = Article(
        url="",
        title="新一代国产芯片亮相，有哪些新进展",
        text="发布会上的消息：新一代国产芯片已经亮相，多家厂商到场观看。",
    )
    assert review(note, article) == ()
