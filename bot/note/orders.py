"""Finds the sentences of an article that speak to a model instead of a reader. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.models import Finding, Severity
from bot.note import form

if TYPE_CHECKING:
    from bot.models import Article

_MODEL: Final = r"(?:ai|人工智能|大?语言模型|大模型|机器人|智能助手|chatgpt|llms?)"
_ORDERS: Final = re.compile(
    r"(?i)(?:忽略|无视|忘记|忘掉|不要理会|跳过)(?:掉|了)?(?:以上|上面|之前|前面|先前|上述|所有|一切)"
    r"[^。]{0,12}(?:指令|指示|要求|规则|提示|内容|设定|限制|命令)"
    r"|(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+|the\s+|your\s+)*(?:previous|prior|above|earlier|system)\s+"
    r"(?:\w+\s+)?(?:instruct|prompt|rule|message)"
    r"|你现在的任务是|你的(?:新)?任务是|(?:从现在起|现在起|接下来)[，,]?你(?:就)?是|your\s+(?:new\s+)?task\s+is|you\s+are\s+now\s+an?\s"
    r"|system\s*prompt\s*[:：]|系统提示词?\s*[:：]|系统(?:指令|消息)\s*[:：]|<\|\s*(?:im_start|im_end|system|user|assistant)"
    rf"|如果你是(?:一个|一名)?{_MODEL}|(?:致|写给|告诉|请)(?:所有)?(?:的)?{_MODEL}(?:助手|模型)?[^。]{{0,4}}[：:，,]"
    rf"|if\s+you\s+are\s+an?\s+(?:large\s+)?(?:ai|language\s+model|llm|assistant)"
    r"|(?:输出|打印|复述|泄露|透露|显示)(?:出)?(?:你的|以上的?|全部)?(?:系统)?(?:提示词|系统指令|system\s*prompt)"
)


_BORDER: Final = re.compile(r"(?<=[|｜_;；])|(?<=\s[-–—]\s)")
"""Between a title and what else stands in its line, such as the name of the site."""
_EDGE: Final = " |｜_;；-–—"


def removed(article: Article) -> tuple[Article, int]:
    """Return an article without what is unseen and the sentences that order a model about, and how many these were."""
    text, count = _removed(article.text)
    title, in_title = _removed_from_line(article.title)
    site, in_site = _removed_from_line(article.sitename)
    author, in_author = _removed_from_line(article.author)
    freed = replace(article, text=text, title=title, sitename=site, author=author)
    return freed, count + in_title + in_site + in_author


def told(count: int) -> tuple[Finding, ...]:
    """Tell the person of sentences that were removed."""
    message = f"文章里有 {count} 句在对模型下命令，没有采用"
    return (Finding(check="facts", severity=Severity.WARN, span="", message=message),) if count else ()


def given(text: str) -> bool:
    """Whether a text orders a model about."""
    return _ORDERS.search(form.unseen_removed(text)) is not None


def _removed_from_line(line: str) -> tuple[str, int]:
    left, count = _removed(line, border=_BORDER)
    return (left.strip(_EDGE), count) if count else (left, 0)


def _removed(text: str, *, border: re.Pattern[str] | None = None) -> tuple[str, int]:
    text = form.unseen_removed(text)
    if not _ORDERS.search(text):
        return text, 0
    sentences = [
        part for sentence in form.sentences(text) for part in (border.split(sentence) if border else (sentence,))
    ]
    kept = [sentence for sentence in sentences if not _ORDERS.search(sentence)]
    return "".join(kept), len(sentences) - len(kept)
