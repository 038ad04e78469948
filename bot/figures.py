"""The figures that are seen from outside: what happened, counted. The home of prometheus-client.

They are of this process, from its start. Labels come from small fixed sets, never from what people send.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.models import Usage

log = logging.getLogger(__name__)

disable_created_metrics()  # type: ignore[no-untyped-call] # else each figure has the time of its beginning beside it
_registry = CollectorRegistry()
ProcessCollector(registry=_registry)
_jobs = Counter("xiaogao_jobs", "Jobs that ended.", ["kind", "outcome"], registry=_registry)
_steps = Histogram(
    "xiaogao_step_seconds",
    "Seconds that a step of a job took.",
    ["step"],
    buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320),
    registry=_registry,
)
_waiting = Gauge("xiaogao_jobs_waiting", "Jobs that are queued and not yet begun.", registry=_registry)
_requests = Counter("xiaogao_model_requests", "Requests to the model.", ["model"], registry=_registry)
_tokens = Counter(
    "xiaogao_model_tokens",
    'Tokens as the model counted them; "cached" ones are also among "prompt".',
    ["model", "kind"],
    registry=_registry,
)
_sends = Counter("xiaogao_sends", "Calls of the Bot API that send or edit.", ["method", "outcome"], registry=_registry)
_floods = Counter("xiaogao_floods", "Times that Telegram told the bot to wait.", registry=_registry)


def job_ended(kind: str, outcome: str) -> None:
    """Count a job that is over, such as "compose", "delivered"."""
    _jobs.labels(kind, outcome).inc()


def step_took(step: str, seconds: float) -> None:
    """Note how long one step of a job took, whether it succeeded or not."""
    _steps.labels(step).observe(seconds)


def jobs_waiting(count: Callable[[], float]) -> None:
    """Ask `count` for the depth of the queue, each time that somebody looks; in a thread, so it may block."""

    def asked() -> float:
        try:
            return count()
        except Exception:
            log.exception("the depth of the queue is unknown")
            return float("nan")  # the other figures are shown all the same

    _waiting.set_function(asked)


def tokens_spent(usage: Usage) -> None:
    """Add up what one or more requests to the model cost."""
    _requests.labels(usage.model).inc(usage.requests)
    _tokens.labels(usage.model, "prompt").inc(usage.prompt_tokens)
    _tokens.labels(usage.model, "cached").inc(usage.cached_tokens)
    _tokens.labels(usage.model, "completion").inc(usage.completion_tokens)


def sent(method: str, outcome: str) -> None:
    """Count a call of the Bot API that sends or edits, such as "editMessageText", "ok"."""
    _sends.labels(method, outcome).inc()


def flooded() -> None:
    """Count one time that Telegram told the bot to wait."""
    _floods.inc()


def exposition() -> tuple[bytes, str]:
    """Write all figures in Prometheus' text format; also return its content type. May block, so call it in a thread."""
    return generate_latest(_registry), CONTENT_TYPE_LATEST
