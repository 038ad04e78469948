"""What a chat shows of the versions of a note that the fakes wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.telegram import Message, Transcript, User


def version(number: int, page: str = "") -> Callable[[Transcript], Message | None]:
    """The finished note of this version, its pager saying `page`."""
    return lambda chat: next(
        (
            one
            for one in chat
            if f"第{number}版" in one.text and one.marked("pre") and (page in one.button_texts if page else one.buttons)
        ),
        None,
    )


async def written(person: User) -> Message:
    """Send a link and wait for its note."""
    await person.send("https://example.org/chips")
    return await person.chat.wait(version(1))
