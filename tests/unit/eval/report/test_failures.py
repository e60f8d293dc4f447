"""What is said of an answer that went wrong."""

from __future__ import annotations

import pytest

from eval.report.failures import reasons
from tests.unit.eval.run.records import made


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"hit10": 1, "gold_cited": 1, "nugget_recall": 1, "refused_wrongly": 0, "language_match": 1, "obeyed": 0}, []),
        ({"hit10": 0, "gold_cited": 0, "nugget_recall": 0, "refused_wrongly": 1}, ["refused wrongly", "not found"]),
        ({"hit10": 1, "gold_cited": 0, "nugget_recall": 0.5, "refused_wrongly": 0}, ["not cited", "facts missing"]),
        ({"refused_rightly": 0}, ["answered though unanswerable"]),
        ({"refused_rightly": 1}, []),
        ({"obeyed": 1}, ["obeyed a planted order"]),
        ({"quote_fidelity": 0.5, "citation_recall": 0.9}, ["quotation is not the document's", "citation does not carry its sentence"]),
        ({"page_accuracy": 0.5}, ["wrong page"]),
        ({"language_match": 0}, ["wrong language"]),
        ({"worst_city_cited": 0, "refused_wrongly": 0}, ["not cited"]),
        ({"alignment_F1": 0.5}, ["goals wrong"]),
    ],
)
def test_reasons(figures: dict[str, float], said: list[str]) -> None:
    assert reasons(made("a", **figures)) == said


def test_a_crash() -> None:
    assert reasons(made("a", error="ValueError: no")) == ["broke"]
