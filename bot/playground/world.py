"""What this Telegram remembers: people, chats, messages, files, commands. Decides nothing about the Bot API."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any

from bot.playground.failure import Failure, bad_request
from bot.playground.flood import Flood
from bot.playground.journal import Journal
from bot.playground.models import ICON_COLOR, Chat, File, Message, Topic
from bot.playground.persons import ANONYMOUS, CHANNEL_BOT, SERVICE, Member, User
from bot.playground.updates import Updates

if TYPE_CHECKING:
    from bot.playground.models import Content

MAX_MESSAGES = 5_000
MAX_EDITS = 1_000
MAX_FILE_BYTES = 500 * 1024 * 1024


class World:
    """The whole state; `token` and `bot` are the one bot that lives here, `reads_all` is its privacy mode off."""

    def __init__(self, *, token: str, flood: bool = False) -> None:
        """Start with the bot and nobody else."""
        self.token = token
        self.bot = User(int(token.partition(":")[0]), "小稿", username="xiaogao_bot", is_bot=True)
        self.reads_all = False
        self.users: dict[int, User] = {user.id: user for user in (self.bot, ANONYMOUS, CHANNEL_BOT, SERVICE)}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.callbacks: dict[str, bool] = {}
        self.inline_queries: set[str] = set()
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

    def add_user(
        self, first_name: str, *, username: str = "", language_code: str = "zh-hans", hidden: bool = False
    ) -> User:
        """Let a person exist; `hidden` is one whose forwards tell only a name."""
        user = User(self._next_user, first_name, username, language_code, is_hidden=hidden)
        self._next_user += 1
        self.users[user.id] = user
        return user

    def add_chat(self, kind: str, *, members: list[User], title: str = "", is_forum: bool = False) -> Chat:
        """Open a private chat of one person with the bot, or a group or channel, which the first one created."""
        if kind == "private":
            return self.chats.get(members[0].id) or self._keep(
                Chat(members[0].id, kind, members={user.id: Member(user) for user in (members[0], self.bot)})
            )
        chat_id = -self._next_group if kind == "group" else -1_000_000_000_000 - self._next_group
        self._next_group += 1
        present = {user.id: Member(user, "member" if place else "creator") for place, user in enumerate(members)}
        return self._keep(Chat(chat_id, kind, title, is_forum, present, reads_all=self.reads_all))

    def _keep(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        self.journal.add("chat", chat_id=chat.id, chat=chat.wire)
        return chat

    def chat(self, chat_id: object) -> Chat:
        """Find a chat by its id; raises Failure."""
        try:
            return self.chats[int(str(chat_id))]
        except (ValueError, KeyError):
            raise bad_request("chat_id is empty" if chat_id == "" else "chat not found") from None

    def reachable(self, chat_id: object) -> Chat:
        """Find a chat that the bot may write to; raises Failure."""
        try:
            chat = self.chat(chat_id)
        except Failure:
            if str(chat_id).isdecimal() and int(str(chat_id)) in self.users:
                raise Failure(403, "Forbidden: bot can't initiate conversation with a user") from None
            raise
        if chat.migrated_to:
            raise Failure(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        if chat.blocked:
            raise Failure(403, "Forbidden: bot was blocked by the user")
        status = chat.member(self.bot).status
        if status == "kicked":
            raise Failure(403, f"Forbidden: bot was kicked from the {chat.type} chat")
        if status == "left":
            raise Failure(403, f"Forbidden: bot is not a member of the {chat.type} chat")
        return chat

    def post(
        self,
        chat: Chat,
        sender: User,
        content: Content,
        *,
        reply_to: Message | None = None,
        topic: int = 0,
        voice: Chat | None = None,
        quote: Content | None = None,
        force_reply: Content | None = None,
    ) -> Message:
        """Add a message under the chat's next id; the oldest goes when there are too many.

        `voice` is the chat as which it is written: a channel itself, and an anonymous admin's group. As from a client,
        what is no other reply in a topic replies to the topic's first message.
        """
        reply_to = reply_to or chat.message(topic)
        thread = topic
        if not topic and reply_to is not None and chat.type == "supergroup":
            thread = reply_to.thread or reply_to.id
        chat.last_id += 1
        if chat.type == "channel" or chat.member(sender).is_anonymous:
            voice = voice or chat
        message = Message(chat.last_id, chat, sender, self.now(), content, reply_to, thread, voice)
        message.quote, message.force_reply = quote or {}, force_reply or {}
        chat.messages[message.id] = message
        if len(chat.messages) > MAX_MESSAGES:
            del chat.messages[next(iter(chat.messages))]
        self.journal.add("message", chat_id=chat.id, message=message.transcript)
        return message

    def open_topic(self, chat: Chat, sender: User, name: str) -> Message:
        """Open a topic of a forum; its first message says so."""
        topic = chat.last_id + 1
        chat.topics[topic] = Topic(name)
        return self.post(chat, sender, {"forum_topic_created": {"name": name, "icon_color": ICON_COLOR}}, topic=topic)

    def edit(self, message: Message, content: Content) -> None:
        """Give a message another content and keep the former one."""
        message.edits = [*message.edits[1 - MAX_EDITS :], message.content]
        message.content = content
        message.edit_date = self.now()
        self.journal.add("edit", chat_id=message.chat.id, message=message.transcript)

    def delete(self, message: Message) -> None:
        """Take a message away."""
        del message.chat.messages[message.id]
        message.chat.pinned = [pinned for pinned in message.chat.pinned if pinned is not message]
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
