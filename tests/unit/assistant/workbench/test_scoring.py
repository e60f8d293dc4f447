"""Scores by hand: weights 100/80/0 and 25/20/0, and what is not marked is not wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.workbench.scoring import PARTLY, RIGHT, VERDICTS, WRONG, mean, share

VERDICT = st.sampled_from(VERDICTS)


@pytest.mark.parametrize(
    ("sentences", "citations", "points", "of"),
    [
        ([RIGHT], [RIGHT], 100 + 25, 125),
        ([WRONG], [WRONG], 0, 125),
        ([PARTLY], [PARTLY], 80 + 20, 125),
        ([RIGHT, WRONG], [RIGHT], 50 + 25, 125),
        ([RIGHT, PARTLY, WRONG], [RIGHT, WRONG], 60 + 12.5, 125),
        ([RIGHT, RIGHT, PARTLY, WRONG], [RIGHT, PARTLY, PARTLY], 70 + 65 / 3, 125),
        ([RIGHT], [], 100, 100),  # a refusal has nothing to cite
        ([PARTLY], [], 80, 100),
    ],
)
def test_the_score_is_the_mean_of_sentences_and_the_mean_of_citations(
    sentences: list[str], citations: list[str], points: float, of: float
) -> None:
    assert share(sentences, citations) == pytest.approx(points / of)


@pytest.mark.parametrize(("sentences", "citations"), [([RIGHT, None], [RIGHT]), ([RIGHT], [None]), ([], []), ([], [RIGHT]), ([None], [])])
def test_what_is_not_marked_in_full_has_no_score(sentences: list[str | None], citations: list[str | None]) -> None:
    assert share(sentences, citations) is None


@given(st.lists(VERDICT, min_size=1), st.lists(VERDICT), st.data())
def test_a_better_verdict_never_lowers_the_score(sentences: list[str], citations: list[str], data: st.DataObject) -> None:
    before = share(sentences, citations)
    n = data.draw(st.integers(0, len(sentences) - 1))
    after = share([*sentences[:n], RIGHT, *sentences[n + 1 :]], citations)
    assert before is not None and after is not None
    assert 0 <= before <= after <= 1


def test_a_mean_of_few_has_no_interval() -> None:
    found = mean([1.0, 0.5])
    assert found is not None
    assert (found.answers, found.value, found.interval) == (2, 0.75, None)
    assert mean([]) is None


def test_the_interval_of_a_mean_is_that_of_a_coin() -> None:
    """Forty answers, half of them 1: the standard error of the mean is 0.5 / √40 = 0.079, twice that 0.155."""
    found = mean([0.0, 1.0] * 20)
    assert found is not None and found.interval is not None
    assert found.interval[0] == pytest.approx(0.5 - 0.155, abs=0.02)
    assert found.interval[1] == pytest.approx(0.5 + 0.155, abs=0.02)
    assert mean([0.0, 1.0] * 20) == found
