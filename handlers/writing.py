"""A brief becomes a version in two steps, so that a crash costs no second request to the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot import wire
from bot.errors import ModelLimited, ModelUnreachable, StoreBroken, StoreLocked

if TYPE_CHECKING:
    from bot.models import Brief, Report, Version
    from bot.steps import Steps
    from bot.studio import Studio

_HEALS: Final = (ModelUnreachable, ModelLimited)
STORE_HEALS: Final = (StoreLocked, StoreBroken)
"""What keeping may be tried again after; a disk that is full stays so."""


async def version(studio: Studio, brief: Brief, step: Steps, report: Report) -> Version:
    """Write, then review. Raises WriteError, JobStopped."""

    async def write() -> dict[str, Any]:
        return wire.plain(await studio.write(brief, report=report))

    async def review() -> dict[str, Any]:
        return wire.plain(await studio.finish(brief, written, report=report))

    written = wire.written(await step("write", write, heals=_HEALS))
    return wire.version(await step("review", review))
