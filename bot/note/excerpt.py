"""Chooses the sentences that tell an article best: LexRank, the lead, the title's words, and no repetition."""

from __future__ import annotations

import math
import operator
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from bot import chinese
from bot.note import form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models import Article

_READ: Final = 40_000
"""Characters that are looked through."""
_SENTENCES_MOST: Final = 70
"""Sentences that are compared: 70 take about 10 ms."""
_SHORTEST: Final = 10
_LONGEST: Final = 90
_LINE_MOST: Final = 35
"""Characters of a first line."""
_ROUNDS: Final = 12
_DAMPING: Final = 0.85
_REPETITION: Final = 0.6
"""How much likeness to what is already chosen counts against a sentence."""

# Wrong on any other day, or nobody's business in a note.
_UNUSABLE: Final = re.compile(
    r"昨[天日晚]|今[天日晚早晨]|明[天日]|前天|后天|[本上下]周|刚刚|(?i:\b(?:yesterday|today|tomorrow|tonight)\b)"
    r"|(?i:https?:|www\.|[\w-]\.(?:com|cn|net|org|io|ai|cc|me)\b)|@|扫码|二维码|公众号|微信号|加微信|私信|点击|责任?编|编辑[：:丨|]"
    r"|图源|图片来源|资料图|(?:视频截图|图片|摄影?|视觉中国)[）)]|[（(](?:图|摄)|(?:记者|通讯员)[^，。]{1,12}摄|版权|转载|订阅|关注我|点赞|我们?|\b(?:I|we|We|my|My|our|Our)\b|^[◎▲△↑▼]|^[（(]?(?:作者|来源|本?文?原标题|记者|广告|注|注释|PS|Summary)\s*[：:丨|]?"
)
_LEANING: Final = re.compile(
    r"^(?:(?:最近|近日|目前|后来)[，,])?(?:就是|就|还|也|又|再|不然|否则|例如|比如|譬如|如此|首先|其次|再次|最后|然后|接着|接下来|随后|之后|与此|换句话|总之|以上|下面|以下"
    r"|第[一二三四五六七八九十]|[一二三]是|另一|一方面|同样|其实|可以说|也就是说|当然|并|且|至于|连|不仅|身后|如今|可|但|而|由于|因为|因此|所以|此外|另外|同时|不过|然而|于是|他|她|它|这|那|该|其|对此|上述"
    r""
    r"|(?i:(?:but|and|so|or|he|she|it|they|this|that|these|those|his|her|its|their|such|same|another|also|then|however|here|there"
    r"|instead|meanwhile|moreover|furthermore|in addition|for example|as a result|within minutes|both|one)\b))"
)
_ITEM: Final = re.compile(
    r"^(?:[★☆●■◆▶•·▪✅👉]+|[（(]?\d{1,2}(?:[.、．)）:：](?!\d)|(?=[《【“]))|[①-⑳]|\d{1,2}\s*[：:](?!\d))\s*"
)
_CITED: Final = re.compile(r"\s*(?:\[\d{1,3}\]|[（(]\d{1,3}(?:,\s?\d{1,3})*[)）])(?=\s*[.。，,；;\[（(])")
"""What is no part of a sentence: the number of an item, and marks of its sources."""
_HOOK: Final = re.compile(r"\d|[?？]")
_PAIRS: Final = ("“”", "《》", "（）", "「」", "()")

_Weights: TypeAlias = "dict[str, float]"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: its place, its paragraph, whether it needs the one before, how well it tells."""

    text: str
    place: int
    paragraph: int
    leans: bool
    weights: _Weights
    worth: float = 0


def ranked(article: Article) -> list[Sentence]:
    """Return the usable sentences, each with its worth, in the article's order."""
    found = _usable(article)
    weights = _weighed([text for *_, text in found])
    title = set(_terms(article.title))
    worth = _lexrank(weights)
    return [
        Sentence(
            text=text,
            place=place,
            paragraph=paragraph,
            leans=bool(_LEANING.match(text)),
            weights=weights[number],
            worth=(worth[number] + 0.5 / (1 + number) + _overlap(title, weights[number]))
            * (1.15 if any(character.isdigit() for character in text) else 1),
        )
        for number, (paragraph, place, text) in enumerate(found)
    ]


def chosen(sentences: Sequence[Sentence], *, room: int) -> list[Sentence]:
    """Choose up to `room` characters (an English letter is half one): the best opening line, then the rest in order."""
    opening = _opening(sentences)
    if opening is None:
        return []
    taken, left = [opening], room - _size(opening.text)
    others = [sentence for sentence in sentences if sentence is not opening]
    likeness = {other.place: _cosine(other.weights, opening.weights) for other in others}
    places = {opening.place}
    while standing := [other for other in others if not other.leans or other.place - 1 in places]:
        best = max(standing, key=lambda other: other.worth * (1 - _REPETITION * likeness[other.place]))
        others.remove(best)
        if _size(best.text) > left or likeness[best.place] > _REPETITION:
            continue
        taken.append(best)
        places.add(best.place)
        left -= _size(best.text)
        for other in others:
            likeness[other.place] = max(likeness[other.place], _cosine(other.weights, best.weights))
    return [opening, *sorted(taken[1:], key=lambda sentence: sentence.place)]


def _opening(sentences: Sequence[Sentence]) -> Sentence | None:
    """Take the best sentence that is a line and stands alone; else the shortest there is."""
    lines = [one for one in sentences if _size(one.text) <= _LINE_MOST and not one.leans]
    if lines:
        return max(lines, key=lambda one: one.worth * (1.3 if _HOOK.search(one.text) else 1))
    return min(sentences, key=lambda one: (one.leans, len(one.text)), default=None)


def _size(text: str) -> int:
    """Measure a text in Chinese characters; English takes about twice the letters to say the same."""
    return len(text) // 2 if text.isascii() else len(text)


def _usable(article: Article) -> list[tuple[int, int, str]]:
    """Return (paragraph, place, sentence) for what can be quoted alone."""
    usable, seen, place = [], set(), 0
    for number, line in enumerate(form.unseen_removed(article.text[:_READ]).split("\n")):
        for told in form.sentences(chinese.without_dateline(line)):
            text = _CITED.sub("", _ITEM.sub("", told.strip()))
            place += 1
            if (
                _SHORTEST <= _size(text) <= _LONGEST
                and text not in seen
                and text.rstrip("。！？!?.…") not in article.title
                and text[-1] in "。！？!?.…”’」）"
                and _whole(text)
            ):
                usable.append((number, place, text))
            seen.add(text)
    return usable[:_SENTENCES_MOST]


def _whole(text: str) -> bool:
    return not _UNUSABLE.search(text) and all(text.count(pair[0]) == text.count(pair[1]) for pair in _PAIRS)


def _terms(text: str) -> list[str]:
    """Return the words that mean something; a single character seldom does."""
    return [word.casefold() for word in chinese.words(text) if len(word) > 1 and word.isalnum()]


def _weighed(texts: Sequence[str]) -> list[_Weights]:
    """TF-IDF of each sentence, of length one."""
    counts = [Counter(_terms(text)) for text in texts]
    spread = Counter(term for count in counts for term in count)
    weighed = []
    for count in counts:
        weights = {term: times * math.log(1 + len(texts) / spread[term]) for term, times in count.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1
        weighed.append({term: weight / length for term, weight in weights.items()})
    return weighed


def _lexrank(weights: Sequence[_Weights]) -> list[float]:
    """PageRank over the likeness of sentences, the largest one 1."""
    size = len(weights)
    links = [[_cosine(one, other) if one is not other else 0.0 for other in weights] for one in weights]
    sums = [sum(row) or 1.0 for row in links]
    ranks = [1.0] * size
    for _ in range(_ROUNDS):
        shares = [rank / total for rank, total in zip(ranks, sums, strict=True)]
        ranks = [
            1 - _DAMPING + _DAMPING * sum(map(operator.mul, row, shares)) for row in links
        ]  # the likeness is symmetric, so a row serves as a column
    return [rank / (max(ranks) or 1) for rank in ranks]


def _cosine(one: _Weights, other: _Weights) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def _overlap(title: set[str], weights: _Weights) -> float:
    """Share of the title's words in a sentence."""
    return len(title & weights.keys()) / (len(title) or 1)
