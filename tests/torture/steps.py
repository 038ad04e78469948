"""The bot dies at every boundary of a step and inside every step; each time it comes back, and the note is there."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.errors import PageMissing
from handlers import texts
from tests.torture.tally import Tally, answers, ended, is_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support.telegram import Message, Transcript, User
    from tests.torture.stage import Stage

WHEN: Final = ("during", "done", "after")
"""While a step does its work, when that is done and not written down, when it is: at the boundary to the next."""
_TAKEN: Final = ("before", "after")
"""Around the moment at which an order is queued; after it, Telegram has not been told yet."""
COMPOSE: Final = (
    "order", "place", "reserve", "read", "style", "write", "review", "settle", "keep", "deliver", "shown",
    "pictures begins", "pictures",
)  # fmt: skip
REWRITE: Final = ("find", "reserve", "write", "review", "keep", "settle", "deliver", "shown")
_AFTER_ONE: Final = {"unsure": "done pictures"}
"""A step that there is only when the process had died at another place before."""
_UNSURE: Final = frozenset({"after pictures begins", "during pictures", "done pictures"})
"""Where the process dies over an album that may have arrived."""
_FAILED: Final = "excuse"
_MISSING: Final = texts.explain(PageMissing())
_WITHIN: Final = 240.0


@dataclass(frozen=True)
class Death:
    """Where one job is to die: a compose, a rewrite, or a compose that has no article to read."""

    kind: str
    places: tuple[str, ...]


def deaths(when: Sequence[str] = WHEN) -> list[Death]:
    """List one job for each place, those around the taking in of an order among them."""
    return [
        *(Death("compose", (f"{time} the compose",)) for time in _TAKEN),
        Death("compose", (f"before {COMPOSE[0]}",)),
        *(Death("compose", (f"{time} {step}",)) for step in COMPOSE for time in when),
        *(Death("compose", (first, f"{time} {step}")) for step, first in _AFTER_ONE.items() for time in when),
        *(Death("failing", (f"{time} {_FAILED}",)) for time in when),
        *(Death("rewrite", (f"{time} the rewrite",)) for time in _TAKEN),
        Death("rewrite", (f"before {REWRITE[0]}",)),
        *(Death("rewrite", (f"{time} {step}",)) for step in REWRITE for time in when),
    ]


async def torture(stage: Stage, *, planned: Sequence[Death]) -> tuple[Tally, list[str], int]:
    """Carry the deaths out, one job at a time; return the count, what else is wrong, and how often the bot died."""
    people = [await stage.telegram.user(f"人{number}") for number in range(len(planned))]
    plan = stage.folder / "plan.json"
    plan.write_text(json.dumps({person.id: death.places for person, death in zip(people, planned, strict=True)}))
    environment = {"JOBS_AT_ONCE": "1", "TORTURE_PLAN": str(plan), "TORTURE_ALBUM": "1"}
    async with stage.kept(("run", environment)) as (bot,):
        async with asyncio.timeout(_WITHIN), asyncio.TaskGroup() as group:
            for person, death in zip(people, planned, strict=True):
                group.create_task(_lived(stage, person, death))
        await stage.all_ended(within=_WITHIN)
        died = bot.died
    wrong = [
        f"{death.places}: not met"
        for person, death in zip(people, planned, strict=True)
        if plan.with_suffix(f".{person.id}").stat().st_size != len(death.places)
    ]
    known = {*COMPOSE, *REWRITE, *_AFTER_ONE, _FAILED}
    wrong += [
        f"{step}: a step that nobody dies at"
        for step in set(plan.with_suffix(".seen").read_text().split("\n")) - known - {""}
    ]
    for person, death in zip(people, planned, strict=True):
        wrong += _wrong(await person.chat.transcript(), death, stage.asked[person][0])
    return await stage.tally(), wrong, died


async def _lived(stage: Stage, person: User, death: Death) -> None:
    """Play one person, to the end of what they want."""
    if death.kind == "failing":
        sent = (await person.send(stage.site.url("/missing"))).id
        stage.asked[person] = [sent]
    else:
        sent = await stage.send(person)
    await person.chat.wait(lambda chat: ended(chat, sent), within=_WITHIN)
    if death.kind == "rewrite":
        note = await person.chat.wait(lambda chat: next(filter(is_note, answers(chat, sent)), None), within=_WITHIN)
        await person.press(note, texts.SHORTER)
        await person.chat.wait(lambda chat: any(_is_second(one) for one in chat), within=_WITHIN)


def _is_second(message: Message) -> bool:
    return is_note(message) and "2/2" in message.button_texts


def _wrong(chat: Transcript, death: Death, asked: int) -> list[str]:
    """Judge one chat: what a death may cost is one placeholder that nobody knows of, or one sentence said twice."""
    where = " and ".join(death.places)
    given = answers(chat, asked)
    orphans = [one for one in given if texts.STOP in one.button_texts]
    apologies = [one for one in chat if texts.PICTURES_NOT_SENT in one.text]
    wrong = [f"{where}: {len(orphans)} orphans"] if len(orphans) > 1 else []
    if apologies and not _UNSURE.intersection(death.places):
        wrong.append(f"{where}: no album, though it cannot have been sent")
    if len(apologies) > 2:
        wrong.append(f"{where}: said {len(apologies)} times")
    if death.kind == "failing" and not any(_MISSING in one.text for one in given):
        wrong.append(f"{where}: no sentence")
    return wrong
