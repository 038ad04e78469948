"""`python -m tests.torture` (`make torture`): everything that a bad day brings, in five minutes, as a table.

Ends with 1 when anything was lost, doubled, out of order, or over its target.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table

from bot.web.chromium import find_browser
from tests.support import postgres
from tests.support.nursery import Nursery
from tests.torture import crowd, fairness, faults, frozen, steps, weight
from tests.torture.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.torture.tally import Tally

_MINUTE: Final = 60.0
_LINKS: Final = 200
_CHATS: Final = 20
_START: Final = 2.0
"""Seconds within which another person's link is to be begun."""
_BEAT: Final = 0.5
"""Seconds between two heartbeats, where the bot has 2: takeovers come sooner."""
_IDLE: Final = 0.05
_MEMORY: Final = 250.0
_TREND: Final = 15.0
"""MB that 300 jobs may add by the line through them: less than one garbage collection moves it."""
_SEED: Final = 20261125


@dataclass(frozen=True, kw_only=True)
class Row:
    """What one scenario showed; `faults` is empty when all was well."""

    name: str
    shown: str
    faults: list[str]
    seconds: float = 0.0


class Torture:
    """The scenarios, each on a stage of its own in the folder."""

    def __init__(self, nursery: Nursery, folder: Path, console: Console, database: Callable[[], str]) -> None:
        self._nursery = nursery
        self._folder = folder
        self._console = console
        self._database = database
        self.rows: list[Row] = []

    async def run(self) -> None:
        """Carry all out: those that mostly wait beside those that mostly work, the one that is timed alone."""
        await asyncio.gather(
            self._row("kill -9 at every step", self._steps),
            self._row("Telegram down for a minute", self._outage),
            self._row("model down for a minute", lambda: self._model(_MINUTE)),
            self._row("model down for good", lambda: self._model(None)),
            self._row("idle, then 500 jobs", self._weight),
        )
        await self._row("200 links, 1 process, SQLite", lambda: self._crowd(crowd.ALONE, "", 25, (0.6, 2.2)))
        await self._row(
            "200 links, 1 web + 3 workers, PostgreSQL",
            lambda: self._crowd(crowd.MANY, self._database(), 30, (0.4, 1.6)),
        )
        await self._row("worker frozen over a note, then awake", self._frozen)
        await self._row("answers lost, floods, refusals", self._faults)
        if find_browser():
            await self._row("browser killed", self._browser)
        await self._row("50 links before another person's", self._fairness)

    async def _row(self, name: str, work: Callable[[], Awaitable[tuple[str, list[str]]]]) -> None:
        began = time.monotonic()
        try:
            shown, wrong = await work()
        except Exception as error:  # noqa: BLE001 - the other scenarios go on
            shown, wrong = "", [f"{type(error).__name__}: {error}"]
        self.rows.append(Row(name=name, shown=shown, faults=wrong, seconds=time.monotonic() - began))
        self._console.print(f"{'✗' if wrong else '✓'} {name}: {shown}", *wrong, sep="\n  ", highlight=False)

    def _stage(self, name: str, *, database: str = "", quick: bool = False) -> Stage:
        return Stage(self._nursery, self._folder / name, database=database, quick=quick)

    async def _steps(self) -> tuple[str, list[str]]:
        async with self._stage("steps", quick=True) as stage:
            seen, wrong, died = await steps.torture(stage, planned=steps.deaths())
        return f"{died} deaths; {_counted(seen)}", seen.faults + wrong

    async def _crowd(
        self, bots: tuple[str, ...], database: str, kills: int, pause: tuple[float, float]
    ) -> tuple[str, list[str]]:
        async with self._stage(f"crowd-{len(bots)}", database=database) as stage:
            seen, died = await crowd.torture(
                stage, bots=bots, links=_LINKS, chats=_CHATS, kills=kills, pause=pause, seed=_SEED
            )
        return f"{died} deaths; {_counted(seen)}", seen.faults

    async def _frozen(self) -> tuple[str, list[str]]:
        async with self._stage("frozen", database=self._database()) as stage:
            return "taken over", await frozen.torture(stage, beat=_BEAT)

    async def _outage(self) -> tuple[str, list[str]]:
        async with self._stage("outage") as stage, stage.kept(("run", faults.SETTINGS)):
            await stage.ready()
            return "2 notes", await faults.outage(stage, seconds=_MINUTE)

    async def _model(self, seconds: float | None) -> tuple[str, list[str]]:
        async with self._stage(f"model-{seconds}") as stage:
            settings = {**faults.SETTINGS, "OPENAI_BASE_URL": stage.model.base_url}
            async with stage.kept(("run", settings)):
                await stage.ready()
                wrong = await faults.model(stage, seconds=seconds)
                return f"{'a note' if seconds else 'a sentence'} after {len(stage.model.requests)} requests", wrong

    async def _faults(self) -> tuple[str, list[str]]:
        async with self._stage("faults") as stage, stage.kept(("run", faults.SETTINGS)):
            await stage.ready()
            wrong = [f"{one.name}: {what}" for one in faults.FAULTS for what in await faults.telegram(stage, one)]
        return f"{len(faults.FAULTS)} faults", wrong

    async def _browser(self) -> tuple[str, list[str]]:
        async with self._stage("browser") as stage, stage.kept(("run", {"CHROMIUM_PATH": ""})) as (bot,):
            await stage.ready()
            assert bot.born
            return "killed 3 times", await faults.browser(stage, bot.born.pid)

    async def _fairness(self) -> tuple[str, list[str]]:
        async with self._stage("fairness") as stage, stage.kept(("run", {"TORTURE_HURRY": ""})):
            await stage.ready()
            took, before = await fairness.torture(stage, links=50, wait=0.5)
        shown = f"begun after {took:.2f} s (≤ {_START:g}), as number {before + 1}"
        return shown, [] if took <= _START else [shown]

    async def _weight(self) -> tuple[str, list[str]]:
        async with self._stage("weight") as stage:
            found = await weight.torture(stage, seconds=20, jobs=500, last=300)
        limits = (
            (f"{found.idle:.1%} of a core", found.idle, _IDLE),
            (f"{found.memory:.0f} MB", found.memory, _MEMORY),
            (f"{found.trend:+.1f} MB over the last 300", found.trend, _TREND),
        )
        return ", ".join(shown for shown, *_ in limits), [shown for shown, is_so, most in limits if is_so > most]


def _counted(seen: Tally) -> str:
    counts = {"lost": seen.lost, "twice": seen.doubled, "out of order": seen.disordered}
    wrong = ", ".join(f"{len(ones)} {what}" for what, ones in counts.items())
    return f"{seen.notes + seen.sentences} of {seen.asked} answered, {wrong}; {seen.orphans} orphaned placeholders"


def _table(rows: list[Row]) -> Table:
    table = Table("", "scenario", "seen", "s")
    for row in rows:
        table.add_row("✗" if row.faults else "✓", row.name, "\n".join([row.shown, *row.faults]), f"{row.seconds:.0f}")
    return table


async def _main(console: Console) -> bool:
    with tempfile.TemporaryDirectory() as folder, postgres.running() as server:
        torture = Torture(Nursery(), Path(folder), console, server.database)
        await torture.run()
    console.print(_table(torture.rows))
    return not any(row.faults for row in torture.rows)


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(_main(Console())) else 1)
