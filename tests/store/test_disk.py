from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import Settings
from bot.errors import EphemeralDisk, StoreBroken
from bot.store import check_disk

SQLITE = "sqlite+aiosqlite:///data/xiaogao.db"
HEROKU = {"DYNO": "worker.1"}
RAILWAY = {"RAILWAY_PROJECT_ID": "p", "PORT": "8080"}


def settings(address: str = SQLITE, *, allowed: bool = False) -> Settings:
    return Settings(database_url=SecretStr(address), allow_ephemeral_sqlite=allowed)


@pytest.mark.parametrize(
    ("environ", "platform"),
    [
        (HEROKU, "Heroku"),
        (RAILWAY, "Railway"),
        (RAILWAY | {"RAILWAY_VOLUME_MOUNT_PATH": "/somewhere/else"}, "Railway"),
    ],
)
def test_sqlite_is_refused_where_a_restart_empties_the_disk(environ: dict[str, str], platform: str) -> None:
    with pytest.raises(EphemeralDisk, match=platform):
        check_disk(settings(), environ)


@pytest.mark.parametrize("environ", [HEROKU, RAILWAY])
def test_postgresql_is_welcome_everywhere_and_so_is_who_insists(environ: dict[str, str]) -> None:
    check_disk(settings("postgres://me:pw@db.example/x"), environ)
    check_disk(settings(allowed=True), environ)


def test_sqlite_stays_on_a_disk_of_ones_own_and_on_a_volume() -> None:
    check_disk(settings(), {"HOME": "/root"})
    check_disk(settings(), RAILWAY | {"RAILWAY_VOLUME_MOUNT_PATH": str(Path("data").resolve())})


def test_what_is_no_address_of_a_database_is_told_first() -> None:
    with pytest.raises(StoreBroken):
        check_disk(settings("nonsense"), HEROKU)
