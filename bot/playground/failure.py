"""What the Bot API answers when it says no, in Telegram's own words."""

from __future__ import annotations

from typing import Any


class Failure(Exception):
    """A refusal: the HTTP status, Telegram's description, and parameters such as retry_after (seconds)."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        """Keep the three."""
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    @property
    def wire(self) -> dict[str, Any]:
        """The answer's body."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str) -> Failure:
    """Build the 400 of a reason."""
    return Failure(400, f"Bad Request: {reason}")


def album_refused(place: int, failure: Failure) -> Failure:
    """Build the 400 of an album whose message number `place` (from 1) met this failure, a flood included."""
    words = failure.description.removeprefix("Bad Request: ")
    return bad_request(f'failed to send message #{place} with the error message "{words}"')


def flooded(seconds: int) -> Failure:
    """Build the 429 that asks for a pause."""
    return Failure(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
