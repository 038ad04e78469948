"""One person sends many links; another one, who sends after them, does not wait for them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from tests.torture.tally import answers

if TYPE_CHECKING:
    from tests.torture.stage import Stage

_WITHIN: Final = 60.0


async def torture(stage: Stage, *, links: int, wait: float) -> tuple[float, int]:
    """Have one send `links` and another one; the seconds until the other's placeholder, and how many came before it.

    `wait` is the seconds that the site takes for each article. The bot runs already.
    """
    busy, other = await stage.telegram.user("忙人"), await stage.telegram.user("别人")
    for _ in range(links):
        await stage.send(busy, wait=wait)
    began = time.monotonic()
    sent = await stage.send(other)
    await other.chat.wait(lambda chat: answers(chat, sent), within=_WITHIN)
    took = time.monotonic() - began
    events = (await stage.telegram.control("GET", "events?since=0&timeout=0"))["events"]
    placed = [event["chat_id"] for event in events if _is_placeholder(event)]
    return took, placed.index(other.id)


def _is_placeholder(event: dict[str, Any]) -> bool:
    return event["type"] == "message" and event["message"]["from"]["is_bot"] and "reply_to_message" in event["message"]
