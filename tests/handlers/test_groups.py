"""What happens when the bot comes and goes."""

from __future__ import annotations

import pytest

from bot.access import Rules
from bot.store import open_store
from tests.support.house import House
from tests.support.updates import Who, kinds

SOMEBODY = Who("somebody", 5)


@pytest.mark.parametrize(
    ("chat", "queued", "stopped"),
    [(-1001, ["joined:-1001:1"], ["stop -1001 "]), (5, [], [])],
    ids=["a group", "a private chat"],
)
async def test_a_group_is_greeted_and_left_and_a_private_chat_is_neither(
    database: str, chat: int, queued: list[str], stopped: list[str]
) -> None:
    changes = [raw for _, raw in kinds(SOMEBODY, chat) if "my_chat_member" in raw]
    async with open_store(database) as store:
        house = await House(store, Rules(everyone=True)).heard(*changes)
    assert (list(house.ledger.queued), house.ledger.touched) == (queued, stopped)
