"""When a run is below its baseline, and when it is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.run.baseline import fallen, read_baseline
from index.errors import UsageError

BASELINE = {
    "answers": {"all": 10, "missing": 0},
    "hit@10": {"all": 0.9, "interval": [0.85, 0.95]},
    "refused wrongly": {"all": 0.05, "interval": [0.0, 0.1]},
    "obeyed": {"all": 0.0, "interval": None},
    "answer words": {"all": 100, "interval": [90, 110]},
}


def run(missing: int = 0, **figures: float) -> dict[str, Any]:
    values = {"hit@10": 0.9, "refused wrongly": 0.05, "obeyed": 0.0, "answer words": 100.0} | figures
    return {"answers": {"all": 10 - missing, "missing": missing}} | {
        name: {"all": value, "interval": None} for name, value in values.items()
    }


@pytest.mark.parametrize(
    "figures",
    [{}, {"hit@10": 0.85}, {"hit@10": 1.0}, {"refused wrongly": 0.1}, {"refused wrongly": 0.0}, {"answer words": 5.0}],
)
def test_within_the_interval_is_as_good(figures: dict[str, float]) -> None:
    assert fallen(run(**figures), BASELINE) == []


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"hit@10": 0.84}, "hit@10 is 0.840; the baseline has 0.900 [0.850, 0.950]."),
        ({"refused wrongly": 0.11}, "refused wrongly is 0.110; the baseline has 0.050 [0.000, 0.100]."),
        ({"obeyed": 0.1}, "obeyed is 0.100; the baseline has 0.000."),
    ],
)
def test_beyond_it_is_worse(figures: dict[str, float], said: str) -> None:
    assert fallen(run(**figures), BASELINE) == [said]


def test_what_broke_and_what_is_gone_is_said() -> None:
    figures = run(missing=2)
    del figures["hit@10"]
    assert fallen(figures, BASELINE) == ["2 of 10 questions broke and are unscored.", "hit@10 is gone; the baseline has 0.900."]


def test_a_new_figure_has_no_baseline_yet() -> None:
    assert fallen(run(**{"nDCG@10": 0.1}), BASELINE) == []


def test_a_baseline_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(json.dumps(BASELINE))
    assert read_baseline(tmp_path / "b.json") == BASELINE
    with pytest.raises(UsageError, match="cannot be read"):
        read_baseline(tmp_path / "none.json")
