"""The pictures of an article, or the sentence that stands in their place."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.errors import PictureError
from handlers import errors, texts

if TYPE_CHECKING:
    from bot.models import Article, Picture
    from bot.studio import Studio

    Shots: TypeAlias = tuple[tuple[Picture, ...], str]
    """Pictures, or what to say in their place."""

log = logging.getLogger(__name__)

_SECONDS: Final = 90
"""Longest time for all pictures, in seconds."""


async def shoot(studio: Studio, article: Article) -> Shots:
    """Take the pictures; return them, or a sentence in their place. Pasted text has no page to show."""
    if not (article.url or article.sources):
        return (), ""
    try:
        async with asyncio.timeout(_SECONDS):
            pictures = await studio.photographer.take(article)
    except PictureError as error:
        return (), errors.sentence(error)
    except Exception:
        log.exception("the pictures of %s failed", article.url)
        return (), texts.explain(PictureError())
    return pictures, "" if pictures else texts.NO_PICTURES
