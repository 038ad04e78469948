"""Which facts a rewritten note lost, though nobody asked that they go. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.models import Article, Finding, Severity
from bot.review.facts import credit, evidence, names, vocabulary

if TYPE_CHECKING:
    from bot.models import Brief, Note, Wish
    from bot.review.facts import Fact

_MESSAGE: Final = "比上一版少了"
_LESS: Final = re.compile(
    r"(?i)[删减短简缩]|[去拿]掉|去除|不[要提写说]|不用[写提说]|别[再写提说]|少[写提说一]|只[要写留说讲提保]|省略|换成|改成"
    r"|\b(?:cut|remove|delete|drop|omit|without|only|just|less|fewer|short\w*|brief\w*|replace|don['’]?t|do not|no)\b"
)
"""What asks that something go."""
_PROPER: Final = re.compile(
    r"[A-Za-z]|..[省市县区镇乡村岛湾]$|[州国]$|.(?:大学|学院|医院|公司|集团|银行|研究[院所]|[局馆会社]|中心|基金)$"
)
_KNOWN: Final = vocabulary.names("known")
_POLITE: Final = "女士|先生"
_SAYS: Final = "说|表示|认为|指出|介绍|透露|称|坦言|强调|解释|提醒|觉得|提到|建议"


def losses(brief: Brief, note: Note) -> tuple[Finding, ...]:
    """Name each number and name that the note before had from the article and a rewritten one has not.

    Another tone, another title and more length take none away; a wish in words may, where it asks for less.
    """
    if brief.base is None or not _keeps(brief.wish):
        return ()
    # What only the title said goes with the title.
    base = replace(brief.base, title="") if brief.wish.kind == "title" else brief.base
    rewritten = Article(url="", title=note.title, text=credit.LINE.sub("", note.body), date=brief.article.date)
    told = f"{rewritten.title}\n{rewritten.text}"
    kept = {fact.span for fact in evidence(base, rewritten) if fact.sentence}
    return tuple(
        Finding(check="losses", severity=Severity.WARN, span=fact.span, message=_MESSAGE, evidence=fact.sentence)
        for fact in evidence(base, brief.article)
        if _counts(fact, brief.article)
        and fact.span not in kept
        and fact.span not in brief.wish.text
        and not (fact.kind == "name" and fact.span in told)
    )


def _counts(fact: Fact, article: Article) -> bool:
    """Whether the article has a fact, and it surely is one: parts of speech take many a common word for a name."""
    if not fact.sentence or fact.kind == "quotation":
        return False
    if fact.kind == "number" or _PROPER.search(fact.span) or fact.span in _KNOWN:
        return True
    after = _POLITE if len(fact.span) == 2 else f"{_POLITE}|{_SAYS}"  # noqa: PLR2004 - 顾客 says something too
    name = re.escape(fact.span)
    person = f"(?:{names.ROLES.pattern}){name}|{name}(?:{after})"
    return fact.span[0] in vocabulary.SURNAMES and bool(re.search(person, article.text))


def _keeps(wish: Wish) -> bool:
    """Whether nothing is to go by a wish."""
    if wish.kind == "said":
        return wish.style.length != "shorter" and not _LESS.search(wish.text)
    return wish.kind in {"tone", "title", "longer"}
