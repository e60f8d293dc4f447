"""Killed at any moment, the index opens, agrees with itself, keeps what was committed, shows nothing half-done, and the next run ends the work.

Prints a table of outcomes. CRASH_MOMENTS sets how many random moments there are (200), CRASH_SEED which.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

from tests.crash.bench import Bench
from tests.crash.work import PHASES

MOMENTS = int(os.environ.get("CRASH_MOMENTS", "200"))
SEED = int(os.environ.get("CRASH_SEED", "10"))
POINTS = max(1, MOMENTS // 4 // len(PHASES))  # named points of each phase, besides

Moment = TypeVar("Moment", int, float)


@pytest.mark.slow
def test_killed_at_random_moments(benches: dict[str, Bench], capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(SEED)
    rows: list[tuple[str, int, str, Counter[str]]] = []
    wrong: list[str] = []
    for number, bench in enumerate(benches.values()):
        moments = MOMENTS // len(benches) + (number < MOMENTS % len(benches))
        # One in each equal part of the work, so that they are spread over the whole.
        times = [bench.course.seconds * (part + chance.random()) / moments for part in range(moments)]
        stages, found = _all(times, lambda seconds, bench=bench: bench.killed(seconds=seconds))  # type: ignore[misc]
        wrong += [f"{bench.phase.name} at {at:.4f} s of {bench.course.seconds:.4f}: {sentence}" for at, sentence in found]
        rows.append((bench.phase.name, moments, f"{bench.course.seconds:.2f} s", stages))
    with capsys.disabled():
        _print(f"killed at random moments (seed {SEED})", rows)
    assert wrong == []
    assert sum(stages["behind"] for *_, stages in rows), "no kill fell between the catalogue and what is derived from it"


@pytest.mark.slow
def test_killed_before_and_after_calls_that_change_files(benches: dict[str, Bench], capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(SEED + 1)
    rows: list[tuple[str, int, str, Counter[str]]] = []
    wrong: list[str] = []
    for bench in benches.values():
        steps = sorted(chance.sample(range(1, bench.course.steps + 1), min(POINTS, bench.course.steps)))
        stages, found = _all(steps, lambda step, bench=bench: bench.killed(step=step))  # type: ignore[misc]
        wrong += [f"{bench.phase.name} at call {at} of {bench.course.steps}: {sentence}" for at, sentence in found]
        rows.append((bench.phase.name, stages.total(), f"{bench.course.steps} calls", stages))
    with capsys.disabled():
        _print(f"killed at calls that change files (seed {SEED + 1})", rows)
    assert wrong == []


def _all(moments: Sequence[Moment], killed: Callable[[Moment], tuple[str, list[str]]]) -> tuple[Counter[str], list[tuple[Moment, str]]]:
    """How far the runs had come, and what is wrong at which moment; four trials at a time."""
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(killed, moments))
    return Counter(stage for stage, _ in found), [(at, w) for at, (_, wrong) in zip(moments, found, strict=True) for w in wrong]


def _print(title: str, rows: list[tuple[str, int, str, Counter[str]]]) -> None:
    print(
        f"\n{title}\n{'phase':10} {'kills':>5} {'of':>10}  {'no index yet':>12} {'derived behind':>14} {'all current':>11} {'had ended':>9}"
    )
    for name, kills, of, stages in rows:
        print(f"{name:10} {kills:5} {of:>10}  {stages['nothing']:12} {stages['behind']:14} {stages['whole']:11} {stages['ended']:9}")
