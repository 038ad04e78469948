"""The form of a note: plain text in paragraphs, sentences, clean topics, the line that names the source."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.models import BODY_LIMIT, TOPICS_LIMIT, Article, utf16_length

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.models import Source

TOPIC_LENGTH: Final = 20
"""Most characters of one topic; a longer one is a sentence."""
_SOURCE: Final = "来源："
_SOURCES: Final = (_SOURCE, "來源：")
_LINE: Final = 2000
"""Characters of one line that are looked at, twice what a note may have."""
_WALL: Final = 90
"""Characters of a paragraph that are as many as read well on a phone."""
_SHORT: Final = 15
"""Characters of a last part that is no paragraph of its own."""
_ROOM: Final = BODY_LIMIT - 100
"""UTF-16 units of a body that leave room for its topics and the line that names the source."""
_SOURCE_TITLE: Final = 60
"""Most characters of an article's title in the source line."""

# The joiner U+200D stays: emoji are made with it.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_MARKDOWN: Final = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^\s*(?:`{3,}|~{3,}).*$", ""),
        (r"^\s*(?:[-*_=]\s*){3,}$", ""),
        (r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?\s*$", ""),
        (r"^\s*\|(.*)\|\s*$", r"\1"),
        (r"^(?:#{1,6}\s+)+", ""),
        (r"^(?:>\s*)+", ""),
        (r"^\s*[-*+]\s+", "• "),
        (r"!\[[^\[\]]*\]\([^()]*\)", ""),
        (r"\[([^\[\]]*)\]\([^()]*\)", r"\1"),
        (r"(?i)</?(?:b|i|u|s|p|a|br|hr|em|strong|div|span|h[1-6]|ul|ol|li|img|code|pre|font|center)\b[^<>]*>", ""),
        (r"\*{2,}|_{2,}|~{2,}|`+", ""),
        (r"(?<![A-Za-z0-9*])\*(?=\S)([^*]+?)(?<=\S)\*(?![A-Za-z0-9*])", r"\1"),
    )
)
_ITEM: Final = re.compile(r"(?:[•·▪◦✅☑✔👉🔹🔸①-⑳]|\d{1,2}[.、)）]|\d\ufe0f?\u20e3)")
_HEADING: Final = re.compile(r"(?:[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?|\d\ufe0f?\u20e3)[^。！？!?…；;]{2,18}")
"""A small heading begins with an emoji and is no sentence."""
_CLOSERS: Final = "”’」』）)】》\"'"
_SENTENCE_BORDER: Final = re.compile(
    rf"(?<=\n)|(?<=[。！？…])(?![。！？!?…{_CLOSERS}\n])|(?<=[。！？!?…][{_CLOSERS}])(?![。！？!?…，、；,;{_CLOSERS}\n])"
    r"|(?<=[!?])(?=[^\x00-\x7f。！？…”’」』）】》])|(?<=[a-z0-9)\"”’][.!?]\s)(?=[A-Z“\"‘])"
)
_TELLING: Final = 8
"""Characters of a sentence that is no mere cry."""
_REFRAIN: Final = 2
"""Times that it may be said."""
_PARAGRAPH: Final = 30
"""Characters of a line that nobody writes twice in a note."""
_EXACT: Final = re.compile(r"\d|[“”「」『』\"]")
"""In a sentence that may stand as often as it likes."""
_SCRAP: Final = re.compile(
    r"[零一二三四五六七八九十的了在是和与及等]|与此同时.*|(?:各.?|[为共约]|少了|多了)\d.*|由于.{3,}|但(?:本|是|在|也).{2,}"
    r"|在这.+|在.+(?:中|[时之以]后|期间|方面)|.{2,}(?:期间|方面)"
)
"""A topic cut out of a sentence; 如果国宝会说话 is a work, 美的 makes things, and #猫 is looked for."""
_POINT: Final = re.compile(
    r"\d[.．]\d+\s*(?:[万亿千百%％元块度℃岁倍克斤吨升米折秒分人天年]|公里|厘米|毫[米升]|平方|英寸|小时|个)|\d[:：]\d\d"
)
"""A number that would be another without its point, which a topic cannot have; #GPT-4.1 and #3.15晚会 are names."""
_BETWEEN_TOPICS: Final = re.compile(r"[#＃、,，;；/|｜。\n\t]+|(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")
_WIDE: Final = str.maketrans("．＠：", ".@:")
_DOMAIN: Final = re.compile(r"(?i)https?:|www\.|[\w-]\.(?:[a-z]{2,})\b|@")
ADDRESS: Final = re.compile(
    r"(?i)https?:|www\.|@|[\w-](?<!\basp)\.(?:com|cn|net|org|io|ai|cc|co|me|top|xyz|vip|club|shop|site|app|link|info|tv)\b"
)
"""An address in running text, where Node.js, ASP.NET and V3.1 are none."""


def unseen_removed(text: str) -> str:
    """Drop control, zero-width, direction and tag characters, and lone surrogates."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain_line(line: str) -> str:
    """Take the Markdown and the HTML off the first `_LINE` characters of one line, until none is left."""
    line = unseen_removed(line[:_LINE]).strip()
    while (stripped := _plainer(line)) != line:
        line = stripped
    return line


def _plainer(line: str) -> str:
    for pattern, replacement in _MARKDOWN:
        line = pattern.sub(replacement, line)
    return line.strip()


def body(text: str) -> str:
    """Make plain paragraphs, a blank line between them; items of a list, and a heading and its text, stay together."""
    formed = ""
    for line in filter(None, map(plain_line, unseen_removed(text).split("\n"))):
        before = formed.rsplit("\n", 1)[-1]
        together = _HEADING.fullmatch(before) or (_ITEM.match(line) and _ITEM.match(before))
        joined = together and not is_source(line)
        formed += (("\n" if joined else "\n\n") if formed else "") + line
    return formed


def said_once(text: str) -> str:
    """Leave out what small models say in circles: a long paragraph that stood there, a sentence from its third time on.

    What has a number or a quotation in it may stand as often as it likes: three places have the same hours.
    """
    paragraphs: set[str] = set()
    times: Counter[str] = Counter()

    def new(sentence: str) -> bool:
        times[sentence.strip()] += 1
        return len(sentence) < _TELLING or times[sentence.strip()] <= _REFRAIN or bool(_EXACT.search(sentence))

    lines = []
    for line in text.split("\n"):
        if len(line) < _PARAGRAPH or line not in paragraphs:
            lines.append("".join(filter(new, sentences(line))))
        paragraphs.add(line)
    once = "\n".join(lines)
    return text if once == text else body(once)


def aired(text: str) -> str:
    """Break paragraphs that are a wall on a phone after a sentence, as small models copy them, while there is room."""
    lines = [part for line in text.split("\n") for part in _broken(line)]
    broken = body("\n".join(lines))
    return broken if utf16_length(broken) <= _ROOM else text


def _broken(line: str) -> list[str]:
    """Cut a line into parts of whole sentences, each as long as reads well; a short last one stays with the others."""
    if len(line) <= _WALL or is_source(line):
        return [line]
    parts = [""]
    for sentence in sentences(line):
        if parts[-1] and len(parts[-1]) + len(sentence) > _WALL:
            parts.append("")
        parts[-1] += sentence
    if len(parts) > 1 and len(parts[-1]) < _SHORT:
        parts[-2:] = ["".join(parts[-2:])]
    return parts


def title(text: str) -> str:
    """Put a title on one line, plain, without the quotation marks and the # around it."""
    line = " ".join(plain_line(line) for line in unseen_removed(text[:_LINE]).split("\n"))
    return plain_line(re.sub(r"\s+", " ", line)).strip(' #＃"')


def topics(raw: str | Iterable[str]) -> tuple[str, ...]:
    """Split at #, spaces and commas, keep letters, digits and CJK, each once, at most `TOPICS_LIMIT`.

    What held an address is left out: without its dots no review would know it.
    A space between two Latin words inside one #topic joins them: "#AI Agent" is one topic.
    """
    text = _without_addresses(unseen_removed(raw if isinstance(raw, str) else "#".join(raw)))
    if "#" not in text and "＃" not in text:
        text = re.sub(r"\s+", "#", text)
    kept: dict[str, str] = {}
    for part in _BETWEEN_TOPICS.split(re.sub(r"\[话题\]|【话题】", "", text)):
        topic = re.sub(r"[\W_]", "", part)
        if topic and not topic.isdigit() and not _POINT.search(part) and len(topic) <= TOPIC_LENGTH:
            kept.setdefault(topic.casefold(), topic)
    return tuple(kept.values())[:TOPICS_LIMIT]


def without_scraps(found: Iterable[str]) -> tuple[str, ...]:
    """Leave out the scraps of sentences that small models make topics of: #在这项试验中, #一."""
    return tuple(topic for topic in found if not _SCRAP.fullmatch(topic))


def _without_addresses(text: str) -> str:
    parts = re.split(r"([\s#＃、,，]+)", text)
    return "".join("" if ADDRESS.search(part.translate(_WIDE)) else part for part in parts)


def sentences(text: str) -> tuple[str, ...]:
    """Cut a Chinese or English text after each sentence; joined they are the text again."""
    return tuple(filter(None, _SENTENCE_BORDER.split(text)))


def is_source(line: str) -> bool:
    """Say whether a line names the source, in either script."""
    return line.startswith(_SOURCES)


def sourced(text: str, article: Article) -> str:
    """End a body with the line that names the source as it is known, in place of whatever a model made of it."""
    own = body("\n".join(line for line in text.split("\n") if not is_source(line)))
    return "\n\n".join(filter(None, (own, source_line(article))))


def medium(article: Article | Source) -> str:
    """Name the medium, or those of several articles; "" where its name is unknown or an address."""
    if isinstance(article, Article) and article.sources:
        return "、".join(dict.fromkeys(filter(None, map(medium, article.sources))))
    return "" if _DOMAIN.search(article.sitename) else title(article.sitename)[:_SOURCE_TITLE]


def source_line(article: Article) -> str:
    """Name the source in words: 来源：媒体《标题》日期; what is unknown or holds an address is left out.

    Of several articles each medium is named, or the title in its place.
    """
    if article.sources:
        named = dict.fromkeys(filter(None, (medium(one) or _titled(one) for one in article.sources)))
        return f"{_SOURCE}{'、'.join(named)}" if named else ""
    site = medium(article)
    name = _titled(article)
    return f"{_SOURCE}{site}{name}{article.date}" if site or name else ""


def _titled(article: Article | Source) -> str:
    name = "" if _DOMAIN.search(article.title) else title(article.title)
    if len(name) > _SOURCE_TITLE:
        name = name[: _SOURCE_TITLE - 1] + "…"
    return f"《{name.translate({ord('《'): '〈', ord('》'): '〉'})}》" if name else ""
