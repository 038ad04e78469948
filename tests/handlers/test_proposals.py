from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from telegram import Chat, InlineKeyboardMarkup, Message, MessageEntity

from bot.style import Style, Trait, traits
from handlers import proposals
from handlers.texts import style as said
from tests.support.fakes import TONES

FOUND = (Trait("avoid", "<居然>"), Trait("emoji", "none"), Trait("wishes", "开头先抛一个问题🌙"))


def message(html: str, keyboard: InlineKeyboardMarkup | None) -> Message:
    """The message as Telegram would hold it."""
    entities, text, end = [], "", 0
    for match in re.finditer("<b>(.*?)</b>", html):
        text += plain(html[end : match.start()])
        length = len(plain(match[1]).encode("utf-16-le")) // 2
        entities.append(MessageEntity(MessageEntity.BOLD, len(text.encode("utf-16-le")) // 2, length))
        text, end = text + plain(match[1]), match.end()
    return Message(
        1,
        datetime.now(UTC),
        Chat(1, "private"),
        text=text + plain(html[end:]),
        entities=entities,
        reply_markup=keyboard,
    )


def plain(html: str) -> str:
    return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_what_is_kept_is_what_the_message_shows() -> None:
    letter = proposals.letter("看了 2 篇：", FOUND, Style(), TONES)
    assert proposals.shown(message(letter.html, letter.keyboard), TONES) == ("看了 2 篇：", FOUND)
    assert letter.keyboard is not None
    ((*buttons,),) = letter.keyboard.inline_keyboard
    assert [one.text for one in buttons] == ["记住 1", "记住 2", "记住 3"]
    assert all(proposals.KEEP.match(str(one.callback_data)) for one in buttons)
    assert max(len(str(one.callback_data).encode()) for one in buttons) <= 64
    assert said.CONSENT in letter.html


def test_what_is_kept_has_a_tick_and_can_be_read_back_all_the_same() -> None:
    letter = proposals.letter("看了：", FOUND, Style(emoji="none"), TONES)
    assert letter.keyboard is not None
    assert [one.text for one in letter.keyboard.inline_keyboard[0]] == ["记住 1", "✓ 2", "记住 3"]
    assert proposals.shown(message(letter.html, letter.keyboard), TONES)[1] == FOUND


def test_a_message_without_buttons_proposes_nothing() -> None:
    assert proposals.shown(message("看了：", None), TONES) == ("看了：", ())


@pytest.mark.parametrize(
    "trait", traits(Style(tone="dry", signature="&小王", topics=("咖啡",), persona="自称「小编」"))
)
def test_every_kind_of_habit_survives_the_message(trait: Trait) -> None:
    letter = proposals.letter("看了：", (trait,), Style(), TONES)
    assert proposals.shown(message(letter.html, letter.keyboard), TONES)[1] == (trait,)
