from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.models import utf16_length
from bot.store.posts import Listed
from bot.team import Act, Mark, Post
from handlers import board
from handlers.texts import team as said

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
LONG = Mark(person=5, name="😀" * 40, moment=NOW)
ALL = (
    Post(judged=LONG, verdict=Act.CHANGES),
    Post(claimed=LONG, judged=LONG, verdict=Act.CHANGES),
    Post(claimed=LONG, posted=LONG, judged=LONG, verdict=Act.APPROVE),
)


def note(post: Post = Post(), *, title: str = "标题", message: int = 7) -> Listed:  # noqa: B008 - frozen
    return Listed(draft="0" * 16, title=title, message=message, post=post, created=NOW)


def test_all_of_a_busy_group_stays_within_one_message_and_the_rest_is_counted() -> None:
    html = board.listed(-1001234567890, [note(post, title="<" * 64) for post in ALL for _ in range(60)], days=30).html
    assert utf16_length(html) <= 4096
    assert html.count("……还有 ") == 3
    assert html.count("• ") >= 6


@pytest.mark.parametrize(
    ("chat", "message", "line"),
    [
        (-1001234567890, 7, '• <a href="https://t.me/c/1234567890/7">标题</a>　11月25日 12:00'),
        (-1001234567890, 0, "• 标题　11月25日 12:00"),
        (-234567890, 7, "• 标题　11月25日 12:00"),
    ],
)
def test_only_a_message_of_a_supergroup_that_is_there_has_an_address(chat: int, message: int, line: str) -> None:
    html = board.listed(chat, [note(message=message)], days=30).html
    assert html == f"{said.BOARD.format(days=30)}\n\n<b>待认领（1）</b>\n{line}"


def test_what_was_said_of_a_note_stands_below_its_title_line_by_line() -> None:
    wang = Mark(person=5, name="小王", moment=NOW)
    html = board.listed(-5, [note(Post(claimed=wang, judged=wang, verdict=Act.APPROVE))], days=30).html
    assert html.endswith("• 标题\n　👤 小王 来发（11月25日 12:00）\n　✅ 小王 看过，可以发（11月25日 12:00）")


def test_twelve_of_a_kind_are_listed() -> None:
    html = board.listed(-1001234567890, [note(title="听得懂方言的导览机，老人最爱问")] * 13, days=30).html
    assert html.count("• ") == 12
    assert html.endswith("……还有 1 篇")
