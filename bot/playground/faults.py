"""Faults to order: what goes wrong at which method, and how many times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.playground.failure import bad_request

KINDS = frozenset({"429", "flood_400", "500", "502", "delay", "drop_before", "drop_after"})


@dataclass
class Fault:
    """One order; `method` "*" means any, getUpdates excepted; seconds are the delay, or retry_after of a flood."""

    method: str
    kind: str
    times: int = 1
    seconds: float = 1


class Faults:
    """Orders in the order they came."""

    def __init__(self) -> None:
        """Start with none."""
        self._orders: list[Fault] = []

    def order(self, wish: dict[str, Any]) -> None:
        """Take an order as JSON; raises Failure when it makes no sense."""
        kind, times, seconds = str(wish.get("kind")), wish.get("times", 1), wish.get("seconds", 1)
        if kind not in KINDS:
            raise bad_request(f"kind must be one of {sorted(KINDS)}")
        if not isinstance(times, int) or not isinstance(seconds, int | float):
            raise bad_request("times and seconds must be numbers")
        self._orders.append(Fault(str(wish.get("method", "*")).lower(), kind, times, seconds))

    def clear(self) -> None:
        """Forget all orders."""
        self._orders.clear()

    def next(self, method: str) -> Fault | None:
        """Take the next fault due at this method, if any."""
        for fault in self._orders:
            if fault.method == method or (fault.method == "*" and method != "getupdates"):
                fault.times -= 1
                if fault.times <= 0:
                    self._orders.remove(fault)
                return fault
        return None
