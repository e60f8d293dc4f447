"""Facts said and unsaid; numbers are whole numbers."""

from __future__ import annotations

import pytest

from eval.metrics.nuggets import said
from tests.unit.eval.judged import BUSES, answer, case, refusal, value

ASKED = case("fact", BUSES, nuggets=(("12", "twelve"), ("2027",)), okay=(("EUR 9 million",), ("depot",)))


@pytest.mark.parametrize(
    ("wordings", "text", "holds"),
    [
        (["5 %"], "It is 25 %.", False),
        (["5 %"], "It is 5 %.", True),
        (["5"], "It is 5.5 t.", False),
        (["5"], "It is 0.5 t.", False),
        (["28 769"], "There are 28769 flats.", True),
        (["28769"], "There are 28 769 flats.", True),
        (["1 640", "1,640"], "About 1,640 tonnes.", True),
        (["640"], "About 1 640 tonnes.", True),
        (["640"], "About 1,640 tonnes.", False),
        (["biogaz"], "BIOGAZ z serwatki", True),
        (["**biogaz**"], "biogaz", True),
        (["", "  "], "anything", False),
    ],
)
def test_said(wordings: list[str], text: str, *, holds: bool) -> None:
    assert said(wordings, text) is holds


def test_vital_all_and_weighted() -> None:
    given = answer(answer="Twelve buses; the depot is in Dolná Street.")
    assert value("nugget recall", ASKED, given) == 1 / 2
    assert value("nugget recall, all", ASKED, given) == 2 / 4
    assert value("nugget recall, weighted", ASKED, given) == (1 + 0.5) / 3


def test_a_refusal_says_nothing() -> None:
    given = {**refusal(), "answer": "12 buses in 2027 are not in the documents."}
    assert value("nugget recall", ASKED, given) == 0
    assert value("nugget recall, weighted", ASKED, given) == 0


def test_without_nuggets_unscored() -> None:
    assert value("nugget recall", case("fact", BUSES), answer(answer="12")) is None
    assert value("nugget recall, weighted", case("unanswerable"), answer(answer="12")) is None
