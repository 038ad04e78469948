"""Asks a language model for the note, streaming: the home of openai (its import takes about a second)."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import openai

from bot import figures
from bot.errors import ModelGarbled, ModelRefused, ModelTooSlow
from bot.models import Progress, Step, Usage, Written, silent
from bot.note import echo, form, keywords, lessons, opinion, orders, reply
from bot.note.answers import Answer, Retry, explained, named
from bot.note.prompt import hearing, judging, learning, messages
from bot.note.wishes import interpretation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.models import Article, Brief, Finding, Meaning, Note, Report, Tone, Version

log = logging.getLogger(__name__)

_ADDRESS: Final = "https://api.openai.com/v1"
_HEARING: Final = 20.0
"""Seconds in which a model is to say what somebody means: they wait for a note behind it."""
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
        answer, usage = await self._within_time(asked, partial(_whole_note, brief=brief), report)
        note = reply.read(answer)
        assert note is not None  # noqa: S101 - `_whole_note` looked
        note = echo.without(note, brief)
        article, kept_back = orders.removed(brief.article)
        return Written(
            note=replace(note, body=form.sourced(form.aired(note.body), article), topics=_topics(note, brief)),
            writer="model",
            titles=echo.offered(reply.titles(answer), brief),
            findings=orders.told(kept_back),
            usage=usage,
        )

    async def judge(self, note: Note, article: Article) -> tuple[tuple[Finding, ...], Usage]:
        """Ask what in a note the article does not say; an opinion, as good as the model. Raises WriteError."""
        answer, usage = await self._within_time(judging(note, article), Answer.check, silent)
        return opinion.read(answer, note), usage

    async def learn(self, posts: Sequence[str], ours: Note | None = None) -> tuple[str, ...]:
        """Ask how the author of these posts writes, a sentence for each habit. Raises WriteError."""
        answer, _ = await self._within_time(learning(posts, ours), Answer.check, silent)
        return lessons.read(answer)

    async def interpret(self, words: str, version: Version) -> tuple[Meaning | None, Usage]:
        """Ask what words mean that were said of a note; None where the answer does not tell. Raises WriteError."""
        seconds = min(self._deadline, _HEARING)
        answer, usage = await self._within_time(hearing(words, self._tones), Answer.check, silent, seconds=seconds)
        return interpretation.read(answer, words, tones=self._tones, version=version), usage

    async def _within_time(
        self, asked: list[dict[str, str]], check: Callable[[Answer], None], report: Report, *, seconds: float = 0
    ) -> tuple[str, Usage]:
        seconds = seconds or self._deadline
        try:
            async with asyncio.timeout(seconds):
                return await self._insist(asked, check, report)
        except TimeoutError:
            raise ModelTooSlow(f"{seconds:g} s") from None

    async def _insist(
        self, asked: list[dict[str, str]], check: Callable[[Answer], None], report: Report
    ) -> tuple[str, Usage]:
        """Ask until an answer passes `check`, as often as each kind of failure allows."""
        usage = Usage(model=self._model)
        failures = 0
        while True:
            answer = Answer()
            try:
                await self._ask(asked, answer, report)
                check(answer)
                return answer.text, usage + answer.usage(self._model)
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

    async def _ask(self, asked: list[dict[str, str]], answer: Answer, report: Report) -> None:
        """Send one request and read its stream to the end. Raises Retry where it runs away."""
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


def _topics(note: Note, brief: Brief) -> tuple[str, ...]:
    """Return a note's topics; those that a model forgot are the article's, and in a repair those that were there."""
    if brief.base is None:
        return keywords.filled(note.topics, orders.removed(brief.article)[0])
    return brief.base.topics if brief.findings and not note.topics else note.topics


def _whole_note(answer: Answer, *, brief: Brief) -> None:
    """Raise Retry, ModelRefused unless there is a note in a finished answer, in words other than the prompt's."""
    answer.check()
    note = reply.read(answer.text)
    if note is None:
        raise ModelRefused("the model declined") if reply.refuses(answer.text) else Retry(ModelGarbled("no note"))
    if echo.is_mostly(note, brief):
        raise Retry(ModelGarbled("the rules in place of a note"))
