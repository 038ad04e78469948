"""One clause of a person's words → what of a style it says, or what is left for the writer. Pure."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot import script
from bot.note import form
from bot.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.models import Tone

_LIMIT: Final = 40
"""Most characters of one value: a name, an audience, a line at the end."""
_EMOJI: Final = "(?:表情(?:符号|包)?|emojis?|emoticons?|颜文字|小图标)"
_WORDS: Final[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    """Compile what stands in the file."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns).replace("~", _EMOJI), re.IGNORECASE)


FRAME: Final = {name: _any(patterns) for name, patterns in _WORDS["frame"].items() if name != "prefers"}
_PREFERS: Final = [_any([pattern]) for pattern in _WORDS["frame"]["prefers"]]
_POLITE: Final = re.compile(rf"^(?:{FRAME['polite'].pattern})+", re.IGNORECASE)
_TAIL: Final = re.compile(rf"(?:{FRAME['tail'].pattern})$", re.IGNORECASE)
_VALUES: Final = {
    name: {value: _any(patterns) for value, patterns in _WORDS[name].items() if value != "number"}
    for name in ("length", "emoji", "script")
}
_NUMBER: Final = _any(_WORDS["length"]["number"])
_TONES: Final = {label: _any([label, *patterns]) for label, patterns in _WORDS["tones"].items()}
_TAKES: Final = {name: [_any([one]) for one in _WORDS[name]["takes"]] for name in ("audience", "signature", "topics")}
_AVOID: Final = [_any([one]) for one in _WORDS["avoid"]["takes"]]
_KINDS: Final = _any(_WORDS["avoid"]["kinds"])
_PERSONA: Final = [(made, _any([one])) for made, patterns in _WORDS["persona"].items() for one in patterns]
_TITLE: Final = _any(_WORDS["title"]["another"])
_STARTS: Final = _any(_WORDS["task"]["starts"])
_ONCE: Final = _any(_WORDS["task"]["once"])
_AGAIN: Final = _any(_WORDS["task"]["again"])
_TONE_ENDS: Final = re.compile(r"(?:风格?|范儿?|感|版|类|型|化|向|一?点儿?|一?些|的|语气|口吻|方式|感觉|调调|文风)+$")
_NOT_ENOUGH: Final = re.compile(r"^(?:还)?(?:不够|不太|缺乏?)|^not (?:so |very )?|enough$", re.IGNORECASE)
_QUOTES: Final = "「」『』“”\"'‘’《》 "
_BETWEEN: Final = re.compile(r"[、/|]|(?<=[”」\"’'\w])\s*(?:和|跟|或者?|以及|\band\b|\bor\b)\s*(?=[“「\"‘'\w])")
_BANDS: Final = ((150, ""), (301, "shorter"), (600, "usual"), (801, "longer"))
"""Below how many characters a length of ours is meant; below the first and above the last none of them is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What a clause says: of the style, of the title, in `words` for the writer; or nothing (`idle`), or who knows.

    `unsure` is what somebody likes: it may be about this note or about all of them.
    """

    style: Style = field(default_factory=Style)
    words: str = ""
    title: bool = False
    idle: bool = False
    known: bool = True
    unsure: bool = False


def plain(words: str) -> str:
    """Write words as the rules do, sign for sign: in simplified characters, with nothing unseen."""
    return script.simplified(form.unseen_removed(words)).replace("’", "'").strip()


def read(words: str, tones: Mapping[str, Tone]) -> Clause:
    """Understand one clause."""
    words = FRAME["unwanted"].sub("不要", FRAME["opinion"].sub("", words.strip(" ～~…")))
    if _whole(FRAME["idle"], words) or not re.search(r"\w", words):
        return Clause(idle=True)
    for pattern in _PREFERS:
        if found := pattern.search(words):
            return _liked(found, tones)
    if _TITLE.fullmatch(core(words)):
        return Clause(title=True)
    style = _style(words, tones)
    if style is not None:
        return style
    if FRAME["question"].search(words) and not FRAME["request"].search(words):
        return Clause(idle=True)
    return Clause(words=words, known=any(one.search(words) for one in (FRAME["request"], _STARTS)) or _again(words))


def core(words: str) -> str:
    """Take the polite words, and the 一点, off both ends, as long as something is left."""
    while True:
        bare = _POLITE.sub("", words).strip() or words
        bare = _TAIL.sub("", bare).strip(" ？?") or bare
        if bare == words:
            return words
        words = bare


def kept_words(words: str) -> str:
    """Say in one short sentence what is to last; "" for what can be done only once."""
    words = form.title(FRAME["request"].sub("", words)).strip(" ，,。.；;！!？?吧")
    return "" if _ONCE.search(words) or _again(words) else words


def _again(words: str) -> bool:
    return _AGAIN.fullmatch(core(words)) is not None


def _whole(pattern: re.Pattern[str], words: str) -> bool:
    return pattern.fullmatch(words.strip(" 。.！!？?～~")) is not None


def _liked(found: re.Match[str], tones: Mapping[str, Tone]) -> Clause:
    """Understand what somebody likes, or does not, as if they had asked for it."""
    value, against = found["value"].strip(), "not" in found.re.groupindex and found["not"]
    asked = f"别用{value}" if against and re.search("[\u3400-\u9fff]", value) else f"no {value}" if against else value
    said = _style(asked, tones) or Clause(words=asked)
    return replace(said, unsure=True)


def _style(words: str, tones: Mapping[str, Tone]) -> Clause | None:
    """Find what a clause says of a style; None where it says something else."""
    bare = core(words)
    for candidate in (words, bare):
        for name, values in _VALUES.items():
            for value, pattern in values.items():
                if pattern.fullmatch(candidate):
                    return Clause(style=Style(**{name: value}))
    if number := _NUMBER.fullmatch(bare):
        return _long(int(number["value"]), words)
    if tone := _tone(bare, tones):
        return Clause(style=Style(tone=tone))
    return _taken(words)


def _long(characters: int, words: str) -> Clause:
    length: Any = next((length for most, length in _BANDS if characters < most), "")
    return Clause(style=Style(length=length)) if length else Clause(words=words)


def _tone(bare: str, tones: Mapping[str, Tone]) -> str:
    """Find the tone of an everyday word; one that is not formal enough is to be formal."""
    bare = _NOT_ENOUGH.sub("", bare).strip()
    for name, tone in tones.items():
        pattern = _TONES.get(tone.label, _any([re.escape(tone.label)]))
        if any(pattern.fullmatch(one) for one in (bare, _TONE_ENDS.sub("", bare), name if bare == name else bare)):
            return name
    return ""


def _taken(words: str) -> Clause | None:
    """Find what carries its own value: words to avoid, topics, an audience, names, a line at the end."""
    for pattern in _AVOID:
        if found := pattern.search(words):
            return _avoided(found["value"], words)
    for made, pattern in _PERSONA:
        if found := pattern.search(words):
            value = found["value"].strip(_QUOTES) if "value" in pattern.groupindex else ""
            return Clause(style=Style(persona=made.format(value=value[:_LIMIT])))
    for name, patterns in _TAKES.items():
        for pattern in patterns:
            if (found := pattern.search(words)) and (value := _value(name, found["value"])):
                return Clause(style=Style(**{name: value}))
    return None


def _avoided(value: str, words: str) -> Clause:
    """Take the words that are to be avoided; a kind of words, such as 感叹号, is the writer's business."""
    named = tuple(one for part in _BETWEEN.split(value) if (one := part.strip(_QUOTES)))
    if any(_KINDS.fullmatch(one) or len(one) > _LIMIT // 4 * (1 + one.isascii()) for one in named):
        return Clause(words=words)
    return Clause(style=Style(avoid=named))


def _value(name: str, value: str) -> Any:  # noqa: ANN401 - a field's
    if name == "topics":
        return form.topics(value.strip(_QUOTES))
    return form.title(value).strip(_QUOTES)[:_LIMIT]
