"""People and bots, those whom Telegram itself puts in as authors, and what somebody is in a chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

STATUSES = frozenset({"creator", "administrator", "member", "left", "kicked"})
_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_send_welcome_messages",
)  # fmt: skip


@dataclass
class User:
    """A person or a bot."""

    id: int
    first_name: str
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    is_hidden: bool = False
    """Whether forwards of what they write tell only their name."""

    @property
    def wire(self) -> dict[str, Any]:
        """As the Bot API shows it."""
        shown: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        optional = {"username": self.username, "language_code": self.language_code}
        return shown | {name: value for name, value in optional.items() if value}


ANONYMOUS = User(1_087_968_824, "Group", username="GroupAnonymousBot", is_bot=True)
"""Whom the Bot API names as the sender when an admin writes as the group."""
CHANNEL_BOT = User(136_817_688, "Channel", username="Channel_Bot", is_bot=True)
"""Whom it names when somebody writes in a group as a channel."""
SERVICE = User(777_000, "Telegram")
"""Who forwards a channel's posts into the group that belongs to it."""


@dataclass
class Member:
    """Somebody in a chat, or no longer in it: one of STATUSES."""

    user: User
    status: str = "member"
    is_anonymous: bool = False

    @property
    def is_present(self) -> bool:
        """Whether they are in the chat now."""
        return self.status not in {"left", "kicked"}

    @property
    def is_admin(self) -> bool:
        """Whether they run the chat."""
        return self.status in {"creator", "administrator"}

    @property
    def wire(self) -> dict[str, Any]:
        """As the Bot API shows it; an administrator has every right."""
        shown: dict[str, Any] = {"user": self.user.wire, "status": self.status}
        match self.status:
            case "creator":
                return shown | {"is_anonymous": self.is_anonymous}
            case "administrator":
                rights = dict.fromkeys(_RIGHTS, True)
                return shown | {"can_be_edited": False, "is_anonymous": self.is_anonymous} | rights
            case "kicked":
                return shown | {"until_date": 0}
        return shown
