"""What is told while a note comes about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class Step(StrEnum):
    """Where the work on a note is."""

    READ = "read"
    RENDER = "render"
    WRITE = "write"
    REVIEW = "review"
    PICTURES = "pictures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Told while a note comes about; `title` and `body` are what of it can be shown already."""

    step: Step
    title: str = ""
    body: str = ""
    thinking: bool = False


Report: TypeAlias = "Callable[[Progress], Awaitable[None]]"
"""Told of progress; must return soon and never raise."""


async def silent(_progress: Progress) -> None:
    """Take a report and tell nobody."""
