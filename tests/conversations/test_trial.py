"""What a newcomer sees: `run` without a token, a link pasted on the page, on a desktop and on a phone."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from playwright.async_api import expect

from handlers import texts
from handlers.texts import versions as words
from tests.support.trial import ANOTHER, DESKTOP, PHONE, TITLE, asked, trying_out

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Locator, Page

_PRESSES: Final = 4


async def test_a_newcomer_pastes_a_link_and_has_a_note_to_post(tmp_path: Path) -> None:
    expect.set_options(timeout=60_000)
    async with trying_out(tmp_path, pace=0.02) as trial:
        for view in (DESKTOP, PHONE):
            async with trial.page({**view, "device_scale_factor": 1}) as page:  # a quarter of the pixels to draw
                await _a_note_to_post(page, sample=1)


async def _taken_back(note: Locator) -> None:
    """Press 撤销 until it is taken: right behind a rewrite the bot may say that it is still at it."""
    for _ in range(_PRESSES):
        await note.get_by_role("button", name=words.UNDO).click()
        with suppress(AssertionError):
            await expect(note).to_contain_text(TITLE, timeout=5_000)
            return
    await expect(note).to_contain_text(TITLE)


async def _a_note_to_post(page: Page, *, sample: int) -> None:
    await asked(page, sample=sample)
    await expect(page.get_by_text(texts.STOP)).to_be_visible()
    note = page.get_by_test_id("message").filter(has=page.get_by_role("button", name=texts.COPY_TITLE)).last
    await expect(note).to_contain_text(TITLE)

    await note.get_by_test_id("code").first.click()
    assert await page.evaluate("navigator.clipboard.readText()") == TITLE
    await note.get_by_role("button", name="专业").click()
    await expect(note).to_contain_text(ANOTHER)
    await _taken_back(note)
    await note.get_by_role("button", name=words.LATER).click()
    await note.get_by_role("button", name=words.COMPARE).click()
    compared = page.get_by_test_id("message").filter(has_text="第 2 版和第 1 版").last
    await expect(compared.locator("u").filter(has_text=ANOTHER)).to_be_visible()

    await page.get_by_test_id("album").last.get_by_role("button").first.click()
    await expect(page.get_by_test_id("viewer-image")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("viewer-image")).to_be_hidden()
