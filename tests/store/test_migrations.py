from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from bot.store.engines import alembic_config, migrate, parsed
from bot.store.tables import metadata

if TYPE_CHECKING:
    from pathlib import Path


def blocking(address: str) -> sa.Engine:
    url = parsed(address)
    return sa.create_engine(url.set(drivername=url.drivername.removesuffix("+aiosqlite")), poolclass=sa.NullPool)


def test_the_migrations_lead_to_exactly_the_tables(address: str) -> None:
    migrate(parsed(address), busy_timeout=1)
    with blocking(address).connect() as connection:
        command.check(alembic_config(connection))
        foreign_keys = sa.inspect(connection).get_foreign_keys("versions")
    assert foreign_keys[0]["options"] == {"ondelete": "CASCADE"}


def test_migrating_a_file_twice_changes_nothing(tmp_path: Path) -> None:
    url = parsed(f"sqlite:///{tmp_path / 'drafts.db'}")
    migrate(url, busy_timeout=1)
    before = (tmp_path / "drafts.db").read_bytes()
    migrate(url, busy_timeout=1)
    assert (tmp_path / "drafts.db").read_bytes() == before


def test_every_migration_can_be_taken_back(address: str) -> None:
    migrate(parsed(address), busy_timeout=1)
    with blocking(address).begin() as connection:
        command.downgrade(alembic_config(connection), "base")
        assert set(sa.inspect(connection).get_table_names()) == {"alembic_version"}


def test_the_migrations_are_one_line_without_branches(tmp_path: Path) -> None:
    with blocking(f"sqlite:///{tmp_path / 'drafts.db'}").connect() as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))
    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1
    assert {"drafts", "versions", "styles"} <= metadata.tables.keys()
