"""Makes the README's pictures from the running product: `make pictures`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.async_api import expect

from bot.commands import main as bot
from handlers import texts
from tests.support.trial import DESKTOP, PHONE, asked, trying_out

if TYPE_CHECKING:
    from playwright.async_api import Page

FOLDER: Final = Path(__file__).parent.parent / "docs" / "sample"
ARTICLE: Final = Path(__file__).parent.parent / "bot" / "playground" / "samples" / "market.html"
_KEPT: Final = ("01-cover.jpg", "02-page.jpg")


async def chat() -> None:
    """Have a note written on the page, and take it growing, done and in the dark."""
    expect.set_options(timeout=60_000)
    with tempfile.TemporaryDirectory() as folder:
        async with trying_out(Path(folder), pace=0.05) as trial:
            async with trial.page(DESKTOP) as page:
                await asked(page)
                await expect(page.get_by_test_id("message").last).to_contain_text("26位本地人")
                await page.screenshot(path=FOLDER / "growing.png")
                await expect(page.get_by_test_id("album")).to_be_visible()
            async with trial.page(PHONE) as page:
                await _shown(page)
                await page.screenshot(path=FOLDER / "phone.png")
            async with trial.page(PHONE, color_scheme="dark") as page:
                await _shown(page)
                await page.get_by_test_id("album").scroll_into_view_if_needed()
                await page.screenshot(path=FOLDER / "dark.png")


async def _shown(page: Page) -> None:
    """Open the private chat at the note."""
    await page.get_by_test_id("chat").first.click()
    note = page.get_by_test_id("message").filter(has=page.get_by_role("button", name=texts.COPY_TITLE)).last
    await note.evaluate("note => note.scrollIntoView({ block: 'end' })")
    await page.wait_for_load_state("networkidle")


def cards() -> None:
    """Have the article's own pictures taken by the command."""
    with tempfile.TemporaryDirectory() as folder:
        code = bot(["note", str(ARTICLE), "--out", folder])
        if code:
            sys.exit(code)
        for name in _KEPT:
            (FOLDER / name).write_bytes((Path(folder) / name).read_bytes())


if __name__ == "__main__":
    asyncio.run(chat())
    cards()
