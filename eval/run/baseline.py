"""Whether a run is as good as the committed one. A baseline is the figures.json of a run that was accepted; knows no more of it than that.

It is changed by a commit with its reason in eval/LOG.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.run.summary import BY_NAME, HEADLINE
from index.errors import UsageError

Figures = Mapping[str, Any]


def read_baseline(path: Path) -> Figures:
    """The figures of the accepted run."""
    try:
        found: Figures = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as problem:
        raise UsageError(f"The baseline {path} cannot be read ({problem}): give the figures.json of a run that was accepted.") from problem
    return found


def fallen(figures: Figures, baseline: Figures) -> list[str]:
    """A sentence for each headline figure that is worse than its baseline by more than the baseline's interval, or that is gone, and for
    questions that broke.
    """
    found = []
    if missing := figures["answers"]["missing"]:
        found.append(f"{missing} of {figures['answers']['all'] + missing} questions broke and are unscored.")
    for name in HEADLINE:
        if name not in baseline:
            continue
        if name not in figures:
            found.append(f"{name} is gone; the baseline has {baseline[name]['all']:.3f}.")
        elif _worse(name, figures[name]["all"], baseline[name]):
            found.append(_sentence(name, figures[name]["all"], baseline[name]))
    return found


def _worse(name: str, value: float, then: Mapping[str, Any]) -> bool:
    """Beyond the far end of the interval; beyond the value itself where there were too few questions for one."""
    low, high = map(float, then["interval"] or (then["all"], then["all"]))
    better = BY_NAME[name].better
    return value < low - 1e-9 if better > 0 else value > high + 1e-9


def _sentence(name: str, value: float, then: Mapping[str, Any]) -> str:
    span = then["interval"]
    interval = f" [{span[0]:.3f}, {span[1]:.3f}]" if span else ""
    return f"{name} is {value:.3f}; the baseline has {then['all']:.3f}{interval}."
