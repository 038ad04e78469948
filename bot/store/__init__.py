"""What is remembered: drafts and their versions, floods. The only home of SQLAlchemy and Alembic."""

from __future__ import annotations

from bot.store.memory import Memory
from bot.store.store import Store, open_store

__all__ = ["Memory", "Store", "open_store"]
