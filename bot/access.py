"""Who may use the bot: what the settings and the admins say, and what follows for one person in one chat. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What the admins made of a person or a chat."""

    ADMIN = "admin"
    ALLOWED = "allowed"
    DENIED = "denied"


class Verdict(StrEnum):
    """What somebody may do where they are."""

    ADMIN = "admin"
    """Everything, and decide about others."""
    MEMBER = "member"
    """Use the bot."""
    STRANGER = "stranger"
    """Nothing yet; is told so."""
    DENIED = "denied"
    """Nothing, and hears nothing."""

    @property
    def may(self) -> bool:
        """Whether the bot works for them."""
        return self in {Verdict.ADMIN, Verdict.MEMBER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the settings say: the ids of people and chats, or that `everyone` may.

    Who knows the `setup` code may name themselves the first admin; "" is none.
    """

    admins: frozenset[int] = frozenset()
    users: frozenset[int] = frozenset()
    chats: frozenset[int] = frozenset()
    everyone: bool = False
    setup: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the admins said of a person, and of the chat that they are in; None where nothing."""

    person: Role | None = None
    chat: Role | None = None


def verdict(rules: Rules, known: Known, *, person: int, chat: int) -> Verdict:
    """Decide. A `person` of 0 is nobody in particular: a channel, or an admin who writes as the group.

    Who is denied stays denied in a chat that is allowed and though everyone may; an admin cannot be.
    """
    if person and (person in rules.admins or known.person is Role.ADMIN):
        return Verdict.ADMIN
    if Role.DENIED in {known.person, known.chat}:
        return Verdict.DENIED
    if rules.everyone or chat in rules.chats or known.chat is Role.ALLOWED:
        return Verdict.MEMBER
    if person and (person in rules.users or known.person is Role.ALLOWED):
        return Verdict.MEMBER
    return Verdict.STRANGER
