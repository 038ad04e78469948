"""Every kind of update that somebody can bring about, as Telegram writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = "https://example.org/chips"
CODE = "c0de"
TODAY = 1_790_000_000
BOT = {"id": 7, "is_bot": True, "first_name": "小稿", "username": "XiaoGaoBot"}
DRAFT = "0123456789abcdef"
CHANNEL = -1009
SOMEBODY = {"id": 99, "is_bot": False, "first_name": "某人"}


@dataclass(frozen=True)
class Who:
    """Somebody: what Telegram says of them, and whether they may anywhere, nowhere, or where a chat may."""

    name: str
    person: int
    may: bool | None = None
    speaks_as: str = ""

    def wire(self, chat: dict[str, Any]) -> dict[str, Any]:
        """The fields of their message."""
        if self.speaks_as == "channel":
            fake = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
            return {"from": fake, "sender_chat": {"id": CHANNEL, "type": "channel", "title": "频道"}}
        if self.speaks_as == "group":
            anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
            return {"from": anonymous, "sender_chat": chat}
        return {"from": self.user} if self.person else {}

    @property
    def user(self) -> dict[str, Any]:
        return {"id": self.person, "is_bot": False, "first_name": "小王"}


def place(chat: int) -> dict[str, Any]:
    if chat > 0:
        return {"id": chat, "type": "private", "first_name": "小王"}
    return {"id": chat, "type": "supergroup", "title": "编辑部"}


WRITTEN: dict[str, dict[str, Any]] = {
    "a link": {"text": URL},
    "a link for the bot": {"text": f"@XiaoGaoBot {URL}"},
    "an article pasted": {"text": "正文。" * 100},
    "words": {"text": "你好"},
    "a wish in answer to the bot": {"text": "短一点", "answers": BOT},
    "a link in answer to the bot": {"text": URL, "answers": BOT},
    "an answer to a question of a style": {
        "text": "姐妹们",
        "answers": BOT,
        "answered": {
            "text": "哪些词？",
            "entities": [{"type": "text_link", "offset": 0, "length": 1, "url": "https://t.me/?style=avoid&panel=1"}],
        },
    },
    "a post in answer to the question": {
        "text": "正文。" * 30,
        "answers": BOT,
        "answered": {
            "text": "哪些？",
            "entities": [{"type": "text_link", "offset": 0, "length": 1, "url": "https://t.me/?style=learn&panel=0"}],
        },
    },
    "a forwarded article": {
        "text": "正文。" * 100,
        "forward_origin": {"type": "hidden_user", "date": TODAY, "sender_user_name": "某人"},
    },
    "a picture with a link": {
        "caption": f"@XiaoGaoBot {URL}",
        "photo": [{"file_id": "a", "file_unique_id": "a", "width": 9, "height": 9}],
    },
    "a file": {"document": {"file_id": "a", "file_unique_id": "a"}},
    "a link by another bot": {"text": f"@XiaoGaoBot {URL}", "via_bot": {**BOT, "id": 8}},
    "somebody who came": {"new_chat_members": [{"id": 77, "is_bot": False, "first_name": "新人"}]},
    "/start with a payload": {"text": f"/start {DRAFT}"},
    "/start with a wrong code": {"text": "/start c0dX"},
    "/start with the code and more": {"text": f"/start {CODE} now"},
    "the code alone": {"text": CODE},
    "/style learn": {"text": "/style learn"},
    "/auto on": {"text": "/auto on"},
    "/note with a link": {"text": f"/note {URL}"},
    "/note in answer to a link": {
        "text": "/note",
        "answers": SOMEBODY,
        "answered": {"text": URL},
    },
    "/allow oneself": {"text": "/allow 11"},
    "/allow with more": {"text": "/allow 11 admin"},
    "/deny": {"text": "/deny 13000"},
    **{
        f"/{name}": {"text": f"/{name}"}
        for name in (
            "start",
            "help",
            "note",
            "cancel",
            "history",
            "export",
            "forget",
            "style",
            "auto",
            "board",
            "limits",
            "usage",
            "allow",
            "nonsense",
        )
    },
}
PRESSED = (
    "l:one", "l:each",
    f"a:{DRAFT}",
    *(f"t:{DRAFT}:0:{act}" for act in ("claim", "changes", "approve", "posted")),
    "h:p1", f"h:{DRAFT}",
    f"e:{DRAFT}:0",
    "f:y:{person}", "f:n:{person}",
    *(f"k:{verb}:0:{DRAFT}:0" for verb in ("offer", "ask", "keep", "drop", "once")),
    "x:msg:11:0000000001", "x:cb:1",
    *(f"{sight}:{DRAFT}:0" for sight in "vdpy"),
    "s:remove:avoid:01234567", "s:choose:tone:01234567", "s:choices:tone", "s:ask:avoid", "s:back", "s:learn",
    "s:keep:avoid:01234567",
    *(f"w:{DRAFT}:0.1:{wish}" for wish in ("title", "shorter", "longer", "tone=dry")),
    "nonsense", "",
)  # fmt: skip


def written(who: Who, chat: int, said: dict[str, Any]) -> dict[str, Any]:
    """The wire of a message."""
    more = {key: value for key, value in said.items() if key not in {"answers", "answered"}}
    text = more.get("text") or more.get("caption") or ""
    entities = [
        {"type": "bot_command" if word.startswith("/") else "mention", "offset": text.index(word), "length": len(word)}
        for word in text.split()
        if word[0] in "/@"
    ]
    if entities:
        more["entities" if "text" in more else "caption_entities"] = entities
    if "answers" in said:
        answered = {"text": "笔记"} | said.get("answered", {})
        more["reply_to_message"] = {
            "message_id": 2, "date": TODAY, "chat": place(chat), "from": said["answers"], **answered,
        }  # fmt: skip
    return {"message_id": 3, "date": TODAY, "chat": place(chat), **who.wire(place(chat)), **more}


def messages(who: Who, chat: int) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, fields in WRITTEN.items():
        yield name, {"message": written(who, chat, fields)}
        yield f"{name}, edited", {"edited_message": {**written(who, chat, fields), "edit_date": TODAY}}
    yield "a message of a business", {"business_message": written(who, chat, {"text": URL})}
    yield "one edited", {"edited_business_message": written(who, chat, {"text": URL})}
    yield "/note to a business", {"business_message": written(who, chat, {"text": f"/note {URL}"})}


def acts(who: Who, chat: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """What only a person with an account of their own does."""
    query = {"id": "1", "from": who.user, "chat_instance": "1"}
    below = written(who, chat, {"text": "笔记"}) | {"from": BOT}
    for data in PRESSED:
        yield (
            f"a press of {data}",
            {"callback_query": {**query, "data": data.format(person=who.person), "message": below}},
        )
    yield (
        "a press below an old message",
        {"callback_query": {**query, "data": PRESSED[-3], "message": {**below, "date": 0}}},
    )
    yield "a press of a game", {"callback_query": {**query, "game_short_name": "g", "message": below}}
    gone, here = ({"status": status, "user": BOT} for status in ("left", "member"))
    member = {"chat": place(chat), "from": who.user, "date": TODAY}
    yield "the bot added", {"my_chat_member": {**member, "old_chat_member": gone, "new_chat_member": here}}
    yield "the bot removed", {"my_chat_member": {**member, "old_chat_member": here, "new_chat_member": gone}}
    yield "a member added", {"chat_member": {**member, "old_chat_member": gone, "new_chat_member": here}}
    yield "who asks to join", {"chat_join_request": {**member, "user_chat_id": who.person}}
    yield "a reaction", {
        "message_reaction": {"chat": place(chat), "message_id": 3, "user": who.user, "date": TODAY, "old_reaction": [],
                             "new_reaction": [{"type": "emoji", "emoji": "👍"}]}
    }  # fmt: skip


def anywhere(who: Who) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a person does in no chat that the bot is told of."""
    query = {"id": "1", "from": who.user, "chat_instance": "1"}
    inline = {**query, "data": PRESSED[-3], "inline_message_id": "1"}
    yield "a press below an inline message", {"callback_query": inline}
    yield "an inline query", {"inline_query": {"id": "1", "from": who.user, "query": URL, "offset": ""}}
    yield "one chosen", {"chosen_inline_result": {"result_id": "1", "from": who.user, "query": URL}}
    yield "a vote", {"poll_answer": {"poll_id": "1", "user": who.user, "option_ids": [0], "option_persistent_ids": []}}
    yield "a business", {
        "business_connection": {"id": "1", "user": who.user, "user_chat_id": who.person, "date": TODAY,
                                "is_enabled": True}
    }  # fmt: skip


def kinds(who: Who, chat: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every update that somebody can bring about in a chat, 0 where there is none."""
    if not chat:
        yield from anywhere(who)
        return
    yield from messages(who, chat)
    if who.person:
        yield from acts(who, chat)
