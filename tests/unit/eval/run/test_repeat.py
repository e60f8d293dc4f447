"""Differences to the clean question, and answers that stay the same."""

from __future__ import annotations

from eval.run.repeat import determinism, robustness
from tests.unit.eval.run.records import made


def test_a_variant_is_held_against_its_own_question() -> None:
    records = [
        made("a", hit10=1, nugget_recall=1),
        {**made("a", hit10=0, nugget_recall=0.5), "variant": "misspelt"},
        made("b", hit10=1),
        {**made("b", hit10=1), "variant": "misspelt"},
        {**made("b", error="Broke"), "variant": "keywords"},
        made("c", error="Broke"),
        {**made("c", hit10=1), "variant": "misspelt"},
    ]
    found = robustness(records)
    assert found == {
        "misspelt · hit@10": {"all": -0.5, "interval": None},
        "misspelt · nugget recall": {"all": -0.5, "interval": None},
    }


def test_determinism_is_of_whole_records() -> None:
    first = [made("a", hit10=1), made("b", hit10=1)]
    again = [made("a", hit10=1), made("b", hit10=1, confidence=0.51)]
    assert determinism(first, first)["determinism"]["all"] == 1
    assert determinism(first, again)["determinism"]["all"] == 0.5
