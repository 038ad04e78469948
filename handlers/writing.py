"""A brief becomes a version in two steps, so that a crash costs no second request to the model; then it is shown.

A version that is kept is found again for its chat, and shown.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from bot import wire
from bot.errors import DraftGone, ModelLimited, ModelUnreachable, StoreBroken, StoreError, StoreLocked
from bot.team import Post
from handlers import board, buttons, errors, message, spending
from handlers.courier import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.errors import BotError
    from bot.models import Brief, Draft, Report, Usage, Version, Wish
    from bot.steps import Steps
    from bot.studio import Studio
    from handlers.desk import Desk

log = logging.getLogger(__name__)

_HEALS: Final = (ModelUnreachable, ModelLimited)
STORE_HEALS: Final = (StoreLocked, StoreBroken)
"""What keeping may be tried again after; a disk that is full stays so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who asks for a version in which job, and what it cost to understand them."""

    key: str
    person: int
    cost: Usage | None = None


async def version(studio: Studio, brief: Brief, step: Steps, report: Report) -> Version:
    """Write, then review. Raises WriteError, JobStopped."""

    async def write() -> dict[str, Any]:
        return wire.plain(await studio.write(brief, report=report))

    async def review() -> dict[str, Any]:
        return wire.plain(await studio.finish(brief, written, report=report))

    written = wire.written(await step("write", write, heals=_HEALS))
    return wire.version(await step("review", review))


async def found(desk: Desk, name: str, version: int, place: Place) -> Draft:
    """Find the draft that has this version; another chat's does not exist here. Raises DraftGone, StoreError."""
    draft = await desk.store.drafts.of_chat(name, place.chat)
    if version >= len(draft.versions):
        raise DraftGone(name)
    return draft


async def unwritten(desk: Desk, name: str, keys: Iterable[str]) -> bool:
    """Whether one of these jobs has not made its version of a draft yet; one that did may not have ended quite."""
    if not (wanted := set(keys)):
        return False
    try:
        draft = await desk.store.drafts.find(name)
    except DraftGone:
        return False
    return not wanted <= {version.key for version in draft.versions}


async def excuse(desk: Desk, error: BotError, place: Place, step: Steps) -> None:
    """Answer a message with what went wrong. Raises ChatClosed."""
    why = message.sentence(errors.sentence(error))
    await step("excuse", lambda: desk.courier.reply(place, why), last=True)


async def rewrite(desk: Desk, draft: Draft, wish: Wish, *, base: int, place: Place, step: Steps, by: By) -> None:
    """Write the version that a wish asks for, from the one at index `base`, and show it in a message. Raises BotError.

    The draft is read again where it is kept: others may have added to it meanwhile.
    """

    async def keep() -> dict[str, Any]:
        return wire.plain(replace(await desk.store.drafts.add(draft.id, made), created=None))

    brief = desk.studio.rewriting(draft, wish, base=base)
    free = brief.ready is not None and by.cost is None
    wanted = spending.Wanted(key=by.key, person=by.person, chat=place.chat, free=free)
    async with (
        spending.counted(desk, wanted, step) as bill,
        desk.courier.growing(place, buttons.stop(by.key), ours=step.ours) as report,
    ):
        made = await version(desk.studio, brief, step, report)
        bill.usage = usage = made.usage + by.cost if made.usage and by.cost else made.usage or by.cost
        made = replace(made, key=by.key, base=base, person=by.person, usage=usage)
        draft = wire.draft(await step("keep", keep, heals=STORE_HEALS))
    index = next(place for place, one in enumerate(draft.versions) if one.key == by.key)
    await show(desk, draft, index, place, step)


async def rewritten(desk: Desk, name: str, place: Place) -> bool:
    """Whether a version that was wanted in a message is still to be written: what grows is not painted over."""
    orders = await desk.jobs.orders(str(place.chat))
    wanted = [order.get("key", "") for order in orders if order.get("place") == asdict(place)]
    return await unwritten(desk, name, wanted)


async def show(
    desk: Desk, draft: Draft, index: int, place: Place, step: Steps, *, notice: str = "", again: bool = False
) -> Place:
    """Turn a message into one version of a kept draft, and keep that it shows it. Raises ChatClosed.

    In a group it also says who posts the note; `again` offers to write another one on the same article.
    """
    letter = message.kept(draft, index, desk.studio.tones.values(), today=datetime.now(UTC).date(), notice=notice)

    async def deliver() -> dict[str, Any]:
        shown = letter
        if place.chat < 0:
            shown = board.added(letter, draft.id, index, await _post(desk, draft.id), again=again)
        return asdict(await desk.courier.deliver(place, shown))

    async def keep() -> None:
        await desk.store.shown.show(chat=at.chat, message=at.message, draft=draft.id, version=index)

    at = Place(**await step("deliver", deliver, last=True))
    try:
        await step("shown", keep, heals=STORE_HEALS, last=True)
    except StoreError as error:  # the note is there; only a reply to it will not know it
        log.warning("what message %s shows was not kept: %s", at, error)
    return at


async def _post(desk: Desk, name: str) -> Post:
    """Find where a draft is on its way; a database that is away for a moment keeps no note back."""
    try:
        return await desk.store.posts.of(name)
    except StoreError as error:
        log.warning("where %s is was not found: %s", name, error)
        return Post()
