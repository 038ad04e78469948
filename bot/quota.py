"""How much may be asked for and spent, and what a model's tokens cost. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.models import Usage

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
MICROS: Final = 1_000_000
"""Money is counted in millionths of whatever the prices are in, so that sums are exact."""


class Whose(StrEnum):
    """Of whom something is counted together."""

    PERSON = "person"
    CHAT = "chat"
    ALL = "all"


class Counted(StrEnum):
    """What is counted."""

    LINKS = "links"
    """Notes on a new article."""
    NOTES = "notes"
    """Everything that is written: notes and their further versions."""
    MONEY = "money"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most so much within any `window` of time; money in millionths."""

    whose: Whose
    counted: Counted
    window: timedelta
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What one job counts: when it was begun, whether on a new article, and its money in millionths."""

    moment: datetime
    link: bool
    money: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a limit still allows, and, where that is not enough, when it will be."""

    limit: Limit
    left: int
    until: datetime | None = None


def left(limit: Limit, spent: Sequence[Spent], *, now: datetime, more: int) -> Left:
    """Say what is left of a limit after what was `spent`, oldest first; `more` is what is wanted next."""
    within = [(one.moment, amount) for one in spent if one.moment > now - limit.window if (amount := _of(limit, one))]
    used = sum(amount for _, amount in within)
    room = limit.most - used
    if more <= room or more > limit.most:
        return Left(limit=limit, left=max(room, 0), until=None if more <= room else now + limit.window)
    for moment, amount in within:
        room += amount
        if more <= room:
            return Left(limit=limit, left=max(limit.most - used, 0), until=moment + limit.window)
    return Left(limit=limit, left=0, until=now + limit.window)


def wanted(limit: Limit, *, link: bool, money: int) -> int:
    """Say how much of a limit a job takes that is begun now."""
    return _of(limit, Spent(moment=datetime.min, link=link, money=money))  # noqa: DTZ901 - no moment is compared


def _of(limit: Limit, one: Spent) -> int:
    if limit.counted is Counted.MONEY:
        return one.money
    return int(one.link or limit.counted is Counted.NOTES)


def refusal(lefts: Iterable[Left]) -> Left | None:
    """Find what stands in the way the longest; None when nothing does."""
    return max((one for one in lefts if one.until), key=lambda one: one.until or datetime.min, default=None)  # noqa: DTZ901


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a million tokens cost; cached ones are the prompt's that the endpoint had at hand."""

    prompt: float
    completion: float
    cached: float | None = None


_GUESSED_PROMPT: Final = 14_000
_GUESSED_COMPLETION: Final = 3_000
"""Tokens of one version with a repair, of a long article: what is reserved before the true count is known."""


def cost(usage: Usage | None, prices: Mapping[str, Price]) -> int:
    """Return what tokens cost, in millionths; 0 where nobody said what the model takes."""
    price = prices.get(usage.model) if usage else None
    if usage is None or price is None:
        return 0
    cached = min(usage.cached_tokens, usage.prompt_tokens)
    of_cached = price.prompt if price.cached is None else price.cached
    return round(
        (usage.prompt_tokens - cached) * price.prompt + cached * of_cached + usage.completion_tokens * price.completion
    )


def guess(model: str, prices: Mapping[str, Price]) -> int:
    """Return what one version may cost, in millionths, before it is written."""
    price = prices.get(model)
    return round(_GUESSED_PROMPT * price.prompt + _GUESSED_COMPLETION * price.completion) if price else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What the settings say of limits and money: prices by the model's name, in `currency`."""

    limits: tuple[Limit, ...] = ()
    prices: Mapping[str, Price] = field(default_factory=dict)
    model: str = ""
    currency: str = ""
