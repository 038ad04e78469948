"""Prints how well the review tells corrupted notes from faithful ones: by field, by kind, and in milliseconds."""

from __future__ import annotations

import statistics
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[2])

from bot.models import Severity
from bot.review import review
from bot.review.facts import facts
from tests.quality.corpus import cases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.models import Finding, Note
    from tests.quality.corpus import Case

RECALL_LEAST = 0.90
HARDER_LEAST = 0.70
"""Of whole sentences that are wrong, which are harder to tell than a changed word."""
FREELY_LEAST = 0.50
"""… of notes that retell an article freely: relations that no word betrays are beyond it."""
FREELY_FALSE_MOST = 0.10
"""… and honest ones among them that are accused all the same: most work numbers out, or say all in other words."""
PLAINLY_LEAST = 0.62
PLAINLY_FALSE_MOST = 0.18
"""The same of notes in the manner of small models: rows, emoji, sentences cut short, calls to the reader."""
FALSE_MOST = 0.05
REALLY_LEAST = 0.70
"""… of notes that a small model really wrote: where it does not copy, it joins what does not belong together."""
FOLDERS = ("corpus", "harder", "freely", "plainly", "really")


@dataclass(slots=True)
class Score:
    """What was counted over some cases: a corrupted note is caught by a finding that is repaired and meets its span."""

    caught: int = 0
    warned: int = 0
    corrupted: int = 0
    false: int = 0
    faithful: int = 0
    warnings: int = 0

    @property
    def recall(self) -> float:
        return self.caught / self.corrupted if self.corrupted else 1.0

    @property
    def false_alarms(self) -> float:
        return self.false / self.faithful if self.faithful else 0.0


def scored(chosen: Iterable[Case]) -> Score:
    score = Score()
    for case in chosen:
        found = _found(case)
        if not case.kind:
            score.faithful += 1
            score.false += any(one.severity is not Severity.WARN for one in found)
            score.warnings += sum(one.severity is Severity.WARN for one in found)
            continue
        met = [one for one in found if any(_meets(one, span, case.note) for span in case.spans)]
        sure = any(one.severity is not Severity.WARN for one in met)
        score.corrupted += 1
        score.caught += sure
        score.warned += bool(met) and not sure
    return score


@cache
def _found(case: Case) -> tuple[Finding, ...]:
    """Judge a case once, however many groups it is counted in."""
    return facts(case.note, case.article)


def _meets(finding: Finding, span: str, note: Note) -> bool:
    text = "\n".join((note.title, note.body, *note.topics))
    start, other = text.find(finding.span), text.find(span)
    return min(start, other) >= 0 and start < other + len(span) and other < start + len(finding.span)


def main() -> None:
    for folder in FOLDERS:
        every = cases(folder)
        groups: dict[str, list[Case]] = defaultdict(list)
        for case in every:
            groups[case.field].append(case)
        for case in every:
            if case.kind:
                groups[f"  {case.kind}"].append(case)
        _say(f"\n{folder:<18}{'caught':>12}{'warned':>8}{'false':>10}{'warnings':>10}")
        for name, group in (*groups.items(), ("all", every)):
            one = scored(group)
            caught, false = f"{one.caught}/{one.corrupted}", f"{one.false}/{one.faithful}"
            _say(f"{name:<18}{caught:>12}{one.warned:>8}{false:>10}{one.warnings:>10}")
    _say(f"\nreview: {_milliseconds():.1f} ms a note (median)")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _milliseconds() -> float:
    """Time one note on each article."""
    taken = []
    for case in {case.article: case for case in cases("corpus")}.values():
        started = time.perf_counter()
        review(case.note, case.article)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
