"""Quotations that are, and are not, where and what they say."""

from __future__ import annotations

from eval.cases.schema import Gold
from tests.unit.eval.judged import BUSES, COST, answer, case, citation, refusal, value

FACT = case("fact", BUSES)
RIGHT = citation(1, *BUSES)


def test_fidelity_is_byte_for_byte() -> None:
    shifted = citation(2, *COST, start=37)
    changed = {**citation(3, *BUSES), "quote": BUSES[1].replace("12", "13")}
    gone = citation(4, "unknown.pdf", "Anything.", start=0)
    assert value("quote fidelity", FACT, answer(citations=[RIGHT])) == 1
    assert value("quote fidelity", FACT, answer(citations=[RIGHT, shifted, changed, gone])) == 0.25
    assert value("quote fidelity", FACT, answer()) is None
    assert value("quote fidelity", FACT, refusal(citations=[shifted])) == 0  # what a refusal quotes is read too


def test_found_forgives_white_space_and_marks() -> None:
    spaced = {**RIGHT, "quote": "Lesná  buys **12** electric\nbuses"}
    assert value("quotes found in the document", FACT, answer(citations=[spaced, citation(2, "notes.md", "Nothing is")])) == 1
    assert value("quotes found in the document", FACT, answer(citations=[spaced, citation(2, "notes.md", "All is")])) == 0.5
    assert value("quotes found in the document", FACT, answer()) == 0  # an answer without citations
    assert value("quotes found in the document", FACT, refusal()) is None


def test_pages_named_and_pages_right_are_two_things() -> None:
    second = ("lesna.pdf", "The depot is in Dolná Street.")
    given = answer(citations=[citation(1, *BUSES, page=1), citation(2, *second, page=1), citation(3, "notes.md", "Nothing", page=None)])
    assert value("page coverage", FACT, given) == 2 / 3
    assert value("page accuracy", FACT, given) == 0.5
    assert value("page accuracy", FACT, answer(citations=[citation(3, "notes.md", "Nothing", page=None)])) is None


def test_a_quotation_that_goes_on_overleaf_is_of_the_page_where_it_begins() -> None:
    across = "They cost EUR 9 million.\nThe depot is in Dolná Street."
    assert value("page accuracy", FACT, answer(citations=[citation(1, "lesna.pdf", across, page=1)])) == 1
    assert value("page accuracy", FACT, answer(citations=[citation(1, "lesna.pdf", across, page=2)])) == 0


def test_gold_page() -> None:
    asked = FACT.model_copy(update={"gold": (Gold(doc=BUSES[0], quote=BUSES[1], page=1),)})
    assert value("gold page", asked, answer(citations=[citation(1, *BUSES, page=2), citation(2, *BUSES, page=1)])) == 0.5
    assert value("gold page", asked, answer(citations=[citation(1, *COST, page=2)])) is None
    assert value("gold page", FACT, answer(citations=[RIGHT])) is None
