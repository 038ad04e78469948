from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InputMediaPhoto
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.playground import flood as telegram
from handlers.budget import Budget, Window, asked, weigh

if TYPE_CHECKING:
    from collections.abc import Callable

ALBUM = [InputMediaPhoto(f"file{number}") for number in range(10)]


def _spent(sent: list[tuple[float, int]], *, group: bool) -> Budget:
    budget = Budget(group=group)
    for at, weight in sent:
        budget.spend(at, weight)
    return budget


@pytest.mark.parametrize(
    ("sent", "weight", "now", "wait"),
    [
        ([], 1, 0, 0),
        ([(0, 1)], 1, 0, 0),
        ([(0, 1), (0, 1)], 1, 0, 0),
        ([(0, 1), (0, 1), (0, 1)], 1, 0, 1),
        ([(0, 1), (0, 1), (0, 1)], 1, 0.25, 0.75),
        ([(0, 1), (0, 1), (0, 1)], 1, 1, 0),
        ([(0, 1), (0, 1), (0, 1)], 10, 0, 1),
        ([(0, 10)], 1, 0, 8),
        ([(0, 10)], 10, 0, 8),
        ([(0, 1), (100, 1), (100, 1)], 1, 100, 0),
    ],
)
def test_a_chat_takes_a_message_a_second_after_a_small_burst(
    sent: list[tuple[float, int]], weight: int, now: float, wait: float
) -> None:
    assert _spent(sent, group=False).wait(now, weight) == wait


@pytest.mark.parametrize(
    ("sent", "weight", "now", "wait"),
    [
        ([(2 * number, 1) for number in range(19)], 1, 38, 0),
        ([(2 * number, 1) for number in range(20)], 1, 40, 21),
        ([(2 * number, 1) for number in range(20)], 2, 40, 23),
        ([(2 * number, 1) for number in range(20)], 10, 40, 39),
        ([(2 * number, 1) for number in range(20)], 1, 61, 0),
        ([(0, 10), (10, 10)], 1, 30, 31),
        ([(0, 10), (10, 10)], 10, 30, 31),
        ([(0, 1), (0, 1), (0, 1)], 1, 0, 1),
    ],
)
def test_a_group_takes_twenty_a_minute_besides(
    sent: list[tuple[float, int]], weight: int, now: float, wait: float
) -> None:
    assert _spent(sent, group=True).wait(now, weight) == wait


@pytest.mark.parametrize(
    ("sent", "streamed", "now", "group", "goes"),
    [
        ([], [], 0, False, True),
        ([(0, 1)], [], 0, False, True),
        ([(0, 1)], [0], 0, False, False),
        ([(0, 1)], [0], 1, False, True),
        ([(0, 10)], [], 8, False, False),
        ([(0, 10)], [], 9, False, True),
        ([(0, 1)], [], 0, True, True),
        ([(0, 1)], [0], 4.4, True, False),
        ([(0, 1)], [0], 4.5, True, True),
        ([(0, 1)], [5 * number for number in range(6)], 30, True, True),
        ([(0, 1)], [5 * number for number in range(7)], 35, True, False),
        ([(0, 1)], [5 * number for number in range(7)], 61, True, True),
        ([(0, 8)], [], 30, True, False),
    ],
)
def test_a_stream_edit_goes_only_where_what_is_final_could_follow(
    sent: list[tuple[float, int]], streamed: list[float], now: float, *, group: bool, goes: bool
) -> None:
    budget = _spent(sent, group=group)
    for at in streamed:
        budget.spend(at, stream=True)
    assert budget.streams(now) is goes


def test_after_all_stream_edits_that_go_in_a_group_the_note_and_its_album_go_without_waiting_for_the_minute() -> None:
    budget = _spent([(0, 1)], group=True)
    for now in range(60):
        if budget.streams(now):
            budget.spend(now, stream=True)
    for weight in (1, 10, 1):
        now = now + budget.wait(now, weight)
        budget.spend(now, weight)
    assert now < 60 + 10


def test_what_was_not_sent_after_all_is_given_back() -> None:
    budget = _spent([(0, 10), (10, 10)], group=True)
    budget.refund(10, 10)
    assert budget.wait(30, 10) == 0
    budget.refund(-100, 1)
    assert budget.wait(30, 10) == 0


def test_an_idle_budget_is_worth_a_new_one() -> None:
    private, group = (_spent([(0, 1)], group=group) for group in (False, True))
    assert [private.idle(now) for now in (0.5, 1)] == [False, True]
    assert [group.idle(now) for now in (1, 60, 61)] == [False, False, True]


def test_more_than_a_window_ever_takes_goes_alone() -> None:
    window = Window(3, 10)
    assert window.wait(0, 5) == 0
    window.spend(0, 5)
    assert (window.wait(4), window.wait(4, 5), window.wait(10, 5)) == (6, 6, 0)


@given(
    group=st.booleans(),
    sends=st.lists(st.tuples(st.floats(0, 30), st.sampled_from([1, 1, 2, 10]), st.booleans()), max_size=60),
)
def test_the_server_never_refuses_what_the_budget_lets_go(sends: list[tuple[float, int, bool]], *, group: bool) -> None:
    now, chat, budget = 0.0, -5 if group else 5, Budget(group=group)
    server = telegram.Flood(on=True, clock=lambda: now)
    for pause, weight, stream in sends:
        now += pause
        if stream and not budget.streams(now):
            continue
        spent = 1 if stream else weight
        while not stream and (rest := budget.wait(now, weight)) > 0:
            now += rest
        budget.spend(now, spent, stream=stream)
        server.spend(chat, weight=spent)


@pytest.mark.parametrize(
    ("endpoint", "data", "weight"),
    [
        ("sendMessage", {"chat_id": 1, "text": "一"}, 1),
        ("sendPhoto", {"chat_id": 1}, 1),
        ("sendMediaGroup", {"chat_id": 1, "media": ALBUM}, 10),
        ("editMessageText", {"chat_id": 1}, 1),
        ("editMessageMedia", {"chat_id": 1, "media": ALBUM[0]}, 1),
        ("copyMessages", {"chat_id": 1, "message_ids": [1, 2, 3]}, 3),
        ("forwardMessage", {"chat_id": 1, "message_id": 1}, 1),
        ("sendChatAction", {"chat_id": 1}, 0),
        ("setMessageReaction", {"chat_id": 1}, 0),
        ("answerCallbackQuery", {}, 0),
        ("getChatMember", {"chat_id": 1}, 0),
        ("deleteMessage", {"chat_id": 1}, 0),
    ],
)
def test_an_album_weighs_its_pictures_and_a_courtesy_nothing(endpoint: str, data: dict[str, Any], weight: int) -> None:
    assert weigh(endpoint, data) == weight


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (lambda: RetryAfter(7), 7),
        (lambda: RetryAfter(timedelta(seconds=1.5)), 1.5),
        (lambda: BadRequest("Failed to send message #1 … Too Many Requests: retry after 8"), 8),
        (lambda: BadRequest("chat not found"), None),
        (lambda: NetworkError("retry after 3"), None),
        (TimedOut, None),
    ],
)
def test_a_flood_is_understood_in_either_form(error: Callable[[], TelegramError], seconds: float | None) -> None:
    assert asked(error()) == seconds


@pytest.mark.filterwarnings("ignore:.*retry_after")
def test_seconds_as_plain_numbers_are_understood_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PTB_TIMEDELTA")
    assert asked(RetryAfter(7)) == 7
