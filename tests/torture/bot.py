"""The bot with a hand on its switch: ends itself by SIGKILL at a named place of a job; can be hurried. `main` runs it.

What is patched in from here: the place where a step is written down, the one where an order is queued, the pace, the
photographer, the processes that judge pages. The bot's own code knows nothing of it. Variables: TORTURE_PLAN (a file,
see `Plan`), TORTURE_HURRY, TORTURE_THREADS, TORTURE_ALBUM, TORTURE_POLL and TORTURE_BEAT (seconds), TORTURE_PAUSES
(seconds, comma-separated).
"""

# ruff: noqa: SLF001 - to replace what is private is the trade of this module
from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from anyio import to_thread
from dbos import DBOS
from PIL import Image

import bot.app
import bot.serving  # imported here already, for the nursery
from bot import jobs
from bot.article import judge, reader
from bot.commands import main as run
from bot.jobs import chores
from bot.models import Picture
from handlers.flood import Flood

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

_SOON: Final = 0.004
"""Seconds after which work that was begun is under way, and mostly not done."""
_HURRY: Final = 100


class Plan:
    """Where to die: a JSON file of lane → places, such as "during write", each met once, in this order.

    Places met are counted in a file beside it, one for each lane; the steps that were seen at all are another.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._places: dict[str, list[str]] = json.loads(file.read_text("utf-8"))
        self._seen: set[str] = set()

    def meets(self, lane: str, when: str, name: str) -> bool:
        """Whether this is the place where the lane's job is to die next."""
        places = self._places.get(lane, [])
        return places[self._met(lane).stat().st_size : 1 + self._met(lane).stat().st_size] == [f"{when} {name}"]

    def die(self, lane: str) -> None:
        """End the process as the kernel does it, after writing down that this place is behind us."""
        with self._met(lane).open("ab") as file:
            file.write(b".")
        os.kill(os.getpid(), signal.SIGKILL)

    def see(self, name: str) -> None:
        """Write down that a step of this name exists."""
        if name not in self._seen:
            self._seen.add(name)
            with self._file.with_suffix(".seen").open("a", encoding="utf-8") as file:
                file.write(f"{name}\n")

    def _met(self, lane: str) -> Path:
        met = self._file.with_suffix(f".{lane}")
        met.touch()
        return met

    @contextmanager
    def around(self, lane: str, name: str) -> Iterator[None]:
        """Die before or after something."""
        if self.meets(lane, "before", name):
            self.die(lane)
        yield
        if self.meets(lane, "after", name):
            self.die(lane)

    @contextmanager
    def within(self, lane: str, name: str) -> Iterator[None]:
        """Die while something is being done, or when it is done and not yet written down."""
        during = self.meets(lane, "during", name)
        if during:
            asyncio.get_running_loop().call_later(_SOON, self.die, lane)
        yield
        if during or self.meets(lane, "done", name):
            self.die(lane)


class Album:
    """Takes two pictures at once, in place of a browser."""

    def __init__(self, *_: object, **__: object) -> None:
        self._image = io.BytesIO()
        Image.new("RGB", (108, 144), "teal").save(self._image, "PNG")

    async def take(self, *_: object, **__: object) -> tuple[Picture, ...]:
        return (Picture(image=self._image.getvalue(), width=108, height=144, kind="cover"),) * 2


class Hurried(Flood):
    """Telegram's pace a hundred times as fast: the server of these tests takes all that comes."""

    def __init__(self, book: Any) -> None:
        super().__init__(
            book,
            clock=lambda: _HURRY * time.monotonic(),
            sleep=lambda seconds: asyncio.sleep(seconds / _HURRY),
        )


class _Threads:
    """Stands in for anyio.to_process: a new bot's first page costs a thread, not the start of another process."""

    @staticmethod
    async def run_sync(_limited: object, html: str, url: str, **_: object) -> judge.Verdict:
        return await to_thread.run_sync(judge.judge, html, url)


def _follow(plan: Plan) -> None:
    """Put the plan between the jobs and where their steps are written down."""
    recorded, submit = jobs._recorded, jobs.Jobs.submit

    async def record(name: str, work: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
        lane = str(DBOS.workflow_id).partition("|")[0]
        plan.see(name)

        async def watched() -> dict[str, Any]:
            with plan.within(lane, name):
                return await work()

        with plan.around(lane, name):
            return await recorded(name, watched)

    async def order(self: jobs.Jobs, kind: str, *, lane: str, **wanted: Any) -> None:
        with plan.around(lane, f"the {kind}"):
            await submit(self, kind, lane=lane, **wanted)

    jobs._recorded = record
    jobs.Jobs.submit = order


def main(arguments: list[str]) -> int:
    """Run the bot as the environment has it."""
    wishes = {name for name, value in os.environ.items() if name.startswith("TORTURE_") and value}
    if "TORTURE_PLAN" in wishes:
        _follow(Plan(Path(os.environ["TORTURE_PLAN"])))
    if "TORTURE_HURRY" in wishes:
        bot.serving.Flood = Hurried
    if "TORTURE_THREADS" in wishes:
        reader.to_process = _Threads
    if "TORTURE_POLL" in wishes:
        jobs.Jobs.__init__.__kwdefaults__["poll"] = float(os.environ["TORTURE_POLL"])
    if "TORTURE_PAUSES" in wishes:
        jobs.Jobs.__init__.__kwdefaults__["pauses"] = tuple(map(float, os.environ["TORTURE_PAUSES"].split(",")))
    if "TORTURE_BEAT" in wishes:
        chores._BEAT = float(os.environ["TORTURE_BEAT"])
        chores._SURE, chores._DEAD = 2.5 * chores._BEAT, 5 * chores._BEAT
    if "TORTURE_ALBUM" in wishes:
        bot.app.Photographer = Album
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
