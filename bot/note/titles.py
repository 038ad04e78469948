"""Makes a title fit: whole clauses where they stand alone, else cut between words, never inside one or an emoji."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot import chinese
from bot.models import TITLE_LIMIT, title_length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LEAST: Final = 8
"""A clause below this says too little to be the title."""
_BARE: Final = 10
"""A phrase below this needs a predicate."""
_LOOKED_AT: Final = 300
"""Most characters of a title that are looked at."""
_CLAUSE: Final = re.compile(
    r"(?<=[，。！？；：｜|—…、])|(?<=[a-z]\.)(?=\s[A-Z])|(?<=[,!?;:](?=[\s\u2e80-\U0001faff]))|(?<=\s[-–])(?=\s)|(?<=[^A-Za-z\s])\s(?=[\u2e80-\u9fff“《「【])"
)
_HALF: Final = re.compile(
    r"(?:即使|即便|虽然|尽管|如果|假如|因为|由于|随着|为了|既然|只要|除了|关于|对于|当)[^，]*|.*(?P<one>一边|一方面|越)(?!.*(?P=one)).*"
)
"""A clause that waits for another."""
_CONTINUING: Final = frozenset({"c", "d", "m", "r", "p", "y", "u", "uj", "ul"})
"""Parts of speech that begin a clause which goes on from the one before."""
_PREDICATES: Final = frozenset({"v", "a", "i", "l", "an", "ad", "vi", "vg"})
_LABELLING: Final = ":：|｜"
"""After a clause that only names who speaks, or the column."""
_ATTRIBUTE: Final = re.compile(r".*的[^，。！？\s]{1,6}")
"""A noun with what is said of it: a subject that waits for its predicate."""
_HAN: Final = re.compile(r"[\u2e80-\u9fff]")
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
_EDGE: Final = " \t\n，。；：、,;:|｜-–—·…/\\&+和与及"
_DANGLING: Final = frozenset({"p", "c", "uj", "ud", "uv", "m", "r", "d", "f"})
"""Parts of speech that lead to something: prepositions, conjunctions, 的, numbers, pronouns, adverbs."""
_DANGLING_WORDS: Final = re.compile(
    "[的地得之和与及或在是把被将对从为向就也还又而但让给用以于到比跟因所每各该起]"
    "|an?|the|of|and|or|in|on|at|to|for|with|by|from|as|is|are|was|were|its|his|her|their|that|this"
    "|i|we|she|he|they|it|up|be",
    re.IGNORECASE,
)
_PAIRS: Final = {"《": "》", "“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "‘": "’", "【": "】", "[": "]"}
_APOSTROPHE: Final = re.compile(r"(?<=\w)’(?=\w)")
_JOINED: Final = re.compile("[\u200d\ufe00-\ufe0f\u0300-\u036f\u20d0-\u20ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG: Final = re.compile("[\U0001f1e6-\U0001f1ff]")


def fitted(title: str, *, limit: int = TITLE_LIMIT) -> str:
    """Return the title within `limit` as the platform counts, "" if nothing of it stands alone."""
    title = title.strip()
    if title_length(title) <= limit:
        return title
    title = title[:_LOOKED_AT]
    runs = _runs(title, limit)
    if runs and not runs[0][0]:
        return runs[0][-1]
    return _shortened(title, limit) or (runs[0][-1] if runs else _words_of(title, limit))


def standing(title: str, *, limit: int = TITLE_LIMIT) -> list[str]:
    """Return the runs of whole clauses that fit, the best first: complete, from the start and long before the rest."""
    return [run for *_, run in _runs(title, limit)]


def _runs(title: str, limit: int) -> list[tuple[int, bool, int, str]]:
    """Return runs of clauses, each after what it lacks, whether it starts late, and how short it is."""
    clauses = [clause for clause in _CLAUSE.split(title) if clause.strip()]
    return sorted(
        {
            (_wanting(run, clauses[end - 1], late=start > 0), start > 0, -title_length(run), run)
            for start in range(len(clauses))
            for end in range(len(clauses), start, -1)
            if (run := _whole("".join(clauses[start:end])))
            and _LEAST <= title_length(run) <= limit
            and not _HALF.fullmatch(run)
        }
    )


def _wanting(run: str, last: str, *, late: bool) -> int:
    """Count what a run of clauses lacks for a complete phrase; `last` is its last clause with its punctuation."""
    if not _HAN.search(run):
        return int(late)
    words = _tagged(run)
    return (
        2 * (late and (words[0][1] in _CONTINUING or run[0].isdigit()))
        + (last.rstrip()[-1] in _LABELLING)
        + (title_length(run) < _BARE and all(tag not in _PREDICATES for _, tag in words))
        + bool(_ATTRIBUTE.fullmatch(run))
    )


def _shortened(title: str, limit: int) -> str:
    """Shorten a title of which no clause fits."""
    if not _HAN.search(title):
        return _headline(title, limit)
    terse = "".join(word for word in _cut(title) if word not in _FILLERS).rstrip(_EDGE + "？?！!")
    return terse if title_length(terse) <= limit else _condensed(title, limit)


def _condensed(title: str, limit: int) -> str:
    """Leave out what stands between a clause's predicate and the noun that is its object."""
    for clause in filter(None, map(_whole, (title, *_CLAUSE.split(title)))):
        if title_length(clause) <= limit:
            continue
        words = _tagged(clause)
        verb = next((place for place, (_, tag) in enumerate(words) if place and tag in _VERBS), len(words))
        after = next(
            (place for place in range(verb, len(words)) if words[place][1] not in _VERBS or words[place][0] in _MANNER),
            len(words),
        )
        if any(tag in _DANGLING for _, tag in words[:verb]):
            continue
        for start in range(after, len(words)):
            phrase = "".join(word for word, _ in words[:after] + words[start:])
            object_ = {tag for _, tag in words[start:]}
            left_out = "".join(word for word, _ in words[after:start])
            if (
                object_ <= _NOUNLIKE
                and not _TURNING.search(left_out)
                and _LEAST <= title_length(phrase) <= limit
                and _whole(phrase)
            ):
                return phrase
    return ""


def _headline(title: str, limit: int) -> str:
    """Shorten an English title as newspapers do: without articles, else up to a preposition, else what it quotes."""
    bare = title if _SPOKEN.search(title) else _ARTICLE.sub("", title)
    ends = [match.start() for match in _PREPOSITION.finditer(bare)]
    runs = _runs(bare, limit)
    early = [run for lacking, *_, run in runs if not lacking]
    whole = [*early, *(_whole(bare[:end]) for end in reversed(ends)), *(run for *_, run in runs)]
    fitting = (
        run
        for run in whole
        if _LEAST <= title_length(run) <= limit and run == _undangled(run) and not _LEADING.search(run)
    )
    found = next(fitting, "") or _quotation(bare, limit)
    return found[:1].upper() + found[1:]


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


def _whole(run: str) -> str:
    """Trim the punctuation at the edges; "" if a bracket or a quotation is open."""
    run = run.strip(_EDGE).rstrip(_EDGE + ".")
    marks = _APOSTROPHE.sub("", run)
    return run if all(marks.count(opening) == marks.count(closing) for opening, closing in _PAIRS.items()) else ""


def _words_of(title: str, limit: int) -> str:
    """Keep as many words as fit, without a last one that leads nowhere; as the very last resort, characters."""
    for end in _borders(title):
        kept = title[:end].rstrip(_EDGE)
        if title_length(kept) <= limit and (kept := _undangled(_closed(_undangled(kept))).strip()):
            return kept
    return ""


def _borders(title: str) -> Iterator[int]:
    """Yield the ends of words, the last first; a Latin name, a number and an emoji are never parted."""
    ends, at = [], 0
    for word in _cut(title):
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


def _undangled(text: str) -> str:
    """Drop the last words while they lead to something that was cut."""
    while text:
        word, tag = _tagged(text)[-1]
        if not (tag in _DANGLING or _DANGLING_WORDS.fullmatch(word)):
            break
        text = text[: -len(word)].rstrip(_EDGE)
    return text


def _closed(text: str) -> str:
    """Cut before a bracket or quotation that no longer closes; without anything before it, drop the mark."""
    for opening, closing in _PAIRS.items():
        while text.count(opening) > _APOSTROPHE.sub("", text).count(closing):
            before, _, after = text.rpartition(opening)
            text = before.rstrip(_EDGE) if title_length(before) >= _LEAST else before + after
    return text


@lru_cache(maxsize=256)
def _cut(text: str) -> tuple[str, ...]:
    return chinese.words(text)


@lru_cache(maxsize=256)
def _tagged(text: str) -> tuple[tuple[str, str], ...]:
    return chinese.tagged(text)


def first_of(candidates: Iterable[str]) -> str:
    """Return the first candidate of which something fits."""
    return next(filter(None, map(fitted, candidates)), "")
