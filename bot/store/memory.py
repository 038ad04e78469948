"""A store that lasts as long as the process, for one-off commands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.errors import DraftGone

if TYPE_CHECKING:
    from bot.models import Draft, Version


class Memory:
    """Keeps drafts as `Store` does, and forgets them with the process."""

    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}

    async def save(self, draft: Draft) -> None:
        """Keep a new draft; a draft of the same id is replaced."""
        self._drafts[draft.id] = replace(draft, created=draft.created or datetime.now(tz=UTC))

    async def draft(self, draft_id: str) -> Draft:
        """Find a draft; raises DraftGone."""
        if draft_id not in self._drafts:
            raise DraftGone(draft_id)
        return self._drafts[draft_id]

    async def add_version(self, draft_id: str, version: Version, *, number: int) -> Draft:
        """Keep a version as the `number`th unless that is there, and return the whole draft; raises DraftGone."""
        draft = await self.draft(draft_id)
        if len(draft.versions) >= number:
            return draft
        self._drafts[draft_id] = replace(draft, versions=(*draft.versions, version))
        return self._drafts[draft_id]
