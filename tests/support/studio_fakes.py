"""Working parts for the studio's own tests: a writer that follows a script, a rule to break and a mender for it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.models import Finding, Note, Severity, Usage, Written

if TYPE_CHECKING:
    from bot.models import Article, Brief, Report

FORBIDDEN = "禁词"
DOUBTFUL = "存疑"


def written(body: str, *, tokens: int | None = 10, title: str = "标题") -> Written:
    """Make a model's answer; without tokens, one of an endpoint that counts nothing."""
    usage = None if tokens is None else Usage(model="fake", requests=1, prompt_tokens=tokens)
    return Written(note=Note(title=title, body=body), writer="model", usage=usage)


@dataclass
class ScriptedWriter:
    """Hands out its answers in order, raising those that are errors, and remembers what it was asked."""

    answers: list[Written | Exception]
    briefs: list[Brief] = field(default_factory=list)

    async def write(self, brief: Brief, *, report: Report) -> Written:  # noqa: ARG002 - tells nothing while it writes
        self.briefs.append(brief)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def one_rule(note: Note, _article: Article, **_: bool) -> tuple[Finding, ...]:
    """Forbid one word, each time it occurs, and doubt another; a note without a body is blocked."""
    found = [Finding(check="wording", severity=Severity.REPAIR, span=FORBIDDEN, message="不可以")] * note.body.count(
        FORBIDDEN
    )
    if DOUBTFUL in note.body:
        found.append(Finding(check="wording", severity=Severity.WARN, span=DOUBTFUL, message="请留意"))
    if not note.body:
        found.append(Finding(check="limits", severity=Severity.BLOCK, span="", message="缺少正文"))
    return tuple(found)


def nothing_lost(_brief: Brief, _note: Note) -> tuple[Finding, ...]:
    """Miss nothing."""
    return ()


def without_spans(note: Note, findings: tuple[Finding, ...]) -> Note:
    """Delete what the findings name."""
    for found in findings:
        note = replace(note, body=note.body.replace(found.span, ""))
    return note
