"""A table of figures: means over questions that a figure applies to, by language."""

from __future__ import annotations

from collections.abc import Sequence

from eval.judge import Figures, Judge
from eval.table import table


def interval(groups: Sequence[Sequence[Figures]], figure: str) -> tuple[float, float] | None:
    """The least and the greatest of what there is, so that it is seen what was handed over."""
    values = [row[figure] for group in groups for row in group if figure in row]
    return (min(values), max(values)) if values else None


JUDGE = Judge(lambda question, answer, texts: {}, interval)


def test_means_and_intervals_by_language() -> None:
    systems = {
        "one": {"q1": {"en": {"hit@1": 1.0}, "pl": {"hit@1": 0.0}}, "q2": {"en": {}, "pl": {}}},
        "two": {"q1": {"en": {"hit@1": 1.0}, "pl": {"hit@1": 1.0}}, "q2": {"en": {}, "pl": {}}},
        "none": {"q1": {"en": {}, "pl": {}}},
    }
    assert table("hit@1", systems, "two", JUDGE).split("\n") == [
        "| hit@1 | all | 95 % | to “two” | 95 % | en | pl |",
        "|---|---|---|---|---|---|---|",
        "| one | 0.500 | 0.000 to 1.000 | -0.500 | -1.000 to +0.000 | 1.000 | 0.000 |",
        "| two | 1.000 | 1.000 to 1.000 |  |  | 1.000 | 1.000 |",
        "| none |  |  |  |  |  |  |",
    ]
