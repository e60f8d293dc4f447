"""Figures of ranking, against values computed by hand."""

from __future__ import annotations

from math import log2

import pytest

from tests.unit.eval.judged import BUSES, COST, TREES, answer, case, hit, refusal, value

OTHER = hit("lesna.pdf", "The depot is in Dolná Street.")
ELSEWHERE = hit("brezno.pdf", BUSES[1])  # the right words in the wrong document

TWO = case("fact", BUSES, COST)
# ranks: BUSES at 3, COST never
THIRD = answer(hits=[OTHER, ELSEWHERE, hit("lesna.pdf", "In short: Lesná buys 12 electric buses in 2027."), OTHER])
# one hit at 2 covers both quotations
BOTH = answer(hits=[OTHER, hit("lesna.pdf", f"{BUSES[1]} {COST[1]}")])


@pytest.mark.parametrize(
    ("name", "third", "both"),
    [
        ("hit@1", 0, 0),
        ("hit@5", 1, 1),
        ("hit@10", 1, 1),
        ("MRR@10", 1 / 3, 1 / 2),
        ("gold covered@10", 1 / 2, 1),
        ("nDCG@10", (1 / log2(4)) / (1 + 1 / log2(3)), 1 / log2(3)),  # found one of two passages · found one passage of gain 2
        ("right document@5", 1, 1),
    ],
)
def test_by_hand(name: str, third: float, both: float) -> None:
    assert value(name, TWO, THIRD) == pytest.approx(third)
    assert value(name, TWO, BOTH) == pytest.approx(both)


def test_nothing_found_is_zero() -> None:
    for name in ("hit@10", "MRR@10", "nDCG@10", "gold covered@10", "right document@5"):
        assert value(name, TWO, answer(hits=[ELSEWHERE])) == 0


def test_hits_past_the_tenth_do_not_count_for_ten() -> None:
    late = answer(hits=[OTHER] * 10 + [hit(*BUSES)])
    assert [value(name, case("fact", BUSES), late) for name in ("hit@10", "MRR@10", "nDCG@10", "gold covered@10")] == [0, 0, 0, 0]


def test_of_a_hit_only_the_first_characters_count() -> None:
    asked = case("fact", BUSES)
    assert value("hit@1", asked, answer(hits=[hit("lesna.pdf", "x " * 790 + BUSES[1])])) == 1  # begins at 1,580: 20 of 37 characters
    assert value("hit@1", asked, answer(hits=[hit("lesna.pdf", "x " * 795 + BUSES[1])])) == 0


def test_a_refusal_has_hits_too() -> None:
    assert value("hit@1", case("fact", BUSES), refusal(hits=[hit(*BUSES)])) == 1


def test_comparisons_are_counted_by_city() -> None:
    asked = case("comparison", BUSES, TREES)
    given = answer(hits=[hit(*BUSES)] + [OTHER] * 10 + [hit(*TREES)])
    assert value("cities covered@10", asked, given) == 0.5
    assert value("cities covered@20", asked, given) == 1
    assert value("hit@10", asked, given) is None


def test_what_has_no_gold_is_unscored() -> None:
    for name in ("hit@10", "MRR@10", "nDCG@10", "gold covered@10", "right document@5", "cities covered@10"):
        assert value(name, case("unanswerable"), answer(hits=[hit(*BUSES)])) is None
