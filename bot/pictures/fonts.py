"""Whether this machine can draw Chinese at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.web.browser import Browser

_SIDE: Final = 60
_GLYPHS: Final = (
    '<body style="margin:0;font:40px/60px sans-serif">'
    '<div style="position:absolute;left:0;width:60px">永</div>'
    '<div style="position:absolute;left:60px;width:60px">好</div>'
)


async def shows_chinese(browser: Browser) -> bool:
    """Draw two characters: without a font both become the same box. Raises PictureError."""
    async with browser.visit(html=_GLYPHS, width=2 * _SIDE, height=_SIDE, scale=1) as visit:
        first = await visit.shoot(x=0, y=0, width=_SIDE, height=_SIDE)
        second = await visit.shoot(x=_SIDE, y=0, width=_SIDE, height=_SIDE)
    return first != second
