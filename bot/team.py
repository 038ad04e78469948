"""Who posts a note, and what the others think of it: what a press changes, and what it may not. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Act(StrEnum):
    """What a member presses below a note."""

    CLAIM = "claim"
    """I post it; again: no longer."""
    CHANGES = "changes"
    """Something is to be changed; again: no longer."""
    APPROVE = "approve"
    """It may be posted; again: no longer."""
    POSTED = "posted"
    """It is posted; again, by the same person: it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Who said something, by name too, and when."""

    person: int
    name: str
    moment: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where a draft is on its way to the platform; `verdict` is CHANGES or APPROVE once somebody `judged` it."""

    claimed: Mark | None = None
    judged: Mark | None = None
    verdict: Act | None = None
    posted: Mark | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has taken it."""
        return self.claimed is None and self.posted is None


def pressed(post: Post, act: Act, mark: Mark) -> Post:
    """Return what a press makes of a post; the same where it may change nothing.

    What one person claimed or posted nobody else can claim, post or take back. What a press marked already, a crash
    having come before that was written down, it does not take back.
    """
    if mark in {post.claimed, post.judged, post.posted}:
        return post
    if act in {Act.CHANGES, Act.APPROVE}:
        again = post.verdict is act and post.judged is not None and post.judged.person == mark.person
        return replace(post, judged=None if again else mark, verdict=None if again else act)
    holder = post.posted or post.claimed
    if holder and holder.person != mark.person:
        return post
    if act is Act.CLAIM:
        return post if post.posted else replace(post, claimed=None if post.claimed else mark)
    return replace(post, posted=None if post.posted else mark, claimed=post.claimed or mark)
