"""Who was allowed and denied by the admins, and who they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from bot.access import Known, Role
from bot.store.tables import access

if TYPE_CHECKING:
    from bot.store.database import Database

Kind = Literal["person", "chat"]

_CLAIMING = 7276420
"""Any number: the lock under which the first admin is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an admin said of a person or a chat."""

    kind: Kind
    id: int
    role: Role
    by: int


class Access:
    """Keeps one role for each person and chat that an admin spoke of."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    async def known(self, *, person: int, chat: int) -> Known:
        """Find what was said of a person and of a chat."""
        async with self._database.reading() as connection:
            rows = await connection.execute(
                sa.select(access.c.kind, access.c.role).where(
                    sa.or_(
                        sa.and_(access.c.kind == "person", access.c.id == person),
                        sa.and_(access.c.kind == "chat", access.c.id == chat),
                    )
                )
            )
            found = {row.kind: Role(row.role) for row in rows}
        return Known(person=found.get("person"), chat=found.get("chat"))

    async def grant(self, entry: Entry) -> None:
        """Keep a role; an earlier one is replaced."""
        row = {"kind": entry.kind, "id": entry.id, "role": entry.role, "by": entry.by, "since": datetime.now(tz=UTC)}
        insert = self._database.insert(access).values(row)
        changed = {name: insert.excluded[name] for name in ("role", "by", "since")}
        async with self._database.writing() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=["kind", "id"], set_=changed))

    async def claim(self, person: int) -> bool:
        """Make a person the first admin; whether they are it, be it from before. False when another one is."""
        async with self._database.writing() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CLAIMING)))
            admins = set(await connection.scalars(sa.select(access.c.id).where(access.c.role == Role.ADMIN)))
            if not admins:
                row = {"kind": "person", "id": person, "role": Role.ADMIN, "by": person, "since": datetime.now(tz=UTC)}
                insert = self._database.insert(access).values(row)
                changed = {"role": Role.ADMIN, "by": person}
                await connection.execute(insert.on_conflict_do_update(index_elements=["kind", "id"], set_=changed))
            return not admins or person in admins

    async def has_admin(self) -> bool:
        """Whether anybody is an admin by claim or grant."""
        async with self._database.reading() as connection:
            found = await connection.scalar(sa.select(access.c.id).where(access.c.role == Role.ADMIN).limit(1))
        return found is not None

    async def entries(self, *, most: int = 100) -> list[Entry]:
        """List what was said, the newest first."""
        newest = sa.select(access).order_by(access.c.since.desc()).limit(most)
        async with self._database.reading() as connection:
            rows = (await connection.execute(newest)).mappings().all()
        return [Entry(kind=row["kind"], id=row["id"], role=Role(row["role"]), by=row["by"]) for row in rows]
