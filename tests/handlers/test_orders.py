"""What a message asks for."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Chat, Message, MessageEntity, MessageOriginChannel, User

from bot.models import utf16_length
from handlers import buttons, orders, texts
from handlers.texts import drafts

URL = "https://example.org/a"


def message(text: str = "", *, number: int = 5, **fields: Any) -> Message:
    return Message(
        number,
        datetime.now(UTC),
        Chat(7, "private"),
        from_user=User(8, "小王", is_bot=False),
        text=text or None,
        **fields,
    )


def underlined(text: str, part: str, kind: str = MessageEntity.URL, url: str | None = None) -> MessageEntity:
    return MessageEntity(kind, utf16_length(text[: text.index(part)]), utf16_length(part), url=url)


def test_a_bare_link_is_found() -> None:
    assert orders.found_in(message(URL)) == (URL,)


def test_a_link_in_a_share_text_is_found() -> None:
    assert orders.found_in(message(f"😀【新芯片】{URL} 点击查看，来自 App")) == (URL,)


def test_a_link_under_words_comes_before_those_in_the_text() -> None:
    text = f"😀看这篇，不是 {URL}"
    under = underlined(text, "这篇", MessageEntity.TEXT_LINK, "https://example.org/under")
    assert orders.found_in(message(text, entities=[under])) == ("https://example.org/under", URL)


def test_a_link_in_a_caption_is_found() -> None:
    assert orders.found_in(message(caption=f"图说 {URL}")) == (URL,)
    under = underlined("图说", "图说", MessageEntity.TEXT_LINK, URL)
    assert orders.found_in(message(caption="图说", caption_entities=[under])) == (URL,)


def test_an_address_without_a_scheme_that_telegram_underlined_is_taken() -> None:
    text = "看 example.org/a"
    entity = underlined(text, "example.org/a")
    assert orders.found_in(message(text, entities=[entity])) == (URL,)


@pytest.mark.parametrize("url", ["tg://user?id=1", "mailto:a@example.org", "javascript:alert(1)"])
def test_what_leads_to_no_page_is_no_link(url: str) -> None:
    assert orders.found_in(message("这里", entities=[underlined("这里", "这里", MessageEntity.TEXT_LINK, url)])) == ()


def test_the_same_link_twice_is_one() -> None:
    assert orders.found_in(message(f"{URL} {URL}")) == (URL,)


def test_several_links_are_asked_about_in_the_lane_that_waits_for_no_note() -> None:
    wanted = orders.order(message(f"{URL} https://example.org/b"))
    assert wanted is not None
    assert wanted.asks
    assert wanted.links == (URL, "https://example.org/b")
    assert wanted.lane == "talk:7"


def test_of_six_links_five_are_wanted_and_that_is_said() -> None:
    links = [f"https://example.org/{number}" for number in range(6)]
    wanted = orders.order(message(" ".join(links)))
    assert wanted is not None
    assert wanted.links == tuple(links[:5])
    assert wanted.notice == drafts.ONLY_SO_MANY.format(most=5)


def test_one_note_on_several_links_or_one_on_each_are_jobs_of_their_own_in_the_lane_of_the_notes() -> None:
    wanted = orders.order(message(f"{URL} https://example.org/b"))
    assert wanted is not None
    together, apart = wanted.together(), wanted.apart()
    assert (together.links, together.asks, together.lane) == (wanted.links, False, "7")
    assert [one.links for one in apart] == [(URL,), ("https://example.org/b",)]
    assert {one.lane for one in apart} == {"7"}
    assert len({wanted.draft, together.draft, *(one.draft for one in apart)}) == 4
    assert buttons.stopped(f"x:{together.key}") == together.key


def test_an_order_survives_being_written_down() -> None:
    wanted = orders.order(message(f"{URL} https://example.org/b"))
    assert wanted is not None
    assert orders.read(json.loads(json.dumps(asdict(wanted)))) == wanted


def forwarded(text: str = "", **fields: Any) -> Message:
    channel = Chat(-100, "channel", title="江口频道")
    return message(text, forward_origin=MessageOriginChannel(datetime(2026, 11, 2, tzinfo=UTC), channel, 3), **fields)


@pytest.mark.parametrize("asked", [forwarded("文" * 200), forwarded(caption="文" * 200)])
def test_a_forwarded_post_is_the_article_its_channel_the_source_and_its_day_the_date(asked: Message) -> None:
    wanted = orders.order(asked)
    assert wanted is not None
    assert (wanted.text, wanted.sitename, wanted.date) == ("文" * 200, "江口频道", "2026-11-02")


def test_a_forwarded_post_with_links_is_the_article_where_its_own_words_are_enough() -> None:
    wanted = orders.order(forwarded(f"{'文' * 200} {URL}"))
    assert wanted is not None
    assert (wanted.link, wanted.notice) == ("", texts.TAKEN_AS_ARTICLE)
    short = orders.order(forwarded(f"{'文' * 150} https://example.org/{'a' * 100}"))
    assert short is not None
    assert (short.text, short.sitename) == ("", "")


def test_a_long_text_without_a_link_is_the_article() -> None:
    wanted = orders.order(message("文" * 200))
    assert wanted is not None
    assert (wanted.link, wanted.text) == ("", "文" * 200)


def test_a_pasted_article_stays_one_with_links_in_it_and_that_is_said() -> None:
    wanted = orders.order(message(f"{'文' * 600} {URL}"))
    assert wanted is not None
    assert wanted.link == ""
    assert wanted.notice == texts.TAKEN_AS_ARTICLE


def test_a_domain_mentioned_in_a_pasted_article_is_not_what_to_read() -> None:
    text = f"{'文' * 200} example.org"
    wanted = orders.order(message(text, entities=[underlined(text, "example.org")]))
    assert wanted is not None
    assert (wanted.link, wanted.notice) == ("", "")


@pytest.mark.parametrize("text", ["", "你好", "文" * 199])
def test_a_message_without_either_asks_for_nothing(text: str) -> None:
    assert orders.order(message(text)) is None


def test_an_order_knows_where_it_came_from() -> None:
    wanted = orders.order(message(URL, number=42))
    assert wanted is not None
    assert (wanted.key, wanted.chat, wanted.person, wanted.number) == ("msg:7:0000000042", 7, 8, 42)


def test_a_drafts_id_is_short_and_the_same_for_the_same_message() -> None:
    first, again, other = (orders.order(message(URL, number=number)) for number in (1, 1, 2))
    assert first
    assert again
    assert other
    assert first.draft == again.draft != other.draft
    assert len(first.draft) == 16


def test_a_message_that_nobody_signed_is_taken_all_the_same() -> None:
    unsigned = Message(5, datetime.now(UTC), Chat(7, "private"), text=URL)
    wanted = orders.order(unsigned)
    assert wanted is not None
    assert wanted.person == 0
