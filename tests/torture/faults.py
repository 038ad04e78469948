"""Telegram, the model or the browser fails; each time a note is delivered, or one honest sentence."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.errors import BrowserFailed, ModelUnreachable
from handlers import texts
from tests.support.model import failed
from tests.torture.tally import answers, ended, is_note, replied_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support.telegram import User
    from tests.torture.stage import Stage

_WITHIN: Final = 150.0
_FOR_GOOD: Final = 10_000
_ANY: Final = ("*", "getUpdates")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What Telegram does wrong, how often, and what may come of it: a sentence below the note, a second placeholder."""

    name: str
    kind: str
    methods: tuple[str, ...]
    times: int = 1
    seconds: float = 1
    apology: bool = False
    orphans: int = 0


FAULTS: Final = (
    Fault(name="answer lost: placeholder", kind="drop_after", methods=("sendMessage",), orphans=1),
    Fault(name="answer lost: every edit, five times", kind="drop_after", methods=("editMessageText",), times=5),
    Fault(name="answer lost: album", kind="drop_after", methods=("sendMediaGroup",), apology=True),
    Fault(name="call lost: placeholder", kind="drop_before", methods=("sendMessage",)),
    Fault(name="call lost: album", kind="drop_before", methods=("sendMediaGroup",), apology=True),
    Fault(name="flood: placeholder", kind="429", methods=("sendMessage",)),
    Fault(name="flood: first edit", kind="429", methods=("editMessageText",)),
    Fault(name="flood: every edit, three times", kind="429", methods=("editMessageText",), times=3),
    Fault(name="flood: album", kind="429", methods=("sendMediaGroup",)),
    Fault(name="flood inside the album", kind="flood_400", methods=("sendMediaGroup",)),
    Fault(name="500, four times, every method", kind="500", methods=("*",), times=4, apology=True),
    Fault(name="502, three getUpdates", kind="502", methods=("getUpdates",), times=3),
)
QUICK: Final = tuple(fault for fault in FAULTS if fault.kind == "drop_after")
SETTINGS: Final = {"TORTURE_ALBUM": "1"}


async def telegram(stage: Stage, fault: Fault) -> list[str]:
    """Order a fault and then a note; return what is wrong with what came of it."""
    person = await stage.telegram.user(fault.name)
    for method in fault.methods:
        await stage.telegram.faults(method, kind=fault.kind, times=fault.times, seconds=fault.seconds)
    sent = await stage.send(person)
    await person.chat.wait(lambda chat: ended(chat, sent), within=_WITHIN)
    await stage.no_job_is_open()
    await stage.telegram.clear_faults()
    return await judged(person, sent, apology=fault.apology, orphans=fault.orphans)


async def outage(stage: Stage, *, seconds: float) -> list[str]:
    """Have Telegram answer nothing but 502 for a while, over a link that was sent just before and one sent in it."""
    people = [await stage.telegram.user("先"), await stage.telegram.user("后")]
    first = await stage.send(people[0], wait=0.5)
    await people[0].chat.wait(lambda chat: answers(chat, first), within=_WITHIN)
    for method in _ANY:
        await stage.telegram.faults(method, kind="502", times=_FOR_GOOD)
    second = await stage.send(people[1])
    await asyncio.sleep(seconds)
    await stage.telegram.clear_faults()
    wrong = []
    for person, sent in zip(people, (first, second), strict=True):
        await person.chat.wait(lambda chat, sent=sent: ended(chat, sent), within=_WITHIN)
        wrong += await judged(person, sent, apology=False)
    return wrong


async def model(stage: Stage, *, refusals: int = _FOR_GOOD, seconds: float | None = None) -> list[str]:
    """Have the model answer 503 so many times, or for so long; the bot has to be started with its address."""
    person = await stage.telegram.user("模型")
    stage.model.replies = [failed(503) for _ in range(refusals)]
    sent = await stage.send(person)
    if seconds is not None:
        await asyncio.sleep(seconds)
        stage.model.replies.clear()
    await person.chat.wait(lambda chat: ended(chat, sent), within=_WITHIN)
    down = bool(stage.model.replies)
    stage.model.replies.clear()
    if not down:
        return await judged(person, sent, apology=False)
    said = [one.text for one in answers(await person.chat.transcript(), sent)]
    return [] if said == [texts.explain(ModelUnreachable())] else [f"in place of the sentence: {said}"]


async def browser(stage: Stage, bot: int) -> list[str]:
    """Kill the browser of the bot of this process id as often as it comes back, twice at least, while it works."""
    person = await stage.telegram.user("浏览器")
    sent = await stage.send(person)
    killing = asyncio.create_task(_kill_browsers(bot, times=3))
    try:
        await person.chat.wait(lambda chat: ended(chat, sent), within=_WITHIN)
    finally:
        killing.cancel()
        with suppress(asyncio.CancelledError):
            await killing
    chat = await person.chat.transcript()
    note = next(filter(is_note, answers(chat, sent)), None)
    if note is None:
        return ["no note"]
    below = [one for one in chat if replied_to(one) == note.id]
    if any(one.photo for one in below) or [one.text for one in below] == [texts.explain(BrowserFailed())]:
        return []
    return [f"below the note: {[one.text for one in below]}"]


async def _kill_browsers(bot: int, *, times: int) -> None:
    for _ in range(times):
        while not (found := _browsers(bot)):  # noqa: ASYNC110 - nothing tells of a process that begins
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.2)
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _browsers(bot: int) -> Sequence[int]:
    """Find the browsers among a process's descendants (Linux)."""
    family, found = {bot}, []
    for pid in sorted(int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit()):
        with suppress(OSError):
            stat = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
            if int(stat[1]) in family:
                family.add(pid)
                if b"--type=" not in (said := Path(f"/proc/{pid}/cmdline").read_bytes()) and b"chrom" in said:
                    found.append(pid)
    return found


async def judged(person: User, sent: int, *, apology: bool, orphans: int = 0) -> list[str]:
    """Judge a chat: one note, one album or a sentence in its place where that is allowed, nothing else."""
    chat = await person.chat.transcript()
    given = answers(chat, sent)
    notes = [one for one in given if is_note(one)]
    wrong = [] if len(notes) == 1 else [f"{len(notes)} notes"]
    if len(given) - len(notes) > orphans:
        wrong.append(f"{len(given) - len(notes)} other answers: {[one.text for one in given]}")
    below = [one for one in chat if one.from_bot and replied_to(one) in [note.id for note in notes]]
    albums, said = {one.album for one in below if one.album}, [one.text for one in below if not one.photo]
    if len(albums) > 1:
        wrong.append(f"{len(albums)} albums")
    if said not in ([], [texts.PICTURES_NOT_SENT]) or (said and not apology) or not (albums or said):
        wrong.append(f"below the note: {len(albums)} albums, {said}")
    return wrong
