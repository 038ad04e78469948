"""A worker is frozen over a note, another one takes it over, the first one wakes: what was delivered stays."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Final

from handlers import texts
from tests.support.model import NOTE, said
from tests.torture.crowd import webhook
from tests.torture.faults import SETTINGS, judged
from tests.torture.tally import answers, ended

if TYPE_CHECKING:
    from tests.torture.stage import Stage

_WITHIN: Final = 120.0
_CHUNK: Final = 0.4
_SEEN: Final = 12
"""Chunks after which there is something to see of the note."""
_UNSURE: Final = 3.0
"""Heartbeats missed after which a worker that wakes cannot know that its job is its own."""
_FIRST_WORDS: Final = NOTE.partition("\n")[0].removeprefix("【标题】")


async def torture(stage: Stage, *, beat: float) -> list[str]:
    """Freeze a worker while its note grows, until the other one has delivered it; return what is wrong after that.

    The stage needs a database for many. Before that it is frozen too shortly for another one to take its job, and too
    long to be sure of that: the note must be seen to grow. The model still writes for the first one when that wakes
    again; after the end of it, the next link is answered by the same one, since the other is gone.
    """
    environment = {**SETTINGS, "OPENAI_BASE_URL": stage.model.base_url, "TORTURE_BEAT": str(beat)}
    await (await stage.start("migrate", log="migrate.log")).ended.wait()
    async with stage.kept(("web", {**environment, **webhook()}), ("worker", environment)) as (_, frozen):
        await stage.ready()
        person = await stage.telegram.user("冻")
        slow = said(pace=_CHUNK, pauses=_SEEN)
        stage.model.replies = [slow]
        first = await stage.send(person)
        async with asyncio.timeout(_WITHIN):
            await slow.asked.wait()
        assert frozen.born
        frozen.born.send(signal.SIGSTOP)
        await asyncio.sleep(_UNSURE * beat)  # no event tells how long it stands still: that is what is tried
        frozen.born.send(signal.SIGCONT)
        await person.chat.wait(
            lambda chat: any(_FIRST_WORDS in one.text and texts.STOP in one.button_texts for one in chat),
            within=_WITHIN,
        )
        frozen.born.send(signal.SIGSTOP)
        other = await stage.start("worker", log="other.log", **environment)
        await person.chat.wait(lambda chat: ended(chat, first), within=_WITHIN)
        await stage.no_job_is_open()
        other.send(signal.SIGTERM)
        await other.ended.wait()
        slow.goes_on.set()
        frozen.born.send(signal.SIGCONT)
        async with asyncio.timeout(_WITHIN):
            await slow.sent.wait()
        second = await stage.send(person)
        await person.chat.wait(lambda chat: ended(chat, second) and answers(chat, first), within=_WITHIN)
        await stage.no_job_is_open()
        return [what for sent in (first, second) for what in await judged(person, sent, apology=False)]
