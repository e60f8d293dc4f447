"""Citations expected and citations that carry, against values computed by hand with a support test of words."""

from __future__ import annotations

import pytest

from tests.unit.eval.judged import BUSES, COST, TREES, answer, case, citation, refusal, sentence, value

FACT = case("fact", BUSES)
PAIR = case("comparison", BUSES, COST, TREES)


def test_gold_cited() -> None:
    assert value("gold cited", FACT, answer(citations=[citation(1, *COST), citation(2, *BUSES)])) == 1
    assert value("gold cited", FACT, answer(citations=[citation(1, *COST)])) == 0
    assert value("gold cited", FACT, answer(citations=[citation(1, "brezno.pdf", BUSES[1])])) == 0
    assert value("gold cited", FACT, refusal(citations=[citation(1, *BUSES)])) == 0


@pytest.mark.parametrize(
    ("cited", "cities", "worst", "named"),
    [
        ([BUSES, TREES], 1, 1, 1),
        ([BUSES, COST], 0.5, 0, 0.5),
        ([BUSES, ("brezno.pdf", "a year")], 0.5, 0, 1),
        ([], 0, 0, 0),
    ],
)
def test_cities(cited: list[tuple[str, str]], cities: float, worst: float, named: float) -> None:
    given = answer(citations=[citation(n, *one) for n, one in enumerate(cited, 1)])
    assert value("cities cited", PAIR, given) == cities
    assert value("worst city cited", PAIR, given) == worst
    assert value("cities in citations", PAIR, given) == named
    assert value("worst city cited", FACT, given) is None


def test_a_refused_comparison_cites_no_city() -> None:
    given = refusal(citations=[citation(1, *BUSES), citation(2, *TREES)])
    assert [value(name, PAIR, given) for name in ("cities cited", "worst city cited", "cities in citations")] == [0, 0, 0]


CITED = [citation(1, *BUSES), citation(2, *COST), citation(3, *TREES)]


@pytest.mark.parametrize(
    ("sentences", "recall", "precision"),
    [
        ([sentence("Lesná buys buses", 1)], 1, 1),
        ([sentence("Lesná buys buses", 3)], 0, 0),
        ([sentence("Lesná buys buses")], 0, 0),  # cites nothing
        ([sentence("Lesná buys buses", 1, 3)], 1, 0.5),  # the second is not needed
        ([sentence("buses cost EUR 9", 1, 2)], 1, 1),  # neither alone, both together
        ([sentence("buses cost EUR 9", 1, 2, 3)], 1, 2 / 3),
        ([sentence("Lesná buys buses", 1), sentence("Březno plants 301 trees", 3)], 0.5, 0.5),
        ([sentence("Lesná buys buses", 1, 2, 3), sentence("Březno plants trees", 3)], 1, 2 / 4),
    ],
)
def test_recall_and_precision(sentences: list[dict[str, object]], recall: float, precision: float) -> None:
    given = answer(sentences=sentences, citations=CITED)
    assert value("citation recall", FACT, given) == pytest.approx(recall)
    assert value("citation precision", FACT, given) == pytest.approx(precision)


def test_an_answer_that_says_nothing_is_zero_and_a_refusal_unscored() -> None:
    for name in ("citation recall", "citation precision", "sentences with a citation"):
        assert value(name, FACT, answer(citations=CITED)) == 0
        assert value(name, FACT, refusal()) is None


def test_sentences_with_a_citation() -> None:
    assert value("sentences with a citation", FACT, answer(sentences=[sentence("a", 1), sentence("b"), sentence("c", 9)])) == pytest.approx(
        2 / 3
    )
