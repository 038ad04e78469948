"""The composition root: builds every part once from the settings, and ends them in order."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from bot.article.reader import Reader
from bot.models import Article, Note
from bot.note import tones
from bot.note.mend import mend
from bot.note.offline import OfflineWriter
from bot.pictures.screenshot import Photographer
from bot.review import losses, review
from bot.review.contacts import contacts
from bot.review.wording import load as word_lists
from bot.rules import Rules
from bot.studio import Advisers, Studio
from bot.web.browser import Browser
from bot.web.fetch import Fetcher
from bot.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from bot.config import Settings
    from bot.editor import Writer
    from bot.models import Tone
    from bot.note.writer import ModelWriter

_NO_KEY = "none"
"""Local endpoints ignore the key, but the SDK wants one."""


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Studio]:
    """Put the studio together. Raises WordsUnusable."""
    guard = Guard(allowed=settings.allow_private_addresses)
    styles = tones.load()
    words = word_lists(settings.words_file)
    async with AsyncExitStack() as stack:
        browser = Browser(guard, path=settings.chromium_path)
        stack.push_async_callback(browser.aclose)
        fetcher = Fetcher(guard)
        stack.push_async_callback(fetcher.aclose)
        writer: Writer = OfflineWriter(styles)
        advisers = Advisers()
        if settings.has_model:
            writer = model = _model_writer(settings, styles)
            advisers = Advisers(judge=model if settings.judge else None, teacher=model, interpreter=model)
            stack.push_async_callback(model.aclose)
        yield Studio(
            reader=Reader(fetcher, browser),
            writer=writer,
            photographer=Photographer(browser, leads_away=_leads_away),
            tones=styles,
            rules=Rules(review=partial(review, words=words), losses=losses, mend=mend),
            advisers=advisers,
        )


def _leads_away(text: str) -> bool:
    """Say whether a text holds what no post may: the pictures ask, which know nothing of the review."""
    return bool(contacts(Note(title="", body=text, topics=()), Article(url="", title="", text="")))


def _model_writer(settings: Settings, styles: Mapping[str, Tone]) -> ModelWriter:
    from bot.note.writer import ModelWriter  # noqa: PLC0415 - the SDK takes half a second; without a model nobody waits

    return ModelWriter(
        api_key=settings.openai_api_key.get_secret_value() if settings.openai_api_key else _NO_KEY,
        base_url=str(settings.openai_base_url) if settings.openai_base_url else None,
        model=settings.openai_model,
        extra_body=settings.openai_extra_body,
        deadline=settings.model_deadline,
        tones=styles,
    )
