from __future__ import annotations

import math
from typing import TYPE_CHECKING, NoReturn

from prometheus_client.parser import text_string_to_metric_families

from bot import figures
from bot.models import Usage

if TYPE_CHECKING:
    import pytest


def seen() -> dict[tuple[str, str], float]:
    """Every figure now, by its name and the values of its labels."""
    body, content_type = figures.exposition()
    assert content_type.startswith("text/plain")
    return {
        (sample.name, " ".join(sorted(sample.labels.values()))): sample.value
        for family in text_string_to_metric_families(body.decode())
        for sample in family.samples
    }


def test_what_happened_is_counted_under_its_name() -> None:
    before = seen()
    figures.job_ended("compose", "delivered")
    figures.job_ended("compose", "delivered")
    figures.job_ended("rewrite", "cancelled")
    figures.sent("sendMediaGroup", "ok")
    figures.flooded()
    now = seen()
    grown = {name: value - before.get(name, 0) for name, value in now.items() if name[0].endswith("_total")}
    assert {name: value for name, value in grown.items() if value and name[0].startswith("xiaogao_")} == {
        ("xiaogao_jobs_total", "compose delivered"): 2,
        ("xiaogao_jobs_total", "cancelled rewrite"): 1,
        ("xiaogao_sends_total", "ok sendMediaGroup"): 1,
        ("xiaogao_floods_total", ""): 1,
    }


def test_a_steps_seconds_are_a_distribution() -> None:
    figures.step_took("test", 0.2)
    figures.step_took("test", 12)
    now = seen()
    assert now["xiaogao_step_seconds_count", "test"] == 2
    assert now["xiaogao_step_seconds_bucket", "0.25 test"] == 1
    assert now["xiaogao_step_seconds_bucket", "20.0 test"] == 2


def test_the_models_tokens_are_counted_by_kind() -> None:
    usage = Usage(model="m-figures", requests=2, prompt_tokens=100, completion_tokens=30, cached_tokens=80)
    figures.tokens_spent(usage)
    figures.tokens_spent(usage)
    now = seen()
    assert now["xiaogao_model_requests_total", "m-figures"] == 4
    assert now["xiaogao_model_tokens_total", "m-figures prompt"] == 200
    assert now["xiaogao_model_tokens_total", "cached m-figures"] == 160
    assert now["xiaogao_model_tokens_total", "completion m-figures"] == 60


def test_the_depth_of_the_queue_is_asked_for_at_each_look() -> None:
    queue = ["a", "b"]
    figures.jobs_waiting(lambda: len(queue))
    assert seen()["xiaogao_jobs_waiting", ""] == 2
    queue.clear()
    assert seen()["xiaogao_jobs_waiting", ""] == 0


def test_a_queue_that_cannot_be_asked_hides_no_other_figure(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> NoReturn:
        raise ConnectionError("the database is away")

    figures.jobs_waiting(broken)
    now = seen()
    assert math.isnan(now["xiaogao_jobs_waiting", ""])
    assert now["process_resident_memory_bytes", ""] > 0
    assert "the database is away" in caplog.text
