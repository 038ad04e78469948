"""What this Telegram remembers: people, chats, messages, files, commands. Decides nothing about the Bot API."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from bot.playground.failure import Failure, bad_request
from bot.playground.flood import Flood
from bot.playground.journal import Journal
from bot.playground.updates import Updates

Content = dict[str, Any]
"""What a message says, as on the wire: text, entities, caption, photo, document, reply_markup, …"""

MAX_MESSAGES = 5_000
MAX_EDITS = 1_000
MAX_FILE_BYTES = 500 * 1024 * 1024


@dataclass
class User:
    """A person or a bot."""

    id: int
    first_name: str
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    @property
    def wire(self) -> dict[str, Any]:
        """As the Bot API shows it."""
        shown: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        optional = {"username": self.username, "language_code": self.language_code}
        return shown | {name: value for name, value in optional.items() if value}


@dataclass
class Message:
    """A message as it is now, and how it came to be so."""

    id: int
    chat: Chat
    sender: User
    date: int
    content: Content
    reply_to: Message | None = None
    edit_date: int = 0
    edits: list[Content] = field(default_factory=list)
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def wire(self) -> dict[str, Any]:
        """As the Bot API shows it; a replied message comes without the one it replies to."""
        shown = self._plain
        if self.reply_to is not None:
            shown["reply_to_message"] = self.reply_to._plain  # noqa: SLF001 - its own kind
        return shown

    @property
    def _plain(self) -> dict[str, Any]:
        shown = {"message_id": self.id, "from": self.sender.wire, "chat": self.chat.wire, "date": self.date}
        return shown | ({"edit_date": self.edit_date} if self.edit_date else {}) | self.content

    @property
    def transcript(self) -> dict[str, Any]:
        """As the chat page and the tests see it: with earlier contents and all reactions."""
        reactions = [{"user_id": user, "reaction": list(given)} for user, given in self.reactions.items() if given]
        return self.wire | {"edits": self.edits, "reactions": reactions}


@dataclass
class Chat:
    """A private chat carries its person's id; a group's id is negative."""

    id: int
    type: str
    title: str = ""
    members: dict[int, User] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    blocked: bool = False

    @property
    def wire(self) -> dict[str, Any]:
        """As the Bot API shows it."""
        shown: dict[str, Any] = {"id": self.id, "type": self.type}
        if self.type != "private":
            return shown | {"title": self.title}
        person = self.members[self.id]
        return shown | {"first_name": person.first_name} | ({"username": person.username} if person.username else {})

    def message(self, message_id: int) -> Message | None:
        """Find a message that is still there."""
        return self.messages.get(message_id)


@dataclass
class File:
    """Bytes that were sent, under the id that finds them again."""

    id: str
    name: str
    data: bytes


class World:
    """The whole state; `token` and `bot` are the one bot that lives here."""

    def __init__(self, *, token: str, flood: bool = False) -> None:
        """Start with the bot and nobody else."""
        self.token = token
        self.bot = User(int(token.partition(":")[0]), "小稿", username="xiaogao_bot", is_bot=True)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.callbacks: dict[str, bool] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.journal = Journal()
        self.updates = Updates()
        self.flood = Flood(on=flood)
        self._file_bytes = 0
        self._next_user = 1_001
        self._next_group = 1_000_000_001

    def now(self) -> int:
        """Tell the time, in seconds."""
        return int(time.time())

    def add_user(self, first_name: str, *, username: str = "", language_code: str = "zh-hans") -> User:
        """Let a person exist."""
        user = User(self._next_user, first_name, username=username, language_code=language_code)
        self._next_user += 1
        self.users[user.id] = user
        return user

    def add_chat(self, kind: str, *, members: list[User], title: str = "") -> Chat:
        """Open a private chat of one person with the bot, or a group, or a supergroup."""
        chat_id = members[0].id
        if kind == "private" and chat_id in self.chats:
            return self.chats[chat_id]
        if kind != "private":
            chat_id = -self._next_group if kind == "group" else -1_000_000_000_000 - self._next_group
            self._next_group += 1
        chat = Chat(chat_id, kind, title, {member.id: member for member in members})
        self.chats[chat_id] = chat
        self.journal.add("chat", chat_id=chat_id, chat=chat.wire)
        return chat

    def chat(self, chat_id: object) -> Chat:
        """Find a chat by its id; raises Failure."""
        try:
            return self.chats[int(str(chat_id))]
        except (ValueError, KeyError):
            raise bad_request("chat_id is empty" if chat_id == "" else "chat not found") from None

    def reachable(self, chat_id: object) -> Chat:
        """Find a chat that the bot may write to; raises Failure."""
        chat = self.chat(chat_id)
        if chat.blocked:
            raise Failure(403, "Forbidden: bot was blocked by the user")
        return chat

    def post(self, chat: Chat, sender: User, content: Content, *, reply_to: Message | None = None) -> Message:
        """Add a message under the chat's next id; the oldest goes when there are too many."""
        chat.last_id += 1
        message = Message(chat.last_id, chat, sender, self.now(), content, reply_to)
        chat.messages[message.id] = message
        if len(chat.messages) > MAX_MESSAGES:
            del chat.messages[next(iter(chat.messages))]
        self.journal.add("message", chat_id=chat.id, message=message.transcript)
        return message

    def edit(self, message: Message, content: Content) -> None:
        """Give a message another content and keep the former one."""
        message.edits = [*message.edits[1 - MAX_EDITS :], message.content]
        message.content = content
        message.edit_date = self.now()
        self.journal.add("edit", chat_id=message.chat.id, message=message.transcript)

    def delete(self, message: Message) -> None:
        """Take a message away."""
        del message.chat.messages[message.id]
        self.journal.add("delete", chat_id=message.chat.id, message_id=message.id)

    def react(self, message: Message, user: User, reaction: list[dict[str, Any]]) -> None:
        """Set what a user's reaction to a message is; an empty list takes it away."""
        message.reactions[user.id] = reaction
        self.journal.add("reaction", chat_id=message.chat.id, message_id=message.id, user_id=user.id, reaction=reaction)

    def keep_file(self, name: str, data: bytes) -> File:
        """Keep bytes; the oldest files go when all together are too large."""
        file = File(secrets.token_urlsafe(24), name, data)
        self.files[file.id] = file
        self._file_bytes += len(data)
        while self._file_bytes > MAX_FILE_BYTES:
            self._file_bytes -= len(self.files.pop(next(iter(self.files))).data)
        return file
