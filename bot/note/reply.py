"""The model's text → Note, pure: markers, their usual slips, or JSON.

Everything is a function of the text received so far, so how it was cut into chunks cannot matter.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from bot.models import Headline, Note
from bot.note import form

_BODY_LIMIT: Final = 4000
"""Most characters of a body, four times what a note may have; more is no note, and a burden for every check."""

_THINKING: Final = re.compile(
    r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)|^.*</(?:think|thinking|reasoning)>", re.DOTALL
)
_NAMES: Final = {
    "title": r"标题|题目|title",
    "body": r"正文|内容|文案|body|content",
    "topics": r"话题|标签|topics?|tags?|hashtags?",
    "titles": r"备选(?:标题)?|titles|alternatives",
}
_ORDER: Final = tuple(_NAMES)
_NAME: Final = "|".join(f"(?P<{part}>{names})" for part, names in _NAMES.items())
_DECORATION: Final = r"[\s*_#>`•-]*"
_MARKER: Final = re.compile(
    # 【标题】, [标题], 「标题」 at a line's start, "标题：" there, or a heading of that word alone
    rf"(?i)^{_DECORATION}(?:[【\[［〔「『]\s*(?:{_NAME})\s*[】\]］〕」』][\s*_`]*[:：]?[\s*_`]*|"
    rf"(?:{_NAME.replace('?P<', '?P<bare_')})[\s*_`]*(?:[:：][\s*_`]*|$))"
)
_ASIDE: Final = (
    "备注|说明|注|声明|免责|来源|出处|配图|封面|图片|字数|理由|改写|修改|建议|提示|创作|写作|发布|参考|原文|链接|标题|话题"
    "|标签|互动|思路|核对|检查|AI|以上|笔记|正文"
)
"""In the headings of what a model says about the note."""
_HEADING: Final = re.compile(rf"(?i)^{_DECORATION}【(?![^】\n]*(?:{_ASIDE}))[^【】\n]{{2,12}}】(?![^\n]*[#＃])")
"""Opens a section of a body."""
_SENTENCE: Final = re.compile("[\u4e00-\u9fff].{5,}[。！？]")
"""In a line that tells something."""
_LIST: Final = re.compile("[^、。！？]{1,10}(?:、[^、。！？]{1,10})+。?")
"""A line of topics without their marks."""
_INLINE: Final = re.compile(rf"(?i)(?<=[^\s*_`#>•-])(?=[ \t*_`#>•-]*【\s*(?:{'|'.join(_NAMES.values())})\s*】)")
_HASHTAGS: Final = re.compile(r"(?<!\S)(?:[#＃][^\s#＃]+\s*){1,20}$")
_STORED: Final = re.compile(r"(?<=\S)\[话题\][#＃]?")
"""How the platform's interface keeps a topic: litter in a text."""
_UNSETTLED: Final = re.compile(r"[*_`~#＃<>|\[\]【】!]")
"""Characters after which an unfinished line may still turn out to be markup."""
_FENCE: Final = re.compile(r"^[ \t]*`{3,}\w*[ \t]*$", re.MULTILINE)
_BULLET: Final = re.compile(r"^(?:[\s*•-]+|\d{1,2}[.、)）]\s*)+")
_HEADLINES: Final = 5
"""Most titles that a reply may offer."""
_KIND: Final = 6
"""Most characters of the kind of a title."""
_REASON: Final = 40
"""Characters of the reason for a title that are kept."""
_NO: Final = re.compile(
    r"(?i)^\W*(?:抱歉|对不起|很遗憾|我(?:无法|不能)|(?:i['’]?m )?sorry|i (?:can(?:no|['’])t|am unable))"
)


def read(text: str) -> Note | None:
    """Return the note of a finished reply, its form made good, or None where there is no body."""
    text = spoken(text)
    parts = _from_json(text) or _parts(text)
    body, hashtags = _lines_of_body(parts["body"])
    title = parts["title"]
    if not body:
        title, _, rest = title.strip().partition("\n")
        body, hashtags = _lines_of_body(rest)
    formed = form.said_once(_capped(form.body(body)))
    if not formed:
        return None
    topics = form.topics(f"{_parted(parts['topics'])[1]}\n{hashtags}")
    return Note(title=form.title(title), body=formed, topics=form.without_scraps(topics))


def titles(text: str) -> tuple[Headline, ...]:
    """Return the titles that a finished reply offers: a line each, kind｜title｜reason, as much of it as is there."""
    text = spoken(text)
    lines = (_from_json(text) or _parts(text))["titles"].split("\n")
    offered = [_headline(line) for line in filter(None, map(form.plain_line, lines))]
    return tuple({one.title: one for one in offered if one.title}.values())[:_HEADLINES]


def _headline(line: str) -> Headline:
    first, *rest = (part.strip() for part in re.split("[｜|]", _BULLET.sub("", line)))
    kind = first.strip("【】[]「」") if rest and len(first) <= _KIND else ""
    title, *reasons = rest if kind else (first, *rest)
    return Headline(title=form.title(title), kind=kind, reason="，".join(filter(None, reasons))[:_REASON])


def seen(text: str) -> tuple[str, str]:
    """Return the title and the body that an unfinished reply already shows; both only grow."""
    parts = _parts(_settled(spoken(text)))
    body, _ = _lines_of_body(parts["body"])
    lines = parts["title"].strip().split("\n")
    title = form.title(lines[0]) if parts["body"] or len(lines) > 1 else ""
    return title, form.body(body)


def thinks(text: str) -> bool:
    """Whether an unfinished reply is still inside its <think>."""
    return text.lstrip().startswith("<think") and not spoken(text)


def refuses(text: str) -> bool:
    """Whether a reply without a note is the model's own no."""
    return _NO.match(spoken(text)) is not None


def _capped(body: str) -> str:
    """Keep the sentences that fit into `_BODY_LIMIT`, a line's end being one's end."""
    return body if len(body) <= _BODY_LIMIT else "".join(form.sentences(body[:_BODY_LIMIT])[:-1]).rstrip()


def spoken(text: str) -> str:
    """Take the thinking off a reply, and what nobody sees."""
    return _STORED.sub(" ", _THINKING.sub("", form.unseen_removed(text))).lstrip()


def _settled(text: str) -> str:
    """Drop what of the last line may still change: from the first sign of markup, after the last whole sentence."""
    head, newline, last = _INLINE.sub("\n", text).rpartition("\n")
    marker = _MARKER.match(last)
    at = marker.end() if marker and "bare" not in str(marker.lastgroup) else 0
    whole = _UNSETTLED.split(last[at:], maxsplit=1)[0]
    return head + newline + last[:at] + whole[: max(whole.rfind(end) for end in "。！？") + 1]


def _parts(text: str) -> dict[str, str]:
    """Sort the lines under the markers; the order is fixed, so a later 标题 begins another version and ends this."""
    parts = dict.fromkeys(_ORDER, "")
    now, before = "", ""
    for line in _INLINE.sub("\n", _FENCE.sub("", text)).split("\n"):
        found = _MARKER.match(line)
        name = _named(found) if found else ""
        if found and name and _follows(name, now, bare="bare" in str(found.lastgroup)):
            if name == "body" and not now:
                parts["title"] = before
            now, line = name, line[found.end() :]  # noqa: PLW2901 - the rest of the marker's line
        elif found and "bare" not in str(found.lastgroup):
            if name == "title" and now != "title":
                break
            if name == now == "topics":
                _give_back(parts)
            line = line[found.end() :]  # noqa: PLW2901 - a marker said twice
        elif now == "topics" and _HEADING.match(line):  # it goes on: its topics came too early
            _give_back(parts)
            now = "body"
        if now:
            parts[now] += line + "\n"
        elif line.strip():
            before = line
    return parts


def _give_back(parts: dict[str, str]) -> None:
    """Give the body what stands between two rows of topics, and is none."""
    told, parts["topics"] = _parted(parts["topics"])
    parts["body"] += told


def _parted(topics: str) -> tuple[str, str]:
    """Part what stands under topics into sentences, which are none, and topics."""
    lines, hashtags = _lines_of_body(topics)
    told = [line for line in lines.split("\n") if _SENTENCE.search(line) and not _LIST.fullmatch(line)]
    named = [line for line in lines.split("\n") if line not in told]
    return "".join(f"{line}\n" for line in told), "\n".join([*named, hashtags])


def _named(found: re.Match[str]) -> str:
    return str(found.lastgroup).removeprefix("bare_")


def _follows(name: str, now: str, *, bare: bool) -> bool:
    """Whether a marker may open its part here; a bare word opens one only next in line."""
    place = _ORDER.index(name) - (_ORDER.index(now) if now else -1)
    return place == 1 or (place > 0 and not bare) or (name == "body" and not now)


def _lines_of_body(text: str) -> tuple[str, str]:
    """Part a body from the hashtags at its lines' ends."""
    lines, hashtags = [], []
    for line in text.split("\n"):
        found = _HASHTAGS.search(line)
        lines.append(line[: found.start()] if found else line)
        hashtags.append(found.group() if found else "")
    return "\n".join(lines).strip(), "\n".join(hashtags)


def _from_json(text: str) -> dict[str, str] | None:
    """Read a reply that is a JSON object with our keys in one of their usual names."""
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or text[:start].strip("` \njson"):
        return None
    try:
        # A model writes real newlines into its strings.
        found: Any = json.loads(text[start : end + 1], strict=False)
    except (ValueError, RecursionError):
        return None
    parts = dict.fromkeys(_ORDER, "")
    for key, value in found.items() if isinstance(found, dict) else ():
        for part, names in _NAMES.items():
            if re.fullmatch(names, str(key).strip("【】 "), re.IGNORECASE):
                parts[part] = _joined(part, value)
    return parts if parts["body"] else None


def _joined(part: str, value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    """Write a value of an object as it would stand under its marker."""
    if isinstance(value, list) and part == "topics":
        return "#".join(map(str, value))
    if isinstance(value, list) and part == "titles":
        return "\n".join("｜".join(map(str, one.values())) if isinstance(one, dict) else str(one) for one in value)
    return str(value)
