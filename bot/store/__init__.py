"""What is remembered: drafts, styles, floods. The only home of SQLAlchemy and Alembic."""

from __future__ import annotations

from bot.store.disk import check_disk
from bot.store.drafts import Entry, Tally
from bot.store.engines import jobs_engine
from bot.store.lock import sole
from bot.store.shown import Showing
from bot.store.store import Store, open_store

__all__ = ["Entry", "Showing", "Store", "Tally", "check_disk", "jobs_engine", "open_store", "sole"]
