"""The nouns: chats, topics, messages, files; each knows how the Bot API shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.playground.persons import ANONYMOUS, CHANNEL_BOT, SERVICE, Member, User

Content = dict[str, Any]
"""What a message says, as on the wire: text, entities, caption, photo, document, reply_markup, …"""

ICON_COLOR = 7_322_096


@dataclass
class Topic:
    """A forum topic; its id is that of its first message. General has no Topic: it is where no topic is given."""

    name: str
    is_closed: bool = False


@dataclass
class Message:
    """A message as it is now, and how it came to be so; `thread` 0 is none, else a topic or a chain of replies.

    `voice` is the chat as which `sender` wrote, if it was not in their own name.
    """

    id: int
    chat: Chat
    sender: User
    date: int
    content: Content
    reply_to: Message | None = None
    thread: int = 0
    voice: Chat | None = None
    quote: dict[str, Any] = field(default_factory=dict)
    force_reply: dict[str, Any] = field(default_factory=dict)
    edit_date: int = 0
    edits: list[Content] = field(default_factory=list)
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def wire(self) -> dict[str, Any]:
        """As the Bot API shows it."""
        shown = self.alone
        if self.reply_to is not None:
            shown["reply_to_message"] = self.reply_to.alone
        return shown | ({"quote": self.quote} if self.quote else {})

    @property
    def alone(self) -> dict[str, Any]:
        """As the Bot API shows it within another one: without what it replies to."""
        shown: dict[str, Any] = {"message_id": self.id, "chat": self.chat.wire, "date": self.date}
        if self.chat.type != "channel":
            shown["from"] = self._author.wire
        if self.voice is not None:
            shown["sender_chat"] = self.voice.wire
        if self.thread:
            shown["message_thread_id"] = self.thread
        if self.thread in self.chat.topics:
            shown["is_topic_message"] = True
        return shown | ({"edit_date": self.edit_date} if self.edit_date else {}) | self.content

    @property
    def _author(self) -> User:
        if self.voice is None or self.sender is SERVICE:
            return self.sender
        return ANONYMOUS if self.voice is self.chat else CHANNEL_BOT

    @property
    def transcript(self) -> dict[str, Any]:
        """As the page and the tests see it: with its author, earlier contents, reactions, and a wish to be answered."""
        reactions = [{"user_id": user, "reaction": list(given)} for user, given in self.reactions.items() if given]
        forced = {"force_reply": self.force_reply} if self.force_reply else {}
        return self.wire | {"by": self.sender.id, "edits": self.edits, "reactions": reactions} | forced


@dataclass
class Chat:
    """A private chat carries its person's id; a group's and a channel's is negative."""

    id: int
    type: str
    title: str = ""
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    last_id: int = 0
    reads_all: bool = False
    """Whether privacy mode was off when the bot came; a later switch counts when it is added again."""
    migrated_to: int = 0
    pinned: list[Message] = field(default_factory=list)
    """The newest last."""
    linked: Chat | None = None
    """The group into which a channel's posts are forwarded by themselves."""

    @property
    def wire(self) -> dict[str, Any]:
        """As the Bot API shows it."""
        shown: dict[str, Any] = {"id": self.id, "type": self.type}
        if self.type != "private":
            return shown | {"title": self.title} | ({"is_forum": True} if self.is_forum else {})
        person = self.members[self.id].user
        return shown | {"first_name": person.first_name} | ({"username": person.username} if person.username else {})

    @property
    def blocked(self) -> bool:
        """Whether a person has blocked the bot in their private chat."""
        return self.type == "private" and not all(member.is_present for member in self.members.values())

    def message(self, message_id: int) -> Message | None:
        """Find a message that is still there."""
        return self.messages.get(message_id)

    def member(self, user: User) -> Member:
        """Tell what a user is here; who never came has left."""
        return self.members.get(user.id) or Member(user, "left")


@dataclass
class File:
    """Bytes that were sent, under the id that finds them again."""

    id: str
    name: str
    data: bytes
