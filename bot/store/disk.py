"""Whether what is written to a SQLite file will be there tomorrow, by what the platforms say of themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import EphemeralDisk
from bot.store.engines import sqlite_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.config import Settings


def check_disk(settings: Settings, environ: Mapping[str, str]) -> None:
    """Refuse a SQLite file on a disk that a restart empties, unless that is allowed. Raises EphemeralDisk, StoreBroken.

    Only platforms that say in `environ` what becomes of the disk are known here; Render, Fly and others do not.
    """
    file = sqlite_file(settings.database_url.get_secret_value())
    if file is None or settings.allow_ephemeral_sqlite:
        return
    if "DYNO" in environ:  # https://devcenter.heroku.com/articles/dynos#ephemeral-filesystem
        raise EphemeralDisk("Heroku")
    if "RAILWAY_PROJECT_ID" in environ:  # https://docs.railway.com/reference/variables
        volume = environ.get("RAILWAY_VOLUME_MOUNT_PATH")
        if not volume or not file.is_relative_to(Path(volume).resolve()):
            raise EphemeralDisk("Railway")
