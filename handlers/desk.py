"""What every handler works with, put together once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.access import Rules
from bot.quota import Budget
from handlers import address

if TYPE_CHECKING:
    from telegram import Message

    from bot.jobs import Jobs
    from bot.store import Store
    from bot.studio import Studio
    from handlers.courier import Courier

SAY: Final = "say"
"""The kind of a job that says one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The parts, and the rules of the house."""

    courier: Courier
    studio: Studio
    jobs: Jobs
    store: Store
    rules: Rules = field(default_factory=Rules)
    budget: Budget = field(default_factory=Budget)

    async def say(self, chat: int, text: str, *, key: str, topic: int = 0) -> None:
        """Have a sentence sent, once for each key, in a lane beside the notes. Raises StoreError."""
        order = {"chat": chat, "text": text, "topic": topic}
        await self.jobs.submit(SAY, key=key, lane=f"talk:{chat}", order=order)

    async def answer(self, asked: Message, text: str) -> None:
        """Have a sentence sent in answer to what a message asks, where it was asked. Raises StoreError."""
        await self.say(asked.chat_id, text, key=address.key(asked), topic=address.topic(asked))
