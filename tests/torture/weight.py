"""How much of the machine the bot takes: the processor when nobody writes, memory over hundreds of jobs (Linux)."""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.torture.tally import delivered

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.torture.stage import Stage

_SETTLED: Final = 3.0
_WITHIN: Final = 250.0
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Weight:
    """Share of a core when idle; MB of memory at the end, and what its trend adds over the last of the jobs."""

    idle: float
    memory: float
    trend: float


async def torture(stage: Stage, *, seconds: float, jobs: int, last: int, chats: int = 20) -> Weight:
    """Watch a bot for `seconds` in which nothing happens, then over `jobs`; the trend is that over the `last` ones."""
    async with _fresh(stage) as pid:
        await stage.ready()
        await asyncio.sleep(_SETTLED)
        before = _processor(pid)
        await asyncio.sleep(seconds)
        idle = (_processor(pid) - before) / seconds
        people = [await stage.telegram.user(f"人{number}") for number in range(chats)]
        for number in range(jobs):
            await stage.send(people[number % chats], wait=0)
        weighed = await _weighed(stage, pid, jobs)
    late = [(count, memory) for count, memory in weighed if count > jobs - last]
    slope = statistics.linear_regression(*zip(*late, strict=True)).slope
    return Weight(idle=idle, memory=weighed[-1][1], trend=slope * last)


async def _weighed(stage: Stage, pid: int, jobs: int) -> list[tuple[int, float]]:
    """Weigh the process each time that a note is there, until all are."""
    found: list[tuple[int, float]] = []
    notes: dict[tuple[int, int], int] = {}
    seq = 0
    async with asyncio.timeout(_WITHIN):
        while len(notes) < jobs:
            page = await stage.telegram.control("GET", f"events?since={seq}&timeout=50")
            seq = page["seq"]
            notes = {**delivered(page["events"]), **notes}
            found.append((len(notes), _memory(pid)))
    return found


@asynccontextmanager
async def _fresh(stage: Stage) -> AsyncIterator[int]:
    """Run a bot that no nursery has borne: its memory is its own."""
    with (stage.folder / "run.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.torture.bot", "run",
            cwd=stage.folder, stderr=log, stdin=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **stage.environment()},
        )  # fmt: skip
    try:
        yield process.pid
    finally:
        process.terminate()
        await process.wait()


def _memory(pid: int) -> float:
    """A process's resident set, in MB."""
    return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * _PAGE / 1e6


def _processor(pid: int) -> float:
    """Seconds of processor that a process and its ended children have used."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS
