"""Counts what came of the links that people sent: from the chats as people see them, and from the server's journal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handlers import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.support.telegram import Message, Transcript


@dataclass(kw_only=True)
class Tally:
    """Links that were asked for and what is wrong with them: each fault names the chat and the message."""

    asked: int = 0
    notes: int = 0
    sentences: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    orphans: int = 0
    """Placeholders whose process died before it knew that they were there."""
    albums: int = 0
    apologies: int = 0
    """Notes with a sentence in place of an album that may not have arrived."""

    @property
    def faults(self) -> list[str]:
        """All that is wrong, in words."""
        found = {"lost": self.lost, "doubled": self.doubled, "out of order": self.disordered}
        return [f"{what}: {one}" for what, ones in found.items() for one in ones]


def is_note(message: Message) -> bool:
    """Whether a message is a note in its last form."""
    return message.from_bot and bool(message.marked("pre")) and texts.STOP not in message.button_texts


def is_sentence(message: Message) -> bool:
    """Whether a message says in one sentence why there is no note."""
    return message.from_bot and not message.buttons and not message.photo and not message.marked("pre")


def answers(chat: Transcript, asked: int) -> list[Message]:
    """The bot's messages in answer to one of the chat's."""
    return [one for one in chat if one.from_bot and replied_to(one) == asked]


def replied_to(message: Message) -> int:
    return int(message.wire.get("reply_to_message", {}).get("message_id", 0))


def ended(chat: Transcript, asked: int) -> bool:
    """Whether a link has its note and what belongs below it, or a sentence."""
    given = answers(chat, asked)
    notes = [one.id for one in given if is_note(one)]
    return any(map(is_sentence, given)) or any(replied_to(one) in notes for one in chat)


def tally(chats: Mapping[int, tuple[Transcript, Sequence[int]]], events: Iterable[dict[str, Any]]) -> Tally:
    """Count over chats: each one's transcript, and the ids of the messages in which links were sent, in order."""
    seen = Tally()
    moments = delivered(events)
    for number, (chat, links) in chats.items():
        turns = []
        for link in links:
            given = answers(chat, link)
            notes, sentences = [one for one in given if is_note(one)], [one for one in given if is_sentence(one)]
            where = f"chat {number}, message {link}"
            seen.asked += 1
            seen.notes += bool(notes)
            seen.sentences += bool(sentences)
            seen.orphans += len(given) - len(notes) - len(sentences)
            seen.lost += [] if notes or sentences else [where]
            seen.doubled += [f"{where}: the answer"] if len(notes) + len(sentences) > 1 else []
            _count_albums(chat, notes, where, seen)
            turns += [moments[number, one.id] for one in notes if (number, one.id) in moments]
        if turns != sorted(turns):
            seen.disordered.append(f"chat {number}")
    return seen


def _count_albums(chat: Transcript, notes: list[Message], where: str, seen: Tally) -> None:
    below = [one for one in chat if one.from_bot and replied_to(one) in [note.id for note in notes]]
    albums = {one.album for one in below if one.album}
    seen.albums += len(albums)
    seen.apologies += any(texts.PICTURES_NOT_SENT in one.text for one in below)
    if len(albums) > 1:
        seen.doubled.append(f"{where}: the album")
    if notes and not below:
        seen.lost.append(f"{where}: the pictures, without a word")


def delivered(events: Iterable[dict[str, Any]]) -> dict[tuple[int, int], int]:
    """When each message first was a note: chat and message → number of the event."""
    found: dict[tuple[int, int], int] = {}
    for event in events:
        if event["type"] in {"edit", "message"}:
            wire = event["message"]
            kinds = {entity["type"] for entity in wire.get("entities", [])}
            if "pre" in kinds:
                found.setdefault((event["chat_id"], wire["message_id"]), event["seq"])
    return found
