"""The record of one note: where it came from, what was made of it, with the sections people file it under."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.models import Article, Version

_SUMMARY = 120
"""Characters of the article that stand in for a missing description."""

_FORM = """\
生成时间：{made}

原始文章信息
标题：{article.title}
链接：{links}
发布时间：{article.date}
摘要：{summary}
正文内容：
{article.text}

截图信息
{pictures}

生成的小红书文案
标题：{note.title}
内容：
{note.body}
标签：{note.hashtags}

{advice}
"""


def record(
    article: Article, version: Version, *, pictures: Sequence[str], advice: Sequence[str] = (), made: datetime
) -> str:
    """Fill the record; `pictures` and the `advice` on posting are one line each. What is unknown stays empty."""
    return _FORM.format(
        made=f"{made:%Y-%m-%d %H:%M:%S}",
        article=article,
        links="\n".join(filter(None, (article.url, *(one.url for one in article.sources)))),
        summary=article.description or article.text[:_SUMMARY],
        pictures="\n".join(pictures) or "无",
        note=version.note,
        advice="\n".join(advice),
    )
