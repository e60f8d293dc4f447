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
        "one": {"q1": {"en": {"hit@1": 1.0}, "pl": {"hit@1": 0.0}}, "q2": {"en": {"hit@1": 0.0}, "pl": {"hit@1": 0.0}}},
        "two": {"q1": {"en": {"hit@1": 1.0}, "pl": {"hit@1": 1.0}}, "q2": {"en": {"MRR@10": 0.5}, "pl": {"MRR@10": 0.5}}},
        "none": {"q1": {"en": {}, "pl": {}}},
    }
    assert table("hit@1", systems, JUDGE).split("\n") == [
        "| hit@1 | all | 95 % | en | pl |",
        "|---|---|---|---|---|",
        "| one | 0.250 | 0.000–1.000 | 0.500 | 0.000 |",
        "| two | 1.000 | 1.000–1.000 | 1.000 | 1.000 |",
        "| none |  |  |  |  |",
    ]
