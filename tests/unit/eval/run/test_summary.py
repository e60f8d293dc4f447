"""Means over questions, and refusals of the whole set, computed by hand."""

from __future__ import annotations

import pytest

from eval.refusals import Scored, refusals
from eval.run.summary import BY_NAME, HEADLINE, answered, summary
from tests.unit.eval.run.records import made

RECORDS = [
    made("a", "en", hit10=1, nugget_recall=0.5, refused_wrongly=0),
    made("a", "cs", hit10=0, refused_wrongly=1),
    made("b", "en", hit10=1, nugget_recall=1, refused_wrongly=0),
    made("c", "en", refused_rightly=1),
    made("c", "cs", refused_rightly=0),
    made("d", "en", error="ValueError: no"),
]


def test_means_are_over_the_questions_that_a_figure_applies_to() -> None:
    found = summary(RECORDS)
    assert found["hit@10"] == {"all": pytest.approx(2 / 3), "interval": None, "en": 1, "cs": 0}
    assert found["nugget recall"] == {"all": 0.75, "interval": None, "en": 0.75, "cs": None}
    assert "gold cited" not in found


def test_unscored_is_not_zero() -> None:
    assert summary(RECORDS)["answers"] == {"all": 5, "missing": 1}
    assert answered(RECORDS) == "5 of 6 scored"


def test_refusals() -> None:
    found = summary(RECORDS)
    assert found["refusal precision"]["all"] == 1 / 2
    assert found["refusal recall"]["all"] == 1 / 2
    assert found["refusal F1"]["all"] == 1 / 2
    assert (found["refusal recall"]["en"], found["refusal recall"]["cs"]) == (1, 0)
    assert found["refusal precision"]["cs"] == 0


def test_a_set_without_unanswerable_questions_has_no_figures_of_refusals() -> None:
    found = summary([made("a", refused_wrongly=1), made("b", refused_wrongly=0)])
    assert not {"refusal precision", "refusal recall", "refusal F1"} & set(found)
    assert found["refused wrongly"]["all"] == 0.5


def test_refusals_are_those_of_the_gate() -> None:
    """The gate's own figures, from counts, against ours, from sums."""
    marks = [(True, False), (True, True), (True, False), (False, True), (False, True), (False, False)]  # answerable, refused
    records = [
        made(str(n), **({"refused_wrongly": float(refused)} if answerable else {"refused_rightly": float(refused)}))
        for n, (answerable, refused) in enumerate(marks)
    ]
    counts = refusals([Scored(str(n), answerable, -1.0 if refused else 1.0) for n, (answerable, refused) in enumerate(marks)], 0.0)
    for name, value in (("precision", counts.precision), ("recall", counts.recall), ("F1", counts.f1)):
        assert BY_NAME[f"refusal {name}"].value(records) == pytest.approx(value)


def test_the_headline_is_of_known_figures() -> None:
    assert set(HEADLINE) <= set(BY_NAME)


def test_an_interval_is_over_cases_not_over_languages() -> None:
    cases = [made(f"c{n}", language, hit10=float(n % 2)) for n in range(20) for language in ("en", "cs", "pl")]
    alone = [record for record in cases if record["language"] == "en"]
    assert BY_NAME["hit@10"].interval(cases) == BY_NAME["hit@10"].interval(alone)
    assert BY_NAME["hit@10"].interval(cases[:21]) is None  # seven cases
