"""What can be told from notes that a person posted, and from how they edited ours, of how they like it. Pure.

Only what code can tell: what a model makes of them comes beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot import chinese, emoji, script
from bot.note import form
from bot.note.dressed import SIGNATURE_LIMIT
from bot.style import Trait, traits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.models import Article, Note
    from bot.style import Style

POSTS: Final = 5
"""Most posts that are read at once."""
PROPOSED: Final = 3
"""Most habits that are proposed at once."""
POST_LEAST: Final = 60
"""Characters below which a text shows no habit."""
_POST: Final = 2000
"""Characters of a post that are read, twice what one may have."""
_ALIKE: Final = 0.5
"""Share of the pairs of characters of the shorter text that both have, from which one is an edited other."""
_FEW, _MANY = 0.006, 0.02
"""Emoji among the characters of a body, below and above which they are few and many."""
_SHORT, _LONG = 300, 650
"""Characters of a body, below and above which posts are short and long."""
_SHORTENED, _LENGTHENED = 0.7, 1.4
"""What editing made of a body's length."""
_HASHTAG: Final = re.compile(r"[#＃]([^\s#＃\[\]]{1,20})(?:\[话题\][#＃]?)?")
_SELF: Final = re.compile("小编|博主|楼主|本喵|本汪|笔者|姐姐我|老师我")
_READERS: Final = re.compile("姐妹们|宝子们|家人们|宝宝们|朋友们|同学们|友友们|各位|大家")
_WORD: Final = re.compile(r"[\u4e00-\u9fff]{2,6}\Z")
_WORDS: Final = 2
"""Most words that editing struck out which are proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A note as it was posted: its lines without the topics, and these."""

    body: str
    topics: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        """The lines that say something; the one that names the source is nobody's habit."""
        return [line for line in map(str.strip, self.body.split("\n")) if line and not form.is_source(line)]


def post(text: str) -> Post:
    """Read a post from its text."""
    text = form.unseen_removed(text[:_POST])
    topics = form.topics([match[1] for match in _HASHTAG.finditer(text)])
    return Post(body=_HASHTAG.sub("", text).strip(), topics=topics)


def edited(text: str, note: Note) -> bool:
    """Say whether a text is a note that a person went on editing."""
    ours, theirs = _pairs(str(note)), _pairs(text[:_POST])
    least = min(len(ours), len(theirs))
    return least > 0 and len(ours & theirs) / least >= _ALIKE


def told(texts: Sequence[str], drafts: Iterable[tuple[Note, Article]]) -> tuple[list[Trait], Note | None]:
    """Propose what texts show, and name the note of ours that the last edited one was, if any is."""
    known = list(drafts)
    matches = ((text, note, article) for text in reversed(texts) for note, article in known if edited(text, note))
    match = next(matches, None)
    if match is None:
        return of_posts(list(map(post, texts))), None
    text, note, article = match
    others = [post(one) for one in texts if one != text]
    return [*of_edit(note, post(text), article), *(of_posts(others) if others else [])], note


def chosen(found: Iterable[Trait], said: Iterable[str], style: Style) -> tuple[Trait, ...]:
    """Choose what to propose: what code can tell and what a model said in turn, nothing that is kept already."""
    kept = traits(style)
    fresh = [trait for trait in dict.fromkeys(found) if trait not in kept]
    words = [trait for one in said if (trait := Trait("wishes", one)) not in kept]
    first, rest = fresh[: PROPOSED - bool(words)], fresh[PROPOSED - bool(words) :]
    return tuple([*first, *words, *rest][:PROPOSED])


def of_posts(posts: Sequence[Post]) -> list[Trait]:
    """Propose what all these posts have in common, the surest first; what one alone shows, two make a habit."""
    found = [*_same_end(posts), *_same_topics(posts), *_density(posts), *_length(posts), *_called(posts)]
    return list(dict.fromkeys(found))


def of_edit(ours: Note, theirs: Post, article: Article) -> list[Trait]:
    """Propose what editing our note shows, the surest first."""
    return [
        *_struck_out(ours, theirs, article),
        *_end_added(ours, theirs),
        *(Trait("topics", one) for one in theirs.topics if one not in ours.topics and one not in article.text),
        *_emoji_changed(ours, theirs),
        *_length_changed(ours, theirs),
    ]


def _same_end(posts: Sequence[Post]) -> Iterator[Trait]:
    ends = {one.lines[-1] if one.lines else "" for one in posts}
    if len(posts) > 1 and len(ends) == 1 and 0 < len(end := ends.pop()) <= SIGNATURE_LIMIT:
        yield Trait("signature", end)


def _same_topics(posts: Sequence[Post]) -> Iterator[Trait]:
    if len(posts) > 1:
        yield from (Trait("topics", one) for one in posts[0].topics if all(one in other.topics for other in posts))


def _density(posts: Sequence[Post]) -> Iterator[Trait]:
    shares = [len(emoji.found(one.body)) / max(len(one.body), 1) for one in posts]
    if not any(shares):
        yield Trait("emoji", "none")
    elif max(shares) < _FEW:
        yield Trait("emoji", "few")
    elif min(shares) > _MANY:
        yield Trait("emoji", "many")


def _length(posts: Sequence[Post]) -> Iterator[Trait]:
    lengths = [len(one.body) for one in posts]
    if max(lengths) < _SHORT:
        yield Trait("length", "shorter")
    elif min(lengths) > _LONG:
        yield Trait("length", "longer")


def _called(posts: Sequence[Post]) -> Iterator[Trait]:
    """Tell what most posts call the author and the readers."""
    names = []
    for words, pattern in (("自称", _SELF), ("称呼读者", _READERS)):
        often = Counter(name for one in posts for name in set(pattern.findall(one.body)))
        names += [f"{words}「{name}」" for name, times in often.most_common(1) if 2 * times > len(posts)]
    if names:
        yield Trait("persona", "，".join(names))


def _struck_out(ours: Note, theirs: Post, article: Article) -> Iterator[Trait]:
    """Find words of ours, not the article's, that are gone from sentences which are still there."""
    known = script.simplified(f"{article.title}{article.text}{theirs.body}{''.join(theirs.topics)}")
    left = _pairs(theirs.body)
    gone: Counter[str] = Counter()
    for sentence in form.sentences(script.simplified(f"{ours.title}\n{ours.body}")):
        pairs = _pairs(sentence)
        if len(pairs & left) >= _ALIKE * len(pairs):
            gone.update(word for word in _words(sentence) if word not in known)
    yield from (Trait("avoid", word) for word, _ in gone.most_common(_WORDS))


def _words(text: str) -> Iterator[str]:
    """Cut a text into its Chinese words, 们 with what it stands after."""
    cut = [*chinese.words(text), ""]
    joined = (word + "们" * (after == "们") for word, after in pairwise(cut))
    return (word for word in joined if _WORD.match(word))


def _end_added(ours: Note, theirs: Post) -> Iterator[Trait]:
    lines = theirs.lines
    if lines and len(lines[-1]) <= SIGNATURE_LIMIT and not _pairs(lines[-1]) & _pairs(str(ours)):
        yield Trait("signature", lines[-1])


def _emoji_changed(ours: Note, theirs: Post) -> Iterator[Trait]:
    before, after = len(emoji.found(f"{ours.title}{ours.body}")), len(emoji.found(theirs.body))
    if before and not after:
        yield Trait("emoji", "none")
    elif before > 1 and after <= before // 2:
        yield Trait("emoji", "few")
    elif after >= 2 * max(before, 2):
        yield Trait("emoji", "many")


def _length_changed(ours: Note, theirs: Post) -> Iterator[Trait]:
    share = len(theirs.body) / max(len(ours.title) + len(ours.body), 1)
    if share < _SHORTENED:
        yield Trait("length", "shorter")
    elif share > _LENGTHENED:
        yield Trait("length", "longer")


def _pairs(text: str) -> set[str]:
    plain = re.sub(r"[\W_]", "", script.simplified(text))
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
