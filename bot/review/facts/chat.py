"""What a note only says to its reader: 希望对大家有帮助, 评论区见, 今天带大家看看. It tells nothing of the article."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from bot.review.facts.text import Text
from bot.review.facts.vocabulary import chat, masked

CHAT: Final = chat()
"""What is only said to the reader."""


class Told(Text):
    """A note's text as far as it tells something: what is only said to the reader is blanked out."""

    @cached_property
    def plain(self) -> str:
        """The text, folded sign for sign."""
        return masked(super().plain, CHAT)
