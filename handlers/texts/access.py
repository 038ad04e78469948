"""What the bot says of who may use it, and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.access import Role
from bot.quota import DAY, MICROS, Counted, Limit, Whose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.quota import Left
    from bot.store.access import Entry
    from bot.store.spends import Total

SETUP: Final = "还没有管理员：在 Telegram 里把这一句发给你的机器人，你就是管理员：/start {code}"
CLAIMED: Final = (
    "好，你是管理员了。\n"
    "/allow 编号 让别人也能用（在群里发 /allow，整个群都能用），/deny 收回，/usage 看用量。\n"
    "现在可以发文章链接了。"
)
STRANGER: Final = "这个机器人只给指定的人用。想用的话，请把你的编号 {id} 发给管理员。"
STRANGE_GROUP: Final = "这个群还没有开通，请管理员在群里发 /allow（群的编号是 {id}）。"
STRANGER_PRESSED: Final = "这个机器人只给指定的人用，请找管理员开通。"

WHOM: Final = "要说明是谁：/{command} 编号，或在群里回复那个人的消息，或在群里直接发 /{command} 表示整个群。"
NOT_AN_ADMIN: Final = "管理员不能被停用；要换管理员，请改 .env 里的 ADMINS。"
_DONE: Final[Mapping[Role, str]] = {
    Role.ALLOWED: "好，{whom} 可以用了。",
    Role.DENIED: "好，{whom} 不能再用了。",
    Role.ADMIN: "好，{whom} 是管理员了。",
}
_ROLES: Final[Mapping[Role, str]] = {Role.ADMIN: "管理员", Role.ALLOWED: "可以用", Role.DENIED: "不能用"}
NOBODY: Final = "还没有另外允许过谁。"
ENTRIES: Final = "允许和停用过的："

_WHOSE: Final[Mapping[Whose, str]] = {Whose.PERSON: "你", Whose.CHAT: "这个聊天", Whose.ALL: "所有人"}
_COUNTED: Final[Mapping[Counted, str]] = {Counted.LINKS: "新文章", Counted.NOTES: "笔记", Counted.MONEY: "花费"}
LEFT: Final = "{limit}，还剩 {left}"
NO_LIMITS: Final = "没有设限额。"
LIMITS: Final = "限额："
USAGE: Final = "最近 {days} 天的用量（UTC）："
NO_USAGE: Final = "最近 {days} 天没有人用过。"
_TOTAL: Final = "{day}　{who}　{notes} 篇　输入 {prompt}（缓存 {cached}）输出 {completion}{money}"
_MOST_LINES: Final = 40


def whom(kind: str, number: int) -> str:
    """Name a person or a chat by its id."""
    return f"{'群' if kind == 'chat' else '编号'} {number}"


def done(entry: Entry) -> str:
    """Say what was made of a person or a chat."""
    return _DONE[entry.role].format(whom=whom(entry.kind, entry.id))


def entries(known: Sequence[Entry]) -> str:
    """List whom the admins spoke of."""
    lines = (f"{whom(one.kind, one.id)}：{_ROLES[one.role]}" for one in known)
    return "\n".join((ENTRIES, *lines)) if known else NOBODY


def limit(of: Limit, currency: str) -> str:
    """Say a limit: 你每天的笔记（100 篇）."""
    window = "每天" if of.window == DAY else "每小时"
    return f"{_WHOSE[of.whose]}{window}的{_COUNTED[of.counted]}（{_amount(of, of.most, currency)}）"


def limits(lefts: Iterable[Left], currency: str) -> str:
    """List the limits and what is left of them."""
    lines = [
        LEFT.format(limit=limit(one.limit, currency), left=_amount(one.limit, one.left, currency)) for one in lefts
    ]
    return "\n".join((LIMITS, *lines)) if lines else NO_LIMITS


def usage(totals: Sequence[Total], *, days: int, currency: str) -> str:
    """List what was used, day by day, person by person, group by group."""
    if not totals:
        return NO_USAGE.format(days=days)
    lines = [_line(one, currency) for one in totals[:_MOST_LINES]]
    lines.append(f"合计　{sum(one.notes for one in totals)} 篇{_money(sum(one.money for one in totals), currency)}")
    return "\n".join((USAGE.format(days=days), *lines))


def _line(one: Total, currency: str) -> str:
    who = f"编号 {one.person}" if one.person else "不具名"
    who += f" 在群 {one.chat}" if one.chat < 0 else ""
    return _TOTAL.format(
        day=one.day,
        who=who,
        notes=one.notes,
        prompt=one.prompt_tokens,
        cached=one.cached_tokens,
        completion=one.completion_tokens,
        money=_money(one.money, currency),
    )


def _money(micros: int, currency: str) -> str:
    return f"　{currency}{micros / MICROS:.2f}" if micros else ""


def _amount(of: Limit, amount: int, currency: str) -> str:
    return f"{currency}{amount / MICROS:.2f}" if of.counted is Counted.MONEY else f"{amount} 篇"
