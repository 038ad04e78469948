"""Looks at what the bot needs on this machine, and installs what is missing where it may."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.errors import BotError
from bot.pictures.fonts import shows_chinese
from bot.review.wording import load
from bot.store import open_store
from bot.web.browser import Browser, find_browser
from bot.web.guard import Guard
from handlers import texts
from handlers.texts import terminal as words

if TYPE_CHECKING:
    from bot.config import Settings

_INSTALL_SECONDS: Final = 900
_PACKAGES: Final = ("chromium", "fonts-noto-cjk", "fonts-noto-color-emoji")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One thing that was looked at: what it is, whether it will do, and what to do if not."""

    name: str
    good: bool
    advice: str = ""


async def examine(settings: Settings, *, fix: bool, quiet: bool) -> bool:
    """Print one line for each thing; `quiet` prints only what is not good. Return whether all is."""
    seen = [await _database(settings), _model(settings), *_words(settings), *await _browser(settings, fix=fix)]
    for sight in seen:
        if not (quiet and sight.good):
            sys.stderr.write(words.sight(sight.name, good=sight.good, advice=sight.advice) + "\n")
    return all(sight.good for sight in seen)


async def _database(settings: Settings) -> Sight:
    try:
        async with open_store(settings.database_url.get_secret_value()):
            return Sight(name=words.DATABASE, good=True)
    except BotError as error:
        return Sight(name=words.DATABASE, good=False, advice=texts.explain(error))


def _model(settings: Settings) -> Sight:
    """Say what writes; without a model the bot works, so it is never bad."""
    return Sight(name=words.model(settings.openai_model if settings.has_model else ""), good=True)


def _words(settings: Settings) -> list[Sight]:
    if settings.words_file is None:
        return []
    try:
        load(settings.words_file)
    except BotError as error:
        return [Sight(name=words.WORDS, good=False, advice=texts.explain(error))]
    return [Sight(name=words.WORDS, good=True)]


async def _browser(settings: Settings, *, fix: bool) -> list[Sight]:
    path = find_browser(settings.chromium_path)
    if path is None and fix:
        await _run(sys.executable, "-m", "playwright", "install", "--only-shell", "chromium")
        path = find_browser(settings.chromium_path)
    if path is None and fix and await _apt(*_PACKAGES):
        path = find_browser(settings.chromium_path)
    if path is None:
        return [Sight(name=words.BROWSER, good=False, advice=words.BROWSER_ADVICE)]
    browser = Browser(Guard(), path=path)
    try:
        chinese = await shows_chinese(browser)
        if not chinese and fix and await _apt(*_PACKAGES[1:]):
            await browser.aclose()
            chinese = await shows_chinese(browser)
    except BotError as error:
        return [Sight(name=words.BROWSER, good=False, advice=texts.explain(error))]
    finally:
        await browser.aclose()
    return [
        Sight(name=words.BROWSER, good=True),
        Sight(name=words.FONTS, good=chinese, advice=words.FONTS_ADVICE),
    ]


async def _apt(*packages: str) -> bool:
    """Install Debian packages where we are root and there is apt; say whether that worked."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    await _run("apt-get", "update", "-qq")
    return await _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)


async def _run(*command: str) -> bool:
    """Run a program without its chatter; whether it ended well within the time."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    try:
        async with asyncio.timeout(_INSTALL_SECONDS):
            return await process.wait() == 0
    except TimeoutError:
        process.kill()
        await process.wait()
        return False
