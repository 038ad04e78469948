"""A process that carries out jobs, `main([ADDRESS, NAME, WHERE TO DIE])`, until its input ends.

Whatever it does it says on stdout: "NAME: JOB STEP".
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

from bot.errors import JobStopped
from bot.jobs import Jobs, chores
from bot.store import jobs_engine, open_store

if TYPE_CHECKING:
    from bot.steps import Steps


async def _work(address: str, name: str, dies: str) -> None:
    """Work until stdin ends, or die the hard way."""

    def say(what: str) -> None:
        sys.stdout.write(f"{name}: {what}\n")
        sys.stdout.flush()

    def maybe_die(where: str) -> None:
        if where == dies:
            os.kill(os.getpid(), signal.SIGKILL)

    async def job(order: dict[str, Any], step: Steps) -> None:
        maybe_die("before one")
        try:
            for number in ("one", "two", "three"):

                async def work(number: str = number) -> str:
                    say(f"{order['name']} {number}")
                    maybe_die(f"in {number}")
                    if order.get("waits"):
                        await asyncio.Event().wait()
                    return number

                assert await step(number, work) == number
                maybe_die(f"after {number}")
        except JobStopped:
            say(f"{order['name']} stopped")
            raise
        say(f"{order['name']} done")

    chores._BEAT, chores._DEAD, chores._TICK = 0.2, 2.0, 0.1  # noqa: SLF001 - no test waits for ten seconds
    async with open_store(address) as store:
        engine = jobs_engine(address)
        lanes = Jobs(engine, name=name, poll=0.05, roll=store.workers if engine.dialect.name == "postgresql" else None)
        lanes.on("work", job)
        async with lanes.open(within=5):
            say("works")
            await asyncio.to_thread(sys.stdin.read)
        engine.dispose()


def main(arguments: list[str]) -> int:
    """Work to the end of the input."""
    asyncio.run(_work(*arguments))
    return 0
