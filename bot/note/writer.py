"""Asks a language model for the note, streaming: the home of openai (its import takes about a second)."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

import openai

from bot import figures
from bot.errors import ModelGarbled, ModelRefused, ModelTooSlow
from bot.models import Progress, Step, Usage, Written
from bot.note import reply
from bot.note.answers import Answer, Retry, explained, named
from bot.note.prompt import messages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.models import Brief, Note, Report, Tone

log = logging.getLogger(__name__)

_ADDRESS: Final = "https://api.openai.com/v1"
_STEP: Final = 16
"""Characters of reply between two looks at it, and the share of it: a long one is looked at more seldom."""


class ModelWriter:
    """Writes with any OpenAI-compatible endpoint; the plainest request, and nothing kept between notes but that."""

    def __init__(
        self,
        *,
        api_key: str,
        base_url: str | None,
        model: str,
        extra_body: Mapping[str, Any],
        deadline: float,
        tones: Mapping[str, Tone],
    ) -> None:
        """Take the endpoint and the total `deadline` in seconds for one note; connects to nothing."""
        self._model = model
        self._deadline = deadline
        self._tones = tones
        self._secret = api_key
        # Retries are ours: the SDK would repeat an exhausted quota, and repeats nothing once a stream began.
        self._client = openai.AsyncOpenAI(
            api_key=api_key, base_url=base_url or _ADDRESS, max_retries=0, timeout=openai.Timeout(deadline, connect=10)
        )
        self._extra: dict[str, Any] = {"stream_options": {"include_usage": True}, **extra_body}

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def write(self, brief: Brief, *, report: Report) -> Written:
        """Write one note, telling how it grows. Raises WriteError; no message holds the key or the article."""
        asked = messages(brief, self._tones)
        try:
            async with asyncio.timeout(self._deadline):
                return await self._insist(asked, report)
        except TimeoutError:
            raise ModelTooSlow(f"{self._deadline:g} s") from None

    async def _insist(self, asked: list[dict[str, str]], report: Report) -> Written:
        """Ask until a whole note comes, as often as each kind of failure allows."""
        usage = Usage(model=self._model)
        failures = 0
        while True:
            answer = Answer()
            try:
                note = await self._ask(asked, answer, report)
                return Written(note=note, writer="model", usage=usage + answer.usage(self._model))
            except (openai.OpenAIError, ValueError, Retry) as error:
                usage += answer.usage(self._model)
                if self._dropped(error):
                    continue
                failures += 1
                pause = explained(error, failures=failures, secret=self._secret)
                log.info("asking the model again, %d: %s", failures, type(error).__name__)
            finally:  # also where the deadline ends it
                figures.tokens_spent(answer.usage(self._model))
            await asyncio.sleep(pause)

    async def _ask(self, asked: list[dict[str, str]], answer: Answer, report: Report) -> Note:
        """Send one request and read its stream to the end. Raises Retry where the answer is no whole note."""
        stream: Any = await self._client.chat.completions.create(
            model=self._model,
            messages=asked,  # type: ignore[arg-type] # plain dicts of role and content
            stream=True,
            extra_body=self._extra,
        )
        async with stream:
            shown, looked = Progress(step=Step.WRITE), 0
            async for chunk in stream:
                answer.take(chunk)
                if answer.thinking or len(answer.text) - looked >= max(_STEP, looked // _STEP):
                    looked = len(answer.text)
                    shown = await _told(answer, shown, report)
            answer.content_type = stream.response.headers.get("content-type", "")
        return _noted(answer)

    def _dropped(self, error: Exception) -> bool:
        """Leave out for good the optional parameter that a 400 names."""
        name = named(error, self._extra)
        if name:
            log.info("the endpoint does not take %s", name)
            del self._extra[name]
        return bool(name)


async def _told(answer: Answer, shown: Progress, report: Report) -> Progress:
    """Report what can be seen by now, if it changed."""
    title, body = reply.seen(answer.text)
    thinking = not body and (answer.thinking or reply.thinks(answer.text))
    now = Progress(step=Step.WRITE, title=title, body=body, thinking=thinking)
    if now != shown:
        await report(now)
    return now


def _noted(answer: Answer) -> Note:
    """Take the note out of a finished answer. Raises Retry, ModelRefused."""
    answer.check()
    note = reply.read(answer.text)
    if note is None and reply.refuses(answer.text):
        raise ModelRefused("the model declined")
    if note is None:
        raise Retry(ModelGarbled("no note in the reply"))
    return note
