"""Makes a title fit: whole clauses where they stand alone, else cut between words, never inside one or an emoji."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.models import TITLE_LIMIT, title_length
from bot.note.phrases import CLAUSE, DANGLING, EDGE, HAN, LEAST, closed, cut, runs, tagged, undangled, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LOOKED_AT: Final = 300
"""Most characters of a title that are looked at."""
_VERBS: Final = frozenset({"v", "vd", "vg", "l"})
_NOUNLIKE: Final = frozenset({"n", "nr", "ns", "nt", "nz", "nrt", "nrfg", "vn", "an", "j", "l", "eng"})
_MANNER: Final = frozenset({"深入", "积极", "全面", "持续", "加快", "进一步", "扎实", "大力", "切实"})
_FILLERS: Final = frozenset({"为何", "却", "竟", "竟然", "居然", "纷纷", "真的", "均", "也"})
_TURNING: Final = re.compile("[不没未无非否别勿被拒，。：；！？]")
"""What may not be left out, for it turns the meaning or parts two thoughts."""
_ARTICLE: Final = re.compile(r"\b(?:an?|the)\s+", re.IGNORECASE)
_SPOKEN: Final = re.compile(r"""[?"“‘]|(?<!\w)'""")
"""A question or a quotation, which keep their articles."""
_PREPOSITION: Final = re.compile(
    r"\s+(?:about|after|against|ahead|amid|as|at|because|before|by|during|for|from|in|into|last|next|on|over|since|that|this|to|"
    r"under|until|via|when|where|which|while|who|with|without)\s",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(r"\b(?:to|of|for|by|from|after|without) \w+ing$")
"""A verb at the end that waits for its object."""
_QUOTED: Final = re.compile(
    r"(?P<who>[A-Z]\S*(?: \S+){0,3}?) (?:is|are|was|were|will|has|had|says?|said)\b[^‘“]*"
    r"(?P<what>‘[^‘]+’(?!\w)|“[^“”]+”)"
)
_JOINED: Final = re.compile("[\u200d\ufe00-\ufe0f\u0300-\u036f\u20d0-\u20ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG: Final = re.compile("[\U0001f1e6-\U0001f1ff]")


def fitted(title: str, *, limit: int = TITLE_LIMIT) -> str:
    """Return the title within `limit` as the platform counts, "" if nothing of it stands alone."""
    title = title.strip()
    if title_length(title) <= limit:
        return title
    title = title[:_LOOKED_AT]
    found = runs(title, limit)
    if found and not found[0][0]:
        return found[0][-1]
    return _shortened(title, limit) or (found[0][-1] if found else _words_of(title, limit))


def standing(title: str, *, limit: int = TITLE_LIMIT) -> list[str]:
    """Return the runs of whole clauses that fit, the best first: complete, from the start and long before the rest."""
    return [run for *_, run in runs(title, limit)]


def _shortened(title: str, limit: int) -> str:
    """Shorten a title of which no clause fits."""
    if not HAN.search(title):
        return _headline(title, limit)
    terse = "".join(word for word in cut(title) if word not in _FILLERS).rstrip(EDGE + "？?！!")
    return terse if title_length(terse) <= limit else _condensed(title, limit)


def _condensed(title: str, limit: int) -> str:
    """Leave out what stands between a clause's predicate and the noun that is its object."""
    for clause in filter(None, map(whole, (title, *CLAUSE.split(title)))):
        if title_length(clause) <= limit:
            continue
        words = tagged(clause)
        verb = next((place for place, (_, tag) in enumerate(words) if place and tag in _VERBS), len(words))
        after = next(
            (place for place in range(verb, len(words)) if words[place][1] not in _VERBS or words[place][0] in _MANNER),
            len(words),
        )
        if any(tag in DANGLING for _, tag in words[:verb]):
            continue
        for start in range(after, len(words)):
            phrase = "".join(word for word, _ in words[:after] + words[start:])
            object_ = {tag for _, tag in words[start:]}
            left_out = "".join(word for word, _ in words[after:start])
            if (
                object_ <= _NOUNLIKE
                and not _TURNING.search(left_out)
                and LEAST <= title_length(phrase) <= limit
                and whole(phrase)
            ):
                return phrase
    return ""


def _headline(title: str, limit: int) -> str:
    """Shorten an English title as newspapers do: without articles, else up to a preposition, else what it quotes."""
    bare = title if _SPOKEN.search(title) else _ARTICLE.sub("", title)
    ends = [match.start() for match in _PREPOSITION.finditer(bare)]
    found = runs(bare, limit)
    early = [run for lacking, *_, run in found if not lacking]
    candidates = [*early, *(whole(bare[:end]) for end in reversed(ends)), *(run for *_, run in found)]
    fitting = (
        run
        for run in candidates
        if LEAST <= title_length(run) <= limit and run == undangled(run) and not _LEADING.search(run)
    )
    shorter = next(fitting, "") or _quotation(bare, limit)
    return shorter[:1].upper() + shorter[1:]


def _quotation(title: str, limit: int) -> str:
    """Say of whom the title quotes what: Someone: ‘what’."""
    found = _QUOTED.match(title)
    said = f"{found['who']}: {found['what']}" if found else ""
    return said if title_length(said) <= limit else ""


def graphemes_within(text: str, units: int) -> str:
    """Cut to at most `units` UTF-16 units between two visible characters."""
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore")
    while kept and not _is_border(text, len(kept)):
        kept = kept[:-1]
    return kept


def _words_of(title: str, limit: int) -> str:
    """Keep as many words as fit, without a last one that leads nowhere; as the very last resort, characters."""
    for end in _borders(title):
        kept = title[:end].rstrip(EDGE)
        if title_length(kept) <= limit and (kept := undangled(closed(undangled(kept))).strip()):
            return kept
    return ""


def _borders(title: str) -> Iterator[int]:
    """Yield the ends of words, the last first; a Latin name, a number and an emoji are never parted."""
    ends, at = [], 0
    for word in cut(title):
        at += len(word)
        ends.append(at)
    return (end for end in reversed(ends) if _is_border(title, end) and not _in_one_name(title, end))


def _is_border(text: str, at: int) -> bool:
    if at >= len(text) or at == 0:
        return True
    before, after = text[at - 1], text[at]
    return not (before == "\u200d" or _JOINED.match(after) or (_FLAG.match(before) and _FLAG.match(after)))


def _in_one_name(text: str, at: int) -> bool:
    """Whether both sides are ASCII without a space between: GPT-5, V3.1, 3.5%; or a number and its unit."""
    if at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isascii() and not before.isspace() and ((after.isascii() and not after.isspace()) or before.isdigit())


def first_of(candidates: Iterable[str]) -> str:
    """Return the first candidate of which something fits."""
    return next(filter(None, map(fitted, candidates)), "")
