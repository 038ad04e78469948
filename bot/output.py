"""The files of a note: what is pasted, the record, the pictures; in a folder, too."""

from __future__ import annotations

import contextlib
import errno
import re
from datetime import datetime
from typing import TYPE_CHECKING, Final, get_args

from bot.errors import OutputUnwritable, StoreFull
from bot.models import PictureKind
from bot.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.models import Article, Picture, Version

_OURS: Final = re.compile(rf"\d\d-(?:{'|'.join(get_args(PictureKind))})\.(?:jpg|png)")
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def files(
    article: Article, version: Version, pictures: Sequence[Picture], *, advice: Sequence[str] = (), made: datetime
) -> dict[str, bytes]:
    """Name the files of a note and what they hold: note.txt, record.txt, the pictures in order."""
    names = [f"{number:02d}-{picture.kind}{picture.suffix}" for number, picture in enumerate(pictures, 1)]
    lines = [f"{name}（{picture.width}×{picture.height}）" for name, picture in zip(names, pictures, strict=True)]
    return {
        "note.txt": f"{version.note}\n".encode(),
        "record.txt": record(article, version, pictures=lines, advice=advice, made=made).encode(),
        **{name: picture.image for name, picture in zip(names, pictures, strict=True)},
    }


def save(
    out: Path, article: Article, version: Version, pictures: tuple[Picture, ...], *, advice: Sequence[str] = ()
) -> list[str]:
    """Write note.txt, record.txt and the pictures, in place of an earlier note's; return the pictures' paths.

    Raises StoreFull, OutputUnwritable; a file that could not be written whole is not left there.
    """
    made = datetime.now().astimezone()
    with _written(out):
        out.mkdir(parents=True, exist_ok=True)
        for old in out.iterdir():
            if _OURS.fullmatch(old.name):
                old.unlink()
        found = files(article, version, pictures, advice=advice, made=made)
        for name, content in found.items():
            _write(out / name, content)
    return [str(out / name) for name in found if _OURS.fullmatch(name)]


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError:
        path.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _written(out: Path) -> Iterator[None]:
    """Tell a full disk from a folder that may not be written."""
    try:
        yield
    except OSError as error:
        raise (StoreFull() if error.errno in _FULL else OutputUnwritable(str(out))) from error
