"""What a person wishes, what a writer is asked for, and what they hand over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.style import Style

if TYPE_CHECKING:
    from bot.models.article import Article
    from bot.models.note import Finding, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """A way of writing: `name` for commands and buttons, `label` for people, `advice` for the model."""

    name: str
    label: str
    advice: str


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
class Headline:
    """A title that is offered, of what `kind` (数字, 提问 …), and the `reason` for it; either may be ""."""

    title: str
    kind: str = ""
    reason: str = ""


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
class Written:
    """What a writer hands over: a note, not yet reviewed, titles for it, what it has to say itself, the cost."""

    note: Note
    writer: WriterName
    titles: tuple[Headline, ...] = ()
    findings: tuple[Finding, ...] = ()
    usage: Usage | None = None
