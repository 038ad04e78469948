"""What comes back from an endpoint, chunk by chunk, and what its failures mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import openai

from bot.errors import (
    ModelGarbled,
    ModelLimited,
    ModelMisconfigured,
    ModelRefused,
    ModelUnauthorized,
    ModelUnreachable,
    WriteError,
)
from bot.models import Usage

if TYPE_CHECKING:
    from collections.abc import Iterable

REPLY_LIMIT: Final = 40_000
"""Most characters of a reply; a note has about 1,500, but some models think aloud before it."""
_REASONING_LIMIT: Final = 400_000
_TRIES: Final = 3
_TRIES_WHILE_LOADING: Final = 7
"""A local server answers 503 for up to 30 s while it loads the model: 0.5 + 1 + … + 16 s."""
_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 60.0

_FILTERED: Final = ("content_filter", "content_policy", "content_management", "data_inspection_failed", "sensitive")
_NO_MONEY: Final = ("insufficient_quota", "insufficient_balance", "billing", "arrear")
_LATER: Final = frozenset({408, 409, 425})


class Retry(Exception):
    """The answer is no whole note; `failure` is what to raise when nothing better comes."""

    def __init__(self, failure: WriteError) -> None:
        """Keep the failure."""
        super().__init__(str(failure))
        self.failure = failure


@dataclass(slots=True)
class Answer:
    """One streamed answer; providers put anything anywhere, so nothing is trusted to have its type."""

    text: str = ""
    refusal: str = ""
    reasoning: int = 0
    chunks: int = 0
    finish: str = ""
    content_type: str = ""
    counted: Any = None

    @property
    def thinking(self) -> bool:
        """Whether there is reasoning and no text yet."""
        return bool(self.reasoning) and not self.text

    def take(self, chunk: object) -> None:
        """Add a chunk. Raises Retry over the limits."""
        self.chunks += 1
        self.counted = getattr(chunk, "usage", None) or self.counted
        choices = getattr(chunk, "choices", None)
        if not isinstance(choices, list) or not choices:
            return
        self.finish = _text(choices[0], "finish_reason") or self.finish
        delta = getattr(choices[0], "delta", None)
        self.text += _text(delta, "content")
        self.refusal += _text(delta, "refusal")
        self.reasoning += len(_text(delta, "reasoning_content") or _text(delta, "reasoning"))
        if len(self.text) + len(self.refusal) > REPLY_LIMIT or self.reasoning > _REASONING_LIMIT:
            raise Retry(ModelGarbled("a reply without end"))

    def check(self) -> None:
        """Raise unless the stream came to its proper end: Retry, or ModelRefused."""
        if self.finish == "content_filter" or self.refusal:
            raise ModelRefused(self.finish or "refusal")
        if not self.chunks and "event-stream" not in self.content_type:
            raise Retry(ModelMisconfigured(f"no stream but {self.content_type[:60] or 'nothing'}"))
        if self.finish in {"", "length"}:
            raise Retry(ModelGarbled("cut off" if self.finish else "the stream broke off"))

    def usage(self, model: str) -> Usage:
        """Count what this request cost; OpenAI and DeepSeek name cached tokens differently."""
        details = getattr(self.counted, "prompt_tokens_details", None)
        return Usage(
            model=model,
            requests=1,
            prompt_tokens=_number(self.counted, "prompt_tokens"),
            completion_tokens=_number(self.counted, "completion_tokens"),
            cached_tokens=_number(details, "cached_tokens") or _number(self.counted, "prompt_cache_hit_tokens"),
        )


def named(error: Exception, parameters: Iterable[str]) -> str:
    """Return the parameter that a 400 (FastAPI servers: 422) complains about, "" if none."""
    if not isinstance(error, openai.BadRequestError | openai.UnprocessableEntityError):
        return ""
    said = f"{error.param} {error.message} {'stream_options' if 'include_usage' in error.message else ''}"
    return next((name for name in parameters if name in said), "")


def explained(error: Exception, *, failures: int, secret: str) -> float:
    """Return the seconds to wait before trying again, or raise the WriteError that `error` means.

    The SDK's error is not chained: its text is the endpoint's, which may repeat the key or the article.
    """
    failure, tries = _meaning(error, secret)
    if failures >= tries:
        raise failure from None
    if isinstance(error, Retry):
        return 0  # it answers, only not well: waiting would not help
    return min(_asked_pause(error, usual=_PAUSE * 2.0 ** (failures - 1)), _LONGEST_PAUSE)


def _meaning(error: Exception, secret: str) -> tuple[WriteError, int]:
    """Return what a failure means, and how many tries it is worth."""
    if isinstance(error, Retry):
        return error.failure, _TRIES
    if not isinstance(error, openai.APIError):
        return ModelGarbled(type(error).__name__), _TRIES
    status = error.status_code if isinstance(error, openai.APIStatusError) else 0
    fact = f"HTTP {status}" if status else type(error).__name__
    if error.code:
        fact += f" {error.code.replace(secret, '…')[:60]}"
    hints = f"{error.code} {error.type} {error.message}".casefold()
    if any(word in hints for word in _FILTERED) and status in {0, 400, 403, 422}:
        return ModelRefused(fact), 1
    if status == 402 or any(word in hints for word in _NO_MONEY):  # noqa: PLR2004 - Payment Required
        return ModelLimited(fact), 1
    return _by_status(status, hints)(fact), _tries(status)


def _by_status(status: int, hints: str) -> type[WriteError]:
    if status in {401, 403}:
        return ModelUnauthorized
    if status == 429 or (not status and "rate_limit" in hints):  # noqa: PLR2004 - Too Many Requests
        return ModelLimited
    if 300 <= status < 500 and status not in _LATER:  # noqa: PLR2004 - the request's own fault
        return ModelMisconfigured
    return ModelUnreachable


def _tries(status: int) -> int:
    if status == 503:  # noqa: PLR2004 - Service Unavailable
        return _TRIES_WHILE_LOADING
    return 1 if 300 <= status < 500 and status not in _LATER | {429} else _TRIES  # noqa: PLR2004 - the request's fault


def _asked_pause(error: Exception, *, usual: float) -> float:
    """Return the seconds that the endpoint asks to wait, if it says."""
    said = error.response.headers.get("retry-after", "") if isinstance(error, openai.APIStatusError) else ""
    try:
        return max(float(said), 0)
    except ValueError:  # nothing, or a date
        return usual


def _text(holder: object, name: str) -> str:
    value = getattr(holder, name, None)
    return value if isinstance(value, str) else ""


def _number(holder: object, name: str) -> int:
    value = getattr(holder, name, None)
    return max(value, 0) if isinstance(value, int) else 0
