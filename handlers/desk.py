"""What every handler works with, put together once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.jobs import Jobs
    from bot.store import Store
    from bot.studio import Studio
    from handlers.courier import Courier


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The parts."""

    courier: Courier
    studio: Studio
    jobs: Jobs
    store: Store
