"""The nouns, in the words of their fields: Open Graph's for the article, the platform's for the note.

Frozen, and importing nothing of ours but what a style is. The platform's limits stand here because a note knows how
it counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.style import Style

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.style import Layer

TITLE_LIMIT = 20
"""Longest title, as `title_length` counts."""
BODY_LIMIT = 1000
"""Longest text field of a note in UTF-16 units: body, blank line and topics together, the safe reading."""
TOPICS_LIMIT = 10
"""Most topics of a note."""


def utf16_length(text: str) -> int:
    """Count UTF-16 code units, as Telegram and the platform's own page do (😀 is 2)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def title_length(title: str) -> int:
    """Count a title as the platform does: an ASCII unit weighs half, any other UTF-16 unit one, rounded up.

    Source: the platform's own web editor, as read by xpzouying/xiaohongshu-mcp (`pkg/xhsutil/title.go`, issue 401).
    """
    units = utf16_length(title)
    halves = sum(1 for character in title if ord(character) < 128)  # noqa: PLR2004 - the border of ASCII
    return (2 * units - halves + 1) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One of the articles that an article was put together from; its part of the text begins at character `start`."""

    url: str
    title: str
    sitename: str
    date: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What was read behind a link; `text` has one paragraph a line. `date` is an ISO day; unknown is "".

    One that was put together from several has them as `sources`, in the order of its text.
    """

    url: str
    title: str
    text: str
    author: str = ""
    sitename: str = ""
    date: str = ""
    language: str = ""
    image: str = ""
    description: str = ""
    sources: tuple[Source, ...] = ()

    def source_of(self, sentence: str) -> Source | None:
        """Find which of several articles a sentence of the text is from; None where there is one, or no such."""
        at = self.text.find(sentence) if sentence else -1
        return next((one for one in reversed(self.sources) if 0 <= one.start <= at), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """A way of writing: `name` for commands and buttons, `label` for people, `advice` for the model."""

    name: str
    label: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A post of the platform; topics are stored without their #."""

    title: str
    body: str
    topics: tuple[str, ...] = ()

    @property
    def title_length(self) -> int:
        """The title's length as the platform counts; at most `TITLE_LIMIT`."""
        return title_length(self.title)

    @property
    def hashtags(self) -> str:
        """The topics as they are pasted."""
        return " ".join(f"#{topic}" for topic in self.topics)

    @property
    def text(self) -> str:
        """What is pasted into the platform's text field: the body, a blank line, the topics."""
        return "\n\n".join(part for part in (self.body, self.hashtags) if part)

    @property
    def text_length(self) -> int:
        """The length of `text` in UTF-16 units; at most `BODY_LIMIT`."""
        return utf16_length(self.text)

    def __str__(self) -> str:
        """Return the whole note as it is pasted."""
        return f"{self.title}\n\n{self.text}"


class Severity(StrEnum):
    """What a finding leads to."""

    BLOCK = "block"
    """The note never leaves like this."""
    REPAIR = "repair"
    """The writer is asked to mend it; what remains is mended by code."""
    WARN = "warn"
    """Shown to the person beside the note."""


Check = Literal["facts", "losses", "limits", "contacts", "wording", "likeness", "form", "style"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a check saw in a note: `span` is the exact text, `evidence` the article's nearest sentence."""

    check: Check
    severity: Severity
    span: str
    message: str
    evidence: str = ""


PictureKind = Literal["page", "screen", "cover", "facts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image file's bytes (JPEG or PNG) and its size in pixels.

    "page" is a 3:4 page of the article, "screen" the first screen as it is (a reference, not to be posted),
    "cover" and "facts" are cards.
    """

    image: bytes = field(repr=False)
    width: int
    height: int
    kind: PictureKind

    @property
    def suffix(self) -> str:
        """The file ending that fits the bytes."""
        return ".png" if self.image.startswith(b"\x89PNG") else ".jpg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What the model counted, in tokens, summed over the requests that one version took."""

    model: str
    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        """Sum two counts; the model named is the later one's."""
        return Usage(
            model=other.model,
            requests=self.requests + other.requests,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
        )


WriterName = Literal["model", "offline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A title that is offered, of what `kind` (数字, 提问 …), and the `reason` for it; either may be ""."""

    title: str
    kind: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a writer hands over: a note, not yet reviewed, titles for it, what it has to say itself, the cost."""

    note: Note
    writer: WriterName
    titles: tuple[Headline, ...] = ()
    findings: tuple[Finding, ...] = ()
    usage: Usage | None = None


WishKind = Literal["first", "tone", "title", "shorter", "longer", "said", "cut"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person asks of a note: the first one, another tone (by name), another title, shorter, longer, or in words.

    "cut" is to leave `quote` out. `text` is what they wrote, `quote` the part of the note that they meant, "" for all
    of it; `style` is what was understood of how this note is to be.
    """

    kind: WishKind = "first"
    tone: str = ""
    text: str = ""
    quote: str = ""
    style: Style = field(default_factory=Style)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a person's words come to: a change of this note, what they want of all that follow, both, or neither.

    `unclear` is which of the two it is, or what is to be changed at all: then they are asked.
    """

    wish: Wish | None = None
    lasting: Style = field(default_factory=Style)
    unclear: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a writer is asked for: a note on `article`, from `base` where there is one, without what `findings` name.

    What an earlier version had to offer is `ready`: no writer need be asked.
    """

    article: Article
    style: Style = field(default_factory=Style)
    wish: Wish = field(default_factory=Wish)
    base: Note | None = None
    findings: tuple[Finding, ...] = ()
    ready: Written | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of a draft's note: how it came about, in which style, the titles offered, what is left to say.

    `key` is that of the job that made it, `base` the index of the version that it was made from, `person` who asked.
    """

    note: Note
    wish: Wish
    style: Style
    titles: tuple[Headline, ...] = ()
    findings: tuple[Finding, ...] = ()
    writer: WriterName
    usage: Usage | None = None
    key: str = ""
    base: int | None = None
    person: int = 0

    @property
    def reason(self) -> str:
        """Why the note has this title, "" where nobody said."""
        return next((offered.reason for offered in self.titles if offered.title == self.note.title), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article and the versions of its note, oldest first; `chat`, `topic`, `person` are Telegram's ids.

    `name` is the person's, `link` the address that they sent, without what only tracks people; `layers` are the styles
    that were kept when it was begun, the lowest first.
    """

    id: str
    article: Article
    versions: tuple[Version, ...]
    chat: int = 0
    topic: int = 0
    person: int = 0
    name: str = ""
    link: str = ""
    layers: tuple[Layer, ...] = ()
    created: datetime | None = None

    @property
    def latest(self) -> Version:
        """The newest version."""
        return self.versions[-1]


class Step(StrEnum):
    """Where the work on a note is."""

    READ = "read"
    RENDER = "render"
    WRITE = "write"
    REVIEW = "review"
    PICTURES = "pictures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Told while a note comes about; `title` and `body` are what of it can be shown already."""

    step: Step
    title: str = ""
    body: str = ""
    thinking: bool = False


Report: TypeAlias = "Callable[[Progress], Awaitable[None]]"
"""Told of progress; must return soon and never raise."""


async def silent(_progress: Progress) -> None:
    """Take a report and tell nobody."""
