from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.models import Usage
from bot.quota import DAY, HOUR, Counted, Left, Limit, Price, Spent, Whose, cost, guess, left, refusal, wanted

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def limit(most: int, counted: Counted = Counted.NOTES, window: timedelta = HOUR) -> Limit:
    return Limit(whose=Whose.PERSON, counted=counted, window=window, most=most)


def spent(*minutes: int, link: bool = True, money: int = 0) -> list[Spent]:
    """What was begun so many minutes ago, the oldest first."""
    return [Spent(moment=NOW - timedelta(minutes=ago), link=link, money=money) for ago in sorted(minutes, reverse=True)]


@pytest.mark.parametrize(
    ("most", "ago", "room", "again"),
    [
        (2, (), 2, None),
        (2, (10,), 1, None),
        (2, (10, 20), 0, 40),
        (2, (10, 20, 30), 0, 40),
        (1, (10, 20, 30), 0, 50),
        (2, (70, 80, 90), 2, None),
        (2, (60, 59), 1, None),
        (0, (), 0, 60),
    ],
)
def test_what_is_left_and_in_how_many_minutes_there_is_room_again(
    most: int, ago: tuple[int, ...], room: int, again: int | None
) -> None:
    found = left(limit(most), spent(*ago), now=NOW, more=1)
    assert found.left == room
    assert found.until == (None if again is None else NOW + timedelta(minutes=again))


def test_only_new_articles_count_as_links() -> None:
    further = spent(1, 2, link=False)
    assert left(limit(1, Counted.LINKS), further, now=NOW, more=1).until is None
    assert wanted(limit(1, Counted.LINKS), link=False, money=0) == 0
    assert left(limit(0, Counted.LINKS), further, now=NOW, more=0).until is None
    assert left(limit(2), further, now=NOW, more=1).until


def test_money_frees_itself_in_the_order_in_which_it_was_spent() -> None:
    rows = spent(50, 40, 30, money=400)
    assert left(limit(1000, Counted.MONEY), rows, now=NOW, more=300).until == NOW + timedelta(minutes=20)
    assert left(limit(1000, Counted.MONEY), rows[1:], now=NOW, more=200).until is None
    assert left(limit(1000, Counted.MONEY), rows, now=NOW, more=0).left == 0


def test_more_than_the_whole_limit_is_never_promised_for_sooner_than_its_window() -> None:
    assert left(limit(1000, Counted.MONEY, DAY), [], now=NOW, more=2000).until == NOW + DAY


def test_of_two_limits_the_one_that_holds_longer_is_told() -> None:
    soon = Left(limit=limit(1), left=0, until=NOW + HOUR)
    late = Left(limit=limit(1, window=DAY), left=0, until=NOW + DAY)
    assert refusal([soon, late, Left(limit=limit(9), left=3)]) is late
    assert refusal([Left(limit=limit(9), left=3)]) is None


PRICES = {"m": Price(prompt=2, completion=8, cached=0.5), "plain": Price(prompt=2, completion=8)}


@pytest.mark.parametrize(
    ("usage", "micros"),
    [
        (None, 0),
        (Usage(model="unknown", prompt_tokens=1000), 0),
        (Usage(model="m", prompt_tokens=1000, completion_tokens=100), 2800),
        (Usage(model="m", prompt_tokens=1000, cached_tokens=800, completion_tokens=100), 1600),
        (Usage(model="m", prompt_tokens=100, cached_tokens=800), 50),
        (Usage(model="plain", prompt_tokens=1000, cached_tokens=800), 2000),
    ],
)
def test_what_tokens_cost_in_millionths(usage: Usage | None, micros: int) -> None:
    assert cost(usage, PRICES) == micros


def test_what_is_reserved_covers_a_long_article_and_an_unknown_price_reserves_nothing() -> None:
    long = Usage(model="m", prompt_tokens=12_000, completion_tokens=1_500)
    assert guess("m", PRICES) > cost(long, PRICES)
    assert guess("unknown", PRICES) == 0
