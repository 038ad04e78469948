"""Many people send links at once, while processes die at random: everything is answered, once, in order."""

from __future__ import annotations

import asyncio
import random
import socket
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support.telegram import User
    from tests.torture.stage import Kept, Stage
    from tests.torture.tally import Tally

_WITHIN: Final = 200.0
ALONE: Final = ("run",)
MANY: Final = ("web", "worker", "worker", "worker")


async def torture(
    stage: Stage,
    *,
    bots: Sequence[str],
    links: int,
    chats: int,
    kills: int,
    pause: tuple[float, float],
    seed: int,
    beat: float = 0.5,
) -> tuple[Tally, int]:
    """Send `links` over `chats` and kill a bot `kills` times, `pause` seconds apart; return the count and the deaths.

    Bots of more than one process hear by webhook and share a database. The dice are seeded, the machine's pace is not.
    """
    dice = random.Random(seed)  # noqa: S311 - dice
    people = [await stage.telegram.user(f"人{number}") for number in range(chats)]
    if "web" in bots:
        await (await stage.start("migrate", log="migrate.log")).ended.wait()
    variables = {"worker": {}, "run": {}, "web": webhook()}
    async with stage.kept(*((name, {"TORTURE_BEAT": str(beat), **variables[name]}) for name in bots)) as kept:
        async with asyncio.timeout(_WITHIN), asyncio.TaskGroup() as group:
            group.create_task(_send(stage, people, links=links, dice=random.Random(seed + 1)))  # noqa: S311
            group.create_task(_kill(kept, kills=kills, pause=pause, dice=dice))
        await stage.all_ended(within=_WITHIN)
        return await stage.tally(), sum(each.died for each in kept)


async def _send(stage: Stage, people: Sequence[User], *, links: int, dice: random.Random) -> None:
    """Have people send, each as often as the others, in no order."""
    turns = [people[number % len(people)] for number in range(links)]
    dice.shuffle(turns)
    for person in turns:
        await stage.send(person, wait=dice.uniform(0, 0.1))
        await asyncio.sleep(dice.uniform(0, 0.1))


async def _kill(kept: Sequence[Kept], *, kills: int, pause: tuple[float, float], dice: random.Random) -> None:
    for _ in range(kills):
        await asyncio.sleep(dice.uniform(*pause))
        dice.choice(kept).kill()


def webhook() -> dict[str, str]:
    """Settings of a process that Telegram calls, on a port that is free."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        host, port = one.getsockname()
    return {"WEBHOOK_URL": f"http://{host}:{port}", "HOST": host, "PORT": str(port)}
